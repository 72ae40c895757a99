from __future__ import annotations

import socket
from pathlib import Path

import pytest
import trio
from quart import Quart
from werkzeug.datastructures import ImmutableDict

import pyllama.engine.readers
from pyllama import Generation
from tests.server.client import Connection, Response
from tests.server.serving import Served, serving

ENDLESS = {"prompt": "Once upon", "n_predict": -1, "temperature": 0}
LONG = ("-c", "16384")


@pytest.fixture(autouse=True)
def no_garbage_collector(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shows that what is left is closed, and not just collected at some time."""
    monkeypatch.delattr(Generation, "__del__")


async def begin_stream(server: Served) -> Connection:
    """Open a stream without end, and read its first event."""
    connection = await server.connect()
    await connection.send("POST", "/completion", ENDLESS | {"stream": True})
    assert (await connection.head()).status == 200
    assert (await connection.chunk()).startswith(b"data: ")
    return connection


async def test_an_error_before_the_first_event_has_a_status(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        response = await server.post("/completion", {"prompt": [], "stream": True})
    assert response.status == 400
    assert response.headers["content-type"] == "application/json; charset=utf-8"


async def test_a_later_error_is_the_last_event(decoder_path: Path) -> None:
    async with serving(decoder_path, *LONG) as server, await begin_stream(server) as connection:
        server.state.engine.close()
        body = b""
        while chunk := await connection.chunk():
            body += chunk
    assert Response(200, {}, body).events[-1] == {
        "error": {"code": 503, "message": "the engine is closed", "type": "unavailable_error"}
    }


async def test_leaving_in_the_middle_frees_the_slot(decoder_path: Path) -> None:
    async with serving(decoder_path, *LONG) as server:
        connection = await begin_stream(server)
        await connection.stream.aclose()
        await server.until(lambda s: s.n_cancelled == 1)
        assert not server.statistics.slots[0].is_processing
        assert (await server.post("/completion", ENDLESS | {"n_predict": 2})).status == 200


async def test_leaving_one_of_several_prompts_frees_all_slots(decoder_path: Path) -> None:
    prompts = ["Once", "upon", "a", "time"]
    async with serving(decoder_path, *LONG, "-np", "2") as server:
        async with await server.connect() as connection:
            await connection.send("POST", "/completion", ENDLESS | {"prompt": prompts, "stream": True})
            assert (await connection.head()).status == 200
        await server.until(lambda s: s.n_cancelled == 4)
        assert server.statistics.n_waiting == 0


async def test_leaving_while_waiting_for_a_slot(decoder_path: Path) -> None:
    async with serving(decoder_path, *LONG) as server, await begin_stream(server) as first:
        async with await server.connect() as second:
            await second.send("POST", "/completion", ENDLESS | {"stream": True})
            await server.until(lambda s: s.n_waiting == 1)
        await server.until(lambda s: s.n_cancelled == 1)
        assert server.statistics.n_waiting == 0
        assert server.statistics.slots[0].is_processing
        assert await first.chunk()


async def test_leaving_without_a_stream(decoder_path: Path) -> None:
    async with serving(decoder_path, *LONG) as server:
        async with await server.connect() as connection:
            await connection.send("POST", "/completion", ENDLESS)
            await server.until(lambda s: s.slots[0].is_processing)
        await server.until(lambda s: s.n_cancelled == 1)
        assert not server.statistics.slots[0].is_processing


async def test_leaving_at_the_end_cancels_nothing(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        async with await server.connect() as connection:
            await connection.send("POST", "/completion", ENDLESS | {"n_predict": 3, "stream": True})
            await connection.response()
        await server.until(lambda s: s.n_finished == 1)
        assert (await server.get("/health")).status == 200
        assert server.statistics.n_cancelled == 0


async def test_who_does_not_read_loses_the_slot_and_is_told(
    decoder_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyllama.engine.readers, "N_BUFFERED_MAX", 64)
    async with serving(decoder_path, *LONG) as server:
        # Small buffers of the system, so that little can be on its way.
        server.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        sock = trio.socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        await sock.connect(("127.0.0.1", server.port))
        async with Connection(trio.SocketStream(sock)) as connection:
            await connection.send("POST", "/completion", ENDLESS | {"stream": True})
            await server.until(lambda s: s.n_cancelled == 1)
            events = (await connection.response()).events
    assert len(events) > 64
    assert events[-1]["error"]["type"] == "unavailable_error"
    assert "dropped" in events[-1]["error"]["message"]


async def test_a_stream_may_last_longer_than_quart_allows(
    decoder_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    defaults = ImmutableDict({**Quart.default_config, "RESPONSE_TIMEOUT": 0.01})
    monkeypatch.setattr(Quart, "default_config", defaults)
    async with serving(decoder_path) as server:
        response = await server.post("/completion", ENDLESS | {"n_predict": 400, "stream": True})
    assert response.events[-1]["stop"] is True
    assert response.events[-1]["timings"]["predicted_ms"] > 10


async def test_events_that_are_ready_go_out_in_one_chunk(decoder_path: Path) -> None:
    async with serving(decoder_path) as server, await server.connect() as connection:
        await connection.send("POST", "/completion", ENDLESS | {"n_predict": 1, "stream": True})
        await connection.head()
        chunk = await connection.chunk()
        assert await connection.chunk() == b""
    assert [event["stop"] for event in Response(200, {}, chunk).events] == [False, True]
