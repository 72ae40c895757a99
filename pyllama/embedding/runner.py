"""Computes embeddings: the only user of the context while the embedder serves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pyllama.batch import Batch
from pyllama.context import Context

Embedding = npt.NDArray[np.float32]
"""Shape ``(n_embd_out,)``; without pooling ``(n_tokens, n_embd_out)``; of a reranker ``(n_classes,)``."""


class EmbeddingRunner:
    """Turns inputs into embeddings: inputs → batch → ``llama_encode`` or ``llama_decode`` → rows.

    Args:
        context: the context, with one unified buffer; used by this object alone until ``close()``.
        pooled: whether the context gives one embedding for each sequence, not one for each token.
    """

    def __init__(self, context: Context, *, pooled: bool) -> None:
        self._context = context
        self._pooled = pooled
        self._encodes = context.model.has_encoder or not context.has_memory
        self._batch = Batch(context.n_ubatch)

    def execute(self, inputs: Sequence[Sequence[int]]) -> list[Embedding]:
        """Compute inputs in one batch, each in a sequence of its own.

        Args:
            inputs: token ids; at most ``n_seq_max`` inputs of together at most ``n_ubatch`` tokens.

        Raises:
            DecodeError: native code failed.
        """
        context = self._context
        if context.has_memory:
            context.memory.clear()
        rows = self._fill(inputs)
        if self._encodes:
            context.encode(self._batch)
        else:
            context.decode(self._batch)
        if self._pooled:
            return [context.sequence_embedding(seq_id).copy() for seq_id in range(len(inputs))]
        return [np.stack([context.embedding(row) for row in run]) for run in rows]

    def close(self) -> None:
        """Free what was made here; the context stays open."""
        self._batch.close()

    def _fill(self, inputs: Sequence[Sequence[int]]) -> list[list[int]]:
        """Fill the batch and return the rows of each input."""
        batch = self._batch
        batch.clear()
        # Every row is an output: pooling needs them all.
        return [
            [batch.add(token, pos, seq_id, output=True) for pos, token in enumerate(tokens)]
            for seq_id, tokens in enumerate(inputs)
        ]
