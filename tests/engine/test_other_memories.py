"""Memories of which no part can be forgotten, or that drop cells: nothing wrong is ever reused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from pyllama import ContextParams, Engine, EngineParams, GenerationRequest
from tests.engine.bench import Bench
from tests.engine.conftest import EXACT, GREEDY, OpenEngine, alone, complete, random_tokens, together, until

pytestmark = pytest.mark.usefixtures("audited")

PREFIX = random_tokens(1, 150)
PROMPTS = [PREFIX + random_tokens(seed, 20) for seed in range(4)]
N_TOKENS = 40


@dataclass(frozen=True)
class Kind:
    """A model with another memory, and how to make a context for it."""

    fixture: str
    context: ContextParams = EXACT


KINDS = {
    "recurrent": Kind("recurrent_path"),
    "hybrid": Kind("hybrid_path"),
    "sliding": Kind("sliding_path", replace(EXACT, swa_full=False)),
    "sliding, all cells": Kind("sliding_path", replace(EXACT, swa_full=True)),
}


@pytest.fixture(params=KINDS)
def open_other(request: pytest.FixtureRequest) -> OpenEngine:
    """Opens an engine on a model with another memory."""
    kind = KINDS[request.param]
    path: Path = request.getfixturevalue(kind.fixture)
    return partial(Engine.open, path, context=kind.context)


async def test_many_at_once_with_a_common_prefix(open_other: OpenEngine) -> None:
    expected = await alone(open_other, PROMPTS, N_TOKENS)
    assert len(set(expected)) == len(PROMPTS)
    async with open_other(n_slots=3, n_ctx=3 * 512) as engine:
        for _ in range(2):
            completions = await together(engine, PROMPTS, max_tokens=N_TOKENS)
            assert [c.tokens for c in completions] == expected
        assert engine.statistics().n_failed == 0


async def test_conversations_that_grow_and_are_edited(open_other: OpenEngine) -> None:
    async with open_other(n_slots=2, n_ctx=2 * 1024) as engine:
        prompts, tokens = list(PROMPTS[:2]), []
        asked = []
        for turn in range(3):
            completions = await together(engine, prompts, max_tokens=N_TOKENS)
            asked += prompts
            tokens += [c.tokens for c in completions]
            prompts = [
                [*prompt, *c.tokens, *random_tokens(turn, 7)]
                for prompt, c in zip(prompts, completions, strict=True)
            ]
        assert engine.statistics().n_cached_tokens > 4 * 150  # what grows is not evaluated again
        for n in (200, 151, 90, 3):  # longer than the window, and shorter
            edited = [*prompts[0][:n], 333, *prompts[0][n + 1 :]]
            asked.append(edited)
            tokens.append((await complete(engine, edited, max_tokens=N_TOKENS)).tokens)
    assert tokens == await alone(open_other, asked, N_TOKENS)


async def test_a_slot_goes_back_to_an_earlier_place_after_others_used_the_memory(
    open_other: OpenEngine,
) -> None:
    """Cells that a window has passed are free for others, also where a sequence is only remembered."""
    long = random_tokens(2, 400)
    branches = [[*long[:n], 333, 334] for n in (390, 300, 200, 100)]
    async with open_other(n_slots=2, n_ctx=2 * 512) as engine:
        await complete(engine, long, max_tokens=N_TOKENS)
        tokens = []
        for seed, branch in enumerate(branches):
            await together(engine, [random_tokens(10 + seed, 300)] * 2, max_tokens=N_TOKENS)
            tokens.append((await complete(engine, branch, max_tokens=N_TOKENS)).tokens)
    assert tokens == await alone(open_other, branches, N_TOKENS)


async def test_a_remembered_prompt_outlives_those_that_come_after_it(open_other: OpenEngine) -> None:
    """Native code writes over cells that a window has passed, also where all are to be kept."""
    earlier = [random_tokens(seed, 300) for seed in range(10, 13)]
    later = random_tokens(13, 420)
    branch = [*earlier[1][:100], 333, 334]
    async with open_other(n_slots=2, n_ctx=2 * 512) as engine:
        for prompt in (*earlier, later):
            await complete(engine, prompt, max_tokens=1)
        tokens = (await complete(engine, branch, max_tokens=N_TOKENS)).tokens
    assert [tokens] == await alone(open_other, [branch], N_TOKENS)


async def test_cancelling_keeps_what_can_be_kept(open_other: OpenEngine) -> None:
    async with open_other(n_slots=2, n_ctx=2 * 512) as engine:
        for n_read in (1, 60):
            generation = engine.generate(PROMPTS[0], sampling=GREEDY)
            n_cancelled = engine.statistics().n_cancelled
            tokens: list[int] = []
            while len(tokens) < n_read:
                tokens += [t for delta in await generation.next_deltas() for t in delta.tokens]
            generation.close()
            await until(engine, lambda s, n=n_cancelled: s.n_cancelled == n + 1)  # type: ignore[misc]
            again = await complete(engine, PROMPTS[0], max_tokens=N_TOKENS)
            assert [again.tokens] == await alone(open_other, PROMPTS[:1], N_TOKENS)


async def test_the_end_of_an_earlier_prompt_is_found_in_host_memory(open_other: OpenEngine) -> None:
    params = EngineParams(host_cache_bytes=2**26)
    system = random_tokens(3, 160)
    async with open_other(n_ctx=1024, params=params) as engine:
        first = await complete(engine, system, max_tokens=N_TOKENS)
        # The answer comes back changed, as it does when a template leaves out the thinking.
        prompts = [[*system, 333, *random_tokens(seed, 30)] for seed in range(3)]
        completions = [await complete(engine, prompt, max_tokens=N_TOKENS) for prompt in prompts]
        assert [c.finished.n_cached_tokens for c in completions] == [len(system)] * 3
        assert engine.statistics().n_host_bytes > 0
    expected = await alone(open_other, [system, *prompts], N_TOKENS)
    assert [first.tokens, *(c.tokens for c in completions)] == expected


@pytest.mark.parametrize("sharing", ["unified", "separate"])
async def test_contexts_that_fill_up(open_other: OpenEngine, sharing: str) -> None:
    """A slot never promises more than the memory has for it."""
    params = EngineParams(sharing=sharing)  # type: ignore[arg-type]
    async with open_other(n_slots=2, n_ctx=512, params=params) as engine:
        completions = await together(engine, PROMPTS[:3])
        for completion in completions:
            assert completion.finished.truncated
            assert completion.finished.n_past == engine.n_ctx_slot - 1
        assert engine.statistics().n_failed == 0
        n_ctx = engine.n_ctx_slot
    assert [c.tokens for c in completions] == await alone(open_other, PROMPTS[:3], -1, n_ctx=n_ctx)


async def test_after_a_shift_nothing_wrong_is_remembered(open_other: OpenEngine) -> None:
    params = EngineParams(context_shift=True, host_cache_bytes=2**26)
    request = GenerationRequest(prompt=tuple(PROMPTS[0]), max_tokens=300, sampling=GREEDY, n_keep=100)
    async with open_other(n_ctx=256, params=params) as engine:
        completion = await engine.submit(request).complete()
        shifted = engine.statistics().n_shifts > 0
        assert completion.finished.n_decoded == (300 if shifted else 256 - len(PROMPTS[0]))
        assert completion.finished.truncated
        again = await complete(engine, PROMPTS[0], max_tokens=N_TOKENS)
        longer = await complete(engine, [*PROMPTS[0], 333], max_tokens=N_TOKENS)
    expected = await alone(open_other, [PROMPTS[0], [*PROMPTS[0], 333]], N_TOKENS)
    assert [again.tokens, longer.tokens] == expected


async def test_a_saved_slot_comes_back(open_other: OpenEngine) -> None:
    async with open_other(n_slots=2, n_ctx=2 * 512) as engine:
        first = await complete(engine, PROMPTS[0], max_tokens=N_TOKENS)
        saved = await engine.save_slot(first.finished.id_slot)
        assert len(saved.tokens) == len(PROMPTS[0]) + N_TOKENS - 1
        longer = [*saved.tokens, 333, 334]
        for id_slot in range(2):
            await engine.erase_slot(id_slot)
        await engine.restore_slot(1, saved)
        completion = await complete(engine, longer, max_tokens=N_TOKENS)
        assert completion.finished.n_cached_tokens == len(saved.tokens)
    assert [completion.tokens] == await alone(open_other, [longer], N_TOKENS)


def test_nothing_can_be_freed_where_nothing_is_shared() -> None:
    bench = Bench(n_slots=1, can_share=False)
    bench.submit(1, 2, 3)
    bench.run()
    assert bench.scheduler.statistics().n_retained == 1
    assert not bench.scheduler.relieve()  # or the loop would try for ever
