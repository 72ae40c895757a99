from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.serving import ServerProcess, server_process


@pytest.fixture(scope="session")
def running(decoder_path: Path) -> Iterator[ServerProcess]:
    """One server process for tests that leave it as it was."""
    with server_process("--model", str(decoder_path), "-c", "512", "-np", "2", "-n", "2") as server:
        yield server


@pytest.fixture
def unused_port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        port: int = sock.getsockname()[1]
        return port
