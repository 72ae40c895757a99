"""Prefixes that sequences share in the real memory: computed once, stored once, and the same text for all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pyllama import Completion, Engine, SamplingParams
from tests.engine.conftest import EXACT, GREEDY, OpenEngine, alone, complete, random_tokens, together, until
from tests.engine.real_memory import check_memory

pytestmark = pytest.mark.usefixtures("audited")

PREFIX = random_tokens(1, 150)
TAILS = [[500 + seed, *random_tokens(seed, 10 + seed)] for seed in range(4)]
PROMPTS = [PREFIX + tail for tail in TAILS]
N_TOKENS = 40


def tokens_of(completions: list[Completion]) -> list[tuple[int, ...]]:
    return [completion.tokens for completion in completions]


async def n_real_cells(engine: Engine) -> int:
    """Count the cells that the native memory uses; a slot must be idle."""
    return await engine._call_slot(0, check_memory)


async def test_a_prefix_of_requests_that_come_together_is_computed_and_stored_once(
    engine: Engine, open_engine: OpenEngine
) -> None:
    completions = await together(engine, PROMPTS, max_tokens=N_TOKENS)
    assert tokens_of(completions) == await alone(open_engine, PROMPTS, N_TOKENS)
    statistics = engine.statistics()
    assert statistics.n_prompt_tokens == len(PREFIX) + sum(map(len, TAILS))
    assert statistics.n_cached_tokens == 3 * len(PREFIX)
    # The newest token of each is not in the memory.
    n_cells = len(PREFIX) + sum(len(tail) + N_TOKENS - 1 for tail in TAILS)
    assert statistics.n_cells_used == await n_real_cells(engine) == n_cells


async def test_a_prefix_of_requests_that_come_one_after_another_is_computed_once(
    engine: Engine, open_engine: OpenEngine
) -> None:
    expected = await alone(open_engine, PROMPTS, N_TOKENS)
    assert [(await complete(engine, p, max_tokens=N_TOKENS)).tokens for p in PROMPTS] == expected
    assert engine.statistics().n_prompt_tokens == len(PREFIX) + sum(map(len, TAILS))


async def test_what_another_request_is_generating_is_shared(engine: Engine, open_engine: OpenEngine) -> None:
    first = engine.generate(PREFIX, max_tokens=300, sampling=GREEDY)
    generated: list[int] = []
    while len(generated) < 30:
        for delta in await first.next_deltas():
            generated.extend(delta.tokens)
    longer = [*PREFIX, *generated, 301, 302]
    second = await complete(engine, longer, max_tokens=N_TOKENS)
    assert second.finished.n_cached_tokens >= len(longer) - 3
    generated.extend((await first.complete()).tokens)
    assert [second.tokens] == await alone(open_engine, [longer], N_TOKENS)
    assert [tuple(generated)] == await alone(open_engine, [PREFIX], 300)


async def test_equal_prompts_are_evaluated_once_and_equal_texts_are_stored_once(engine: Engine) -> None:
    completions = await together(engine, [PREFIX] * 4, max_tokens=N_TOKENS)
    assert len(set(tokens_of(completions))) == 1
    statistics = engine.statistics()
    assert statistics.n_prompt_tokens == len(PREFIX) + 3  # the first choice takes logits of one's own
    assert statistics.n_cells_used == await n_real_cells(engine) == len(PREFIX) + N_TOKENS - 1


async def test_equal_prompts_with_different_seeds_go_their_own_ways(
    engine: Engine, open_engine: OpenEngine
) -> None:
    async def sampled(engine: Engine, *, cache_prompt: bool) -> list[tuple[int, ...]]:
        samplings = [SamplingParams(temperature=2.0, seed=seed, ignore_eos=True) for seed in range(4)]
        generations = [
            engine.generate(PREFIX, max_tokens=N_TOKENS, sampling=s, cache_prompt=cache_prompt)
            for s in samplings
        ]
        return tokens_of([await generation.complete() for generation in generations])

    shared = await sampled(engine, cache_prompt=True)
    assert len(set(shared)) == 4
    async with open_engine(n_slots=1) as single:
        assert shared == await sampled(single, cache_prompt=False)


async def test_without_cache_prompt_nothing_is_shared(engine: Engine) -> None:
    await together(engine, PROMPTS, max_tokens=2, cache_prompt=False)
    assert engine.statistics().n_prompt_tokens == sum(map(len, PROMPTS))


async def test_cancelling_whom_others_share_from_leaves_them_alone(
    engine: Engine, open_engine: OpenEngine
) -> None:
    first = engine.generate(PROMPTS[0], max_tokens=300, sampling=GREEDY)
    await first.__anext__()
    others = [engine.generate(prompt, max_tokens=100, sampling=GREEDY) for prompt in PROMPTS[1:]]
    begun = [(await other.__anext__()).tokens for other in others]
    first.close()
    await until(engine, lambda s: s.n_cancelled == 1)
    await complete(engine, random_tokens(99, 300), max_tokens=1)  # takes free cells
    tokens = [start + (await other.complete()).tokens for start, other in zip(begun, others, strict=True)]
    assert engine.statistics().n_cached_tokens >= 3 * len(PREFIX)
    assert tokens == await alone(open_engine, PROMPTS[1:], 100)


async def test_cancelling_a_long_prompt_ends_it_within_a_step_and_keeps_what_was_computed(
    open_engine: OpenEngine,
) -> None:
    prompt = random_tokens(7, 1500)
    async with open_engine(n_ctx=2048, context=replace(EXACT, n_batch=34)) as engine:
        generation = engine.generate(prompt)
        await until(engine, lambda s: s.n_prompt_tokens > 0)
        generation.close()
        n_steps = engine.statistics().n_steps
        statistics = await until(engine, lambda s: s.n_cancelled == 1)
        assert statistics.n_steps <= n_steps + 1
        assert statistics.n_prompt_tokens < len(prompt) / 2
        assert statistics.n_cells_used == statistics.n_prompt_tokens
        again = await complete(engine, prompt, max_tokens=N_TOKENS)
        assert again.finished.n_cached_tokens == statistics.n_prompt_tokens
    assert [again.tokens] == await alone(open_engine, [prompt], N_TOKENS)
