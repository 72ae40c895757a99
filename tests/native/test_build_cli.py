"""The command from end to end, on the stand-in for upstream."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from ctypes import CDLL
from datetime import UTC, datetime
from pathlib import Path

import pytest

from native.builder.cli import main
from tests.native.mini_upstream import Builder

LIBRARIES = {"libggml-base.so", "libggml-cpu.so", "libggml.so", "libllama.so", "libmtmd.so"}


def test_finished_build_holds_plain_libraries_that_find_each_other(finished: tuple[Builder, Path]) -> None:
    _, build = finished
    assert {file.name for file in build.iterdir()} == LIBRARIES | {"build.json", "build.log"}
    assert not any(file.is_symlink() for file in build.iterdir())
    # mtmd needs all the others: the loader can only find them beside it.
    assert CDLL(str(build / "libmtmd.so")).mtmd_number() == 7


def test_record_describes_the_build(finished: tuple[Builder, Path]) -> None:
    builder, build = finished
    record = json.loads((build / "build.json").read_text())
    assert record["schema"] == 1
    assert record["source"]["path"] == str(builder.source)
    assert record["commit"] == "local"
    assert record["backend"] == "cpu"
    assert record["options"] == {"portable": False, "rpc": False}
    assert record["has_llama_server"] is False
    assert record["abi"] == {"mini": {"size": 24, "fields": {}}}
    assert record["compiler"].split()[0] in {"gcc", "clang"}
    assert record["cmake"][0].isdigit()
    assert 0 < record["duration_s"] < 60
    assert datetime.fromisoformat(record["finished_at"]) <= datetime.now(UTC)
    assert build.name.startswith("local-cpu-")


def test_second_call_does_nothing_but_mark_the_build(finished: tuple[Builder, Path]) -> None:
    builder, build = finished
    before = {file.name: file.stat().st_mtime_ns for file in build.iterdir()}
    os.utime(build / "build.json", (1, 1))
    durations = []
    for _ in range(3):
        started_at = time.monotonic()
        assert builder.build() == build
        durations.append(time.monotonic() - started_at)
    assert min(durations) < 1  # the best of some, for others may use the machine too
    after = {file.name: file.stat().st_mtime_ns for file in build.iterdir()}
    assert after.pop("build.json") >= before.pop("build.json")
    assert after == before


def test_no_temporary_folder_is_left(finished: tuple[Builder, Path]) -> None:
    builder, build = finished
    assert {entry.name for entry in (builder.cache / "native").iterdir()} == {".lock", build.name}


def test_print_dir_names_the_folder_before_and_after(finished: tuple[Builder, Path]) -> None:
    builder, build = finished
    arguments = ("--backend", "cpu", "--source", str(builder.source), "--print-dir")
    os.utime(build / "build.json", (1, 1))
    existing = builder.run(*arguments)
    assert (existing.returncode, existing.stdout, existing.stderr) == (0, f"{build}\n", "")
    assert (build / "build.json").stat().st_mtime == 1
    missing = builder.run(*arguments, "--rpc")
    assert missing.returncode == 1
    assert Path(missing.stdout.strip()).parent == build.parent
    assert not Path(missing.stdout.strip()).exists()


def test_build_with_server_also_serves_a_request_without_it(builder: Builder) -> None:
    with_server = builder.build("--with-llama-server")
    assert subprocess.run([with_server / "llama-server"], check=False).returncode == 7
    assert json.loads((with_server / "build.json").read_text())["has_llama_server"] is True
    assert builder.build() == with_server
    assert builder.finished_builds() == [with_server]


def test_changed_source_makes_another_build(builder: Builder) -> None:
    arguments = ("--backend", "cpu", "--source", str(builder.source), "--print-dir")
    before = builder.run(*arguments).stdout
    (builder.source / "src" / "part.c").write_text("int NAME(void) { return 8; }\n")
    assert builder.run(*arguments).stdout != before
    assert CDLL(str(builder.build() / "libllama.so")).llama_number() == 8


def test_compile_error_shows_the_compilers_words_and_keeps_the_log(builder: Builder) -> None:
    (builder.source / "src" / "part.c").write_text("int NAME(void) { return unknown_word; }\n")
    done = builder.run("--backend", "cpu", "--source", str(builder.source))
    assert done.returncode == 1
    assert "unknown_word" in done.stderr
    *_, last = done.stderr.splitlines()
    assert last.startswith("build_native.py: error: compiling failed; full log: ")
    log = Path(last.rpartition(": ")[2])
    assert "unknown_word" in log.read_text()
    assert not builder.finished_builds()
    assert {entry.name for entry in log.parent.iterdir()} == {".lock", log.name}


def test_source_with_other_structs_fails_before_it_is_compiled(builder: Builder) -> None:
    (builder.source / "include" / "llama.h").write_text("struct other { int number; };\n")
    done = builder.run("--backend", "cpu", "--source", str(builder.source))
    assert done.returncode == 1
    assert "the bindings do not describe this source" in done.stderr
    assert "compiled" not in done.stderr


def test_clean_removes_builds_with_these_options_only(builder: Builder) -> None:
    plain = _record_build(builder, "plain", rpc=False, has_llama_server=False)
    with_server = _record_build(builder, "with-server", rpc=False, has_llama_server=True)
    with_rpc = _record_build(builder, "with-rpc", rpc=True, has_llama_server=False)
    leftover = builder.cache / "native" / ".building-killed"
    leftover.mkdir()
    assert builder.run("--backend", "cpu", "--with-llama-server", "--clean").returncode == 0
    assert not leftover.exists()
    assert set(builder.finished_builds()) == {plain, with_rpc}
    assert builder.run("--backend", "cpu", "--clean").returncode == 0
    assert builder.finished_builds() == [with_rpc]
    assert {entry.name for entry in with_server.parent.iterdir()} == {".lock", with_rpc.name}


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--backend", "abacus"], "invalid choice: 'abacus'"),
        (["--jobs", "0"], "must be a whole number from 1"),
        (["--jobs", "two"], "must be a whole number from 1"),
        (["--source", ".", "--git", "master"], "not allowed with argument"),
        (["--unknown"], "unrecognized arguments: --unknown"),
    ],
)
def test_wrong_arguments(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        main(arguments)
    assert ending.value.code == 2
    assert complaint in capsys.readouterr().err


def test_folder_that_is_no_checkout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--backend", "cpu", "--source", str(tmp_path)]) == 2
    assert "is no llama.cpp checkout: it has no CMakeLists.txt" in _only_line(capsys)


def test_no_compiler(
    builder: Builder, fake_tool: Callable[[str, str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--backend", "cpu", "--source", str(builder.source)], builder.native) == 2
    assert "error: no C compiler: " in _only_line(capsys)


def test_no_cpp_compiler(
    builder: Builder, fake_tool: Callable[[str, str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    fake_tool("cc", "cc (Mini) 12.2.0")
    assert main(["--backend", "cpu", "--source", str(builder.source)], builder.native) == 2
    assert "error: no C++ compiler: " in _only_line(capsys)


def test_missing_python_package(builder: Builder, tmp_path: Path) -> None:
    (tmp_path / "platformdirs.py").write_text("raise ModuleNotFoundError(name='platformdirs')\n")
    done = builder.run("--print-dir", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert "no Python package platformdirs: run `" in done.stderr
    assert done.stderr.count("\n") == 1


def test_missing_probe(builder: Builder, capsys: pytest.CaptureFixture[str]) -> None:
    (builder.native / "abi_probe.c").unlink()
    assert main(["--backend", "cpu", "--source", str(builder.source)], builder.native) == 2
    assert "no native/abi_probe.c" in _only_line(capsys)


def test_cache_folder_that_cannot_be_made(
    builder: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PYLLAMA_CACHE_DIR", str(tmp_path / "file"))
    assert main(["--backend", "cpu", "--source", str(builder.source)], builder.native) == 1
    assert str(tmp_path / "file") in _only_line(capsys)


def _record_build(builder: Builder, name: str, *, rpc: bool, has_llama_server: bool) -> Path:
    build = builder.cache / "native" / name
    build.mkdir(parents=True)
    options = {"portable": False, "rpc": rpc}
    record = {"backend": "cpu", "options": options, "has_llama_server": has_llama_server}
    (build / "build.json").write_text(json.dumps(record))
    return build


def _only_line(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err
