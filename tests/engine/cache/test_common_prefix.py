"""The length of a common beginning, found by comparing slices."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from pyllama.engine.cache.common_prefix import n_common

tokens = st.lists(st.integers(0, 1), max_size=300)


@given(stem=tokens, a=tokens, b=tokens, start=st.integers(0, 5))
def test_it_is_what_a_comparison_of_tokens_gives(
    stem: list[int], a: list[int], b: list[int], start: int
) -> None:
    left, right = [2] * start + stem + a, stem + b
    expected = 0
    for ours, theirs in zip(left[start:], right, strict=False):
        if ours != theirs:
            break
        expected += 1
    assert n_common(left, right, start) == expected
    assert n_common(right, left, 0, start) == expected
    assert n_common(array("i", left), array("i", right), start) == expected
