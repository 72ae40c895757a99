"""What a request gives where nothing else is: without a scheduler, without a cache, without others."""

from __future__ import annotations

from collections.abc import Sequence as SequenceOf
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from pyllama import Context, GenerationRequest, LoraAdapter, Model
from pyllama.batch import Batch
from pyllama.engine.sequence import Sequence, SequenceStatus
from tests.engine.bench import TABLE
from tests.engine.conftest import EXACT

NOISE: Final = 2e-4
"""Where two logits are closer than that, what else is in the batch or the buffer may decide between them."""


@dataclass(frozen=True)
class Text:
    """Tokens that follow a prompt.

    Attributes:
        tokens: all of them.
        n_sure: how many of them are clear of noise.
    """

    tokens: list[int]
    n_sure: int


class Reference:
    """Generates greedily, one request after the other, each in an empty memory."""

    def __init__(self, model: Model, n_ctx: int = 256, adapters: SequenceOf[LoraAdapter] = ()) -> None:
        self._adapters = adapters
        self._context = Context(model, replace(EXACT, n_ctx=n_ctx, n_batch=n_ctx))
        self._batch = Batch(n_ctx)

    def generate(self, request: GenerationRequest, n_ctx: int, *, can_shift: bool) -> Text:
        """Return the text of a request in a slot of ``n_ctx`` tokens."""
        sequence = Sequence(0, request, TABLE, n_ctx, can_shift=can_shift)
        memory = self._context.memory
        memory.clear()
        self._context.set_lora([(self._adapters[i], scale) for i, scale in request.lora or ()])
        tokens: list[int] = []
        n_sure = -1
        while len(tokens) != request.max_tokens and sequence.status is not SequenceStatus.FINISHED:
            if sequence.is_full:
                start, end = sequence.shift_range()
                memory.remove(0, start, end)
                memory.shift(0, end, sequence.n_past, start - end)
                sequence.shift()
            logits = self._next_logits(sequence)
            second, best = np.partition(logits, -2)[-2:]
            if n_sure < 0 and best - second < NOISE:
                n_sure = len(tokens)
            tokens.append(int(logits.argmax()))
            sequence.append(tokens[-1], now=0.0)
        return Text(tokens, n_sure if n_sure >= 0 else len(tokens))

    def close(self) -> None:
        self._batch.close()
        self._context.close()

    def _next_logits(self, sequence: Sequence) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        self._batch.clear()
        row = self._batch.add_run(sequence.tokens[sequence.n_past :], sequence.n_past, 0, output_last=True)
        self._context.decode(self._batch)
        sequence.n_past = len(sequence.tokens)
        return self._context.logits(row)
