"""Finds parts of what was computed that stand elsewhere in a new prompt."""

from __future__ import annotations

from pyllama.engine.cache.common_prefix import n_common


def reusable_chunks(theirs: list[int], wanted: list[int], n: int, n_min: int) -> list[tuple[int, int]]:
    """Return which parts of computed tokens can be moved together to make a longer beginning of a prompt.

    Args:
        theirs: what was computed.
        wanted: the prompt.
        n: how many leading tokens of both are equal.
        n_min: least length of a part, at least 1.

    Returns:
        Start and length of each part of ``theirs``, in order; put one after the other behind the first ``n``
        tokens, they are what the prompt has there.
    """
    chunks: list[tuple[int, int]] = []
    start, reached = n, n
    while start + n_min <= len(theirs) and reached + n_min <= len(wanted):
        length = n_common(theirs, wanted, start, reached)
        if length >= n_min:
            chunks.append((start, length))
            reached += length
        start += max(length, 1) if length >= n_min else 1
    return chunks
