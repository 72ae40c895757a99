from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import openai
import pytest

from tests.server.serving import ServerProcess, server_process


@pytest.fixture(scope="session")
def running(decoder_path: Path) -> Iterator[ServerProcess]:
    """One server process for tests that leave it as it was."""
    with server_process("--model", str(decoder_path), "-c", "512", "-np", "2", "-n", "2") as server:
        yield server


@pytest.fixture(scope="session")
def embedding_process(encoder_path: Path) -> Iterator[ServerProcess]:
    """A server process that makes embeddings."""
    with server_process("--model", str(encoder_path), "--embedding") as server:
        yield server


@pytest.fixture(scope="session")
def chatting() -> Iterator[ServerProcess]:
    """A server process with the built-in model."""
    with server_process("-np", "4", "-c", "4096") as server:
        yield server


@pytest.fixture
def client(chatting: ServerProcess) -> Iterator[openai.OpenAI]:
    """OpenAI's own client of ``chatting``."""
    with openai.OpenAI(
        base_url=f"http://127.0.0.1:{chatting.port}/v1", api_key="none", max_retries=0, timeout=30
    ) as client:
        yield client


@pytest.fixture
def unused_port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        port: int = sock.getsockname()[1]
        return port
