"""Engines on a real model."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from random import Random

import pytest
import trio

from pyllama import Completion, ContextParams, Engine, EngineStatistics, SamplingParams
from pyllama.engine.loop import DecodeLoop
from tests.engine.real_memory import check_memory

# Without flash attention and with a float32 cache, a text does not depend on what else is in a batch.
EXACT = ContextParams(n_threads=1, flash_attention="off", type_k="f32", type_v="f32")
GREEDY = SamplingParams(temperature=0.0, ignore_eos=True)

OpenEngine = Callable[..., AbstractAsyncContextManager[Engine]]


@pytest.fixture
def open_engine(decoder_path: Path) -> OpenEngine:
    """Opens an engine on the tiny decoder."""
    return partial(Engine.open, decoder_path, context=EXACT)


@pytest.fixture
async def engine(open_engine: OpenEngine) -> AsyncIterator[Engine]:
    """An engine with four slots."""
    async with open_engine(n_slots=4, n_ctx=2048) as engine:
        yield engine


async def until(engine: Engine, condition: Callable[[EngineStatistics], bool]) -> EngineStatistics:
    """Wait until the statistics are as wanted: the loop posts them after every step."""
    with trio.fail_after(120):
        while not condition(engine.statistics()):
            await trio.lowlevel.checkpoint()
    return engine.statistics()


@pytest.fixture
def audited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare the memory with the books after every step; a difference crashes the engine."""
    step = DecodeLoop._step

    def audited_step(loop: DecodeLoop) -> None:
        step(loop)
        check_memory(loop._scheduler, loop._runner)

    monkeypatch.setattr(DecodeLoop, "_step", audited_step)


def random_tokens(seed: int, n: int) -> list[int]:
    """Return a prompt without meaning, of words and letters."""
    return Random(seed).choices(range(300, 500), k=n)


async def complete(engine: Engine, prompt: str | Sequence[int], **options: object) -> Completion:
    """Generate greedily."""
    return await engine.generate(prompt, sampling=GREEDY, **options).complete()  # type: ignore[arg-type]


async def alone(
    open_engine: OpenEngine, prompts: Sequence[Sequence[int]], max_tokens: int, n_ctx: int = 2048
) -> list[tuple[int, ...]]:
    """Return the tokens that follow each prompt where nothing is shared, remembered or beside it."""
    async with open_engine(n_slots=1, n_ctx=n_ctx) as engine:
        return [
            (await complete(engine, prompt, max_tokens=max_tokens, cache_prompt=False)).tokens
            for prompt in prompts
        ]


async def together(engine: Engine, prompts: Sequence[Sequence[int]], **options: object) -> list[Completion]:
    """Submit all at once, and read all."""
    generations = [engine.generate(prompt, sampling=GREEDY, **options) for prompt in prompts]  # type: ignore[arg-type]
    return [await generation.complete() for generation in generations]
