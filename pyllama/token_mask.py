"""A set of tokens, one bit each."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

_MOST: Final = 0.75
_MANY: Final = 0.1
"""Share of words with tokens above which it takes less time to look at all words."""


class TokenMask:
    """Which tokens of a vocabulary may be chosen; none of them until bits are set.

    Args:
        n_tokens: size of the vocabulary.
        words: the bits, the lowest of each word first; shape ``(n_words(n_tokens),)``. They are not copied.
    """

    def __init__(self, n_tokens: int, words: npt.NDArray[np.uint32] | None = None) -> None:
        self.words = np.zeros(self.n_words(n_tokens), dtype=np.uint32) if words is None else words

    @staticmethod
    def n_words(n_tokens: int) -> int:
        """Return how many words so many bits take."""
        return (n_tokens + 31) // 32

    def __contains__(self, token: int) -> bool:
        return bool(self.words[token >> 5] >> (token & 31) & 1)

    @property
    def is_dense(self) -> bool:
        """Whether most tokens may be chosen."""
        return int.from_bytes(self.words.tobytes()).bit_count() > _MOST * 8 * self.words.nbytes

    def ids(self) -> npt.NDArray[np.int32]:
        """Return the tokens in ascending order."""
        words = np.flatnonzero(self.words)
        if len(words) > _MANY * len(self.words):
            return _ones(self.words).astype(np.int32)
        ones = _ones(self.words[words])
        ids: npt.NDArray[np.int32] = (32 * words[ones >> 5] + (ones & 31)).astype(np.int32)
        return ids


def _ones(words: npt.NDArray[np.uint32]) -> npt.NDArray[np.intp]:
    """Return which bits are set."""
    return np.flatnonzero(np.unpackbits(words.view(np.uint8), bitorder="little").view(np.bool_))
