"""How inputs are packed: every one once, none torn, none held up by a large request."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pyllama.embedding.queue import EmbeddingInput, EmbeddingQueue

N_ROWS = 16
INPUTS = st.lists(st.integers(1, N_ROWS).map(lambda n: (7,) * n), min_size=1, max_size=8)


def places(batch: list[EmbeddingInput]) -> list[tuple[int, int]]:
    return [(item.id_request, item.index) for item in batch]


def n_rows(batch: list[EmbeddingInput]) -> int:
    return sum(len(item.tokens) for item in batch)


@given(st.lists(INPUTS, max_size=8), st.integers(1, 8))
def test_every_input_is_computed_once_in_order_and_whole(
    requests: list[list[tuple[int, ...]]],
    n_inputs_max: int,
) -> None:
    queue = EmbeddingQueue(n_rows_max=N_ROWS, n_inputs_max=n_inputs_max)
    for id_request, inputs in enumerate(requests):
        queue.submit(id_request, inputs)
    batches: list[list[EmbeddingInput]] = []
    while not queue.is_idle:
        batch = queue.next_batch()
        assert 0 < len(batch) <= n_inputs_max
        assert n_rows(batch) <= N_ROWS
        if batches and len(batches[-1]) < n_inputs_max:
            assert n_rows([*batches[-1], batch[0]]) > N_ROWS  # it did not fit there
        queue.commit(batch)
        batches.append(batch)
    taken = [item for batch in batches for item in batch]
    assert all(item.tokens == requests[item.id_request][item.index] for item in taken)
    for id_request, inputs in enumerate(requests):
        indices = [item.index for item in taken if item.id_request == id_request]
        assert indices == list(range(len(inputs)))
    statistics = queue.statistics()
    assert (statistics.n_waiting, statistics.n_cancelled, statistics.n_failed) == (0, 0, 0)
    assert statistics.n_batches == len(batches)
    assert statistics.n_inputs == len(taken)
    assert statistics.n_tokens == n_rows(taken)
    assert queue.next_batch() == []


def test_requests_take_turns() -> None:
    queue = EmbeddingQueue(n_rows_max=4, n_inputs_max=8)
    queue.submit(1, [(0,)] * 100)
    queue.submit(2, [(0,)] * 2)
    assert places(queue.next_batch()) == [(1, 0), (2, 0), (1, 1), (2, 1)]
    queue.submit(3, [(0,)])
    assert places(queue.next_batch()) == [(1, 2), (3, 0), (1, 3), (1, 4)]


def test_cancelling_drops_what_is_not_in_a_batch() -> None:
    queue = EmbeddingQueue(n_rows_max=2, n_inputs_max=8)
    queue.submit(1, [(0,)] * 5)
    queue.submit(2, [(0,)] * 2)
    queue.commit(queue.next_batch())
    queue.cancel(1)
    queue.cancel(1)
    assert (queue.statistics().n_cancelled, queue.statistics().n_waiting) == (4, 1)
    assert places(queue.next_batch()) == [(2, 1)]
    queue.cancel(2)
    assert queue.is_idle
    assert queue.statistics().n_cancelled == 4


def test_a_failure_ends_the_requests_of_its_batch_only() -> None:
    queue = EmbeddingQueue(n_rows_max=3, n_inputs_max=8)
    queue.submit(1, [(0,)] * 5)
    queue.submit(2, [(0,)])
    queue.submit(3, [(0, 0, 0)])
    assert queue.fail(queue.next_batch()) == [1, 2]
    assert (queue.statistics().n_failed, queue.statistics().n_waiting) == (6, 1)
    assert places(queue.next_batch()) == [(3, 0)]
