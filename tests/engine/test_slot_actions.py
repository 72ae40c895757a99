"""Saving, restoring and erasing what a slot remembers, and states that are not what they should be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
import trio

from pyllama import (
    ContextSizeExceededError,
    Engine,
    EngineParams,
    InvalidRequestError,
    StateError,
    UnavailableError,
)
from pyllama.engine.state_file import SavedSequence
from tests.engine.conftest import EXACT, GREEDY, OpenEngine, alone, complete, random_tokens

pytestmark = pytest.mark.usefixtures("audited")

PROMPT = random_tokens(1, 100)
N_TOKENS = 30


@pytest.fixture
async def saved(engine: Engine) -> SavedSequence:
    """A saved sequence, of which the engine remembers nothing any more."""
    completion = await complete(engine, PROMPT, max_tokens=N_TOKENS)
    saved = await engine.save_slot(completion.finished.id_slot)
    assert saved.tokens == (*PROMPT, *completion.tokens[:-1])
    assert await engine.erase_slot(completion.finished.id_slot) == len(saved.tokens)
    assert engine.statistics().n_cells_used == 0
    return saved


async def test_a_restored_slot_gives_the_same_text_without_evaluating_it_again(
    engine: Engine, saved: SavedSequence, open_engine: OpenEngine
) -> None:
    await engine.restore_slot(2, saved)
    statistics = engine.statistics()
    assert statistics.n_cells_used == statistics.slots[2].n_past == len(saved.tokens)
    longer = [*saved.tokens, 333, 334]
    completion = await complete(engine, longer, max_tokens=N_TOKENS)
    assert completion.finished.n_cached_tokens == len(saved.tokens)
    assert completion.finished.id_slot == 2
    shorter = await complete(engine, PROMPT[:50], max_tokens=N_TOKENS)
    assert shorter.finished.n_cached_tokens == 49
    expected = await alone(open_engine, [longer, PROMPT[:50]], N_TOKENS)
    assert [completion.tokens, shorter.tokens] == expected


async def test_what_was_saved_outlives_the_engine(open_engine: OpenEngine, saved: SavedSequence) -> None:
    async with open_engine(n_slots=2, n_ctx=1024) as another:
        await another.restore_slot(0, saved)
        completion = await complete(another, [*saved.tokens, 333], max_tokens=N_TOKENS)
        assert completion.finished.n_cached_tokens == len(saved.tokens)
    assert [completion.tokens] == await alone(open_engine, [[*saved.tokens, 333]], N_TOKENS)


async def test_restoring_what_is_there_already_takes_no_cells(engine: Engine, saved: SavedSequence) -> None:
    for id_slot in range(3):
        await engine.restore_slot(id_slot, saved)
        assert engine.statistics().n_cells_used == len(saved.tokens)


async def test_an_empty_slot_is_saved_as_nothing_and_restored_as_nothing(engine: Engine) -> None:
    nothing = await engine.save_slot(0)
    assert nothing == SavedSequence((), b"")
    await engine.restore_slot(1, nothing)
    assert await engine.erase_slot(1) == 0


async def test_a_busy_slot_is_saved_when_it_is_idle(engine: Engine) -> None:
    generation = engine.generate(PROMPT, max_tokens=N_TOKENS, sampling=GREEDY)
    id_slot = (await generation.__anext__()).id_slot
    saved = await engine.save_slot(id_slot)
    assert len(saved.tokens) == len(PROMPT) + N_TOKENS - 1
    generation.close()


async def test_a_caller_that_goes_away_disturbs_nobody(engine: Engine, saved: SavedSequence) -> None:
    with trio.CancelScope() as scope:
        scope.cancel()
        await engine.restore_slot(0, saved)
    assert scope.cancelled_caught
    assert len((await engine.save_slot(0)).tokens) == len(saved.tokens)


def damaged(saved: SavedSequence) -> dict[str, SavedSequence]:
    state, random = saved.state, Random(1)
    return {
        "cut off": replace(saved, state=state[: len(state) // 2]),
        "empty": replace(saved, state=b""),
        "too long": replace(saved, state=state + b"more"),
        "noise": replace(saved, state=random.randbytes(len(state))),
        # Behind eight bytes: uint32 buffers, uint32 cells, and int32 the first position.
        "another number of buffers": replace(saved, state=state[:8] + b"\x02" + state[9:]),
        "another number of cells": replace(saved, state=state[:12] + b"\xff\xff\xff\x7f" + state[16:]),
        "another position": replace(saved, state=state[:16] + b"\xff\xff\x00\x00" + state[20:]),
        "fewer tokens": replace(saved, tokens=saved.tokens[:-1]),
        "more tokens": replace(saved, tokens=(*saved.tokens, 300)),
    }


async def test_damaged_states_are_refused_and_the_engine_goes_on(
    engine: Engine, saved: SavedSequence, open_engine: OpenEngine
) -> None:
    running = engine.generate(random_tokens(2, 80), max_tokens=300, sampling=GREEDY)
    begun = (await running.__anext__()).tokens
    id_slot = engine.n_slots - 1
    for name, wrong in damaged(saved).items():
        with pytest.raises(StateError):
            await engine.restore_slot(id_slot, wrong)
        assert await engine.save_slot(id_slot) == SavedSequence((), b""), name
    await engine.restore_slot(id_slot, saved)
    completion = await complete(engine, [*saved.tokens, 333], max_tokens=N_TOKENS)
    assert completion.finished.n_cached_tokens == len(saved.tokens)
    tokens = begun + (await running.complete()).tokens
    assert engine.statistics().n_failed == 0
    assert [completion.tokens] == await alone(open_engine, [[*saved.tokens, 333]], N_TOKENS)
    assert [tokens] == await alone(open_engine, [random_tokens(2, 80)], 300)


async def test_a_state_of_another_model_is_refused(saved: SavedSequence, recurrent_path: Path) -> None:
    async with Engine.open(recurrent_path, n_slots=2, n_ctx=1024, context=EXACT) as other:
        with pytest.raises(StateError):
            await other.restore_slot(0, saved)
        await complete(other, PROMPT, max_tokens=1)


async def test_what_does_not_fit_is_refused_before_anything_is_done(
    engine: Engine, saved: SavedSequence
) -> None:
    with pytest.raises(ContextSizeExceededError):
        await engine.restore_slot(0, replace(saved, tokens=(300,) * engine.n_ctx_slot))
    with pytest.raises(InvalidRequestError):
        await engine.restore_slot(0, replace(saved, tokens=(*saved.tokens[:-1], 10**6)))
    for id_slot in (-1, engine.n_slots):
        with pytest.raises(InvalidRequestError):
            await engine.save_slot(id_slot)


async def test_without_room_a_slot_stays_empty(open_engine: OpenEngine, saved: SavedSequence) -> None:
    async with open_engine(n_slots=2, n_ctx=256, params=EngineParams(sharing="unified")) as engine:
        running = engine.generate(random_tokens(2, 200), sampling=GREEDY)
        id_slot = (await running.__anext__()).id_slot
        with pytest.raises(UnavailableError):
            await engine.restore_slot(1 - id_slot, saved)
        running.close()
        await engine.restore_slot(1 - id_slot, saved)
        completion = await complete(engine, [*saved.tokens, 333], max_tokens=1)
        assert completion.finished.n_cached_tokens == len(saved.tokens)
