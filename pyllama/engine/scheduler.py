"""Decides what each step computes. Pure: no threads, no native code, no clock of its own.

One step is a pair of calls. ``schedule()`` places waiting sequences into slots and returns a ``BatchPlan``;
the runner carries it out; ``commit()`` takes the chosen tokens and returns what the readers get. Between
the two calls nothing else may be called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from pyllama.engine.cache.memory_ops import MemoryOp
from pyllama.engine.cache.sequence_cache import SequenceCache
from pyllama.engine.composer import BatchComposer
from pyllama.engine.gathering import Gathering
from pyllama.engine.placement import Placement
from pyllama.engine.plan import BatchPlan
from pyllama.engine.request import Began, Event, Failed, Notice
from pyllama.engine.sequence import Sequence, SequenceStatus
from pyllama.engine.statistics import Counters, EngineStatistics
from pyllama.errors import DeadlineExceededError, PyllamaError

Noted = tuple[Sequence, Event | Notice]
"""What happened to a sequence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulerParams:
    """How to schedule.

    Attributes:
        n_slots: how many sequences run at once.
        n_batch: most rows of one step.
        max_itl_ms: milliseconds that a step should take at most while something decodes; prompts are cut into
            chunks for it. 0 is no limit.
        min_similarity: share of a prompt that a slot must remember to be chosen for it, from 0 to 1; 0 takes
            the slot that was idle longest.
        n_cells_mixed: cells of those who decode up to which prompts are evaluated in the same step; 0 is no
            limit.
    """

    n_slots: int
    n_batch: int
    max_itl_ms: float = 0.0
    min_similarity: float = 0.5
    n_cells_mixed: int = 0


class Scheduler:
    """Composes steps from what runs.

    Args:
        params: how to schedule.
        cache: the books of the memory; owned by the scheduler from now on.

    Attributes:
        placement: the queue and the slots.
    """

    def __init__(self, params: SchedulerParams, cache: SequenceCache) -> None:
        self._cache = cache
        self.placement = Placement(params.n_slots, params.min_similarity, cache)
        self._timed: dict[int, Sequence] = {}
        self._composer = BatchComposer(
            self.placement,
            cache,
            n_batch=params.n_batch,
            max_itl_ms=params.max_itl_ms,
            n_cells_mixed=params.n_cells_mixed,
        )
        self._t_step = 0.0
        self._gathering = Gathering(self.placement, self._composer.prompt_s)
        self._events: list[Noted] = []
        self._counters = Counters()

    # ----------------------------------------------------------------- arrivals and departures

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to compute until a new sequence is submitted."""
        return self.placement.is_idle

    def gather_s(self, now: float) -> float:
        """Return how long to wait for another request before the next step, in seconds; 0 for not at all."""
        return self._gathering.wait_s(now)

    def submit(self, sequence: Sequence) -> None:
        """Put a sequence into the queue."""
        self.placement.waiting.put(sequence)
        self._gathering.came()
        if sequence.request.timeout_ms is not None:
            self._timed[sequence.id_request] = sequence

    def cancel(self, id_request: int) -> Sequence | None:
        """Drop a sequence, wherever it is, and return it; what it has computed is retained."""
        sequence = self.placement.find(id_request)
        if sequence is not None:
            self._drop(sequence)
            self._counters.n_cancelled += 1
        return sequence

    def fail(self, sequences: Iterable[Sequence], error: PyllamaError) -> list[Noted]:
        """Drop sequences after an error of the native code, whose memory cannot be trusted any more."""
        events: list[Noted] = []
        for sequence in list(sequences):
            self._drop(sequence, forget=True)
            events.append((sequence, Failed(error)))
        self._counters.n_failed += len(events)
        return events

    def fail_all(self, error: PyllamaError) -> list[Noted]:
        """Drop all running sequences, and all that is retained: the memory had to be cleared."""
        events = self.fail(self.placement.running(), error)
        self.placement.forget_all()
        return events

    def relieve(self) -> bool:
        """Make room after the native code found none; return whether there is more now than before."""
        if not self._cache.shares_cells:
            return False
        if self._cache.n_retained:
            self._cache.make_room(self._cache.n_cells)
            return True
        return self._park_youngest(at_least=2)

    # ----------------------------------------------------------------- the two halves of a step

    def schedule(self, now: float) -> BatchPlan | None:
        """Return what to compute next, or ``None`` if there is nothing.

        What readers get of it before anything is computed is in ``take_events()``.

        Args:
            now: the present time in seconds.
        """
        self._t_step = now
        self._expire(now)
        self._place(now)
        self._shift_full()
        while True:
            plan = self._composer.compose(now, self._park_youngest)
            if plan or not self._park_youngest():
                break
        if not plan:
            return None
        plan.ops = self._cache.take_ops()
        return plan

    def commit(self, plan: BatchPlan, tokens: list[int], now: float) -> list[Noted]:
        """Take the result of a step.

        Args:
            plan: what was computed.
            tokens: the chosen token of each of ``plan.outputs()``.
            now: the present time in seconds.

        Returns:
            What the readers get; a sequence that finished has left its slot.
        """
        for sequence in plan.decoding:
            sequence.n_past += 1
            sequence.is_moving = False
        for chunk in (*plan.forced, *plan.chunks):
            chunk.sequence.is_moving = False
            chunk.sequence.n_past = chunk.end
            self._cache.note_progress(chunk.sequence)
        self._composer.observe(plan, now - self._t_step)
        self._count(plan, now - self._t_step)
        return [
            *self._report_prompts(plan, now),
            *self._commit_tokens(plan, tokens, now),
            *self._commit_prompts_only(plan, now),
        ]

    def take_ops(self) -> list[MemoryOp]:
        """Return the operations on the memory that are due between two steps."""
        return self._cache.take_ops()

    def take_events(self) -> list[Noted]:
        """Return what happened to sequences apart from the results of a step, and forget it."""
        events, self._events = self._events, []
        return events

    def statistics(self) -> EngineStatistics:
        """Return a snapshot."""
        return EngineStatistics(
            slots=tuple(slot.statistics() for slot in self.placement.slots),
            n_waiting=len(self.placement.waiting),
            n_parked=self.placement.waiting.n_parked,
            n_cells=self._cache.n_cells,
            n_cells_used=self._cache.n_used,
            n_retained=self._cache.n_retained,
            n_host_bytes=self._cache.n_host_bytes,
            **asdict(self._counters),
        )

    def _count(self, plan: BatchPlan, step_s: float) -> None:
        counters = self._counters
        n_decoding = len(plan.decoding) + len(plan.forced)
        counters.n_steps += 1
        counters.n_shared_steps += n_decoding > 1
        counters.n_busy_slots += n_decoding + len(plan.chunks)
        counters.n_prompt_tokens += plan.n_prompt_tokens
        counters.n_tokens_max = max(counters.n_tokens_max, *(s.n_past for s in plan.sequences()))
        counters.prompt_s += step_s if plan.chunks else 0.0
        counters.n_continued += n_decoding
        counters.decoding_s += step_s * n_decoding

    # ----------------------------------------------------------------- before a step

    def _expire(self, now: float) -> None:
        for sequence in [s for s in self._timed.values() if now > s.deadline]:
            error = DeadlineExceededError(sequence.request.timeout_ms or 0, n_decoded=sequence.n_decoded)
            self._drop(sequence)
            self._counters.n_failed += 1
            self._events.append((sequence, Failed(error)))

    def _place(self, now: float) -> None:
        for sequence in self.placement.place(now):
            if sequence.t_start == 0.0:  # it was not parked before
                sequence.t_start = now
                self._counters.n_cached_tokens += sequence.n_cached
                self._events.append((sequence, Began()))
                if sequence.request.return_progress:
                    self._events.append((sequence, sequence.prompt_progress(now)))

    def _shift_full(self) -> None:
        """Make room in contexts that are full."""
        for sequence in list(self.placement.running()):
            if sequence.status is not SequenceStatus.DECODING or not sequence.is_full:
                continue
            if self._cache.shift(sequence):
                self._counters.n_shifts += 1
            else:
                self._events.append((sequence, sequence.finish("limit", truncated=True)))
                self._leave(sequence)

    def _park_youngest(self, *, at_least: int = 1) -> bool:
        """Move the youngest running sequence to host memory, if so many run; return whether it was."""
        running = list(self.placement.running())
        # Cells that are about to move cannot be copied before they have.
        candidates = [s for s in running if not s.is_moving]
        if len(running) < at_least or not candidates:
            return False
        youngest = max(candidates, key=lambda s: s.id_request)
        self.placement.park(youngest)
        self._counters.n_parkings += 1
        return True

    # ----------------------------------------------------------------- ends

    def _report_prompts(self, plan: BatchPlan, now: float) -> Iterator[Noted]:
        for chunk in plan.chunks:
            if chunk.sequence.reports_prompt:
                yield chunk.sequence, chunk.sequence.prompt_progress(now)

    def _commit_tokens(self, plan: BatchPlan, tokens: list[int], now: float) -> Iterator[Noted]:
        for sequence, token in zip(plan.outputs(), tokens, strict=True):
            if sequence.error is not None:
                self._drop(sequence)
                self._counters.n_failed += 1
                yield sequence, Failed(sequence.error)
                continue
            sequence.status = SequenceStatus.DECODING
            n_before = sequence.n_decoded
            event = sequence.append(token, now)
            if event is not None:
                yield sequence, event
            if sequence.forced:
                yield from ((sequence, event) for event in sequence.append_forced(now))
            self._counters.n_decoded_tokens += sequence.n_decoded - n_before
            if sequence.status is SequenceStatus.FINISHED:
                self._leave(sequence)

    def _commit_prompts_only(self, plan: BatchPlan, now: float) -> Iterator[Noted]:
        for chunk in plan.chunks:
            sequence = chunk.sequence
            if chunk.end == sequence.n_prompt and sequence.request.max_tokens == 0:
                sequence.t_first = sequence.t_last = now
                yield sequence, sequence.finish("limit")
                self._leave(sequence)

    def _leave(self, sequence: Sequence) -> None:
        self._drop(sequence)
        self._gathering.left(sequence.t_last)
        self._counters.n_finished += 1

    def _drop(self, sequence: Sequence, *, forget: bool = False) -> None:
        self._timed.pop(sequence.id_request, None)
        self.placement.drop(sequence, forget=forget)
