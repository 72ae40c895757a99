"""The load generator: a process of its own, the same for every server.

While the load runs, it only sends, reads and notes the time: responses are parsed when the last one is in, so
that the client takes as little as possible from the server's processor time.

    python -m benchmarks.client < load.json > result.json
"""

from __future__ import annotations

import gc
import selectors
import socket
import sys
import time
from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass, field

import msgspec

from benchmarks.errors import BenchmarkError
from benchmarks.scenarios import Request, Scenario
from benchmarks.sse import Arrival, TimedBytes, read_arrivals

READ_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Load:
    """What to send where.

    Attributes:
        host: of the server.
        port: of the server.
        scenario: the requests.
        timeout_s: how long all of them together may take.
    """

    host: str
    port: int
    scenario: Scenario
    timeout_s: float


@dataclass(frozen=True, slots=True)
class Stream:
    """One finished response.

    Attributes:
        sent_s: when its request was sent, in seconds on the client's clock.
        arrivals: its tokens, in order.
    """

    sent_s: float
    arrivals: list[Arrival]


@dataclass(slots=True)
class _Recording:
    request: Request
    sent_s: float
    reads: list[TimedBytes] = field(default_factory=list)


def run_load(load: Load) -> list[Stream]:
    """Send all requests of a load and return its streams in the order of the requests.

    Raises:
        BenchmarkError: a stream failed, was cut, had a wrong number of tokens, or time ran out.
    """
    recordings = _record(load)
    return [
        Stream(recording.sent_s, read_arrivals(recording.reads, n_expected=recording.request.n_predict))
        for recording in recordings
    ]


def _record(load: Load) -> list[_Recording]:
    """Send the requests and record every read until all connections are closed by the server."""
    deadline_s = time.perf_counter() + load.timeout_s
    waiting = deque(load.scenario.requests)
    recordings: list[_Recording] = []
    n_open = 0
    with ExitStack() as connections, selectors.DefaultSelector() as selector:
        while waiting or n_open:
            while waiting and n_open < load.scenario.n_concurrent:
                recording = _Recording(waiting.popleft(), time.perf_counter())
                connection = connections.enter_context(_send(load, recording.request))
                selector.register(connection, selectors.EVENT_READ, (connection, recording))
                recordings.append(recording)
                n_open += 1
            ready = selector.select(deadline_s - time.perf_counter())
            if time.perf_counter() > deadline_s:
                raise BenchmarkError(f"{n_open} streams were not finished after {load.timeout_s:g} s")
            for key, _ in ready:
                if not _read(*key.data):
                    selector.unregister(key.fileobj)
                    n_open -= 1
    return recordings


def _send(load: Load, request: Request) -> socket.socket:
    """Send ``request`` on a connection of its own and return that."""
    body = request.body()
    head = (
        f"POST /completion HTTP/1.1\r\nHost: {load.host}:{load.port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    try:
        connection = socket.create_connection((load.host, load.port), timeout=load.timeout_s)
        connection.sendall(head.encode() + body)
    except OSError as error:
        raise BenchmarkError(f"cannot send to {load.host}:{load.port}: {error}") from None
    connection.settimeout(0)
    return connection


def _read(connection: socket.socket, recording: _Recording) -> bool:
    """Record what has arrived on one connection, and return whether the server keeps it open."""
    try:
        received = connection.recv(READ_BYTES)
    except ConnectionError:
        received = b""
    if received:
        recording.reads.append((time.perf_counter(), received))
        return True
    connection.close()
    return False


def main() -> int:
    """Read a ``Load`` from standard input and write its streams to standard output, both as JSON."""
    load = msgspec.json.decode(sys.stdin.buffer.read(), type=Load)
    gc.disable()
    try:
        streams = run_load(load)
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(msgspec.json.encode(streams))
    return 0


if __name__ == "__main__":
    sys.exit(main())
