"""The scheduler alone: what each step computes, and that nothing is lost whatever happens."""

from __future__ import annotations

from random import Random

import pytest

from pyllama import DeadlineExceededError, DecodeError
from pyllama.engine.request import Failed, Finished
from pyllama.engine.sequence import SequenceStatus
from tests.engine.bench import EOS, Bench


def test_nothing_to_do_is_no_plan() -> None:
    bench = Bench()
    assert bench.scheduler.is_idle
    assert bench.step() is None


def test_a_prompt_is_evaluated_then_decoded_one_token_a_step() -> None:
    bench = Bench()
    sequence = bench.submit(1, 2, 3, max_tokens=3)
    assert not bench.scheduler.is_idle
    assert bench.run() == 3
    finished = bench.last(sequence)
    assert isinstance(finished, Finished)
    assert (finished.stop_type, finished.n_decoded, finished.n_prompt_tokens) == ("limit", 3, 3)
    assert finished.n_past == 5  # the newest token is not in the memory
    assert bench.scheduler.is_idle


def test_a_long_prompt_is_cut_into_chunks_of_the_batch() -> None:
    bench = Bench(n_batch=16)
    bench.submit(*range(1, 41), max_tokens=1)
    plans = [bench.step() for _ in range(3)]
    assert [(p.chunks[0].start, p.chunks[0].end, p.chunks[0].output) for p in plans if p] == [
        (0, 16, False),
        (16, 32, False),
        (32, 40, True),
    ]


def test_decoding_rows_come_first_and_a_prompt_gets_the_rest_of_the_batch() -> None:
    bench = Bench(n_batch=8)
    first = bench.submit(1, 2, max_tokens=10)
    bench.step()
    bench.submit(*range(1, 31), max_tokens=1)
    plan = bench.step()
    assert plan is not None
    assert plan.decoding == [first]
    assert plan.chunks[0].end - plan.chunks[0].start == 7


def test_a_new_sequence_joins_at_the_next_step() -> None:
    bench = Bench()
    bench.submit(1, max_tokens=10)
    bench.step()
    second = bench.submit(2, max_tokens=10)
    plan = bench.step()
    assert plan is not None
    assert [chunk.sequence for chunk in plan.chunks] == [second]
    plan = bench.step()
    assert plan is not None
    assert len(plan.decoding) == 2
    assert bench.scheduler.statistics().n_shared_steps == 1


def test_excess_sequences_wait_in_order() -> None:
    bench = Bench(n_slots=1)
    sequences = [bench.submit(i, max_tokens=2) for i in (1, 2, 3)]
    bench.step()
    assert bench.scheduler.statistics().n_waiting == 2
    bench.run()
    ends = [bench.last(s) for s in sequences]
    assert all(isinstance(end, Finished) for end in ends)
    assert [s.t_start for s in sequences] == sorted(s.t_start for s in sequences)


def test_an_end_of_generation_token_ends_it_and_is_counted() -> None:
    bench = Bench()
    sequence = bench.submit(1, 2, max_tokens=9)
    bench.step()
    bench.step(EOS)
    finished = bench.last(sequence)
    assert isinstance(finished, Finished)
    assert (finished.stop_type, finished.text, finished.tokens) == ("eos", "", (EOS,))
    assert finished.n_decoded == 2


def test_no_tokens_wanted_still_evaluates_the_prompt() -> None:
    bench = Bench()
    sequence = bench.submit(1, 2, 3, max_tokens=0)
    assert bench.run() == 1
    finished = bench.last(sequence)
    assert isinstance(finished, Finished)
    assert (finished.stop_type, finished.n_decoded, finished.n_past) == ("limit", 0, 3)


def test_a_full_context_ends_it_as_truncated() -> None:
    bench = Bench()
    sequence = bench.submit(1, max_tokens=-1)
    bench.run()
    finished = bench.last(sequence)
    assert isinstance(finished, Finished)
    assert (finished.stop_type, finished.truncated) == ("limit", True)
    assert finished.n_past + 1 == 64


def test_an_equal_beginning_is_not_evaluated_again() -> None:
    bench = Bench()
    bench.submit(1, 2, 3, 4, 5, max_tokens=1)
    bench.run()
    sequence = bench.submit(1, 2, 3, 9, 9, max_tokens=1)
    plan = bench.step()
    assert plan is not None
    assert sequence.n_cached == 3
    assert [(chunk.start, chunk.end) for chunk in plan.chunks] == [(3, 5)]


def test_an_equal_prompt_still_evaluates_its_last_token() -> None:
    bench = Bench()
    bench.submit(1, 2, 3, max_tokens=2)
    bench.run()
    sequence = bench.submit(1, 2, 3, max_tokens=1)
    bench.run()
    assert sequence.n_cached == 2


def test_without_cache_prompt_everything_is_evaluated() -> None:
    bench = Bench()
    bench.submit(1, 2, 3, max_tokens=1)
    bench.run()
    sequence = bench.submit(1, 2, 3, 4, max_tokens=1, cache_prompt=False)
    bench.run()
    assert sequence.n_cached == 0


def test_a_memory_that_cannot_forget_a_part_reuses_only_a_whole() -> None:
    bench = Bench(n_slots=1, can_share=False, can_cut=False)
    bench.submit(1, 2, 3, max_tokens=1)
    bench.run()
    longer = bench.submit(1, 2, 3, 4, max_tokens=1)
    bench.run()
    assert longer.n_cached == 3
    other = bench.submit(1, 2, 9, max_tokens=1)
    bench.run()
    assert other.n_cached == 0


def test_the_slot_that_remembers_most_is_chosen() -> None:
    bench = Bench(n_slots=3, can_share=False)
    for prompt in ((1, 1, 1), (2, 2, 2), (3, 3, 3)):
        bench.submit(*prompt, max_tokens=1)
    bench.run()
    sequence = bench.submit(2, 2, 2, 5, max_tokens=1)
    bench.run()
    assert sequence.n_cached == 3


def test_prompts_that_share_little_do_not_push_each_other_out() -> None:
    bench = Bench(n_slots=2, can_share=False)
    bos = 9
    first = [bench.submit(bos, *[token] * 8, max_tokens=1) for token in (1, 2)]
    bench.run()
    again = []
    for token in (1, 2, 1, 2):
        again.append(bench.submit(bos, *[token] * 8, max_tokens=1))
        bench.run()
    assert [s.n_cached for s in first] == [0, 0]
    assert [s.n_cached for s in again] == [8, 8, 8, 8]


def test_the_slot_that_is_idle_for_longest_is_chosen_for_something_new() -> None:
    bench = Bench(n_slots=3)
    chosen = []
    for token in (1, 2, 3, 4):
        sequence = bench.submit(token, token, max_tokens=1)
        bench.run()
        chosen.append(sequence.id_slot)
    assert chosen == [0, 1, 2, 0]


def test_cancelling_a_waiting_sequence() -> None:
    bench = Bench(n_slots=1)
    bench.submit(1, max_tokens=2)
    waiting = bench.submit(2, max_tokens=2)
    bench.step()
    assert bench.scheduler.cancel(waiting.id_request) is waiting
    assert bench.scheduler.cancel(waiting.id_request) is None
    bench.run()
    assert bench.events[waiting.id_request] == []
    assert bench.scheduler.statistics().n_cancelled == 1


def test_cancelling_keeps_what_was_computed() -> None:
    bench = Bench(n_slots=1)
    sequence = bench.submit(1, 2, 3, max_tokens=9)
    bench.step()
    bench.scheduler.cancel(sequence.id_request)
    assert bench.scheduler.is_idle
    again = bench.submit(1, 2, 3, 4, max_tokens=1)
    bench.run()
    assert again.n_cached == 3


def test_a_failed_step_fails_its_sequences_and_no_others() -> None:
    bench = Bench(n_slots=1)
    first = bench.submit(1, 2, max_tokens=3)
    second = bench.submit(1, 2, max_tokens=3)
    plan = bench.plan()
    assert plan is not None
    error = DecodeError("no", function="llama_decode", code=-3)
    events = bench.scheduler.fail(plan.sequences(), error)
    assert events == [(first, Failed(error))]
    bench.run()
    assert isinstance(bench.last(second), Finished)
    assert second.n_cached == 0  # the memory could not be trusted
    assert bench.scheduler.statistics().n_failed == 1


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


def test_little_is_retained_beside_running_sequences_where_it_can_come_back() -> None:
    bench = Bench(n_slots=2, n_ctx=2000, n_batch=2000, host_bytes=1_000_000)
    starts = (1000, 2000, 3000, 4000)
    for start in starts:
        bench.submit(*range(start, start + 600), max_tokens=1)
        bench.run()
    assert bench.scheduler.statistics().n_cells_used == 1200  # the last, and one that was left beside it
    running = bench.submit(1, 2, 3, max_tokens=9)
    bench.step()
    assert bench.scheduler.statistics().n_cells_used < 1024 + 10
    back = bench.submit(*range(1000, 1601), max_tokens=1)
    bench.run()
    assert back.n_cached == 600
    assert isinstance(bench.last(running), Finished)


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


def test_a_slot_that_was_asked_for() -> None:
    bench = Bench(n_slots=3)
    first = bench.submit(1, max_tokens=3, id_slot=2)
    second = bench.submit(2, max_tokens=3, id_slot=2)
    third = bench.submit(3, max_tokens=3)
    bench.step()
    assert (first.id_slot, second.id_slot, third.id_slot) == (2, -1, 0)
    bench.run()
    assert second.id_slot == 2


def test_deadlines_cover_waiting_and_running() -> None:
    bench = Bench(n_slots=1, step_s=1.0)
    running = bench.submit(1, max_tokens=30, timeout_ms=5500)
    waiting = bench.submit(2, max_tokens=30, timeout_ms=2500)
    bench.run()
    assert waiting.n_decoded == 0
    assert running.n_decoded == 5
    for sequence, timeout_ms in ((running, 5500), (waiting, 2500)):
        failed = bench.last(sequence)
        assert isinstance(failed, Failed)
        assert isinstance(failed.error, DeadlineExceededError)
        assert failed.error.timeout_ms == timeout_ms


def test_batch_requests_let_interactive_ones_go_first() -> None:
    bench = Bench(n_slots=1)
    patient = bench.submit(1, max_tokens=1, priority="batch")
    eager = bench.submit(2, max_tokens=1)
    bench.run()
    assert eager.t_start < patient.t_start


def test_a_tenant_that_floods_does_not_starve_another() -> None:
    bench = Bench(n_slots=1)
    flood = [bench.submit(1, token, max_tokens=1, tenant="a") for token in range(2, 12)]
    single = bench.submit(9, 9, max_tokens=1, tenant="b")
    bench.run()
    assert sum(s.t_start < single.t_start for s in flood) <= 1


def test_saving_restoring_and_erasing_a_slot() -> None:
    bench = Bench(n_slots=2)
    sequence = bench.submit(1, 2, 3, 4, max_tokens=3, id_slot=1)
    bench.run()
    saved = bench.save_slot(1)
    assert saved == sequence.tokens[:-1]
    bench.erase_slot(1)
    assert bench.save_slot(1) == []
    assert bench.cache.n_used == 0
    bench.restore_slot(0, saved)
    again = bench.submit(*saved, 9, max_tokens=1)
    bench.run()
    assert again.n_cached == len(saved)


def random_schedule(seed: int) -> None:
    """Let anything happen in any order, with all books checked after each step."""
    random = Random(seed)
    can_share = random.random() < 0.8
    n_ctx = random.choice((24, 48, 96))
    n_slots = random.randint(1, 4)
    bench = Bench(
        n_slots=n_slots,
        n_batch=random.randint(6, 40),
        n_ctx=n_ctx,
        n_cells=random.choice((n_ctx, n_ctx + 20, n_ctx * n_slots)) if can_share else 0,
        n_retained=random.randint(0, 3),
        can_share=can_share,
        can_cut=can_share or random.random() < 0.5,
        can_shift=can_share and random.random() < 0.5,
        host_bytes=random.choice((0, 8_000, 100_000)),
        step_s=1.0,
    )
    stem = [random.randint(1, 3) for _ in range(n_ctx)]
    cancelled: set[int] = set()
    for _ in range(random.randint(5, 50)):
        roll = random.random()
        if roll < 0.3:
            prompt = stem[: random.randint(0, n_ctx - 2)] + random.choices((1, 2, 3), k=random.randint(1, 8))
            bench.submit(
                *prompt[: n_ctx - 1],
                max_tokens=random.choice((-1, 0, 1, 5, 30)) if not bench.can_shift else random.randint(0, 60),
                cache_prompt=random.random() < 0.9,
                n_cache_reuse=random.choice((0, 0, 4)) if bench.can_cut else 0,
                id_slot=random.choice((None, None, None, random.randrange(n_slots))),
                n_keep=random.choice((0, 3, -1)),
                n_discard=random.choice((0, 5)),
                timeout_ms=random.choice((None, None, None, 9_000)),
                priority=random.choice(("interactive", "batch")),
                tenant=random.choice("ab"),
            )
        elif roll < 0.4 and bench.sequences:
            id_request = random.choice(list(bench.sequences))
            if bench.cancel(id_request) is not None:
                cancelled.add(id_request)
        elif roll < 0.43:
            bench.fail()
        elif roll < 0.5:
            idle = [i for i in range(n_slots) if bench.scheduler.placement.slots[i].sequence is None]
            if idle:
                id_slot = random.choice(idle)
                saved = bench.save_slot(id_slot)
                if random.random() < 0.5:
                    bench.erase_slot(random.choice(idle))
                else:
                    bench.restore_slot(random.choice(idle), saved)
        else:
            bench.step(random.choice((1, 2, 3, EOS)) if random.random() < 0.2 else random.choice((1, 2, 3)))
    bench.run()
    for sequence in bench.sequences.values():
        events = bench.events[sequence.id_request]
        ends = [event for event in events if isinstance(event, Finished | Failed)]
        assert sequence.status is SequenceStatus.FINISHED
        assert len(ends) == (0 if sequence.id_request in cancelled else 1)
        assert not ends or events[-1] is ends[0]
    assert [key for key in bench.memory.states if key < 0] == []  # no parked state is left


@pytest.mark.parametrize("part", range(20))
def test_any_schedule_keeps_the_books_true_and_ends_every_sequence_once(part: int) -> None:
    for seed in range(500 * part, 500 * (part + 1)):
        try:
            random_schedule(seed)
        except BaseException as error:
            error.add_note(f"random_schedule({seed})")
            raise
