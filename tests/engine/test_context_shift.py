"""Contexts that are full and go on: what moves, what stays, and that nobody else notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from pyllama import Batch, Context, DecodeError, EngineParams, GenerationRequest, Model
from tests.engine.conftest import EXACT, GREEDY, OpenEngine, alone, complete, random_tokens, until

pytestmark = pytest.mark.usefixtures("audited")

N_CTX = 256
PROMPT = random_tokens(1, 200)
SHIFTING = EngineParams(context_shift=True)


# --------------------------------------------------------------------------- the native memory


def decode(context: Context, tokens: Sequence[int], pos: int, seq_id: int) -> npt.NDArray[np.float32]:
    """Evaluate tokens and return the logits of the last one."""
    with Batch(len(tokens)) as batch:
        row = batch.add_run(tokens, pos, seq_id, output_last=True)
        context.decode(batch)
        return context.logits(row).copy()


@pytest.mark.parametrize("copies_first", [True, False])
def test_only_a_copy_protects_those_who_share_from_a_shift(decoder: Model, copies_first: bool) -> None:
    with Context(decoder, replace(EXACT, n_ctx=512, n_seq_max=2)) as context:
        memory = context.memory
        decode(context, PROMPT, 0, seq_id=0)
        memory.copy(0, 1, 0, len(PROMPT))
        before = decode(context, [300], len(PROMPT), seq_id=1)
        memory.remove(1, len(PROMPT))
        if copies_first:
            context.restore_sequence(0, context.save_sequence(0))
        memory.remove(0, 10, 100)
        memory.shift(0, 100, len(PROMPT), -90)
        assert memory.pos_max(0) == len(PROMPT) - 91
        decode(context, [301], len(PROMPT) - 90, seq_id=0)
        if copies_first:
            after = decode(context, [300], len(PROMPT), seq_id=1)
            assert np.abs(after - before).max() < 1e-4
        else:
            assert memory.pos_max(1) < len(PROMPT) - 1
            with pytest.raises(DecodeError):
                decode(context, [300], len(PROMPT), seq_id=1)


def shifted_alone(
    model: Model, prompt: Sequence[int], n_tokens: int, n_keep: int = 0, n_discard: int = 0
) -> tuple[list[int], int]:
    """Generate with a bare context that is shifted whenever one cell is free; also count the shifts."""
    with Context(model, replace(EXACT, n_ctx=N_CTX)) as context:
        logits, n_past = decode(context, prompt, 0, seq_id=0), len(prompt)
        tokens, n_shifts = [int(logits.argmax())], 0
        while len(tokens) < n_tokens:
            if n_past + 1 == N_CTX:
                n = n_discard or (n_past - n_keep) // 2
                context.memory.remove(0, n_keep, n_keep + n)
                context.memory.shift(0, n_keep + n, n_past, -n)
                n_past -= n
                n_shifts += 1
            logits, n_past = decode(context, tokens[-1:], n_past, seq_id=0), n_past + 1
            tokens.append(int(logits.argmax()))
        return tokens, n_shifts


# --------------------------------------------------------------------------- the engine


@pytest.mark.parametrize(("n_keep", "n_discard"), [(0, 0), (20, 0), (20, 7), (0, 1), (150, 0), (-1, 10)])
async def test_a_text_three_times_as_long_as_the_context(
    open_engine: OpenEngine, decoder: Model, n_keep: int, n_discard: int
) -> None:
    request = GenerationRequest(
        prompt=tuple(PROMPT), max_tokens=3 * N_CTX, sampling=GREEDY, n_keep=n_keep, n_discard=n_discard
    )
    async with open_engine(n_ctx=N_CTX, params=SHIFTING) as engine:
        completion = await engine.submit(request).complete()
        finished = completion.finished
        assert (finished.stop_type, finished.truncated, finished.n_decoded) == ("limit", True, 3 * N_CTX)
        n_kept = len(PROMPT) if n_keep < 0 else n_keep
        expected, n_shifts = shifted_alone(decoder, PROMPT, 3 * N_CTX, n_kept, n_discard)
        assert list(completion.tokens) == expected
        assert engine.statistics().n_shifts == n_shifts
        # What was kept is still there for the next one; the rest is no exact prefix any more.
        again = await complete(engine, PROMPT, max_tokens=1)
        assert again.finished.n_cached_tokens == min(n_kept, len(PROMPT) - 1)
        assert again.tokens == completion.tokens[:1]


async def test_bos_stays_where_nothing_else_has_to(open_engine: OpenEngine) -> None:
    async with open_engine(n_ctx=N_CTX, params=SHIFTING) as engine:
        bos = engine.model.vocab.special.bos
        assert bos is not None
        await complete(engine, [bos, *PROMPT], max_tokens=100)
        again = await complete(engine, [bos, *PROMPT], max_tokens=1)
        assert engine.statistics().n_shifts == 1
        assert again.finished.n_cached_tokens == 1


async def test_without_shifting_a_full_context_ends_the_text(open_engine: OpenEngine) -> None:
    async with open_engine(n_ctx=N_CTX) as engine:
        completion = await complete(engine, PROMPT, max_tokens=3 * N_CTX)
        finished = completion.finished
        assert (finished.stop_type, finished.truncated) == ("limit", True)
        assert finished.n_past == N_CTX - 1
        assert finished.n_decoded == N_CTX - len(PROMPT)
        assert engine.statistics().n_failed == 0


async def test_a_shift_does_not_change_the_text_of_those_who_share_the_prefix(
    open_engine: OpenEngine, decoder: Model
) -> None:
    async with open_engine(n_slots=2, n_ctx=2 * N_CTX, params=SHIFTING) as engine:
        shifting = engine.generate(PROMPT, max_tokens=300, sampling=GREEDY)
        start = (await shifting.__anext__()).tokens
        steady = engine.generate([*PROMPT, 300], max_tokens=50, sampling=GREEDY)
        begun = (await steady.__anext__()).tokens
        shared = await steady.complete()
        assert shared.finished.n_cached_tokens >= len(PROMPT) - 1
        tokens = start + (await shifting.complete()).tokens
        assert engine.statistics().n_shifts > 0
    assert [begun + shared.tokens] == await alone(open_engine, [[*PROMPT, 300]], 50)
    assert list(tokens) == shifted_alone(decoder, PROMPT, 300)[0]


async def test_many_who_share_a_prefix_shift_at_different_times(
    open_engine: OpenEngine, decoder: Model
) -> None:
    prompts = [PROMPT[: 120 + 20 * i] for i in range(4)]
    async with open_engine(n_slots=4, n_ctx=4 * N_CTX, params=SHIFTING) as engine:
        generations = [
            engine.generate(prompt, max_tokens=200, sampling=GREEDY) for prompt in reversed(prompts)
        ]
        tokens = [list((await generation.complete()).tokens) for generation in generations]
        statistics = engine.statistics()
    assert statistics.n_cached_tokens >= 3 * 100
    assert statistics.n_shifts >= 4
    assert tokens == [shifted_alone(decoder, prompt, 200)[0] for prompt in reversed(prompts)]


async def test_one_who_shares_only_with_the_past_is_shifted(open_engine: OpenEngine, decoder: Model) -> None:
    """What is retained has to go when its cells are in the way of the copy."""
    async with open_engine(n_ctx=N_CTX, params=SHIFTING) as engine:
        await complete(engine, PROMPT, max_tokens=1)
        again = await complete(engine, PROMPT, max_tokens=300)
        assert again.finished.n_cached_tokens == len(PROMPT) - 1
        assert list(again.tokens) == shifted_alone(decoder, PROMPT, 300)[0]


async def test_a_shift_and_a_parking(open_engine: OpenEngine, decoder: Model) -> None:
    prompts = [random_tokens(seed, 100) for seed in (5, 6)]
    params = EngineParams(sharing="unified", context_shift=True)
    async with open_engine(n_slots=2, n_ctx=N_CTX, params=params) as engine:
        generations = [engine.generate(prompt, max_tokens=400, sampling=GREEDY) for prompt in prompts]
        tokens = [list((await generation.complete()).tokens) for generation in generations]
        statistics = await until(engine, lambda s: s.n_finished == 2)
    assert statistics.n_parkings > 0
    assert statistics.n_shifts > 1
    assert tokens == [shifted_alone(decoder, prompt, 400)[0] for prompt in prompts]
