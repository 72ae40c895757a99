from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks import publishing, results, serve
from benchmarks.random_model import TINY, write_model
from benchmarks.servers import LLAMA_SERVER, PYLLAMA, Server, llama_server
from benchmarks.vocabularies import tiny_vocab

COUNTER = (sys.executable, "-m", "tests.benchmarks.streaming_server")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_model(tmp_path / "model.gguf", TINY, tiny_vocab())


def test_two_servers_are_compared_in_alternating_order(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "pyllama", lambda: Server(PYLLAMA, COUNTER))
    monkeypatch.setattr(serve, "llama_server", lambda _: Server(LLAMA_SERVER, COUNTER))
    monkeypatch.setattr(publishing, "can_plot", lambda: False)
    path = tmp_path / "results.json"
    models = ["--model", str(model), "--tiny-model", str(model)]
    assert serve.main([*models, "--scenario", "start,one", "--rounds", "2", "--json", str(path)]) == 0
    printed = capsys.readouterr()
    told = printed.err.splitlines()
    assert told[:4] == [
        f"round 1 of 2: {PYLLAMA}: one",
        f"round 1 of 2: {LLAMA_SERVER}: one",
        f"round 2 of 2: {LLAMA_SERVER}: one",
        f"round 2 of 2: {PYLLAMA}: one",
    ]
    assert told[4:] == [f"wrote {path}", "no plot: matplotlib is not installed"]
    assert printed.out.startswith("model.gguf, model.gguf; ")
    sections = [line.split("|")[1].strip() for line in printed.out.splitlines() if line.startswith("|")]
    assert list(filter(None, sections[2:])) == ["one", "start"]
    written = json.loads(path.read_text())
    assert len(written["rounds"]) == 4
    assert all(row["ratio"] > 0 for row in written["summary"])


def test_this_projects_server_is_measured(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    arguments = ["--only", PYLLAMA, "--scenario", "memory,chat", "--rounds", "1", "--threads", "1"]
    assert serve.main([*arguments, "--model", str(model)]) == 0
    assert "longest gap" in capsys.readouterr().out
    (path,) = tmp_path.glob("serve-*.json")
    (measured,) = json.loads(path.read_text())["rounds"]
    assert measured["sections"]["chat"]["tokens_per_s"] > 0
    if sys.platform == "linux":
        assert measured["sections"]["memory"]["peak_resident_mb"] > 20


@pytest.mark.parametrize(
    ("chosen", "made"), [("start", ["tiny"]), ("shared,one", ["qwen"]), ("tiny,memory", ["qwen", "tiny"])]
)
def test_models_are_made_for_what_needs_them(
    chosen: str, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "tiny_model", lambda _: Path("tiny"))
    monkeypatch.setattr(serve, "qwen_model", lambda _: Path("qwen"))
    plan = serve._plan(serve._parse(["--only", PYLLAMA, "--scenario", chosen]))
    assert [model.name for model in (plan.model, plan.tiny_model) if model] == made


def test_the_default_is_everything_against_llama_server() -> None:
    options = serve._parse([])
    assert (options.only, options.rounds) == (None, 3)
    assert options.scenario == ("one", "many", "shared", "mixed", "chat", "tiny", "memory", "start")


@pytest.mark.parametrize("option", ["--model", "--tiny-model"])
def test_a_missing_model_is_one_line(option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve.main([option, str(tmp_path / "none.gguf")]) == 1
    assert capsys.readouterr().err == f"benchmarks.serve: no such model: {tmp_path / 'none.gguf'}\n"


def test_a_missing_llama_server_is_one_line(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert serve.main(["--model", str(model), "--llama-server", str(tmp_path / "none")]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"benchmarks.serve: no llama-server at {tmp_path / 'none'}: run ")
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "bad",
    [["--scenario", "two"], ["--scenario", ""], ["--rounds", "x"], ["--rounds", "0"], ["--only", "vllm"]],
)
def test_a_bad_option_is_refused(bad: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        serve.main(bad)


def test_all_servers_get_the_same_options(tmp_path: Path) -> None:
    program = tmp_path / "llama-server"
    program.touch()
    ours = Server("ours", ("program",)).command(Path("m"), port=1, n_threads=2)
    theirs = llama_server(program).command(Path("m"), port=1, n_threads=2)
    assert theirs == [str(program), *ours[1:]]
    assert ours[1:] == ["-m", "m", "--host", "127.0.0.1", "--port", "1", "-np", "8", "-c", "16384", "-t", "2"]
