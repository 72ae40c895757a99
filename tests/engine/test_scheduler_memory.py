"""The scheduler and the books of the memory: what is shared, parked, retained, moved and brought back."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pyllama import StateError
from pyllama.engine.request import Failed, Finished
from pyllama.engine.sequence import SequenceStatus
from tests.engine.bench import Bench


def test_a_running_prompt_is_shared() -> None:
    bench = Bench(n_slots=3, n_batch=16)
    prefix = range(10, 58)
    first = bench.submit(*prefix, 1, max_tokens=9)
    bench.step()
    others = [bench.submit(*prefix, token, 2, max_tokens=2) for token in (3, 4)]
    bench.step()
    assert [s.status for s in others] == [SequenceStatus.WAITING] * 2  # the first one is at it
    bench.run()
    assert [s.n_cached for s in (first, *others)] == [0, 48, 48]
    assert bench.scheduler.statistics().n_prompt_tokens == 49 + 2 + 2


def test_requests_that_arrive_together_compute_their_prefix_once() -> None:
    bench = Bench(n_slots=4, n_batch=64)
    prefix = range(10, 50)
    sequences = [bench.submit(*prefix, token, max_tokens=2) for token in range(4)]
    bench.run()
    assert [s.n_cached for s in sequences] == [0, 40, 40, 40]


def test_who_waits_for_a_prefix_goes_on_when_its_computer_is_cancelled() -> None:
    bench = Bench(n_slots=2, n_batch=16)
    prefix = range(10, 58)
    first = bench.submit(*prefix, 1)
    bench.step()
    second = bench.submit(*prefix, 2, max_tokens=1)
    bench.step()
    bench.cancel(first.id_request)
    bench.run()
    assert second.n_cached == 32
    assert isinstance(bench.last(second), Finished)


def test_a_short_prompt_does_not_wait_for_a_prefix_and_overtakes_a_long_one() -> None:
    bench = Bench(n_slots=2, n_batch=16)
    long = bench.submit(*range(100, 160), max_tokens=1)
    bench.step()
    short = bench.submit(1, 2, 3, max_tokens=1)
    plan = bench.step()
    assert plan is not None
    assert [chunk.sequence for chunk in plan.chunks] == [short, long]


def test_what_a_decoding_sequence_generated_is_shared() -> None:
    bench = Bench()
    bench.submit(1, 2, max_tokens=40)
    for _ in range(20):
        bench.step(7)
    second = bench.submit(1, 2, *[7] * 10, 8, max_tokens=1)
    bench.step()
    assert second.n_cached == 12


def test_a_sequence_without_room_is_parked_and_goes_on_later() -> None:
    bench = Bench(n_slots=2, n_ctx=64, n_cells=64)
    first = bench.submit(*range(1, 31), max_tokens=20)
    second = bench.submit(*range(101, 126), max_tokens=20)
    bench.run()
    assert bench.scheduler.statistics().n_parkings > 0
    for sequence in (first, second):
        finished = bench.last(sequence)
        assert isinstance(finished, Finished)
        assert (finished.n_decoded, finished.stop_type) == (20, "limit")


def test_prompts_that_do_not_fit_together_are_evaluated_one_after_the_other() -> None:
    bench = Bench(n_slots=2, n_ctx=64, n_cells=64, n_batch=8)
    sequences = [bench.submit(*range(start, start + 50), max_tokens=2) for start in (100, 200)]
    bench.run()
    assert all(isinstance(bench.last(s), Finished) for s in sequences)


def test_cancelling_a_parked_sequence_frees_its_state() -> None:
    bench = Bench(n_slots=2, n_ctx=64, n_cells=64)
    bench.submit(*range(1, 31), max_tokens=30)
    second = bench.submit(*range(101, 126), max_tokens=20)
    while not second.is_parked:
        bench.step()
    assert bench.scheduler.statistics().n_parked == 1
    assert len(bench.memory.states) == 1
    bench.cancel(second.id_request)
    bench.check()
    assert bench.memory.states == {}
    bench.run()


def test_retained_sequences_go_when_their_cells_are_needed() -> None:
    bench = Bench(n_slots=1, n_ctx=64, n_cells=64)
    for start in (100, 200, 300):
        bench.submit(*range(start, start + 40), max_tokens=1)
        bench.run()
    assert bench.scheduler.statistics().n_retained == 1


def test_a_retained_prefix_comes_back_from_host_memory() -> None:
    bench = Bench(n_slots=1, n_ctx=64, n_cells=64, host_bytes=100_000)
    for start in (100, 200, 100):
        sequence = bench.submit(*range(start, start + 40), max_tokens=1)
        bench.run()
    assert sequence.n_cached == 39
    assert bench.scheduler.statistics().n_host_bytes > 0


def test_nothing_is_retained_beside_running_sequences_where_it_can_come_back() -> None:
    bench = Bench(n_slots=2, n_ctx=2000, n_batch=2000, host_bytes=1_000_000)
    starts = (1000, 2000, 3000, 4000)
    for start in starts:
        bench.submit(*range(start, start + 600), max_tokens=1)
        bench.run()
    assert bench.scheduler.statistics().n_cells_used == 600  # the last
    running = bench.submit(1, 2, 3, max_tokens=9)
    bench.step()
    assert bench.scheduler.statistics().n_cells_used == 3
    back = bench.submit(*range(1000, 1601), max_tokens=1)
    bench.run()
    assert back.n_cached == 600
    assert isinstance(bench.last(running), Finished)


def test_long_contexts_and_tiles_of_prompts_take_turns() -> None:
    bench = Bench(n_slots=2, n_ctx=2000, n_batch=64, max_itl_ms=1e6, n_cells_mixed=100)
    long = bench.submit(*range(1000, 1200), max_tokens=8)
    while long.n_decoded == 0:
        bench.step()
    bench.submit(*range(2000, 2130), max_tokens=1)
    plans = [plan for _ in range(5) if (plan := bench.step()) is not None]
    rows = [(len(plan.decoding), plan.n_prompt_tokens) for plan in plans]
    # The rest of the prompt is less than a tile, which is no reason to wait for each other.
    assert rows == [(0, 64), (1, 0), (0, 64), (1, 0), (1, 2)]


def test_those_who_take_turns_get_the_same_time() -> None:
    bench = Bench(n_slots=3, n_ctx=4000, n_batch=64, max_itl_ms=1e6, n_cells_mixed=100, step_s=0.0)
    times = {True: 0.0, False: 0.0}

    def step() -> bool:
        plan = bench.plan()
        assert plan is not None
        seconds = 0.01 + 0.001 * plan.n_prompt_tokens
        bench.now += seconds
        times[bool(plan.chunks)] += seconds
        bench.note(bench.scheduler.commit(plan, bench.chosen(plan, 7), bench.now))
        assert not (plan.chunks and plan.decoding)
        return bool(plan.chunks)

    long = bench.submit(*range(1000, 1200), max_tokens=1000)
    while long.n_decoded == 0:
        step()
    times.update({True: 0.0, False: 0.0})
    bench.submit(*range(2000, 2000 + 40 * 64), max_tokens=1)
    kinds = [step() for _ in range(200)]
    assert 0.9 < times[True] / times[False] < 1.1
    assert not any(kind and again for kind, again in pairwise(kinds))


def test_host_memory_keeps_its_limit() -> None:
    bench = Bench(n_slots=1, n_ctx=64, n_cells=64, host_bytes=12_000)
    for start in range(100, 1000, 100):
        bench.submit(*range(start, start + 40), max_tokens=1)
        bench.run()
        assert bench.scheduler.statistics().n_host_bytes <= 12_000
    assert len(bench.memory.states) == 2  # of 40 tokens each


def test_a_full_context_is_shifted() -> None:
    bench = Bench(can_shift=True)
    sequence = bench.submit(*range(1, 11), max_tokens=200, n_keep=4)
    bench.run()
    finished = bench.last(sequence)
    assert isinstance(finished, Finished)
    assert (finished.n_decoded, finished.stop_type, finished.truncated) == (200, "limit", True)
    assert sequence.tokens[:4] == [1, 2, 3, 4]
    assert bench.scheduler.statistics().n_shifts > 1


def test_a_shift_leaves_those_alone_who_share_the_cells() -> None:
    bench = Bench(n_slots=2, can_shift=True)
    prompt = range(1, 41)
    bench.submit(*prompt, max_tokens=1)
    bench.run()
    shifting = bench.submit(*prompt, 50, max_tokens=60)
    bench.step()
    steady = bench.submit(*prompt, 60, max_tokens=20)
    bench.run()  # the memory is checked cell by cell in each step
    assert steady.n_cached == 40
    assert bench.scheduler.statistics().n_shifts > 0
    assert isinstance(bench.last(shifting), Finished)


@pytest.mark.parametrize("can_share", [True, False])
def test_later_parts_of_a_prompt_are_reused_by_moving_them(can_share: bool) -> None:
    bench = Bench(n_slots=1, can_share=can_share)
    bench.submit(*range(1, 50), max_tokens=1)
    bench.run()
    edited = bench.submit(*range(1, 11), *range(21, 50), 99, max_tokens=2, n_cache_reuse=8)
    bench.run()
    assert edited.n_cached == 39
    again = bench.submit(*range(1, 11), *range(21, 50), 99, max_tokens=2)
    bench.run()
    assert again.n_cached == 10  # what was moved is no exact prefix


def test_after_a_failed_operation_all_is_forgotten_and_new_requests_run() -> None:
    bench = Bench(n_slots=2)
    bench.submit(1, 2, 3, max_tokens=1)
    bench.run()
    running = bench.submit(1, 2, 3, 4, max_tokens=9)
    bench.step()
    error = StateError("no", function="llama_state_seq_set_data")
    bench.note(bench.scheduler.fail_all(error))
    bench.memory.clear()
    bench.check()
    assert bench.last(running) == Failed(error)
    assert bench.cache.n_used == 0
    again = bench.submit(1, 2, 3, 4, max_tokens=2)
    bench.run()
    assert again.n_cached == 0
    assert isinstance(bench.last(again), Finished)
