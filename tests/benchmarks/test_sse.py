from __future__ import annotations

from itertools import pairwise

import pytest

from benchmarks.errors import BenchmarkError
from benchmarks.sse import Arrival, EventParser, TimedBytes, read_response
from tests.benchmarks.streaming_server import OK, event

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def timed(*pieces: bytes) -> list[TimedBytes]:
    return [(float(number), piece) for number, piece in enumerate(pieces)]


@pytest.mark.parametrize(
    ("stream", "events"),
    [
        (b"data: a\n\ndata: b\n\n", [b"a", b"b"]),
        (b"data: a\r\n\r\ndata: b\r\n\r\n", [b"a", b"b"]),
        (b"data: a\ndata: b\n\n", [b"a\nb"]),
        (b": comment\n\nevent: x\nid: 1\ndata:a\n\n", [b"a"]),
        (b"data: a\n\ndata: unfinished\n", [b"a"]),
    ],
)
def test_events_are_the_same_wherever_the_stream_is_cut(stream: bytes, events: list[bytes]) -> None:
    for size in range(1, len(stream) + 1):
        parser = EventParser()
        cuts = [*range(0, len(stream), size), len(stream)]
        assert [data for start, end in pairwise(cuts) for data in parser.feed(stream[start:end])] == events


def test_tokens_that_arrive_together_are_one_arrival() -> None:
    recording = timed(OK, event(1), event(2) + event(3), event(3, stop=True))
    assert read_response(recording, n_expected=3).arrivals == [Arrival(1.0, 1), Arrival(2.0, 2)]


def test_an_event_is_counted_when_its_last_byte_arrives() -> None:
    recording = timed(OK + event(1)[:20], event(1)[20:-1], event(1)[-1:] + event(2, stop=True))
    assert read_response(recording, n_expected=2).arrivals == [Arrival(2.0, 2)]


def test_tokens_whose_text_is_held_back_are_counted_by_the_final_event() -> None:
    recording = timed(OK, event(1), event(4, stop=True))
    assert read_response(recording, n_expected=4).arrivals == [Arrival(1.0, 1), Arrival(2.0, 3)]


def test_the_text_is_joined_and_events_without_any_are_not_counted() -> None:
    events = [event(1, text="a "), event(2, text=""), event(3, text="é"), event(3, text="", stop=True)]
    response = read_response(timed(OK, *events), n_expected=3)
    assert (response.text, response.n_events) == ("a é", 2)


def test_without_a_running_total_the_tokens_of_the_events_are_counted() -> None:
    events = [b'data: {"tokens": [5, 6], "stop": false}\n\n', b'data: {"content": "x", "stop": true}\n\n']
    arrivals = read_response(timed(OK, *events), n_expected=3).arrivals
    assert arrivals == [Arrival(1.0, 2), Arrival(2.0, 1)]


def test_chunks_need_not_agree_with_events_or_reads() -> None:
    body = event(1) + event(2, stop=True)
    response = CHUNKED + chunk(body[:30]) + chunk(body[30:]) + b"0\r\n\r\n"
    pieces = (response[at : at + 9] for at in range(0, len(response), 9))
    arrivals = read_response(timed(*pieces), n_expected=2).arrivals
    assert sum(arrival.n_tokens for arrival in arrivals) == 2


@pytest.mark.parametrize(
    ("pieces", "reason"),
    [
        ([OK, event(1)], "without a final event"),
        ([OK, event(1), event(1, stop=True)], "1 tokens instead of 2"),
        ([OK, b'data: {"error": {"code": 500, "message": "no"}}\n\n'], "'message': 'no'"),
        ([OK, b"data: [DONE]\n\n"], "not a JSON object"),
        ([b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"], "status 503"),
        ([b"SSH-2.0-OpenSSH_9.2\r\n\r\n"], "not valid HTTP"),
        ([CHUNKED + chunk(event(1)) + b"xyz\r\n"], "not valid HTTP"),
        ([], "after 0 tokens"),
    ],
)
def test_a_broken_stream_is_refused(pieces: list[bytes], reason: str) -> None:
    with pytest.raises(BenchmarkError, match=reason.replace("[", r"\[")):
        read_response(timed(*pieces), n_expected=2)
