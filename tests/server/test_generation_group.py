from __future__ import annotations

from pathlib import Path

import pytest
import trio

from pyllama import ContextSizeExceededError, Engine, EngineClosedError, Finished, GenerationRequest
from server.generation_group import GenerationGroup


def a_request(n_prompt: int = 3, max_tokens: int = 8) -> GenerationRequest:
    return GenerationRequest(prompt=(5,) * n_prompt, max_tokens=max_tokens)


async def read(group: GenerationGroup) -> dict[int, int]:
    """Read to the end; the number of tokens of each generation."""
    counts: dict[int, int] = {}
    while ready := await group.next_deltas():
        for i, deltas in ready:
            for delta in deltas:
                if isinstance(delta, Finished):
                    assert i not in counts
                    counts[i] = delta.n_decoded
    return counts


@pytest.mark.parametrize("n", [1, 3])
async def test_reads_all_to_their_ends(decoder_path: Path, n: int) -> None:
    async with Engine.open(decoder_path, n_slots=2) as engine:
        group = GenerationGroup(engine, [a_request(max_tokens=4 + i) for i in range(n)])
        assert await read(group) == {i: 4 + i for i in range(n)}
        assert await group.next_deltas() == []


async def test_nothing_is_submitted_if_one_request_is_wrong(decoder_path: Path) -> None:
    async with Engine.open(decoder_path, n_slots=2, n_ctx=512) as engine:
        with pytest.raises(ContextSizeExceededError):
            GenerationGroup(engine, [a_request(), a_request(n_prompt=256)])
        assert engine.statistics().n_steps == 0


async def test_a_wait_that_is_cancelled_loses_nothing(decoder_path: Path) -> None:
    async with Engine.open(decoder_path, n_slots=2) as engine:
        group = GenerationGroup(engine, [a_request(), a_request()])
        with trio.CancelScope() as scope:
            scope.cancel()
            await group.next_deltas()
        assert await read(group) == {0: 8, 1: 8}


async def test_the_error_of_one_is_raised_as_itself(decoder_path: Path) -> None:
    async with Engine.open(decoder_path, n_slots=2) as engine:
        group = GenerationGroup(engine, [a_request(max_tokens=-1), a_request(max_tokens=-1)])
        await group.next_deltas()
        engine.close()
        with pytest.raises(EngineClosedError):
            await read(group)
        group.close()
        group.close()
        assert await group.next_deltas() == []
