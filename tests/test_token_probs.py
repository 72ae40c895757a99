"""Probabilities of tokens: what numpy says with all of them sorted, for any row."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyllama.token_probs import RawProbs, certain, of_candidates


@given(
    seed=st.integers(0, 10_000),
    n_vocab=st.integers(1, 3000),
    n_top=st.integers(0, 300),
    n_equal=st.booleans(),
)
def test_the_best_tokens_are_those_of_a_full_sort(seed: int, n_vocab: int, n_top: int, n_equal: bool) -> None:
    logits = np.random.default_rng(seed).normal(scale=3, size=n_vocab).astype(np.float32)
    if n_equal:
        logits = logits.round()
    expected = np.argsort(-logits, kind="stable")[:n_top].tolist()
    logprobs = logits - np.log(np.exp(logits.astype(np.float64)).sum())
    probs = RawProbs(logits, n_top).of(n_vocab // 2)
    assert list(probs.top_tokens) == expected
    assert list(probs.top_logprobs) == pytest.approx(logprobs[expected].tolist(), abs=1e-5)
    assert probs.logprob == pytest.approx(logprobs[n_vocab // 2], abs=1e-5)


def test_huge_logits_do_not_overflow() -> None:
    probs = RawProbs(np.array([1e30, 0.0, -1e30], np.float32), 3).of(0)
    assert probs.logprob == 0.0
    assert list(probs.top_tokens) == [0, 1, 2]


def test_a_forbidden_token_has_no_probability() -> None:
    probs = RawProbs(np.array([0.0, -np.inf, 0.0], np.float32), 3)
    assert probs.of(1).logprob == -math.inf
    assert probs.of(0).logprob == pytest.approx(math.log(0.5))


def test_best_tokens_are_remembered_from_before_a_mask() -> None:
    logits = np.array([3.0, 2.0, 1.0], np.float32)
    raw = RawProbs(logits, 1)
    logits[0] = -np.inf
    assert list(raw.of(1).top_tokens) == [0]


def test_candidates_without_probability_are_left_out() -> None:
    ids, probs = np.array([7, 3, 5], np.int32), np.array([0.25, 0.75, 0.0], np.float32)
    result = of_candidates(7, ids, probs, 10)
    assert list(result.top()) == [(3, math.log(0.75)), (7, math.log(0.25))]
    assert result.logprob == math.log(0.25)


def test_what_is_certain() -> None:
    assert list(certain(4).top()) == [(4, 0.0)]
    assert certain(4).logprob == 0.0
