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
from benchmarks.scenarios import Conversation, Scenario, streams
from benchmarks.servers import PROJECT
from tests.benchmarks.streaming_server import OK, count, event, serving


def together(n_streams: int, n_predict: int) -> Scenario:
    return streams("together", "seed", n_streams=n_streams, n_predict=n_predict)


async def run(port: int, scenario: Scenario, timeout_s: float = 10) -> list[Stream]:
    return await trio.to_thread.run_sync(run_load, Load(HOST, port, scenario, timeout_s))


async def test_every_stream_is_received_whole_and_in_order_of_time() -> None:
    async with serving(count) as port:
        finished = await run(port, together(8, 20))
    tokens = [sum(arrival.n_tokens for arrival in stream.response.arrivals) for stream in finished]
    assert tokens == [20] * 8
    for stream in finished:
        times = [stream.sent_s, *(arrival.at_s for arrival in stream.response.arrivals)]
        assert times == sorted(times)


async def test_requests_wait_until_fewer_are_in_flight() -> None:
    requests = tuple(Conversation((f"prompt {number}",), 4, str(number)) for number in range(5))
    async with serving(count) as port:
        finished = await run(port, Scenario("one after another", requests, n_concurrent=1))
    assert [stream.group for stream in finished] == ["0", "1", "2", "3", "4"]
    for earlier, later in pairwise(finished):
        assert later.sent_s > earlier.response.arrivals[-1].at_s


async def test_the_bodies_ask_for_greedy_streams_of_a_fixed_length() -> None:
    bodies: list[dict[str, object]] = []

    def answer(path: str, body: bytes) -> Sequence[bytes]:
        bodies.append(json.loads(body))
        return count(path, body)

    async with serving(answer) as port:
        await run(port, together(2, 6))
    assert len({str(body.pop("prompt")) for body in bodies}) == 2
    # Whether a server reuses what it has computed is left to its default.
    assert bodies == [{"n_predict": 6, "stream": True, "temperature": 0, "ignore_eos": True}] * 2


async def test_a_turn_of_a_conversation_begins_with_all_that_was_said() -> None:
    prompts: list[str] = []

    def answer(path: str, body: bytes) -> Sequence[bytes]:
        prompts.append(json.loads(body)["prompt"])
        name = prompts[-1][0]
        return [OK, event(1, text=f" {name}1"), event(2, text=f" {name}2", stop=True)]

    talks = tuple(Conversation((f"{name}: hello", " bye", " end"), 2) for name in "AB")
    async with serving(answer) as port:
        finished = await run(port, Scenario("talks", talks, n_concurrent=2))
    for name in "AB":
        said = f"{name}: hello {name}1 {name}2 bye {name}1 {name}2 end"
        expected = [said[: said.index(last) + len(last)] for last in ("hello", "bye", "end")]
        assert [prompt for prompt in prompts if prompt[0] == name] == expected
    assert len(finished) == 6
    # Neither waits for the other: both have begun before one has ended.
    assert max(stream.sent_s for stream in finished[:2]) < finished[0].response.arrivals[-1].at_s


async def test_a_conversation_keeps_its_place_until_its_last_turn() -> None:
    talks = tuple(Conversation((name, name), 4, name) for name in ("first", "second"))
    async with serving(count) as port:
        finished = await run(port, Scenario("talks", talks, n_concurrent=1))
    assert [stream.group for stream in finished] == ["first", "first", "second", "second"]


async def test_a_stream_that_is_cut_fails_the_load() -> None:
    async with serving(lambda *_: [OK, event(1)]) as port:
        with pytest.raises(BenchmarkError, match="after 1 tokens without a final event"):
            await run(port, together(1, 2))


async def test_a_server_that_does_not_answer_is_given_up() -> None:
    with trio.socket.socket() as silent:
        await silent.bind((HOST, 0))
        silent.listen()
        with pytest.raises(BenchmarkError, match=r"2 streams were not finished after 0\.05 s"):
            await run(silent.getsockname()[1], together(2, 2), timeout_s=0.05)


async def test_a_refused_connection_fails_the_load() -> None:
    with pytest.raises(BenchmarkError, match="cannot send"):
        await run(free_port(), together(1, 2))


@pytest.mark.parametrize(("listening", "status"), [(True, 0), (False, 1)])
async def test_as_a_program_it_reads_a_load_and_writes_streams(listening: bool, status: int) -> None:
    async with serving(count) as port:
        load = Load(HOST, port if listening else free_port(), together(2, 8), 10)
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
