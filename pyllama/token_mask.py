"""A set of tokens, one bit each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


class TokenMask:
    """Which tokens of a vocabulary may be chosen; none of them until bits are set.

    Args:
        n_tokens: size of the vocabulary.

    Attributes:
        words: the bits, the lowest of each word first; shape ``((n_tokens + 31) // 32,)``.
    """

    def __init__(self, n_tokens: int) -> None:
        self.words: npt.NDArray[np.uint32] = np.zeros((n_tokens + 31) // 32, dtype=np.uint32)

    def __contains__(self, token: int) -> bool:
        return bool(self.words[token >> 5] >> (token & 31) & 1)

    def ids(self) -> npt.NDArray[np.int32]:
        """Return the tokens in ascending order."""
        words = np.flatnonzero(self.words)  # most are empty where little is allowed
        bits = np.flatnonzero(np.unpackbits(self.words[words].view(np.uint8), bitorder="little"))
        ids: npt.NDArray[np.int32] = (32 * words[bits >> 5] + (bits & 31)).astype(np.int32)
        return ids
