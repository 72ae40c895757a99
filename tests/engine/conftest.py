"""Engines on a real model."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest
import trio

from pyllama import ContextParams, Engine, EngineStatistics, SamplingParams

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
    with trio.fail_after(20):
        while not condition(engine.statistics()):
            await trio.lowlevel.checkpoint()
    return engine.statistics()
