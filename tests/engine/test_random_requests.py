"""Any mixture of requests on the real memory: everybody gets the text that they would get alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

import pytest

from pyllama import Engine, EngineParams, Finished, Generation, GenerationRequest
from tests.engine.conftest import EXACT, GREEDY, OpenEngine, alone, random_tokens, until

pytestmark = pytest.mark.usefixtures("audited")

N_SCHEDULES = 14  # for each way of sharing
N_ACTIONS = 30
MAX_TOKENS = 60


@dataclass(eq=False)
class Reader:
    """A generation, and what was read of it."""

    generation: Generation
    tokens: list[int] = field(default_factory=list)
    finished: Finished | None = None

    async def read(self) -> bool:
        """Read what is ready; return whether there may be more."""
        for delta in await self.generation.next_deltas():
            self.tokens.extend(delta.tokens)
            if isinstance(delta, Finished):
                self.finished = delta
        return self.finished is None


def random_request(random: Random, engine: Engine, stem: list[int]) -> GenerationRequest:
    """Return a request whose prompt goes along the stem for a while, and then its own way."""
    n_ctx = engine.n_ctx_slot
    tail = random_tokens(random.randrange(1000), random.randint(1, 40))
    prompt = (stem[: random.randint(0, n_ctx)] + tail)[-(n_ctx - 1) :]
    return GenerationRequest(
        prompt=tuple(prompt[: n_ctx - 1]),
        max_tokens=random.choice((0, 1, MAX_TOKENS, MAX_TOKENS)),
        sampling=GREEDY,
        cache_prompt=random.random() < 0.9,
        id_slot=random.choice((None, None, None, random.randrange(engine.n_slots))),
        n_keep=random.choice((0, 10, -1)),
        n_discard=random.choice((0, 5)),
        priority=random.choice(("interactive", "batch")),
        tenant=random.choice("ab"),
    )


async def run_schedule(random: Random, engine: Engine, stem: list[int]) -> list[Reader]:
    """Let requests come, go away and be read at random; return those that were read to the end."""
    readers: list[Reader] = []
    ended: list[Reader] = []
    for _ in range(N_ACTIONS):
        roll = random.random()
        if roll < 0.5 or not readers:
            readers.append(Reader(engine.submit(random_request(random, engine, stem))))
        elif roll < 0.6:
            readers.pop(random.randrange(len(readers))).generation.close()
        elif roll < 0.65:
            id_slot = random.randrange(engine.n_slots)
            await (engine.erase_slot if random.random() < 0.5 else engine.save_slot)(id_slot)
        else:
            reader = random.choice(readers)
            if not await reader.read():
                readers.remove(reader)
                ended.append(reader)
    for reader in readers:
        while await reader.read():
            pass
    return ended + readers


async def check_schedule(open_engine: OpenEngine, random: Random, sharing: str) -> None:
    params = EngineParams(
        sharing=sharing,  # type: ignore[arg-type]
        context_shift=random.random() < 0.4,
        host_cache_bytes=random.choice((0, 2**19, 2**24)),
        min_similarity=random.choice((0.0, 0.5)),
    )
    n_slots = random.randint(1, 4)
    # A small batch leaves few numbers for sequences that are only remembered.
    context = replace(EXACT, n_batch=random.choice((n_slots + 2, 16, 40, 2048)))
    n_ctx = 256 if sharing == "unified" else 256 * n_slots
    stem = random_tokens(random.randrange(3), n_ctx)
    async with open_engine(n_slots=n_slots, n_ctx=n_ctx, params=params, context=context) as engine:
        readers = await run_schedule(random, engine, stem)
        statistics = await until(engine, lambda s: not any(slot.is_processing for slot in s.slots))
        assert (statistics.n_waiting, statistics.n_parked, statistics.n_failed) == (0, 0, 0)
        n_ctx = engine.n_ctx_slot
    prompts = [reader.generation.request.prompt for reader in readers]
    expected = await alone(open_engine, prompts, MAX_TOKENS, n_ctx=n_ctx)
    for reader, tokens in zip(readers, expected, strict=True):
        request, finished = reader.generation.request, reader.finished
        assert finished is not None
        assert finished.n_decoded == len(reader.tokens)
        n_fit = min(request.max_tokens, n_ctx - len(request.prompt))
        if params.context_shift:
            # What follows a shift depends on it; there may be no room for one where contexts are shared.
            assert sharing == "unified" or finished.n_decoded == request.max_tokens
        else:
            assert finished.n_decoded == n_fit
        assert tuple(reader.tokens[:n_fit]) == tokens[: min(n_fit, len(reader.tokens))]


@pytest.mark.parametrize("sharing", ["equal", "unified", "separate"])
async def test_any_mixture_of_requests_gives_everybody_their_text(
    open_engine: OpenEngine, sharing: str
) -> None:
    for seed in range(N_SCHEDULES):
        try:
            await check_schedule(open_engine, Random(seed), sharing)
        except BaseException as error:
            error.add_note(f"{sharing}, seed {seed}")
            raise
