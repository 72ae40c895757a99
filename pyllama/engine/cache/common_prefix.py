"""How much two sequences of tokens have in common. Slices are compared, which is much faster than tokens."""

from __future__ import annotations

from collections.abc import Sequence


def n_common(a: Sequence[int], b: Sequence[int], a_start: int = 0, b_start: int = 0) -> int:
    """Return how many tokens are equal, from two places on; both of the same type."""
    low, high = 0, min(len(a) - a_start, len(b) - b_start)  # the result is from ``low`` to ``high``
    step = 64
    while low < high:
        end = min(low + step, high)
        if a[a_start + low : a_start + end] == b[b_start + low : b_start + end]:
            low = end
            step *= 2
        else:
            high = end - 1
            step = max((high - low) // 2, 1)
    return low
