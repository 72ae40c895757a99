from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks import serve
from benchmarks.servers import Server, llama_server

COUNTER = Server("counter", (sys.executable, "-m", "tests.benchmarks.streaming_server"))


def test_a_whole_run_prints_a_table_and_writes_its_measurements(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "pyllama", lambda: COUNTER)
    model, results = tmp_path / "model.gguf", tmp_path / "results.json"
    model.touch()
    arguments = ["--model", str(model), "--streams", "2", "--n-predict", "64", "--rounds", "1"]
    assert serve.main([*arguments, "--json", str(results)]) == 0
    printed = capsys.readouterr()
    assert "tokens/s" in printed.out
    assert printed.err == "round 1 of 1: counter\n"
    (measured,) = json.loads(results.read_text())
    assert measured["server"] == "counter"
    assert measured["scenarios"]["2 streams"]["tokens_per_s"] > 0


def test_a_missing_model_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve.main(["--model", str(tmp_path / "none.gguf")]) == 1
    assert capsys.readouterr().err == f"benchmarks.serve: no such model: {tmp_path / 'none.gguf'}\n"


def test_a_missing_llama_server_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "model.gguf").touch()
    arguments = ["--model", str(tmp_path / "model.gguf"), "--against", "llama-server"]
    assert serve.main([*arguments, "--llama-server", str(tmp_path / "none")]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"benchmarks.serve: no llama-server at {tmp_path / 'none'}: run ")
    assert error.count("\n") == 1


@pytest.mark.parametrize("bad", [["--streams", "0"], ["--rounds", "x"], ["--against", "vllm"]])
def test_a_bad_option_is_refused(bad: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        serve.main(["--model", "m", *bad])


def test_all_servers_get_the_same_options(tmp_path: Path) -> None:
    program = tmp_path / "llama-server"
    program.touch()
    ours = Server("ours", ("program",)).command(Path("m"), port=1, n_threads=2)
    theirs = llama_server(program).command(Path("m"), port=1, n_threads=2)
    assert theirs == [str(program), *ours[1:]]
    assert ours[1:] == ["-m", "m", "--host", "127.0.0.1", "--port", "1", "-np", "8", "-c", "16384", "-t", "2"]
