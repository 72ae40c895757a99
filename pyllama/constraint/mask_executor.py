"""Finds out for several texts at once which tokens may follow, on other threads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
from llguidance import LLExecutor

from pyllama.constraint.matcher import Matcher
from pyllama.token_mask import TokenMask


class MaskExecutor:
    """A thread that waits for work, and those of llguidance, among which it is divided."""

    def __init__(self) -> None:
        self._native = LLExecutor()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="masks")

    @contextmanager
    def computing(self, matchers: Sequence[Matcher]) -> Iterator[None]:
        """Compute the masks of matchers of one vocabulary while the block runs; nothing else may use them.

        Their ``mask()`` has nothing to do afterwards.
        """
        future = self._thread.submit(self._compute, matchers)
        try:
            yield
        finally:
            future.result()

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown()

    def _compute(self, matchers: Sequence[Matcher]) -> None:
        n_tokens = matchers[0].n_tokens
        words = np.zeros((len(matchers), TokenMask.n_words(n_tokens)), dtype=np.uint32)
        natives = [(matcher.native, i) for i, matcher in enumerate(matchers)]
        self._native.unsafe_compute_mask_ptr(natives, words.ctypes.data, words.strides[0], len(words))
        for matcher, row in zip(matchers, words, strict=True):
            matcher.take_mask(TokenMask(n_tokens, row))
