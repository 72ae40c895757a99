"""The scheduler alone: what each step computes, and that nothing is lost whatever happens."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from pyllama import DecodeError
from pyllama.engine.plan import BatchPlan, Removal
from pyllama.engine.request import Event, Failed, Finished, GenerationRequest
from pyllama.engine.scheduler import Scheduler, SchedulerParams
from pyllama.engine.sequence import Sequence, SequenceStatus, TokenTable

EOS = 0
TABLE = TokenTable(piece=lambda token: b"%d " % token, end_of_generation=frozenset({EOS}))
N_CTX = 64


@dataclass
class Bench:
    """A scheduler with a memory that is simulated cell by cell, so that every plan can be checked."""

    n_slots: int = 2
    n_batch: int = 16
    can_remove_part: bool = True
    events: dict[int, list[Event]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.scheduler = Scheduler(
            SchedulerParams(n_slots=self.n_slots, n_batch=self.n_batch, can_remove_part=self.can_remove_part),
        )
        self.memory: list[list[int]] = [[] for _ in range(self.n_slots)]
        self.ids = count()
        self.now = 0.0

    def submit(self, *prompt: int, max_tokens: int = 4, cache_prompt: bool = True) -> Sequence:
        request = GenerationRequest(prompt=prompt, max_tokens=max_tokens, cache_prompt=cache_prompt)
        sequence = Sequence(next(self.ids), request, TABLE, N_CTX)
        self.events[sequence.id_request] = []
        self.scheduler.submit(sequence)
        return sequence

    def plan(self) -> BatchPlan | None:
        self.now += 1.0
        plan = self.scheduler.schedule(self.now)
        if plan is not None:
            self.apply(plan)
        return plan

    def apply(self, plan: BatchPlan) -> None:
        """Do to the simulated memory what the runner does to the real one, and check that it may."""
        for removal in plan.removals:
            assert self.can_remove_part or removal.pos == 0
            del self.memory[removal.seq_id][removal.pos :]
        n_rows = 0
        for sequence in plan.decoding:
            cells = self.memory[sequence.id_slot]
            assert cells == sequence.tokens[:-1]
            cells.append(sequence.tokens[-1])
            n_rows += 1
        for chunk in plan.chunks:
            cells = self.memory[chunk.sequence.id_slot]
            assert cells == chunk.sequence.tokens[: chunk.start]
            cells.extend(chunk.sequence.tokens[chunk.start : chunk.end])
            n_rows += chunk.end - chunk.start
        assert 0 < n_rows <= self.n_batch
        assert all(len(cells) < N_CTX for cells in self.memory)

    def step(self, token: int = 7) -> BatchPlan | None:
        plan = self.plan()
        if plan is not None:
            outputs = list(plan.outputs())
            for sequence, event in self.scheduler.commit(plan, [token] * len(outputs), self.now):
                self.events[sequence.id_request].append(event)
        return plan

    def run(self, n_max: int = 500) -> int:
        for n in range(n_max):
            if self.step() is None:
                return n
        raise AssertionError("the scheduler does not come to an end")

    def last(self, sequence: Sequence) -> Event:
        return self.events[sequence.id_request][-1]


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
    assert finished.n_past + 1 == N_CTX


def test_an_equal_beginning_is_not_evaluated_again() -> None:
    bench = Bench()
    bench.submit(1, 2, 3, 4, 5, max_tokens=1)
    bench.run()
    sequence = bench.submit(1, 2, 3, 9, 9, max_tokens=1)
    plan = bench.step()
    assert plan is not None
    assert sequence.n_cached == 3
    assert plan.removals == [Removal(sequence.id_slot, 3)]


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
    bench = Bench(n_slots=1, can_remove_part=False)
    bench.submit(1, 2, 3, max_tokens=1)
    bench.run()
    longer = bench.submit(1, 2, 3, 4, max_tokens=1)
    bench.run()
    assert longer.n_cached == 3
    other = bench.submit(1, 2, 9, max_tokens=1)
    bench.run()
    assert other.n_cached == 0


def test_the_slot_that_remembers_most_is_chosen() -> None:
    bench = Bench(n_slots=3)
    for prompt in ((1, 1, 1), (2, 2, 2), (3, 3, 3)):
        bench.submit(*prompt, max_tokens=1)
    bench.run()
    sequence = bench.submit(2, 2, 2, 5, max_tokens=1)
    bench.run()
    assert sequence.n_cached == 3


def test_prompts_that_share_little_do_not_push_each_other_out() -> None:
    bench = Bench(n_slots=2)
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


actions = st.lists(
    st.one_of(
        st.tuples(
            st.just("submit"),
            st.lists(st.integers(1, 3), min_size=1, max_size=40),
            st.integers(-1, 6),
            st.booleans(),
        ),
        st.tuples(st.just("cancel"), st.integers(0, 30)),
        st.tuples(st.just("step"), st.integers(0, 5)),
        st.tuples(st.just("fail")),
    ),
    max_size=60,
)


@given(
    actions=actions,
    n_slots=st.integers(1, 4),
    n_batch=st.integers(5, 24),
    can_remove_part=st.booleans(),
)
def test_any_schedule_keeps_the_memory_true_and_ends_every_sequence_once(
    actions: list[tuple[str, int] | tuple[str, list[int], int, bool] | tuple[str]],
    n_slots: int,
    n_batch: int,
    can_remove_part: bool,
) -> None:
    bench = Bench(n_slots=n_slots, n_batch=n_batch, can_remove_part=can_remove_part)
    sequences: list[Sequence] = []
    cancelled: set[int] = set()
    for action in actions:
        match action:
            case ("submit", list(prompt), int(max_tokens), bool(cache_prompt)):
                sequences.append(bench.submit(*prompt, max_tokens=max_tokens, cache_prompt=cache_prompt))
            case ("cancel", int(id_request)):
                if bench.scheduler.cancel(id_request) is not None:
                    cancelled.add(id_request)
            case ("step", int(token)):
                bench.step(token)
            case _:
                plan = bench.plan()
                if plan is not None:
                    error = DecodeError("no", function="llama_decode", code=-3)
                    for sequence, event in bench.scheduler.fail(plan.sequences(), error):
                        bench.events[sequence.id_request].append(event)
    bench.run()
    assert bench.scheduler.is_idle
    for sequence in sequences:
        events = bench.events[sequence.id_request]
        ends = [event for event in events if isinstance(event, Finished | Failed)]
        assert sequence.status is SequenceStatus.FINISHED
        assert len(ends) == (0 if sequence.id_request in cancelled else 1)
        assert not ends or events[-1] is ends[0]
        if ends and isinstance(ends[0], Finished):
            assert ends[0].n_decoded <= max(sequence.request.max_tokens, N_CTX)
