"""Tokens with their logits, for samplers to choose from."""

from __future__ import annotations

from ctypes import POINTER, cast
from typing import Final

import numpy as np
import numpy.typing as npt

from pyllama.ctypes_api import llama as C
from pyllama.token_mask import TokenMask

_ITEM: Final = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
"""The layout of ``llama_token_data``."""


class Candidates:
    """Tokens of a vocabulary; samplers drop and reorder them, and select one.

    Args:
        logits: float32, shape ``(n_vocab,)``; they are copied.
        allowed: the tokens to choose from, at least one; ``None`` is all.

    Native: llama_token_data_array.
    """

    __slots__ = ("_array", "_items")

    def __init__(self, logits: npt.NDArray[np.float32], allowed: TokenMask | None = None) -> None:
        ids = np.arange(len(logits)) if allowed is None else allowed.ids()
        self._items = np.zeros(len(ids), dtype=_ITEM)
        self._items["id"] = ids
        self._items["logit"] = logits if allowed is None else logits[ids]
        native = (C.llama_token_data * len(ids)).from_buffer(self._items.data)
        self._array = C.llama_token_data_array(
            data=cast(native, POINTER(C.llama_token_data)), size=len(ids), selected=-1, sorted=False
        )

    def apply(self, sampler: C.llama_sampler_p) -> None:
        """Let a sampler, or a chain, work on them. Native: llama_sampler_apply."""
        C.llama_sampler_apply(sampler, self._array)

    @property
    def token(self) -> int:
        """The token that a sampler has selected."""
        return int(self._items["id"][self._array.selected])

    @property
    def ids(self) -> npt.NDArray[np.int32]:
        """The tokens that are left: int32, shape ``(n,)``, a view."""
        return self._items["id"][: self._array.size]

    @property
    def logits(self) -> npt.NDArray[np.float32]:
        """Their logits; ``-inf`` where a sampler forbids a token: float32, shape ``(n,)``, a view."""
        return self._items["logit"][: self._array.size]

    @property
    def probs(self) -> npt.NDArray[np.float32]:
        """What the last sampler made of their probabilities, from 0 to 1: float32, shape ``(n,)``, a view."""
        return self._items["p"][: self._array.size]
