"""A tiny HTTP server on Trio for the benchmark's tests: it answers as told, over a real socket.

As a program it counts: ``POST /completion`` gives ``n_predict`` tokens, two in each piece.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial

import trio

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
PIECE_S = 0.001  # the time that a server would take to decode what comes next
Answer = Callable[[str, bytes], Sequence[bytes]]


def event(n_tokens: int, *, text: str = "x", stop: bool = False) -> bytes:
    """Return an event with ``text`` of a completion that has ``n_tokens`` tokens by now."""
    body = {"content": text, "tokens": [7], "stop": stop, "tokens_predicted": n_tokens}
    return b"data: " + json.dumps(body).encode() + b"\n\n"


def count(path: str, body: bytes) -> Sequence[bytes]:
    """Answer ``/health``, and ``/completion`` with all the tokens it asks for."""
    if path == "/health":
        return [b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"]
    n_predict = json.loads(body)["n_predict"]
    pairs = [event(number) + event(number + 1) for number in range(1, n_predict, 2)]
    return [OK, *pairs, event(n_predict, stop=True)]


async def _serve_connection(answer: Answer, stream: trio.SocketStream) -> None:
    async with stream:
        received = b""
        while b"\r\n\r\n" not in received:
            piece = await stream.receive_some()
            if not piece:
                return
            received += piece
        head, _, body = received.partition(b"\r\n\r\n")
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        length = int(lengths[0].partition(b":")[2]) if lengths else 0
        while len(body) < length:
            body += await stream.receive_some()
        for piece in answer(head.split()[1].decode(), body):
            await stream.send_all(piece)
            await trio.sleep(PIECE_S)


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[int]:
    """Serve on a free port of the loopback address and yield the port."""
    async with trio.open_nursery() as nursery:
        listeners = await nursery.start(
            partial(trio.serve_tcp, partial(_serve_connection, answer), 0, host="127.0.0.1")
        )
        yield listeners[0].socket.getsockname()[1]
        nursery.cancel_scope.cancel()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int)
    trio.run(
        partial(
            trio.serve_tcp,
            partial(_serve_connection, count),
            parser.parse_known_args()[0].port,
            host="127.0.0.1",
        )
    )
