"""How an engine begins, ends and fails."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import trio
import trio.testing

from pyllama import (
    Engine,
    EngineClosedError,
    EngineCrashedError,
)
from pyllama.engine.runner import Runner
from tests.engine.conftest import GREEDY, OpenEngine, complete


async def test_the_end_of_the_block_ends_what_runs(open_engine: OpenEngine) -> None:
    async with open_engine(n_ctx=2048) as engine:
        generation = engine.generate("a", sampling=GREEDY)
        await generation.__anext__()
    assert engine.model.closed
    with pytest.raises(EngineClosedError):
        await generation.complete()
    with pytest.raises(EngineClosedError):
        engine.submit(generation.request)


async def test_the_model_is_not_freed_under_a_thread_that_uses_it(open_engine: OpenEngine) -> None:
    started, go_on = threading.Event(), threading.Event()
    lengths: list[int] = []

    def work() -> int:
        started.set()
        go_on.wait(20)
        return len(engine.model.vocab.tokenize("word " * 1000))

    async def use(engine: Engine) -> None:
        lengths.append(await engine.run_in_thread(work))

    async with trio.open_nursery() as nursery:
        async with open_engine(n_ctx=512) as engine:
            nursery.start_soon(use, engine)
            await trio.to_thread.run_sync(started.wait, 20)
            nursery.start_soon(trio.to_thread.run_sync, go_on.set)
        assert lengths[0] > 1000
        assert engine.model.closed
        with pytest.raises(EngineClosedError):
            await engine.run_in_thread(work)


async def test_an_exception_in_the_block_comes_out_as_it_is(open_engine: OpenEngine) -> None:
    with pytest.raises(KeyError, match="mine"):
        async with open_engine(n_ctx=512):
            raise KeyError("mine")


async def test_an_interrupt_in_the_block_comes_out_as_it_is(open_engine: OpenEngine) -> None:
    with pytest.raises(KeyboardInterrupt):
        async with open_engine(n_ctx=512):
            raise KeyboardInterrupt


async def test_cancelling_the_block_ends_the_engine(open_engine: OpenEngine) -> None:
    with trio.CancelScope() as scope:
        async with open_engine(n_ctx=2048) as engine:
            generation = engine.generate("a", sampling=GREEDY)
            scope.cancel()
            await trio.sleep_forever()
    assert scope.cancelled_caught
    assert engine.model.closed
    generation.close()


async def test_loading_can_be_cancelled(decoder_path: Path) -> None:
    loading = threading.Event()

    def progress(_share: float) -> bool:
        loading.set()
        trio.from_thread.run_sync(scope.cancel)
        return True

    with trio.CancelScope() as scope:
        async with Engine.open(decoder_path, progress=progress):
            raise AssertionError
    assert loading.is_set()
    assert scope.cancelled_caught


async def test_a_crash_of_the_loop_ends_everything(
    open_engine: OpenEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_self: Runner, _plan: object) -> list[int]:
        raise ZeroDivisionError

    monkeypatch.setattr(Runner, "execute", broken)

    async def use() -> None:
        async with open_engine(n_ctx=512) as engine:
            with pytest.raises(EngineClosedError):
                await engine.generate("a").complete()
            await trio.sleep_forever()

    with pytest.raises(EngineCrashedError) as caught:
        await use()
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


async def test_the_engine_does_not_run_while_there_is_nothing_to_do(engine: Engine) -> None:
    await complete(engine, "a", max_tokens=3)
    n_steps = engine.statistics().n_steps
    await trio.testing.wait_all_tasks_blocked(0.05)
    assert engine.statistics().n_steps == n_steps
