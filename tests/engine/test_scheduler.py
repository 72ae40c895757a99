"""The scheduler alone: what each step computes, and that nothing is lost whatever happens."""

from __future__ import annotations

from pyllama import DeadlineExceededError, DecodeError
from pyllama.engine.gathering import EXPECTED_FACTOR, GATHER_S, RETURN_S
from pyllama.engine.request import Failed, Finished
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
    tokens = sequence.tokens[:-1]
    assert saved == (tokens, ())
    bench.erase_slot(1)
    assert bench.save_slot(1) == ([], ())
    assert bench.cache.n_used == 0
    bench.restore_slot(0, saved)
    again = bench.submit(*tokens, 9, max_tokens=1)
    bench.run()
    assert again.n_cached == len(tokens)


def gather_s(bench: Bench) -> float:
    return bench.scheduler.gather_s(bench.now)


def test_new_prompts_wait_a_moment_for_others_where_a_step_is_long() -> None:
    bench = Bench(n_slots=3, n_ctx=500, n_batch=500, step_s=1.0)
    assert gather_s(bench) == 0.0
    first = bench.submit(*range(1, 101), max_tokens=1)
    assert gather_s(bench) == 0.0  # nothing is known yet
    plan = bench.plan()
    assert plan is not None
    bench.note(bench.scheduler.commit(plan, [7], bench.now + 1.0))
    assert isinstance(bench.last(first), Finished)
    bench.submit(*range(201, 301), max_tokens=1)
    bench.submit(*range(401, 501), max_tokens=5)
    assert gather_s(bench) == GATHER_S
    bench.submit(*range(601, 701), max_tokens=1)
    assert gather_s(bench) == 0.0  # there is no slot for another
    while not bench.scheduler.placement.is_decoding:
        bench.step()
    bench.now += 1.0
    bench.submit(*range(801, 901), max_tokens=1)
    assert gather_s(bench) == 0.0  # somebody decodes


def test_new_prompts_wait_longer_for_those_who_have_just_read_an_answer() -> None:
    bench = Bench(n_slots=4, n_ctx=500, n_batch=500, step_s=0.0)
    bench.submit(*range(1, 101), max_tokens=50)
    for start in (101, 201):
        bench.submit(*range(start, start + 100), max_tokens=1)
    plan = bench.plan()
    assert plan is not None
    bench.now += 1.0
    bench.note(bench.scheduler.commit(plan, [7, 7, 7], bench.now))
    assert gather_s(bench) == 0.0  # nobody has come yet
    bench.submit(*range(301, 401), max_tokens=1)
    assert gather_s(bench) == EXPECTED_FACTOR * GATHER_S  # for the other one
    bench.now += RETURN_S
    assert gather_s(bench) == 0.0  # who would have come by now
    bench.now -= RETURN_S
    bench.submit(*range(401, 501), max_tokens=1)
    assert gather_s(bench) == 0.0  # all are back
