"""Contexts: what they compute, what they refuse before native code would end the process, and their state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pyllama import (
    Batch,
    ClosedError,
    Context,
    ContextCreateError,
    ContextParams,
    DecodeError,
    InvalidRequestError,
    Model,
    ModelParams,
    RequestError,
    StateError,
    ThreadParams,
    UnsupportedFeatureError,
)

# Logits differ a little between batches of different shapes, least without flash attention and with a
# float32 cache.
EXACT = ContextParams(n_ctx=512, n_seq_max=4, flash_attention="off", type_k="f32", type_v="f32")


@pytest.fixture
def context(decoder: Model) -> Iterator[Context]:
    with Context(decoder, EXACT) as context:
        yield context


@pytest.fixture
def batch() -> Iterator[Batch]:
    with Batch(512) as batch:
        yield batch


def evaluate(
    context: Context, batch: Batch, tokens: list[int], *, pos: int = 0, seq_id: int = 0
) -> np.ndarray:
    """Decode tokens and return the logits after the last one."""
    batch.clear()
    row = batch.add_run(tokens, pos, seq_id, output_last=True)
    context.decode(batch)
    return context.logits(row).copy()


def test_sizes(context: Context) -> None:
    assert (context.n_ctx, context.n_ctx_seq, context.n_seq_max) == (512, 512, 4)
    assert context.n_ubatch <= context.n_batch


def test_logits_are_float32_of_the_vocabulary(context: Context, batch: Batch, decoder: Model) -> None:
    logits = evaluate(context, batch, [1, 300, 301])
    assert logits.dtype == np.float32
    assert logits.shape == (decoder.vocab.n_tokens,)
    assert np.isfinite(logits).all()


def test_a_prompt_in_parts_gives_the_same_logits(context: Context, batch: Batch) -> None:
    whole = evaluate(context, batch, [1, 300, 301, 302, 303])
    evaluate(context, batch, [1, 300], seq_id=1)
    parts = evaluate(context, batch, [301, 302, 303], pos=2, seq_id=1)
    assert np.allclose(whole, parts, atol=1e-3)


def test_sequences_do_not_see_each_other(context: Context, batch: Batch) -> None:
    alone = evaluate(context, batch, [1, 300, 301])
    context.memory.clear()
    batch.clear()
    row = batch.add_run([1, 300, 301], 0, 0, output_last=True)
    batch.add_run([1, 400, 401, 402], 0, 1, output_last=True)
    context.decode(batch)
    assert np.allclose(alone, context.logits(row), atol=1e-3)


def test_warming_up_leaves_nothing_behind(context: Context, batch: Batch) -> None:
    expected = evaluate(context, batch, [1, 300])
    context.memory.clear()
    context.warm_up()
    assert context.memory.pos_max(0) == -1
    assert not context.has_output(0)
    assert np.allclose(evaluate(context, batch, [1, 300]), expected, atol=1e-5)


def test_only_marked_rows_have_logits(context: Context, batch: Batch) -> None:
    evaluate(context, batch, [1, 300, 301])
    assert [context.has_output(row) for row in range(-1, 4)] == [False, False, False, True, False]
    for row in (0, 3, -1):
        with pytest.raises(InvalidRequestError):
            context.logits(row)


def test_nothing_was_decoded_yet(context: Context) -> None:
    with pytest.raises(InvalidRequestError):
        context.logits(0)


# --------------------------------------------------------------------------- refusals


def test_an_empty_batch(context: Context, batch: Batch) -> None:
    with pytest.raises(InvalidRequestError):
        context.decode(batch)


def test_more_rows_than_n_batch(decoder: Model) -> None:
    params = ContextParams(n_ctx=512, n_batch=64)
    with Context(decoder, params) as context, Batch(65) as batch:
        batch.add_run([1] * 65, 0, 0, output_last=True)
        with pytest.raises(InvalidRequestError):
            context.decode(batch)


def test_a_token_out_of_range(context: Context, batch: Batch) -> None:
    batch.add(10**6, 0, 0, output=True)
    with pytest.raises(DecodeError) as caught:
        context.decode(batch)
    assert (caught.value.code, caught.value.function) == (-1, "llama_decode")
    with pytest.raises(InvalidRequestError):
        context.logits(0)


def test_a_sequence_out_of_range(context: Context, batch: Batch) -> None:
    batch.add(1, 0, 99, output=True)
    with pytest.raises(DecodeError) as caught:
        context.decode(batch)
    assert caught.value.code == -1


def test_a_position_that_leaves_a_gap(context: Context, batch: Batch) -> None:
    evaluate(context, batch, [1, 300])
    batch.clear()
    batch.add(301, 17, 0, output=True)
    with pytest.raises(DecodeError):
        context.decode(batch)


def test_no_free_cells_is_code_1_and_the_context_lives_on(context: Context, batch: Batch) -> None:
    evaluate(context, batch, [1] * 500)
    with pytest.raises(DecodeError) as caught:
        evaluate(context, batch, [1] * 100, seq_id=1)
    assert caught.value.code == 1
    context.memory.remove(0)
    evaluate(context, batch, [1] * 100, seq_id=1)


def test_a_context_too_large_for_memory(decoder: Model) -> None:
    with pytest.raises(ContextCreateError, match="GiB of memory are available"):
        Context(decoder, ContextParams(n_ctx=2**31 - 1, type_k="f32", type_v="f32"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("n_ctx", -1),
        ("n_ctx", 2**31),
        ("n_batch", 0),
        ("n_seq_max", 0),
        ("n_seq_max", 10**6),
        ("n_threads", -1),
    ],
)
def test_numbers_out_of_range(name: str, value: int) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        ContextParams(**{name: value})  # type: ignore[arg-type]
    assert caught.value.param == name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rope_freq_base", -1.0),
        ("rope_freq_scale", float("nan")),
        ("yarn_ext_factor", float("inf")),
        ("yarn_attn_factor", -2.0),
        ("yarn_beta_fast", 1e31),
        ("yarn_beta_slow", 1e31),
        ("yarn_orig_ctx", -1),
        ("rope_scaling", "x"),
    ],
)
def test_positions_out_of_range(name: str, value: Any) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        ContextParams(**{name: value})
    assert caught.value.param == name


YARN = replace(EXACT, rope_scaling="yarn", rope_freq_scale=0.25, yarn_orig_ctx=64)


@pytest.mark.parametrize(
    ("plain", "changed"),
    [
        (EXACT, replace(EXACT, rope_freq_base=1000.0)),
        (EXACT, replace(EXACT, rope_freq_scale=0.5)),
        (replace(EXACT, rope_freq_scale=0.25), YARN),
        (YARN, replace(YARN, yarn_orig_ctx=16)),
        (YARN, replace(YARN, yarn_ext_factor=0.0)),
        (replace(YARN, yarn_ext_factor=0.0), replace(YARN, yarn_ext_factor=0.0, yarn_attn_factor=2.0)),
        (YARN, replace(YARN, yarn_beta_fast=1.5)),
        (YARN, replace(YARN, yarn_beta_slow=3.0)),
    ],
)
def test_scaled_positions_change_the_logits(
    decoder: Model, batch: Batch, plain: ContextParams, changed: ContextParams
) -> None:
    logits = []
    for params in (plain, changed):
        with Context(decoder, params) as context:
            logits.append(evaluate(context, batch, [1, 300, 301, 302, 303, 304]))
    assert np.abs(logits[0] - logits[1]).max() > 1e-3


def test_the_memory_may_stay_with_the_host(decoder: Model, batch: Batch) -> None:
    params = replace(EXACT, offload_kqv=False, op_offload=False)
    with Context(decoder, EXACT) as context, Context(decoder, params) as other:
        assert np.array_equal(evaluate(context, batch, [1, 300]), evaluate(other, batch, [1, 300]))


def test_threads_on_a_cpu_that_does_not_exist(decoder: Model) -> None:
    for params in (
        ContextParams(threads=ThreadParams(cpus=frozenset({511}))),
        ContextParams(threads_batch=ThreadParams(cpus=frozenset({511}))),
    ):
        with pytest.raises(RequestError) as caught:
            Context(decoder, params)
        assert caught.value.param == "cpus"


def test_as_many_sequences_as_the_library_allows(decoder: Model) -> None:
    with Context(decoder, ContextParams(n_ctx=256, n_seq_max=256)) as context:
        assert context.n_seq_max == 256


def test_a_quantized_value_cache_without_flash_attention(decoder: Model) -> None:
    with pytest.raises(ContextCreateError, match="V cache"):
        Context(decoder, ContextParams(n_ctx=256, type_v="q8_0", flash_attention="off"))


def test_batches_smaller_than_the_number_of_sequences(decoder: Model) -> None:
    for params in (ContextParams(n_ctx=256, n_batch=4, n_seq_max=8), ContextParams(n_ctx=4, n_seq_max=8)):
        with pytest.raises(InvalidRequestError) as caught:
            Context(decoder, params)
        assert caught.value.param == "n_batch"


def test_a_model_without_weights(decoder_path: Path) -> None:
    with (
        Model.load(decoder_path, params=ModelParams(vocab_only=True)) as model,
        pytest.raises(UnsupportedFeatureError),
    ):
        Context(model)


def test_a_decoder_cannot_encode(context: Context, batch: Batch) -> None:
    batch.add(1, 0, 0, output=True)
    with pytest.raises(UnsupportedFeatureError):
        context.encode(batch)


@pytest.mark.parametrize("name", ["flash_attention", "pooling", "type_k", "type_v"])
def test_unknown_words(name: str) -> None:
    with pytest.raises(InvalidRequestError, match=f"{name} must be one of") as caught:
        ContextParams(**{name: "x"})  # type: ignore[arg-type]
    assert caught.value.param == name


def test_what_forgets_cells_cannot_go_back(decoder: Model) -> None:
    with Context(decoder, ContextParams(n_ctx=256, swa_full=False)) as context:
        assert context.can_remove_part  # this model has no sliding window


def test_a_closed_context_raises(decoder: Model, batch: Batch) -> None:
    context = Context(decoder, EXACT)
    context.close()
    context.close()
    batch.add(1, 0, 0, output=True)
    with pytest.raises(ClosedError):
        context.decode(batch)
    with pytest.raises(ClosedError):
        context.memory.pos_max(0)


# --------------------------------------------------------------------------- embeddings


def test_an_encoder_gives_one_embedding_a_sequence(encoder_path: Path) -> None:
    with Model.load(encoder_path) as model:
        params = ContextParams(n_ctx=256, n_seq_max=2, embeddings=True)
        with Context(model, params) as context, Batch(64) as batch:
            for seq_id, text in enumerate(("a small dog", "the big house")):
                for pos, token in enumerate(model.vocab.tokenize(text)):
                    batch.add(token, pos, seq_id, output=True)
            context.encode(batch)
            first, second = (context.sequence_embedding(seq_id).copy() for seq_id in (0, 1))
            assert first.shape == (model.n_embd_out,)
            assert not np.allclose(first, second)
            with pytest.raises(UnsupportedFeatureError):
                context.memory.clear()


def test_more_rows_than_an_encoder_takes_at_once(encoder_path: Path) -> None:
    with Model.load(encoder_path) as model:
        params = ContextParams(n_ctx=256, n_ubatch=16, embeddings=True)
        with Context(model, params) as context, Batch(64) as batch:
            for pos in range(17):
                batch.add(1, pos, 0, output=True)
            with pytest.raises(InvalidRequestError):
                context.encode(batch)


def test_a_decoder_without_embeddings(context: Context, batch: Batch) -> None:
    evaluate(context, batch, [1, 300])
    with pytest.raises(UnsupportedFeatureError):
        context.embedding(1)
    with pytest.raises(UnsupportedFeatureError):
        context.sequence_embedding(0)


def test_embeddings_of_single_tokens(decoder: Model, batch: Batch) -> None:
    with Context(decoder, ContextParams(n_ctx=256, embeddings=True, pooling="none")) as context:
        for pos, token in enumerate((1, 300, 301)):
            batch.add(token, pos, 0, output=True)
        context.decode(batch)
        assert context.embedding(2).shape == (decoder.n_embd_out,)
        assert not np.allclose(context.embedding(1), context.embedding(2))


# --------------------------------------------------------------------------- state


def test_a_whole_state_comes_back(context: Context, batch: Batch) -> None:
    evaluate(context, batch, [1, 300, 301])
    state = context.save_state()
    expected = evaluate(context, batch, [302], pos=3)
    context.memory.clear()
    context.restore_state(state)
    assert context.memory.pos_max(0) == 2
    assert np.allclose(evaluate(context, batch, [302], pos=3), expected, atol=1e-5)


def test_a_sequence_comes_back_as_another(context: Context, batch: Batch) -> None:
    evaluate(context, batch, [1, 300, 301])
    state = context.save_sequence(0)
    expected = evaluate(context, batch, [302], pos=3)
    context.restore_sequence(3, state)
    assert context.memory.pos_max(3) == 2
    assert np.allclose(evaluate(context, batch, [302], pos=3, seq_id=3), expected, atol=1e-5)


def test_a_sequence_that_is_cut_short_is_refused_and_leaves_nothing(context: Context, batch: Batch) -> None:
    evaluate(context, batch, [1, 300, 301])
    state = context.save_sequence(0)
    for length in range(0, len(state), max(1, len(state) // 40)):
        with pytest.raises(StateError):
            context.restore_sequence(1, state[:length])
        assert context.memory.pos_max(1) == -1
    context.restore_sequence(1, state)
    assert context.memory.pos_max(1) == 2


def test_a_sequence_of_another_model_is_refused(context: Context, batch: Batch, recurrent_path: Path) -> None:
    with Model.load(recurrent_path) as model, Context(model, ContextParams(n_ctx=256)) as other:
        evaluate(other, batch, [1, 300])
        state = other.save_sequence(0)
    with pytest.raises(StateError):
        context.restore_sequence(0, state)


def test_a_whole_state_that_is_cut_short_is_refused(context: Context, batch: Batch) -> None:
    evaluate(context, batch, [1, 300, 301])
    state = context.save_state()
    for length in range(0, len(state), max(1, len(state) // 40)):
        with pytest.raises(StateError):
            context.restore_state(state[:length])
