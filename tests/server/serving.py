"""Runs the server: inside the test, or as a process of its own."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

import trio

from pyllama import ContextParams, Embedder, Engine, EngineStatistics
from server.app import create_app
from server.chat_prompting import ChatPrompting
from server.config import ServerConfig, configure
from server.http_server import HttpServer
from server.listener import open_listener
from server.options import parse
from server.slot_files import SlotFiles
from server.state import ServerState
from server.tls import open_tls
from tests.server.client import Connection, Response, request


@dataclass
class Served:
    """A server that runs inside the test."""

    state: ServerState
    http: HttpServer
    socket: socket.socket
    port: int

    async def connect(self) -> Connection:
        return await Connection.open(self.port)

    async def get(self, path: str, headers: dict[str, str] | None = None) -> Response:
        return await request(self.port, "GET", path, headers=headers)

    async def post(self, path: str, body: object) -> Response:
        return await request(self.port, "POST", path, body)

    async def complete(self, **body: Any) -> Any:
        """The response to a prompt, greedy and 16 tokens long if nothing else is wanted."""
        response = await self.post("/completion", {"temperature": 0, "n_predict": 16} | body)
        assert response.status == 200, response.body
        return response.json

    async def begin_stream(self, **body: Any) -> Connection:
        """Open a stream that only the context ends, and read its first event."""
        connection = await self.connect()
        endless = {"prompt": "Once upon", "temperature": 0, "n_predict": -1, "stream": True}
        await connection.send("POST", "/completion", endless | body)
        assert (await connection.head()).status == 200
        assert (await connection.chunk()).startswith(b"data: ")
        return connection

    @property
    def statistics(self) -> EngineStatistics:
        return self.state.engine.statistics()

    async def until(self, condition: Callable[[EngineStatistics], bool]) -> None:
        """Wait until the engine's state is as wanted; it has no event for that."""
        with trio.fail_after(10):
            while not condition(self.statistics):  # noqa: ASYNC110
                await trio.sleep(0.002)


def configuration(model: Path, *arguments: str) -> ServerConfig:
    return configure(parse(["--model", str(model), *arguments], {}))


@asynccontextmanager
async def listening(config: ServerConfig) -> AsyncIterator[Served]:
    """A server whose model is not loaded yet."""
    state = ServerState(config)
    listener = open_listener(config.host, 0, config.timeout_s)
    sock = listener.socket
    tls = open_tls(config)
    http = HttpServer(
        create_app(state),
        trio.SocketListener(trio.socket.from_stdlib_socket(sock)),
        tls=None if tls is None else tls.context,
        timeout_s=config.timeout_s,
    )
    async with trio.open_nursery() as nursery:
        nursery.start_soon(http.serve)
        yield Served(state, http, sock, port=0 if listener.path else sock.getsockname()[1])
        with trio.fail_after(10):
            await http.close(0)
        nursery.cancel_scope.cancel()


@asynccontextmanager
async def serving(model: Path, *arguments: str) -> AsyncIterator[Served]:
    """A server with a model, whose texts do not depend on which sequences share a batch."""
    config = configuration(model, *arguments)
    context = ContextParams(flash_attention="off", type_k="f32", type_v="f32", n_threads=1)
    async with (
        listening(config) as served,
        Engine.open(
            model,
            n_slots=config.n_parallel,
            n_ctx=config.n_ctx,
            params=config.engine,
            context=context,
            adapters=config.adapters,
        ) as engine,
        ChatPrompting.open(engine.model, config.chat) as chat,
    ):
        served.state.set_loaded(engine, chat, await SlotFiles.open(config, engine))
        yield served


@asynccontextmanager
async def embedding(model: Path, *arguments: str) -> AsyncIterator[Served]:
    """A server of embeddings."""
    config = configuration(model, "--embedding", *arguments)
    async with (
        listening(config) as served,
        Embedder.open(
            model,
            pooling=config.pooling,
            n_ubatch=config.context.n_ubatch,
            n_ctx=config.n_ctx,
            context=ContextParams(n_threads=1),
        ) as embedder,
        ChatPrompting.open(embedder.model, config.chat) as chat,
    ):
        served.state.set_loaded(embedder, chat)
        yield served


@dataclass
class ServerProcess:
    """A server that is a process of its own."""

    process: subprocess.Popen[str]
    lines: SimpleQueue[str | None] = field(default_factory=SimpleQueue)
    seen: list[str] = field(default_factory=list)
    port: int = 0

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Wait for a line on standard error."""
        while (line := self.lines.get(timeout=30)) is not None:
            self.seen.append(line)
            if match := re.search(pattern, line):
                return match
        raise AssertionError(f"no line with {pattern!r} in {self.seen}")

    def rest(self) -> list[str]:
        """Return all lines on standard error, after the process has ended."""
        while (line := self.lines.get(timeout=30)) is not None:
            self.seen.append(line)
        return self.seen

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=10)


@contextmanager
def server_process(
    *arguments: str, ready: bool = True, program: tuple[str, str] = ("-m", "server")
) -> Iterator[ServerProcess]:
    """Start a server on a free port, and wait until it listens, and until it is ready."""
    with listening_process(sys.executable, *program, "--port", "0", *arguments) as server:
        if ready:
            server.wait_for("is ready")
        yield server


@contextmanager
def listening_process(*command: str) -> Iterator[ServerProcess]:
    """Start any server that says where it listens, and wait until it does."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    server = ServerProcess(process)
    reader = Thread(target=_read_lines, args=(process, server.lines))
    reader.start()
    try:
        server.port = int(server.wait_for(r"listening on https?://\S+:(\d+)")[1])
        yield server
    finally:
        process.kill()
        process.wait()
        reader.join()
        if process.stderr is not None:
            process.stderr.close()


def _read_lines(process: subprocess.Popen[str], lines: SimpleQueue[str | None]) -> None:
    for line in process.stderr or ():
        lines.put(line)
    lines.put(None)
