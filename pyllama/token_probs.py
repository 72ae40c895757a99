"""How probable tokens are: the best ones of a row of logits, and the one that was chosen."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

N_PROBS_MAX: Final = 256
"""Most tokens whose probabilities a request may ask for at each place."""

_BLOCK: Final = 256
"""Logits that are looked at together while the best ones are searched."""


@dataclass(frozen=True, slots=True)
class TokenProbs:
    """The natural logarithms of probabilities at one place of a text.

    Attributes:
        token: the token that stands there.
        logprob: its own; ``-inf`` for a token that could not have been chosen.
        top_tokens: the most probable tokens there, the best first; ``token`` need not be among them.
        top_logprobs: theirs.
    """

    token: int
    logprob: float
    top_tokens: array[int]
    top_logprobs: array[float]

    def top(self) -> Iterator[tuple[int, float]]:
        """Yield the most probable tokens with their logarithms, the best first."""
        return zip(self.top_tokens, self.top_logprobs, strict=True)


class RawProbs:
    """What the logits say before any sampler: their softmax.

    Make it before a sampler or a mask writes into the row; it remembers the best tokens then.

    Args:
        logits: float32, shape ``(n_vocab,)``. A token whose ``of`` is asked for must not have been changed.
        n_top: how many of the best tokens to give, from 0; fewer where the vocabulary is smaller.
    """

    __slots__ = ("_log_sum", "_logits", "_top_logprobs", "_top_tokens")

    def __init__(self, logits: npt.NDArray[np.float32], n_top: int) -> None:
        peak = logits.max()
        self._logits = logits
        self._log_sum = float(peak) + math.log(float(np.exp(logits - peak).sum(dtype=np.float64)))
        tokens = _best(logits, n_top)
        self._top_tokens = array("i", tokens.astype(np.int32).tobytes())
        self._top_logprobs = array("d", (logits[tokens].astype(np.float64) - self._log_sum).tobytes())

    def of(self, token: int) -> TokenProbs:
        """Return the probabilities of a place where this token stands."""
        logprob = float(self._logits[token]) - self._log_sum
        return TokenProbs(token, logprob, self._top_tokens, self._top_logprobs)


def certain(token: int) -> TokenProbs:
    """Return the probabilities of a place where no other token is possible."""
    return TokenProbs(token, 0.0, array("i", [token]), array("d", [0.0]))


def of_candidates(
    token: int, ids: npt.NDArray[np.int32], probs: npt.NDArray[np.float32], n_top: int
) -> TokenProbs:
    """Return the probabilities of the tokens that a sampler chain has left.

    Args:
        token: the one it has selected.
        ids: all of them, shape ``(n,)``, in any order.
        probs: theirs, from 0 to 1, shape ``(n,)``; tokens with 0 are left out.
        n_top: how many to give at most.
    """
    best = _best(probs, n_top)
    best = best[probs[best] > 0]
    chosen = float(probs[ids == token].max(initial=0.0))
    return TokenProbs(
        token,
        math.log(chosen) if chosen > 0 else -math.inf,
        array("i", ids[best].astype(np.int32).tobytes()),
        array("d", np.log(probs[best].astype(np.float64)).tobytes()),
    )


def _best(values: npt.NDArray[np.float32], n: int) -> npt.NDArray[np.intp]:
    """Return where the ``n`` largest values are, the largest first; of equal ones the first."""
    if n < 1:
        return np.empty(0, np.intp)
    candidates = np.arange(len(values))
    # None of the n largest values lies below the n-th largest of the blocks' maxima.
    maxima = np.maximum.reduceat(values, np.arange(0, len(values), _BLOCK))
    if n < len(maxima):
        candidates = np.flatnonzero(values >= np.partition(maxima, -n)[-n])
    return candidates[np.argsort(-values[candidates], kind="stable")[:n]]
