"""The examples chat with a real server."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.serving import ServerProcess, server_process

EXAMPLES = Path(__file__).parent.parent / "examples"
QUESTIONS = 'Say "hi"\\n, please\nAnd again: é\n'


@pytest.fixture(scope="module")
def server() -> Iterator[ServerProcess]:
    arguments = ("--temp", "0", "--predict", "12", "--api-key", "secret")
    with server_process(*arguments) as server:
        yield server


@pytest.fixture(params=["chat.py", "chat.mjs", "chat.sh"])
def program(request: pytest.FixtureRequest) -> list[str]:
    name = request.param
    tools = {"chat.py": [], "chat.mjs": ["node"], "chat.sh": ["bash", "curl", "jq"]}[name]
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)} is not installed")
    return [tools[0] if tools else sys.executable, str(EXAMPLES / name)]


def chat(program: list[str], url: str, key: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*program, url],
        input=QUESTIONS,
        env=os.environ | {"LLAMA_API_KEY": key},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_chat(program: list[str], server: ServerProcess) -> None:
    result = chat(program, f"http://127.0.0.1:{server.port}", "secret")
    assert result.returncode == 0, result.stderr
    # The same model, the same conversation: whatever asks, the answers are the same.
    python = chat([sys.executable, str(EXAMPLES / "chat.py")], f"http://127.0.0.1:{server.port}", "secret")
    assert answers(result.stdout) == answers(python.stdout)
    assert len(answers(result.stdout)) == 2


def answers(output: str) -> list[str]:
    return [text.strip() for text in output.split("> ") if text.strip()]


def test_a_wrong_key(program: list[str], server: ServerProcess) -> None:
    result = chat(program, f"http://127.0.0.1:{server.port}", "wrong")
    assert result.returncode == 1
    assert result.stderr == "Invalid API Key\n"


def test_no_server(program: list[str]) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        result = chat(program, f"http://127.0.0.1:{nobody.getsockname()[1]}", "")
    assert result.returncode != 0
    assert re.search("refused|connect", result.stderr, re.IGNORECASE)
    assert "Traceback" not in result.stderr
