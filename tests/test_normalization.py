"""Normalisation: every kind makes its own size 1, and none of them changes a direction."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pyllama import InvalidRequestError, normalize

VECTORS = hnp.arrays(
    np.float32,
    hnp.array_shapes(min_dims=1, max_dims=2, max_side=8),
    elements=st.floats(-(2.0**99), 2.0**99, width=32, allow_subnormal=False),
)
VECTOR = np.array([3.0, -4.0, 0.0], dtype=np.float32)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (-1, [3.0, -4.0, 0.0]),
        (0, [24570.0, -32760.0, 0.0]),
        (1, [3 / 7, -4 / 7, 0.0]),
        (2, [0.6, -0.8, 0.0]),
        (3, [3 / 91 ** (1 / 3), -4 / 91 ** (1 / 3), 0.0]),
    ],
)
def test_each_kind(kind: int, expected: list[float]) -> None:
    assert np.allclose(normalize(VECTOR, kind), expected)
    assert VECTOR.tolist() == [3.0, -4.0, 0.0]


def test_the_euclidean_length_is_what_is_usually_wanted() -> None:
    assert np.array_equal(normalize(VECTOR), normalize(VECTOR, 2))


@given(VECTORS, st.integers(1, 1000))
def test_a_size_becomes_1_and_nothing_turns(vectors: np.ndarray, kind: int) -> None:
    result = normalize(vectors, kind)
    assert result.dtype == np.float32
    assert result.shape == vectors.shape
    for before, after in zip(np.atleast_2d(vectors), np.atleast_2d(result), strict=True):
        if not before.any():
            assert not after.any()
            continue
        size = np.linalg.norm(after.astype(np.float64), ord=kind)
        assert size == pytest.approx(1.0, abs=1e-5)
        direction = before / np.abs(before).max()
        assert np.allclose(after / np.abs(after).max(), direction, atol=1e-5)


def test_a_kind_that_does_not_exist() -> None:
    with pytest.raises(InvalidRequestError) as caught:
        normalize(VECTOR, -2)
    assert caught.value.param == "embd_normalize"
