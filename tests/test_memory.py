"""The memory of sequences: what it forgets, copies and moves, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from pyllama import Batch, Context, ContextParams, InvalidRequestError, Memory, Model, UnsupportedFeatureError

PARAMS = ContextParams(n_ctx=512, n_seq_max=4, flash_attention="off", type_k="f32", type_v="f32")


@pytest.fixture
def context(decoder: Model) -> Iterator[Context]:
    with Context(decoder, PARAMS) as context:
        yield context


def evaluate(context: Context, tokens: list[int], *, pos: int = 0, seq_id: int = 0) -> np.ndarray:
    with Batch(len(tokens)) as batch:
        row = batch.add_run(tokens, pos, seq_id, output_last=True)
        context.decode(batch)
    return context.logits(row).copy()


def test_positions(context: Context) -> None:
    memory = context.memory
    assert (memory.pos_min(0), memory.pos_max(0)) == (-1, -1)
    evaluate(context, [1, 300, 301])
    assert (memory.pos_min(0), memory.pos_max(0)) == (0, 2)


def test_the_end_of_a_sequence_can_be_forgotten(context: Context) -> None:
    evaluate(context, [1, 300, 301])
    expected = evaluate(context, [302], pos=3)
    assert context.memory.remove(0, 2)
    evaluate(context, [301], pos=2)
    assert np.allclose(evaluate(context, [302], pos=3), expected, atol=1e-3)


def test_a_copied_prefix_is_as_good_as_a_computed_one(context: Context) -> None:
    evaluate(context, [1, 300, 301])
    expected = evaluate(context, [302], pos=3)
    context.memory.copy(0, 1, 0, 3)
    assert context.memory.pos_max(1) == 2
    assert np.allclose(evaluate(context, [302], pos=3, seq_id=1), expected, atol=1e-3)


def test_keep_forgets_the_others(context: Context) -> None:
    evaluate(context, [1, 300])
    evaluate(context, [1, 300], seq_id=1)
    context.memory.keep(1)
    assert (context.memory.pos_max(0), context.memory.pos_max(1)) == (-1, 1)


def test_positions_can_be_shifted_and_divided(context: Context) -> None:
    memory = context.memory
    assert memory.can_shift
    evaluate(context, [1, 300, 301, 302])
    memory.shift(0, 0, -1, 4)
    assert (memory.pos_min(0), memory.pos_max(0)) == (4, 7)
    memory.divide(0, 0, -1, 2)
    assert (memory.pos_min(0), memory.pos_max(0)) == (2, 3)


def test_clear_forgets_everything(context: Context) -> None:
    evaluate(context, [1, 300])
    context.memory.clear(data=True)
    assert context.memory.pos_max(0) == -1


CALLS: list[Callable[[Memory, int], object]] = [
    lambda memory, seq_id: memory.remove(seq_id),
    lambda memory, seq_id: memory.copy(seq_id, 0),
    lambda memory, seq_id: memory.copy(0, seq_id),
    lambda memory, seq_id: memory.keep(seq_id),
    lambda memory, seq_id: memory.shift(seq_id, 0, -1, 1),
    lambda memory, seq_id: memory.divide(seq_id, 0, -1, 2),
    lambda memory, seq_id: memory.pos_min(seq_id),
    lambda memory, seq_id: memory.pos_max(seq_id),
]


@pytest.mark.parametrize("seq_id", [-1, 4, 10**6])
@pytest.mark.parametrize("call", CALLS)
def test_a_sequence_out_of_range_is_refused(
    context: Context,
    call: Callable[[Memory, int], object],
    seq_id: int,
) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        call(context.memory, seq_id)
    assert caught.value.param == "seq_id"


def test_a_divisor_below_one_is_refused(context: Context) -> None:
    with pytest.raises(InvalidRequestError):
        context.memory.divide(0, 0, -1, 0)


def test_separate_buffers_copy_whole_sequences_only(decoder: Model) -> None:
    with Context(decoder, ContextParams(n_ctx=512, n_seq_max=2, kv_unified=False)) as context:
        evaluate(context, [1, 300, 301])
        with pytest.raises(UnsupportedFeatureError):
            context.memory.copy(0, 1, 0, 2)
        context.memory.copy(0, 1)
        assert context.memory.pos_max(1) == 2


def test_a_state_cannot_forget_a_part(recurrent_path: Path) -> None:
    with Model.load(recurrent_path) as model, Context(model, ContextParams(n_ctx=256)) as context:
        assert not context.can_remove_part
        evaluate(context, [1, 300, 301])
        assert not context.memory.remove(0, 1)
        assert context.memory.remove(0)
