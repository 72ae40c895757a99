"""Clients that use a server in every way, polite or not, and notice when it answers wrongly."""

from __future__ import annotations

import json
import socket
import struct
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

import trio

from tests.engine.conftest import random_tokens
from tests.server.client import Connection, Response

ANSWER_S = 60.0
"""Longest time that anything may take."""

EXPECTED = {200, 400, 404, 405, 408, 413, 429}
INVALID: tuple[bytes, ...] = (
    b"",
    b"{",
    b"[]",
    b'{"prompt": 5}',
    b'{"prompt": [999999]}',
    b'{"prompt": "a", "n_predict": "x"}',
    b'{"prompt": "a", "id_slot": 99}',
    b'{"prompt": "\xff"}',
    b'{"prompt": ' + b"[" * 5000,
)


@dataclass
class SoakClient:
    """One client; ``run`` is its life.

    Attributes:
        port: where the server is.
        random: decides what it does.
        n_ctx: tokens that a slot holds.
        done: how often it did what, and how that ended.
    """

    port: int
    random: Random
    n_ctx: int
    done: Counter[str] = field(default_factory=Counter)

    async def run(self) -> None:
        """Do one thing after the other, until cancelled."""
        things: list[Callable[[], Awaitable[None]]] = [
            self.complete,
            self.stream,
            self.leave,
            self.stall,
            self.half_close,
            self.break_off,
            self.send_nonsense,
            self.send_invalid,
            self.pipeline,
            self.ask_others,
            self.erase,
        ]
        while True:
            for thing in self.random.sample(things, len(things)):
                with trio.fail_after(ANSWER_S):
                    await thing()
                self.done[thing.__name__] += 1

    # ----------------------------------------------------------------- polite ones

    async def complete(self) -> None:
        """Send some requests on one connection, and read the responses."""
        async with self.open() as connection:
            for _ in range(self.random.randint(1, 4)):
                self.check(await connection.request("POST", self.path(), self.body()))

    async def stream(self) -> None:
        """Read a stream to its end."""
        async with self.open() as connection:
            response = await connection.request("POST", self.path(), self.body(stream=True))
            if self.check(response):
                assert response.body.endswith(b"\n\n")

    async def send_invalid(self) -> None:
        """Send what must be refused."""
        async with self.open() as connection:
            for _ in range(self.random.randint(1, 4)):
                response = await connection.request("POST", self.path(), self.random.choice(INVALID))
                assert response.status == 400, response.body

    async def ask_others(self) -> None:
        """Ask what needs no generation."""
        async with self.open() as connection:
            self.check(await connection.request("POST", "/tokenize", {"content": "Once upon a time" * 20}))
            self.check(await connection.request("POST", "/detokenize", {"tokens": random_tokens(1, 100)}))
            for path in ("/health", "/slots", "/v1/models", "/nothing"):
                self.check(await connection.request("GET", path))

    async def erase(self) -> None:
        """Let a slot forget what it remembers; perhaps do not wait for it."""
        async with self.open() as connection:
            await connection.send("POST", "/slots/0?action=erase")
            with trio.move_on_after(self.random.random()):
                self.check(await connection.response())

    # ----------------------------------------------------------------- others

    async def leave(self) -> None:
        """Go away while a response is coming, or before it."""
        async with self.open() as connection:
            await connection.send("POST", self.path(), self.body(stream=self.random.random() < 0.7))
            with trio.move_on_after(0.2 * self.random.random()):
                while await connection.stream.receive_some():
                    pass

    async def stall(self) -> None:
        """Read nothing for a while."""
        async with self.open(receive_bytes=4096) as connection:
            await connection.send("POST", self.path(), self.body(stream=True))
            await trio.sleep(self.random.random())
            if self.random.random() < 0.5:
                self.check(await connection.response())

    async def half_close(self) -> None:
        """Say that no more is coming, and read what there is."""
        async with self.open() as connection:
            await connection.send("POST", self.path(), self.body(stream=self.random.random() < 0.5))
            await connection.stream.send_eof()
            assert await connection.reaches_end()

    async def break_off(self) -> None:
        """Go away in the middle of a request, at any byte."""
        async with self.open() as connection:
            data = json.dumps(self.body()).encode()
            head = b"POST %b HTTP/1.1\r\nHost: test\r\nContent-Length: %d\r\n\r\n" % (
                self.path().encode(),
                len(data),
            )
            request = (head + data)[: self.random.randrange(len(head + data))]
            cut = self.random.randrange(len(request) + 1)
            for part in (request[:cut], request[cut:]):
                await connection.stream.send_all(part)
                await trio.sleep(0.02 * self.random.random())

    async def send_nonsense(self) -> None:
        """Send bytes that are no HTTP, or not quite."""
        async with self.open() as connection:
            nonsense = (
                self.random.randbytes(200),
                b"GET / HTTP/9.9\r\n\r\n",
                b"POST /completion HTTP/1.1\r\nHost: test\r\nContent-Length: x\r\n\r\n",
                b"POST /completion HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                b"GET /" + b"a" * 70_000,
                b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + self.random.randbytes(50),
            )
            with suppress(trio.BrokenResourceError):
                await connection.stream.send_all(self.random.choice(nonsense))
                with trio.move_on_after(0.1):
                    await connection.stream.receive_some()

    async def pipeline(self) -> None:
        """Send requests without waiting for responses, and read some of these, or none."""
        async with self.open() as connection:
            data = json.dumps(self.body(prompt="Once upon", n_predict=self.random.randint(1, 20))).encode()
            head = b"POST /completion HTTP/1.1\r\nHost: test\r\nContent-Length: %d\r\n\r\n" % len(data)
            n = self.random.randint(2, 5)
            with suppress(trio.BrokenResourceError):
                await connection.stream.send_all((head + data) * n)
                with trio.move_on_after(0.3 * self.random.random()):
                    while await connection.stream.receive_some():
                        pass

    # ----------------------------------------------------------------- parts

    @asynccontextmanager
    async def open(self, *, receive_bytes: int = 0) -> AsyncIterator[Connection]:
        """Open a connection, and close it in order or by a reset."""
        sock = trio.socket.socket()
        if receive_bytes:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        if self.random.random() < 0.3:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with sock:
            await sock.connect(("127.0.0.1", self.port))
            yield Connection(trio.SocketStream(sock))

    def path(self) -> str:
        return self.random.choice(("/completion", "/completion", "/v1/completions"))

    def body(self, **fields: Any) -> dict[str, Any]:
        """Return a request; its prompts share their beginnings with those of others."""
        random = self.random
        prompts = [self.prompt() for _ in range(random.choice((1, 1, 1, 2, 3)))]
        return {
            "prompt": prompts if len(prompts) > 1 else prompts[0],
            "n_predict": random.choice((0, 1, 8, 8, 40, 40, 120)),
            "temperature": random.choice((0.0, 1.2)),
            "seed": random.randrange(100),
            "cache_prompt": random.random() < 0.9,
            "n_keep": random.choice((0, 10, -1)),
            "stop": random.choice(([], ["Whe", "There"])),
            "priority": random.choice(("interactive", "batch")),
            **({"timeout_ms": 300} if random.random() < 0.1 else {}),
            **fields,
        }

    def prompt(self) -> str | list[int]:
        random = self.random
        if random.random() < 0.3:
            return "When the storm came from the west " * random.randint(1, 5) + str(random.randrange(50))
        stem = random_tokens(random.randrange(4), random.randint(1, self.n_ctx - 60))
        return stem + random_tokens(random.randrange(10**6), random.randint(0, 30))

    def check(self, response: Response) -> bool:
        """Check a response; return whether it is one of success."""
        assert response.status in EXPECTED, (response.status, response.body)
        self.done[str(response.status)] += 1
        if response.headers.get("content-type", "").startswith("text/event-stream"):
            for event in response.body.split(b"\n\n")[:-1]:
                assert event.startswith((b"data: {", b"data: [DONE]")), event
                if b'"error"' in event:
                    self.done["error in a stream"] += 1
                    assert json.loads(event[6:])["error"]["code"] in EXPECTED, event
        elif response.status != 200:
            assert response.json["error"]["code"] == response.status
        return response.status == 200
