"""Running sequences that make room for older ones, and go on later as if nothing had happened."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from pyllama import Engine, EngineParams, SamplingParams
from pyllama.engine.runner import Runner
from pyllama.engine.scheduler import Scheduler
from tests.engine.conftest import GREEDY, OpenEngine, alone, complete, random_tokens, together, until

pytestmark = pytest.mark.usefixtures("audited")

N_CTX = 256
PROMPTS = [random_tokens(seed, 60) for seed in range(4)]


@pytest.fixture
async def tight(open_engine: OpenEngine) -> AsyncIterator[Engine]:
    """An engine whose slots can each use all of a small memory."""
    async with open_engine(n_slots=4, n_ctx=N_CTX, params=EngineParams(sharing="unified")) as engine:
        assert engine.n_ctx_slot == N_CTX
        yield engine


def n_states(_scheduler: Scheduler, runner: Runner) -> int:
    return len(runner._states)


async def test_requests_that_do_not_fit_together_all_get_their_text(
    tight: Engine, open_engine: OpenEngine
) -> None:
    completions = await together(tight, PROMPTS, max_tokens=100)
    assert [c.tokens for c in completions] == await alone(open_engine, PROMPTS, 100)
    statistics = tight.statistics()
    assert statistics.n_parkings > 0
    assert (statistics.n_parked, statistics.n_failed, statistics.n_waiting) == (0, 0, 0)
    assert await tight._call_slot(0, n_states) == 0


async def test_parked_sequences_that_share_a_prefix(tight: Engine, open_engine: OpenEngine) -> None:
    prompts = [random_tokens(9, 40) + prompt[:20] for prompt in PROMPTS]
    completions = await together(tight, prompts, max_tokens=100)
    assert [c.tokens for c in completions] == await alone(open_engine, prompts, 100)
    assert tight.statistics().n_parkings > 0


async def test_parked_sequences_that_share_nothing_with_anybody(
    tight: Engine, open_engine: OpenEngine
) -> None:
    completions = await together(tight, [PROMPTS[0]] * 4, max_tokens=60, cache_prompt=False)
    assert {c.tokens for c in completions} == set(await alone(open_engine, PROMPTS[:1], 60))
    assert tight.statistics().n_parkings > 0


async def test_a_request_that_fits_alone_never_fails(tight: Engine, open_engine: OpenEngine) -> None:
    prompts = [random_tokens(seed, n) for seed, n in enumerate((250, 90, 254, 3, 255, 120))]
    completions = await together(tight, prompts)
    assert [c.tokens for c in completions] == await alone(open_engine, prompts, -1, n_ctx=N_CTX)
    assert all(c.finished.truncated for c in completions)
    assert tight.statistics().n_failed == 0


async def test_a_sampler_goes_on_where_it_was(tight: Engine, open_engine: OpenEngine) -> None:
    samplings = [
        SamplingParams(temperature=1.5, seed=seed, ignore_eos=True, repeat_penalty=1.3) for seed in range(4)
    ]

    async def sampled(engine: Engine) -> list[tuple[int, ...]]:
        generations = [
            engine.generate(prompt, max_tokens=100, sampling=sampling, cache_prompt=False)
            for prompt, sampling in zip(PROMPTS, samplings, strict=True)
        ]
        return [(await generation.complete()).tokens for generation in generations]

    parked = await sampled(tight)
    assert tight.statistics().n_parkings > 0
    async with open_engine(n_slots=1) as single:
        assert parked == await sampled(single)


async def test_cancelling_a_parked_sequence_frees_its_state(tight: Engine, open_engine: OpenEngine) -> None:
    generations = [tight.generate(prompt, max_tokens=190, sampling=GREEDY) for prompt in PROMPTS[:2]]
    await until(tight, lambda s: s.n_parked == 1)
    generations[1].close()
    statistics = await until(tight, lambda s: s.n_cancelled == 1)
    assert statistics.n_parked == 0
    first = await generations[0].complete()
    assert [first.tokens] == await alone(open_engine, PROMPTS[:1], 190)
    assert await tight._call_slot(0, n_states) == 0
    again = await complete(tight, PROMPTS[1], max_tokens=5)
    assert [again.tokens] == await alone(open_engine, PROMPTS[1:2], 5)
