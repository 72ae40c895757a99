from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
import trio
from hypercorn.trio.tcp_server import TCPServer

from server.http_server import KEEP_ALIVE_S
from server.listener import ListenError, open_listener
from tests.server.client import Connection
from tests.server.serving import serving

ENDLESS = {"prompt": "Once upon", "n_predict": -1, "stream": True}


async def test_idle_connections_end_at_once(decoder_path: Path) -> None:
    async with serving(decoder_path) as server, await server.connect() as connection:
        assert (await connection.request("GET", "/health")).status == 200
        with trio.fail_after(2):
            await server.http.drain()
        assert await connection.reaches_end()


async def use_nothing(connection: Connection) -> None:
    pass


async def use_once(connection: Connection) -> None:
    assert (await connection.request("GET", "/health")).status == 200


async def use_partly(connection: Connection) -> None:
    await connection.stream.send_all(b"POST /completion HTTP/1.1\r\nContent-Le")


async def use_on(connection: Connection) -> None:
    await connection.send("POST", "/completion", ENDLESS)
    await connection.head()


@pytest.mark.parametrize("use", [use_nothing, use_once, use_partly, use_on])
async def test_a_connection_ends_with_its_client(
    decoder_path: Path, use: Callable[[Connection], Awaitable[None]]
) -> None:
    async with serving(decoder_path) as server:
        async with await server.connect() as connection:
            await use(connection)
            with trio.fail_after(2):
                while not server.http._connections:
                    await trio.lowlevel.checkpoint()
        with trio.fail_after(KEEP_ALIVE_S - 2):
            while server.http._connections:
                await server.http._changed.wait()


async def test_draining_waits_for_a_response(decoder_path: Path) -> None:
    async with serving(decoder_path) as server, await server.connect() as connection:
        await connection.send("POST", "/completion", ENDLESS | {"n_predict": 64})
        await connection.head()
        async with trio.open_nursery() as nursery:
            nursery.start_soon(server.http.drain)
            body = b""
            while chunk := await connection.chunk():
                body += chunk
    assert b'"stop":true' in body


async def test_nobody_is_accepted_while_draining(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        await server.http.drain()
        with pytest.raises(OSError, match="all attempts to connect"):
            await server.connect()


async def test_a_client_that_does_not_read_is_cut_off(decoder_path: Path) -> None:
    async with serving(decoder_path, "-c", "16384") as server:
        server.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        async with await server.connect() as connection:
            await connection.send("POST", "/completion", ENDLESS)
            await server.until(lambda s: s.slots[0].n_decoded > 300)
            with trio.fail_after(2):
                await server.http.close(0.1)
            await server.until(lambda s: s.n_cancelled == 1)


async def test_an_error_in_a_connection_ends_only_this_one(
    decoder_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(self: TCPServer) -> None:
        raise RuntimeError("broken")

    async with serving(decoder_path) as server:
        with monkeypatch.context() as patch:
            patch.setattr(TCPServer, "run", fail)
            async with await server.connect() as connection:
                assert await connection.reaches_end()
        assert (await server.get("/health")).status == 200
    assert "a connection failed" in caplog.text


def test_the_limit_for_clients_that_take_no_data() -> None:
    listener = open_listener("127.0.0.1", 0, 7)
    with listener.socket as sock:
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 7000
        assert listener.url == f"http://127.0.0.1:{sock.getsockname()[1]}"


def test_a_taken_port() -> None:
    with open_listener("127.0.0.1", 0, 1).socket as sock:
        port = sock.getsockname()[1]
        with pytest.raises(ListenError, match=rf"cannot listen on 127\.0\.0\.1:{port}: Address already"):
            open_listener("127.0.0.1", port, 1)


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1", "x" * 300, "a b"])
def test_a_wrong_host(host: str) -> None:
    with pytest.raises(ListenError, match="cannot listen on") as caught:
        open_listener(host, 0, 1)
    assert "\n" not in str(caught.value)
