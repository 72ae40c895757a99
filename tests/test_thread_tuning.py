"""Small models are computed by as many threads as are fastest, unless a number was asked for."""

from __future__ import annotations

import pytest

from pyllama import Context, ContextParams, Model
from pyllama.thread_tuning import tune_threads


def test_one_thread_or_all_compute_a_small_model(decoder: Model) -> None:
    with Context(decoder, ContextParams(n_ctx=256)) as context:
        n_all = context.n_threads
        tune_threads(context)
        assert context.n_threads in {1, n_all}
        assert context.memory.pos_max(0) == -1


@pytest.mark.parametrize(
    "params", [ContextParams(n_ctx=256, n_threads=2), ContextParams(n_ctx=256, n_threads_batch=2)]
)
def test_a_number_that_was_asked_for_stays(decoder: Model, params: ContextParams) -> None:
    with Context(decoder, params) as context:
        before = context.n_threads
        tune_threads(context)
        assert context.n_threads == before
