from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import pairwise

import msgspec
import pytest
import trio

from benchmarks.client import Load, Stream, run_load
from benchmarks.errors import BenchmarkError
from benchmarks.process import HOST, free_port
from benchmarks.scenarios import Request, Scenario, streams
from benchmarks.servers import PROJECT
from tests.benchmarks.streaming_server import OK, count, event, serving


async def run(port: int, scenario: Scenario, timeout_s: float = 10) -> list[Stream]:
    return await trio.to_thread.run_sync(run_load, Load(HOST, port, scenario, timeout_s))


async def test_every_stream_is_received_whole_and_in_order_of_time() -> None:
    async with serving(count) as port:
        finished = await run(port, streams(8, 20))
    assert [sum(arrival.n_tokens for arrival in stream.arrivals) for stream in finished] == [20] * 8
    for stream in finished:
        times = [stream.sent_s, *(arrival.at_s for arrival in stream.arrivals)]
        assert times == sorted(times)


async def test_requests_wait_until_fewer_are_in_flight() -> None:
    requests = tuple(Request(f"prompt {number}", 4) for number in range(5))
    async with serving(count) as port:
        finished = await run(port, Scenario("one after another", requests, n_concurrent=1))
    for earlier, later in pairwise(finished):
        assert later.sent_s > earlier.arrivals[-1].at_s


async def test_the_bodies_ask_for_uncached_greedy_streams_of_a_fixed_length() -> None:
    bodies: list[dict[str, object]] = []

    def answer(path: str, body: bytes) -> Sequence[bytes]:
        bodies.append(json.loads(body))
        return count(path, body)

    async with serving(answer) as port:
        await run(port, streams(2, 6))
    assert len({str(body.pop("prompt")) for body in bodies}) == 2
    expected = {"n_predict": 6, "stream": True, "temperature": 0, "ignore_eos": True, "cache_prompt": False}
    assert bodies == [expected, expected]


async def test_a_stream_that_is_cut_fails_the_load() -> None:
    async with serving(lambda *_: [OK, event(1)]) as port:
        with pytest.raises(BenchmarkError, match="after 1 tokens without a final event"):
            await run(port, streams(1, 2))


async def test_a_server_that_does_not_answer_is_given_up() -> None:
    with trio.socket.socket() as silent:
        await silent.bind((HOST, 0))
        silent.listen()
        with pytest.raises(BenchmarkError, match=r"2 streams were not finished after 0\.05 s"):
            await run(silent.getsockname()[1], streams(2, 2), timeout_s=0.05)


async def test_a_refused_connection_fails_the_load() -> None:
    with pytest.raises(BenchmarkError, match="cannot send"):
        await run(free_port(), streams(1, 2))


@pytest.mark.parametrize(("listening", "status"), [(True, 0), (False, 1)])
async def test_as_a_program_it_reads_a_load_and_writes_streams(listening: bool, status: int) -> None:
    async with serving(count) as port:
        load = Load(HOST, port if listening else free_port(), streams(2, 8), 10)
        finished = await trio.run_process(
            [sys.executable, "-m", "benchmarks.client"],
            stdin=msgspec.json.encode(load),
            capture_stdout=True,
            capture_stderr=True,
            check=False,
            cwd=PROJECT,
        )
    assert finished.returncode == status
    if status == 0:
        assert len(msgspec.json.decode(finished.stdout, type=list[Stream])) == 2
    else:
        assert finished.stderr.startswith(b"cannot send to 127.0.0.1:")
        assert finished.stderr.count(b"\n") == 1
