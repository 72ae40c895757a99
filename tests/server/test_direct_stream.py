"""The short way of streams: what goes it, and that nothing is lost or out of order."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trio

import server.generation_group
from pyllama import builtin_model
from pyllama.engine import TextDelta
from server.direct_stream import DirectStream
from server.formats.completion import CompletionHead, stream_events
from tests.server.client import Connection
from tests.server.serving import Served, serving


def delta(n_decoded: int, n_tokens: int = 1) -> TextDelta:
    return TextDelta("x", tuple(range(n_tokens)), n_decoded, 0, 0)


def encode(delta: TextDelta) -> bytes:
    return b"%d;" % delta.n_decoded


class Ends:
    """A connection within this process, with small buffers."""

    def __init__(self) -> None:
        self.here, self.there = socket.socketpair()
        for end in (self.here, self.there):
            end.setblocking(False)
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        self.sent_raw = b""

    def duplicate(self) -> int | None:
        return os.dup(self.here.fileno())

    async def send_raw(self, data: bytes) -> None:
        self.sent_raw += data

    def received(self) -> bytes:
        parts = []
        try:
            while part := self.there.recv(65536):
                parts.append(part)
        except BlockingIOError:
            pass
        return b"".join(parts)


@pytest.fixture
def ends() -> Iterator[Ends]:
    ends = Ends()
    yield ends
    ends.here.close()
    ends.there.close()


async def test_only_what_comes_next_is_written(ends: Ends) -> None:
    direct = DirectStream(ends)
    assert not direct.take(delta(1))
    with direct.open(encode):
        assert not direct.take(delta(1))  # the task has sent no text yet
    direct.n_sent = 4
    assert not direct.take(delta(5))  # the task is at work
    with direct.open(encode):
        assert not direct.take(delta(6))
        assert not direct.take(delta(4))
        assert direct.take(delta(5))
        assert not direct.take(delta(5))
        assert not direct.take(delta(5, n_tokens=0))
        assert direct.take(delta(8, n_tokens=3))
    assert not direct.take(delta(9))
    await direct.send_rest()
    assert ends.received() == b"2\r\n5;\r\n2\r\n8;\r\n"
    assert (direct.n_sent, ends.sent_raw) == (8, b"")
    direct.close()
    with direct.open(encode):
        assert not direct.take(delta(9))


async def test_what_does_not_fit_is_left_to_the_task(ends: Ends) -> None:
    direct = DirectStream(ends)
    direct.n_sent = 1
    n = 1
    with direct.open(lambda delta: b"%06d" % delta.n_decoded * 100):
        while direct.take(delta(n + 1)):
            n += 1
    assert n > 2
    received = ends.received()
    await direct.send_rest()
    chunks = (received + ends.sent_raw).split(b"\r\n")
    assert ends.sent_raw
    assert chunks == [part for i in range(2, n + 1) for part in (b"258", b"%06d" % i * 100)] + [b""]
    direct.close()


async def test_an_error_is_told_by_the_task(ends: Ends) -> None:
    direct = DirectStream(ends)
    direct.n_sent = 1

    def fail(_delta: TextDelta) -> bytes:
        raise ValueError("cannot be written")

    with direct.open(fail):
        assert not direct.take(delta(2))
        assert not direct.take(delta(2))
    with pytest.raises(ValueError, match="cannot be written"):
        await direct.send_rest()
    direct.close()


async def test_a_client_that_has_gone_is_left_to_the_task(ends: Ends) -> None:
    direct = DirectStream(ends)
    direct.n_sent = 1
    ends.there.close()
    with direct.open(encode):
        assert direct.take(delta(2))
        assert not direct.take(delta(3))
    direct.close()


CHAT = {"messages": [{"role": "user", "content": "Tell me a story about a dog"}], "max_tokens": 60}
STREAMS = {
    "/completion": {"prompt": "Once upon a time", "n_predict": 60},
    "/v1/completions": {
        "prompt": "Once upon a time",
        "max_tokens": 60,
        "stream_options": {"include_usage": True},
    },
    "/v1/chat/completions": CHAT | {"stream_options": {"include_usage": True}},
    "/v1/messages": CHAT,
    "/v1/responses": {"input": "Tell me a story about a dog", "max_output_tokens": 60},
    "/api/generate": {
        "model": "any",
        "prompt": "Once upon a time",
        "options": {"num_predict": 60, "temperature": 0},
        "raw": True,
    },
}


@pytest.mark.parametrize("path", STREAMS)
async def test_every_dialect_goes_the_short_way_and_says_the_same(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    n_taken = 0
    take = DirectStream.take

    def counting(self: DirectStream, delta: TextDelta) -> bool:
        nonlocal n_taken
        is_taken = take(self, delta)
        n_taken += is_taken
        return is_taken

    monkeypatch.setattr(DirectStream, "take", counting)
    body = STREAMS[path] | {"stream": True}
    if path != "/api/generate":
        body["temperature"] = 0
    async with serving(builtin_model()) as served, await served.connect() as connection:
        short = [await connection.request("POST", path, body) for _ in range(2)]
        n_short = n_taken
        monkeypatch.setattr(server.generation_group, "direct_stream", lambda _scope: DirectStream(None))
        long = await connection.request("POST", path, body)
    assert n_taken == n_short > 20
    for response in short:
        assert response.status == 200
        assert without_numbers(response.body) == without_numbers(long.body)


def without_numbers(body: bytes) -> list[bytes]:
    """The lines of a stream, without what is another each time."""
    plain = re.sub(rb"[0-9.]+", b"0", re.sub(rb'"[a-z_]*id":"[^"]*"', b"", body))
    return [line for line in plain.splitlines() if line and b"ping" not in line]


async def stalled(served: Served) -> Connection:
    """A client whose system takes few bytes that are not read."""
    served.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    sock = trio.socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    await sock.connect(("127.0.0.1", served.port))
    return Connection(trio.SocketStream(sock))


async def test_a_slow_reader_gets_everything_in_order(decoder_path: Path) -> None:
    body = {"prompt": "Once upon", "temperature": 0, "n_predict": 3000, "ignore_eos": True, "stream": True}
    async with serving(decoder_path, "-c", "16384") as served, await stalled(served) as connection:
        await connection.send("POST", "/completion", body)
        await served.until(lambda s: s.n_decoded_tokens > 1000)
        events = (await connection.response()).events
    assert [event["tokens_predicted"] for event in events] == [*range(1, 3001), 3000]


async def test_an_error_in_the_middle_is_the_last_event(
    decoder_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(head: CompletionHead, deltas: list[TextDelta]) -> Iterator[Any]:
        if any(delta.n_decoded == 2000 for delta in deltas):
            raise ValueError("not this one")
        return stream_events(head, deltas)

    monkeypatch.setattr("server.routes.completion.stream_events", failing)
    async with serving(decoder_path, "-c", "16384") as served:
        body = {
            "prompt": "Once upon",
            "temperature": 0,
            "n_predict": 3000,
            "ignore_eos": True,
            "stream": True,
        }
        *events, error = (await served.post("/completion", body)).events
    assert [event["tokens_predicted"] for event in events] == [*range(1, len(events) + 1)]
    assert error["error"]["code"] == 500
