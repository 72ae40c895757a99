"""The load generator: a process of its own, the same for every server.

While the load runs, it sends, reads and notes the time. A response is parsed when the last one is in, so that
the client takes as little as possible from the server's processor time; only one that the next turn of
a conversation needs is parsed before.

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
from typing import Self

import msgspec

from benchmarks.errors import BenchmarkError
from benchmarks.scenarios import Conversation, Scenario, completion_body
from benchmarks.sse import Response, TimedBytes, read_response

READ_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Load:
    """What to send where.

    Attributes:
        host: of the server.
        port: of the server.
        scenario: the conversations.
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
        response: what came, on the same clock.
        group: that of its conversation.
    """

    sent_s: float
    response: Response
    group: str = ""


@dataclass(slots=True)
class _Recording:
    """One request in flight, or finished.

    Attributes:
        conversation: to which it belongs.
        n_before: how many turns of it came before.
        prompt: what was sent.
        sent_s: when.
        reads: what has arrived.
    """

    conversation: Conversation
    n_before: int
    prompt: str
    sent_s: float
    reads: list[TimedBytes] = field(default_factory=list)

    @property
    def is_last_turn(self) -> bool:
        return self.n_before + 1 == len(self.conversation.turns)

    def response(self) -> Response:
        return read_response(self.reads, n_expected=self.conversation.n_predict)


def run_load(load: Load) -> list[Stream]:
    """Send all requests of a load and return its streams in the order in which they were sent.

    Raises:
        BenchmarkError: a stream failed, was cut, had a wrong number of tokens, or time ran out.
    """
    with _Recorder(load) as recorder:
        recordings = recorder.run()
    return [
        Stream(recording.sent_s, recording.response(), recording.conversation.group)
        for recording in recordings
    ]


class _Recorder:
    """Sends the requests of a load and records every read until the server has closed all connections."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._recordings: list[_Recording] = []
        self._selector = selectors.DefaultSelector()
        self._connections = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connections.close()
        self._selector.close()

    def run(self) -> list[_Recording]:
        """Return the recordings in the order in which they were begun."""
        deadline_s = time.perf_counter() + self._load.timeout_s
        waiting = deque(self._load.scenario.conversations)
        open_streams = self._selector.get_map()
        while waiting or open_streams:
            while waiting and len(open_streams) < self._load.scenario.n_concurrent:
                conversation = waiting.popleft()
                self._begin(conversation, 0, conversation.turns[0])
            ready = self._selector.select(deadline_s - time.perf_counter())
            if time.perf_counter() > deadline_s:
                unfinished = f"{len(open_streams)} streams were not finished"
                raise BenchmarkError(f"{unfinished} after {self._load.timeout_s:g} s")
            for key, _ in ready:
                if not _read(*key.data):
                    self._selector.unregister(key.fileobj)
                    self._go_on(key.data[1])
        return self._recordings

    def _begin(self, conversation: Conversation, n_before: int, prompt: str) -> None:
        """Send the request of one turn."""
        recording = _Recording(conversation, n_before, prompt, time.perf_counter())
        connection = self._connections.enter_context(_send(self._load, prompt, conversation.n_predict))
        self._selector.register(connection, selectors.EVENT_READ, (connection, recording))
        self._recordings.append(recording)

    def _go_on(self, finished: _Recording) -> None:
        """Begin the next turn of the conversation, if there is one."""
        if not finished.is_last_turn:
            n_before = finished.n_before + 1
            answered = finished.prompt + finished.response().text
            self._begin(finished.conversation, n_before, answered + finished.conversation.turns[n_before])


def _send(load: Load, prompt: str, n_predict: int) -> socket.socket:
    """Send a request on a connection of its own and return that."""
    body = completion_body(prompt, n_predict)
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
