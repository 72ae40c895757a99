"""Read a recorded response: HTTP and server-sent events from the chunks of bytes that arrived."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import h11

from benchmarks.errors import BenchmarkError

TimedBytes = tuple[float, bytes]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Tokens that arrived together.

    Attributes:
        at_s: when, in seconds on the clock of the recording.
        n_tokens: how many; at least 1.
    """

    at_s: float
    n_tokens: int


@dataclass(frozen=True, slots=True)
class Response:
    """What a stream of ``/completion`` brought.

    Attributes:
        arrivals: its tokens, in order; at least one arrival.
        n_events: how many events brought text.
        text: all of it.
    """

    arrivals: list[Arrival]
    n_events: int
    text: str


class EventParser:
    """Splits a stream of bytes into server-sent events, wherever the pieces are cut."""

    def __init__(self) -> None:
        self._rest = b""
        self._data: list[bytes] = []

    def feed(self, piece: bytes) -> list[bytes]:
        """Return the data of every event that ``piece`` completes."""
        *lines, self._rest = (self._rest + piece).split(b"\n")
        events = []
        for line in lines:
            field, _, value = line.removesuffix(b"\r").partition(b":")
            if field == b"data":
                self._data.append(value.removeprefix(b" "))
            elif not field and not value and self._data:
                events.append(b"\n".join(self._data))
                self._data = []
        return events


def read_response(recording: Iterable[TimedBytes], *, n_expected: int) -> Response:
    """Return what a recorded ``/completion`` stream brought, and when.

    Args:
        recording: the time and the bytes of each read from the socket.
        n_expected: how many tokens were asked for.

    Raises:
        BenchmarkError: the status is not 200, the server reported an error in the stream, the stream was cut
            before an event with ``stop: true``, or it had another number of tokens.
    """
    arrivals: list[Arrival] = []
    texts: list[str] = []
    parser = EventParser()
    n_tokens, stopped = 0, False
    for at_s, body in _read_body(recording):
        n_before = n_tokens
        for data in parser.feed(body):
            event = _decode(data)
            n_tokens = _count_tokens(event, n_tokens)
            texts.append(str(event.get("content", "")))
            stopped = stopped or event.get("stop") is True
        if n_tokens > n_before:
            arrivals.append(Arrival(at_s, n_tokens - n_before))
    if not stopped:
        raise BenchmarkError(f"a stream ended after {n_tokens} tokens without a final event")
    if n_tokens != n_expected:
        raise BenchmarkError(f"a stream had {n_tokens} tokens instead of {n_expected}")
    return Response(arrivals, n_events=sum(text != "" for text in texts), text="".join(texts))


def _decode(data: bytes) -> dict[str, object]:
    """Return the JSON object of an event."""
    try:
        event = json.loads(data)
    except ValueError:
        event = None
    if not isinstance(event, dict):
        raise BenchmarkError(f"an event is not a JSON object: {data[:80]!r}")
    if "error" in event:
        raise BenchmarkError(f"the server reported an error in a stream: {event['error']}")
    return event


def _count_tokens(event: dict[str, object], n_before: int) -> int:
    """Return how many tokens the stream has with ``event``.

    The running total counts tokens whose text is held back too; without it, those in the event are counted.
    """
    total = event.get("tokens_predicted")
    if isinstance(total, int):
        return total
    tokens = event.get("tokens")
    return n_before + (len(tokens) if isinstance(tokens, list) else 1)


def _read_body(recording: Iterable[TimedBytes]) -> Iterator[TimedBytes]:
    """Yield the pieces of the response's body, each with the time of the read that completed it."""
    connection = h11.Connection(our_role=h11.CLIENT)
    connection.send(h11.Request(method="POST", target="/completion", headers=[("Host", "benchmark")]))
    connection.send(h11.EndOfMessage())
    try:
        for at_s, received in recording:
            connection.receive_data(received)
            yield from ((at_s, piece) for piece in _available_body(connection))
    except h11.RemoteProtocolError as error:
        raise BenchmarkError(f"the response is not valid HTTP: {error}") from None


def _available_body(connection: h11.Connection) -> Iterator[bytes]:
    while True:
        event = connection.next_event()
        if isinstance(event, h11.Response) and event.status_code != 200:
            raise BenchmarkError(f"POST /completion was answered with status {event.status_code}")
        if isinstance(event, h11.Data):
            yield bytes(event.data)
        elif event is h11.NEED_DATA or isinstance(event, h11.EndOfMessage | h11.ConnectionClosed):
            return
