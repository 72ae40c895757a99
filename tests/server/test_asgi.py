from __future__ import annotations

from pathlib import Path

import pytest
import trio

from tests.server.client import Connection
from tests.server.serving import Served, serving

BODY = {"prompt": "a", "n_predict": 2}


@pytest.mark.parametrize("stream", [False, True])
async def test_a_connection_that_is_to_be_closed_is_closed(decoder_path: Path, stream: bool) -> None:
    async with serving(decoder_path) as server, await server.connect() as connection:
        with trio.fail_after(2):
            response = await connection.request(
                "POST", "/completion", BODY | {"stream": stream}, {"Connection": "close"}
            )
            assert response.status == 200
            assert await connection.reaches_end()


async def test_an_http_1_0_client_sees_the_end(decoder_path: Path) -> None:
    async with serving(decoder_path) as server, await server.connect() as connection:
        await connection.stream.send_all(b"GET /health HTTP/1.0\r\n\r\n")
        received = b""
        with trio.fail_after(2):
            while data := await connection.stream.receive_some():
                received += data
    assert received.endswith(b'{"status":"ok"}')


async def test_a_connection_is_kept_for_more_requests(decoder_path: Path) -> None:
    async with serving(decoder_path) as server, await server.connect() as connection:
        for stream in (False, True, False):
            response = await connection.request("POST", "/completion", BODY | {"stream": stream})
            assert response.status == 200
        assert (await connection.request("GET", "/health")).status == 200


async def test_a_body_that_nobody_reads_does_not_hide_the_response(decoder_path: Path) -> None:
    async with serving(decoder_path) as server, await server.connect() as connection:
        response = await connection.request("POST", "/nothing", bytes(8 * 2**20), {"Connection": "close"})
        assert response.status == 404
        assert await connection.reaches_end()


async def test_a_body_that_does_not_come_is_not_waited_for(decoder_path: Path) -> None:
    async with serving(decoder_path, "--timeout", "1") as server, await server.connect() as connection:
        await connection.stream.send_all(
            b"POST /completion HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"
        )
        received = b""
        with trio.fail_after(5):
            while not received.endswith(b"}"):
                received += await connection.stream.receive_some()
    assert received.startswith(b"HTTP/1.1 408 ")
    assert b'"type":"invalid_request_error"' in received


async def test_the_kind_of_content_does_not_matter(decoder_path: Path) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    async with serving(decoder_path) as server, await server.connect() as connection:
        response = await connection.request("POST", "/completion", BODY, headers)
    assert response.status == 200


async def test_a_client_may_wait_for_the_go_ahead(decoder_path: Path) -> None:
    async with serving(decoder_path) as server, await server.connect() as connection:
        await connection.stream.send_all(
            b"POST /tokenize HTTP/1.1\r\nHost: x\r\nContent-Length: 15\r\nExpect: 100-continue\r\n\r\n"
        )
        assert (await connection.stream.receive_some()).startswith(b"HTTP/1.1 100 ")
        await connection.stream.send_all(b'{"content":"a"}')
        assert (await connection.stream.receive_some()).startswith(b"HTTP/1.1 200 ")


async def test_there_are_no_websockets(decoder_path: Path) -> None:
    async with serving(decoder_path) as server, await server.connect() as connection:
        await connection.stream.send_all(
            b"GET /completion HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )
        assert (await connection.stream.receive_some()).startswith(b"HTTP/1.1 403 ")
        assert (await server.get("/health")).status == 200


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\n\r\n",
        b"POST /completion HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /completion HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /%ff%fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    ],
)
async def test_garbage_ends_its_own_connection_only(decoder_path: Path, garbage: bytes) -> None:
    async with serving(decoder_path) as server:
        async with await server.connect() as connection:
            await connection.stream.send_all(garbage)
            await connection.stream.send_eof()
            with trio.fail_after(5):
                assert await connection.reaches_end()
        await works(server)


async def works(server: Served) -> None:
    async with await Connection.open(server.port) as connection:
        assert (await connection.request("POST", "/completion", BODY)).status == 200
