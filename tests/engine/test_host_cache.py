"""Prefixes that had to leave the memory, and come back from host memory instead of being computed again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pyllama import Engine, EngineParams
from pyllama.engine.cache.prompt_cache import ENTRY_BYTES
from pyllama.engine.runner import Runner
from pyllama.engine.scheduler import Scheduler
from tests.engine.conftest import OpenEngine, alone, complete, random_tokens, together

N_CTX = 512
N_TOKENS = 30
PROMPTS = [random_tokens(seed, 300) for seed in range(4)]


@pytest.fixture(params=["equal", "unified", "separate"])
async def caching(
    request: pytest.FixtureRequest, open_engine: OpenEngine, audited: None
) -> AsyncIterator[Engine]:
    """An engine with room for one prompt, and with host memory for many."""
    params = EngineParams(sharing=request.param, host_cache_bytes=2**24)
    async with open_engine(n_ctx=N_CTX, params=params) as engine:
        yield engine


def host_bytes(_scheduler: Scheduler, runner: Runner) -> list[int]:
    return [len(state) for state in runner._states.values()]


async def test_a_prefix_that_was_pushed_out_comes_back(caching: Engine, open_engine: OpenEngine) -> None:
    expected = await alone(open_engine, PROMPTS, N_TOKENS)
    for n_turn in range(3):
        for prompt, tokens in zip(PROMPTS, expected, strict=True):
            completion = await complete(caching, prompt, max_tokens=N_TOKENS)
            assert completion.tokens == tokens
            assert completion.finished.n_cached_tokens == (len(prompt) - 1 if n_turn else 0)
    assert caching.statistics().n_prompt_tokens == sum(map(len, PROMPTS)) + 2 * len(PROMPTS)


async def test_a_beginning_of_what_was_pushed_out_comes_back(
    caching: Engine, open_engine: OpenEngine
) -> None:
    for prompt in PROMPTS:
        await complete(caching, prompt, max_tokens=1)
    branches = [[*prompt[:200], 333, *prompt[201:250]] for prompt in PROMPTS[:3]]
    completions = [await complete(caching, branch, max_tokens=N_TOKENS) for branch in branches]
    assert [c.finished.n_cached_tokens for c in completions] == [200] * 3
    assert [c.tokens for c in completions] == await alone(open_engine, branches, N_TOKENS)


async def test_what_comes_back_is_shared(open_engine: OpenEngine, audited: None) -> None:
    params = EngineParams(host_cache_bytes=2**24)
    async with open_engine(n_slots=3, n_ctx=3 * 350, params=params) as engine:
        for prompt in PROMPTS:
            await complete(engine, prompt, max_tokens=1, cache_prompt=False)
        branches = [[*PROMPTS[0][:280], 333 + i] for i in range(3)]
        completions = await together(engine, branches, max_tokens=N_TOKENS)
        assert [c.finished.n_cached_tokens for c in completions] == [280] * 3
        # Those of the last; the others made room for it as they ended.
        assert engine.statistics().n_cells_used == 280 + N_TOKENS
    assert [c.tokens for c in completions] == await alone(open_engine, branches, N_TOKENS)


async def test_the_books_know_the_real_size_of_each_state(caching: Engine) -> None:
    for prompt in PROMPTS:
        await complete(caching, prompt, max_tokens=1)
    await complete(caching, PROMPTS[0][:7], max_tokens=1)
    sizes = await caching._call_slot(0, host_bytes)
    assert len(sizes) >= len(PROMPTS) - 1  # the newest may still be in the memory
    expected = sum(sizes) + len(sizes) * (ENTRY_BYTES + 4 * len(PROMPTS[0]))
    assert caching.statistics().n_host_bytes == expected


async def test_the_limit_holds_and_the_oldest_go_first(open_engine: OpenEngine, audited: None) -> None:
    limit = 2**20  # some four prompts
    prompts = [random_tokens(seed, 300) for seed in range(12)]
    async with open_engine(n_ctx=N_CTX, params=EngineParams(host_cache_bytes=limit)) as engine:
        for prompt in prompts:
            await complete(engine, prompt, max_tokens=1)
            assert engine.statistics().n_host_bytes <= limit
            assert sum(await engine._call_slot(0, host_bytes)) <= limit
        assert engine.statistics().n_host_bytes > limit / 2
        assert (await complete(engine, prompts[-3], max_tokens=1)).finished.n_cached_tokens > 0
        assert (await complete(engine, prompts[0], max_tokens=1)).finished.n_cached_tokens == 0


async def test_the_process_does_not_grow_beyond_the_limit(open_engine: OpenEngine) -> None:
    limit, slack = 2**23, 2**24
    async with open_engine(n_ctx=N_CTX, params=EngineParams(host_cache_bytes=limit)) as engine:
        state_bytes = 0
        for seed in range(220):
            if seed == 20:
                n_before = resident_bytes()
            await complete(engine, random_tokens(seed, 400), max_tokens=1)
            state_bytes = max([state_bytes, *await engine._call_slot(0, host_bytes)])
            assert engine.statistics().n_host_bytes <= limit
        assert resident_bytes() - n_before < limit + slack
        assert 200 * state_bytes > 2 * (limit + slack)  # what it would be if nothing were freed


def resident_bytes() -> int:
    """Return the memory of this process that is in use."""
    n_pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return 4096 * n_pages
