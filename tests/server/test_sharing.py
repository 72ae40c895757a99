"""How requests share the model: what is reused, who waits, and who is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import trio

from pyllama import Model
from tests.server.client import Response
from tests.server.serving import Served, serving

ENDLESS = {"prompt": "Once upon", "n_predict": -1, "temperature": 0}
LONG = ("-c", "16384")


def tokens(n: int, start: int) -> list[int]:
    """Return a prompt without BOS that shares no long part with another start."""
    return [261 + (start + i * i) % 250 for i in range(n)]


# --------------------------------------------------------------------------- reuse


@pytest.mark.parametrize("options", [(), ("-kvu",), ("-no-kvu",)])
async def test_a_shared_prefix_is_not_evaluated_again(decoder_path: Path, options: tuple[str, ...]) -> None:
    prefix = tokens(200, 0)
    first, second = [*prefix, *tokens(20, 7)], [*prefix, *tokens(30, 90)]
    async with serving(decoder_path, "-c", "1024", "-np", "2", *options) as server:
        fresh = await server.complete(prompt=second, cache_prompt=False)
        await server.post("/slots/0?action=erase", None)
        await server.post("/slots/1?action=erase", None)
        begun = await server.complete(prompt=first)
        reused = await server.complete(prompt=second)
    assert (fresh["timings"]["cache_n"], begun["timings"]["cache_n"]) == (0, 0)
    assert (reused["timings"]["cache_n"], reused["timings"]["prompt_n"]) == (200, 30)
    assert reused["tokens_evaluated"] == 230
    assert reused["tokens_cached"] == 230 + 15
    assert reused["content"] == fresh["content"]


async def test_slots_share_what_others_remember(decoder_path: Path) -> None:
    prompt = tokens(200, 0)
    async with serving(decoder_path, "-c", "1024", "-np", "2") as server:
        first = await server.complete(prompt=prompt, id_slot=0)
        second = await server.complete(prompt=prompt, id_slot=1)
    assert (first["id_slot"], second["id_slot"]) == (0, 1)
    assert (first["timings"]["cache_n"], second["timings"]["cache_n"]) == (0, 199)
    assert second["content"] == first["content"]


@pytest.mark.parametrize(
    ("options", "body", "n_cached"),
    [
        ((), {}, 100),
        ((), {"n_cache_reuse": 20}, 149),
        (("--cache-reuse", "20"), {}, 149),
        (("--cache-reuse", "20"), {"n_cache_reuse": 0}, 100),
        (("--cache-reuse", "20"), {"n_cache_reuse": 60}, 100),
    ],
)
async def test_later_parts_are_reused_if_wanted(
    decoder_path: Path, options: tuple[str, ...], body: dict[str, int], n_cached: int
) -> None:
    head, middle, tail = tokens(100, 0), tokens(40, 33), tokens(50, 90)
    async with serving(decoder_path, "-c", "512", *options) as server:
        await server.complete(prompt=[*head, *middle, *tail])
        without_middle = await server.complete(prompt=[*head, *tail], **body)
    assert without_middle["timings"]["cache_n"] == n_cached


async def test_prefixes_that_had_to_leave_come_back_from_host_memory(decoder_path: Path) -> None:
    async def forgotten(*options: str) -> int:
        async with serving(decoder_path, "-c", "256", *options) as server:
            prompts = [tokens(150, start) for start in (0, 33, 0)]
            results = [await server.complete(prompt=prompt) for prompt in prompts]
        assert results[2]["content"] == results[0]["content"]
        n_cached: int = results[2]["timings"]["cache_n"]
        return n_cached

    assert await forgotten("--cache-ram", "0") == 0
    assert await forgotten("--cache-ram", "1") == 149
    assert await forgotten() == 149


# --------------------------------------------------------------------------- context


async def test_several_prompts_wait_for_one_slot(decoder_path: Path) -> None:
    async with serving(decoder_path, "-np", "2") as server:
        results = await server.complete(prompt=["Once", "upon", "a time"], id_slot=1)
        assert server.statistics.n_shared_steps == 0
    assert [result["id_slot"] for result in results] == [1, 1, 1]


async def test_a_unified_context_belongs_to_whoever_needs_it(decoder_path: Path) -> None:
    async with serving(decoder_path, "-c", "512", "-np", "2", "--kv-unified") as server:
        result = await server.complete(prompt=tokens(400, 0))
        (slot, _) = (await server.get("/slots")).json
    assert result["tokens_evaluated"] == 400
    assert slot["n_ctx"] == 512


async def test_a_text_goes_on_when_its_context_is_shifted(decoder_path: Path) -> None:
    async with serving(decoder_path, "-c", "256", "--context-shift", "--keep", "7") as server:
        prompt = tokens(100, 0)
        half = await server.complete(prompt=prompt, n_predict=300)
        few = await server.complete(prompt=prompt, n_predict=300, n_discard=1, n_keep=3)
        kept = await server.complete(prompt=prompt, n_predict=300, n_keep=-1)
    for result in (half, few, kept):
        assert (result["tokens_predicted"], result["stop_type"]) == (300, "limit")
        assert result["truncated"] is True
        assert result["tokens_evaluated"] == 100
    settings = [result["generation_settings"] for result in (half, few, kept)]
    assert [(s["n_keep"], s["n_discard"]) for s in settings] == [(7, 0), (3, 1), (-1, 0)]
    # 399 tokens went through the memory, and each shift dropped (255 - n_keep) // 2 of them, or one.
    assert half["tokens_cached"] == 399 - 2 * 124
    assert few["tokens_cached"] == 399 - 144
    assert kept["tokens_cached"] == 399 - 2 * 77


async def test_a_time_limit_ends_a_text_of_several_lines(decoder_path: Path, decoder: Model) -> None:
    (*_, line_break) = decoder.vocab.tokenize("\n", add_special=False)
    lines = {"prompt": "a", "logit_bias": [[line_break, 1000]]}
    async with serving(decoder_path, *LONG) as server:
        limited = await server.complete(n_predict=4000, t_max_predict_ms=1, **lines)
        one_line = await server.complete(prompt="a", n_predict=64, t_max_predict_ms=1)
        unlimited = await server.complete(n_predict=64, t_max_predict_ms=-1, **lines)
    assert (limited["has_new_line"], limited["stop_type"]) == (True, "limit")
    assert limited["tokens_predicted"] < 4000
    assert (one_line["has_new_line"], one_line["tokens_predicted"]) == (False, 64)
    assert (unlimited["has_new_line"], unlimited["tokens_predicted"]) == (True, 64)


# --------------------------------------------------------------------------- deadlines


@pytest.mark.parametrize("prompt", ["Once upon", ["Once", "upon"]])
@pytest.mark.parametrize("stream", [False, True])
async def test_a_deadline_before_the_first_event_has_a_status(
    decoder_path: Path, prompt: Any, stream: bool
) -> None:
    async with serving(decoder_path, *LONG) as server, await server.begin_stream():
        response = await server.post(
            "/completion", ENDLESS | {"prompt": prompt, "timeout_ms": 5, "stream": stream}
        )
        await server.until(lambda s: s.n_waiting == 0)
        assert server.statistics.slots[0].is_processing
    assert response.status == 408
    assert response.json == {
        "error": {
            "code": 408,
            "message": "the request was not finished within 5 ms",
            "type": "timeout_error",
        }
    }


async def test_a_deadline_without_a_stream(decoder_path: Path) -> None:
    async with serving(decoder_path, *LONG) as server:
        response = await server.post("/completion", ENDLESS | {"timeout_ms": 50})
        assert not server.statistics.slots[0].is_processing
    assert (response.status, response.json["error"]["type"]) == (408, "timeout_error")


async def test_a_deadline_in_a_stream_is_its_last_event(decoder_path: Path) -> None:
    async with serving(decoder_path, *LONG) as server:
        events = (await server.post("/completion", ENDLESS | {"stream": True, "timeout_ms": 1000})).events
    *parts, last = events
    assert last == {
        "error": {
            "code": 408,
            "message": "the request was not finished within 1000 ms",
            "type": "timeout_error",
        }
    }
    assert all(part["content"] for part in parts)
    assert parts


async def test_who_is_in_time_does_not_notice(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        result = await server.complete(prompt="Once upon", timeout_ms=2**31 - 1)
    assert result["tokens_predicted"] == 16


# --------------------------------------------------------------------------- the queue


def assert_refused(response: Response) -> None:
    assert response.status == 429
    assert 1 <= int(response.headers["retry-after"]) <= 60
    error = response.json["error"]
    assert (error["code"], error["type"]) == (429, "overloaded_error")


async def test_a_full_queue(decoder_path: Path) -> None:
    async with (
        serving(decoder_path, *LONG, "--max-queue", "1") as server,
        await server.begin_stream() as running,
    ):
        async with await server.connect() as waiting:
            await waiting.send("POST", "/completion", ENDLESS)
            await server.until(lambda s: s.n_waiting == 1)
            assert_refused(await server.post("/completion", ENDLESS))
            assert_refused(await server.post("/completion", ENDLESS | {"stream": True}))
            assert server.statistics.n_waiting == 1
        assert await running.chunk()
        await server.until(lambda s: s.n_waiting == 0)
        # Whoever comes back later finds room.
        async with await server.connect() as later:
            await later.send("POST", "/completion", ENDLESS)
            await server.until(lambda s: s.n_waiting == 1)


async def test_a_queue_that_is_full_of_tokens(decoder_path: Path) -> None:
    long, short = {"prompt": tokens(80, 0)}, {"prompt": tokens(10, 0)}
    async with (
        serving(decoder_path, *LONG, "--max-queue-tokens", "100") as server,
        await server.begin_stream(),
        await server.connect() as first,
        await server.connect() as second,
    ):
        await first.send("POST", "/completion", ENDLESS | long)
        await server.until(lambda s: s.n_waiting == 1)
        assert_refused(await server.post("/completion", ENDLESS | long))
        await second.send("POST", "/completion", ENDLESS | short)
        await server.until(lambda s: s.n_waiting == 2)


async def test_who_waits_for_an_answer_goes_before_work_in_the_background(decoder_path: Path) -> None:
    order: list[str] = []

    async def run(server: Served, priority: str, n_predict: int) -> None:
        await server.complete(prompt=priority, priority=priority, n_predict=n_predict)
        order.append(priority)

    async with (
        serving(decoder_path, *LONG) as server,
        trio.open_nursery() as nursery,
        await server.begin_stream(),
    ):
        nursery.start_soon(run, server, "batch", 500)
        await server.until(lambda s: s.n_waiting == 1)
        nursery.start_soon(run, server, "interactive", 1)
        await server.until(lambda s: s.n_waiting == 2)
    assert order == ["interactive", "batch"]
