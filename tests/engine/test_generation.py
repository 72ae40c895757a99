"""Readers that leave early, do not read, or are cancelled."""

from __future__ import annotations

import gc
import time

import pytest
import trio
import trio.testing

from pyllama import (
    Engine,
    SlowConsumerError,
)
from pyllama.engine import readers
from tests.engine.conftest import GREEDY, OpenEngine, complete, until


async def test_closing_frees_the_slot_and_keeps_its_prefix(open_engine: OpenEngine) -> None:
    async with open_engine(n_ctx=2048) as engine:
        with engine.generate("Once upon a time Tim", sampling=GREEDY) as generation:
            await generation.__anext__()
        statistics = await until(engine, lambda s: s.n_cancelled == 1)
        assert not statistics.slots[0].is_processing
        assert statistics.n_decoded_tokens < 2000
        assert [delta async for delta in generation] == []
        again = await complete(engine, "Once upon a time Tim", max_tokens=1)
        assert again.finished.n_cached_tokens > 0


async def test_closing_while_waiting(open_engine: OpenEngine) -> None:
    async with open_engine(n_ctx=2048) as engine:
        running = engine.generate("a", sampling=GREEDY)
        engine.generate("b").close()
        await until(engine, lambda s: s.n_cancelled == 1)
        running.close()
        await until(engine, lambda s: s.n_cancelled == 2 and not s.slots[0].is_processing)


async def test_dropping_the_reader_stops_the_generation(open_engine: OpenEngine) -> None:
    async with open_engine(n_ctx=2048) as engine:
        generation = engine.generate("a", sampling=GREEDY)
        await generation.__anext__()
        del generation
        gc.collect()
        await until(engine, lambda s: s.n_cancelled == 1)


async def test_closing_after_the_end_does_nothing(engine: Engine) -> None:
    generation = engine.generate("a", max_tokens=2, sampling=GREEDY)
    await generation.complete()
    generation.close()
    await complete(engine, "b", max_tokens=2)
    assert engine.statistics().n_cancelled == 0


async def test_a_reader_that_does_not_read_is_dropped(
    open_engine: OpenEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(readers, "N_BUFFERED_MAX", 16)
    async with open_engine(n_ctx=2048) as engine:
        slow = engine.generate("a", sampling=GREEDY)
        await until(engine, lambda s: s.n_cancelled == 1)
        with pytest.raises(SlowConsumerError):
            async for _ in slow:
                pass


async def test_closing_while_the_end_is_on_its_way(engine: Engine) -> None:
    await complete(engine, "Once", max_tokens=1)
    generation = engine.generate("Once", max_tokens=1, sampling=GREEDY)
    deadline = time.monotonic() + 10
    # Without a checkpoint, so that nothing is delivered.
    while engine.statistics().n_finished == 1:
        assert time.monotonic() < deadline
    generation.close()
    await complete(engine, "Once", max_tokens=1)
    assert not engine._readers.admission._running
    assert engine._readers.admission.n_waiting == 0


async def test_cancelling_a_reader_loses_nothing(engine: Engine) -> None:
    generation = engine.generate("a", max_tokens=30, sampling=GREEDY)
    expected = (await complete(engine, "a", max_tokens=30)).text
    text = ""
    deltas = None
    while deltas != []:
        with trio.CancelScope() as scope:
            scope.cancel()
            await generation.next_deltas()
        assert scope.cancelled_caught
        deltas = await generation.next_deltas()
        text += "".join(delta.text for delta in deltas)
    assert text == expected
