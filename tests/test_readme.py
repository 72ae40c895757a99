"""Every command and every program of the README works, on a real model."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()
]
PROGRAMS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)

MODEL = "path/to/model.gguf"
ADDRESS = "http://127.0.0.1:8080"
LISTENING = re.compile(r"listening on (https?://\S+)")


def commands(start: str) -> list[str]:
    found = [command for command in COMMANDS if command.startswith(start)]
    assert found
    return found


def run(command: str, *, cwd: Path = ROOT) -> str:
    result = subprocess.run(
        shlex.split(command), cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def serve(command: str, *, cwd: Path = ROOT) -> tuple[subprocess.Popen[str], str]:
    """Start a server; return it and its address once the model is loaded."""
    # A session of its own: whatever make has started ends with it.
    process = subprocess.Popen(
        shlex.split(command), cwd=cwd, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stderr is not None
    address = ""
    lines = []
    for line in process.stderr:
        lines.append(line)
        if match := LISTENING.search(line):
            address = match[1]
        if " is ready" in line:
            return process, address
    raise AssertionError("".join(lines))


def stop(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGTERM)
    process.communicate(timeout=10)


@pytest.fixture(scope="module")
def address(decoder_path: Path) -> Iterator[str]:
    command = f"{sys.executable} -m server --model {decoder_path} --port 0 --threads 1 --metrics"
    process, address = serve(command)
    yield address
    stop(process)


def test_nothing_in_the_readme_is_left_out() -> None:
    tested = ("make serve", "make test", "python3 -m venv", ".venv/bin/python", "curl ")
    assert [command for command in COMMANDS if not command.startswith(tested)] == []
    assert len(PROGRAMS) == 2


def test_make_serve() -> None:
    first, _ = commands("make serve")
    assert "MODEL" not in first
    process, address = serve(first + ' ARGS="--port 0"')
    (models,) = [command for command in commands("curl") if command.endswith("/v1/models")]
    (chat,) = [command for command in commands("curl") if "/v1/chat/" in command]
    answers = [
        json.loads(run(command.replace(ADDRESS, address) + " --fail --silent --max-time 60"))
        for command in (models, chat)
    ]
    assert answers[0]["data"][0]["id"] == answers[1]["model"] == "builtin"
    assert answers[1]["choices"][0]["message"]["content"]
    stop(process)


def test_make_serve_with_a_model(decoder_path: Path) -> None:
    _, second = commands("make serve")
    assert MODEL in second
    process, address = serve(second.replace(MODEL, str(decoder_path)) + ' ARGS="--port 0"')
    assert str(decoder_path) in run(f"curl --silent --max-time 20 {address}/props")
    stop(process)


def test_keys_and_encryption(tmp_path: Path, decoder_path: Path) -> None:
    (command,) = [c for c in commands(".venv/bin/python") if "--api-key-file" in c]
    certificate = trustme.CA().issue_cert("localhost")
    certificate.private_key_pem.write_to_path(str(tmp_path / "key.pem"))
    certificate.cert_chain_pems[0].write_to_path(str(tmp_path / "cert.pem"))
    (tmp_path / "keys.txt").write_text("secret\n")
    command = re.sub(r"\b\w+\.(txt|pem)", lambda file: str(tmp_path / file[0]), command)
    command = command.replace(".venv/bin/python", sys.executable)
    process, address = serve(f"{command} --model {decoder_path} --port 0")
    curl = f"curl --silent --insecure --max-time 20 {address.replace('0.0.0.0', 'localhost')}/v1/models"
    assert json.loads(run(curl))["error"]["code"] == 401
    assert json.loads(run(f"{curl} --header 'Authorization: Bearer secret'"))["object"] == "list"
    stop(process)


def test_make_test_runs_this_suite() -> None:
    # Running it here would not end.
    (command,) = commands("make test")
    plan = run(f"{command} --dry-run")
    assert "pytest" in plan
    assert "mypy" in plan


def test_the_steps_without_make(tmp_path: Path, decoder_path: Path) -> None:
    ignored = {".git", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
    for entry in ROOT.iterdir():
        if entry.name not in ignored and not entry.name.endswith(".egg-info"):
            (tmp_path / entry.name).symlink_to(entry)
    (make_environment,) = commands("python3 -m venv")
    run(make_environment.replace("python3", sys.executable), cwd=tmp_path)
    steps = commands(".venv/bin/python")
    start = next(command for command in steps if MODEL in command)
    for command in steps[: steps.index(start)]:
        run(command, cwd=tmp_path)
    process, address = serve(start.replace(MODEL, str(decoder_path)) + " --port 0", cwd=tmp_path)
    assert json.loads(run(f"curl --silent --max-time 20 {address}/health")) == {"status": "ok"}
    stop(process)


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.endswith("--help")])
def test_help(command: str) -> None:
    assert "usage:" in run(command.replace(".venv/bin/python", sys.executable))


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("curl")])
def test_curl(address: str, command: str) -> None:
    output = run(command.replace(ADDRESS, address) + " --fail --silent --max-time 60")
    if "--no-buffer" in command:
        events: list[dict[str, Any]] = [
            json.loads(line.removeprefix("data: "))
            for line in output.splitlines()
            if line.startswith("data: ")
        ]
        assert events[-1]["stop"]
        assert events[-1]["tokens_predicted"] == 64
    elif command.endswith("/metrics"):
        assert "llamacpp:requests_processing" in output
    else:
        assert json.loads(output)


@pytest.mark.parametrize("program", PROGRAMS)
def test_programs(program: str, tmp_path: Path, decoder_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(program, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        [sys.executable, "-W", "error", str(path), str(decoder_path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip()


def test_the_streaming_program_is_short() -> None:
    lines = [line for line in PROGRAMS[0].splitlines() if line.strip()]
    assert len(lines) <= 15
