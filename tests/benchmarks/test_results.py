from __future__ import annotations

import json
from pathlib import Path

from benchmarks.report import Round, collect
from benchmarks.results import Setting, write_json, write_plot
from benchmarks.servers import LLAMA_SERVER, PYLLAMA

SETTING = Setting(models=["a.gguf"], n_rounds=1, n_threads=2)
ROUNDS = [
    Round(PYLLAMA, {"one": {"tokens_per_s": 3.0, "total_s": 1.0}, "start": {"start_s": 1.0}}),
    Round(LLAMA_SERVER, {"one": {"tokens_per_s": 2.0, "total_s": 2.0}}),
]


def test_the_file_has_the_measurements_and_what_follows_from_them(tmp_path: Path) -> None:
    path = tmp_path / "new" / "results.json"
    write_json(path, SETTING, ROUNDS, collect(ROUNDS))
    written = json.loads(path.read_text())
    assert written["setting"]["models"] == ["a.gguf"]
    assert written["setting"]["processor"]
    assert written["rounds"][1] == {
        "server": LLAMA_SERVER,
        "sections": {"one": {"tokens_per_s": 2.0, "total_s": 2.0}},
    }
    speed = {row["metric"]: row for row in written["summary"]}["tokens_per_s"]
    assert (speed["ratio"], speed["goal"], speed["reached"]) == (1.5, ">= 1.00", True)


def test_the_plot_is_a_png(tmp_path: Path) -> None:
    write_plot(tmp_path / "results.png", SETTING, collect(ROUNDS))
    assert (tmp_path / "results.png").read_bytes().startswith(b"\x89PNG")
