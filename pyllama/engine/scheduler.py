"""Decides what each step computes. Pure: no threads, no native code, no clock of its own.

One step is a pair of calls. ``schedule()`` places waiting sequences into slots and returns a ``BatchPlan``;
the runner carries it out; ``commit()`` takes the chosen tokens and returns what the readers get. Between
the two calls nothing else may be called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyllama.engine.memory_ops import MemoryOp
from pyllama.engine.plan import BatchPlan, PromptChunk
from pyllama.engine.request import Began, Event, Failed, Notice
from pyllama.engine.reusable_chunks import n_common
from pyllama.engine.sequence import Sequence, SequenceStatus
from pyllama.engine.sequence_cache import SequenceCache
from pyllama.engine.slot import Slot
from pyllama.engine.statistics import Counters, EngineStatistics
from pyllama.engine.step_time import StepTime
from pyllama.engine.waiting_queue import WaitingQueue
from pyllama.errors import DeadlineExceededError, PyllamaError

AGEING_TOKENS_PER_S: Final = 100.0
"""How many tokens shorter a prompt counts for each second since it was begun."""

MIN_SHARED: Final = 32
"""Length of a prefix from which it is better to wait until another prompt has computed all of it."""

LONE_STEP_S: Final = 0.2
"""How long a step may take while nobody decodes: a cancelled or a new request waits no longer."""

_Posted = tuple[Sequence, Event | Notice]


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
    """

    n_slots: int
    n_batch: int
    max_itl_ms: float = 0.0
    min_similarity: float = 0.5


class Scheduler:
    """Owns the waiting sequences and the slots, and through ``cache`` the books of the memory."""

    def __init__(self, params: SchedulerParams, cache: SequenceCache) -> None:
        self._params = params
        self._cache = cache
        self._slots = [Slot(i) for i in range(params.n_slots)]
        self._waiting = WaitingQueue()
        self._timed: dict[int, Sequence] = {}
        self._step_time = StepTime()
        self._t_step = 0.0
        self._events: list[_Posted] = []
        self._counters = Counters()

    # ----------------------------------------------------------------- arrivals and departures

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to compute until a new sequence is submitted."""
        return len(self._waiting) == 0 and all(slot.sequence is None for slot in self._slots)

    def submit(self, sequence: Sequence) -> None:
        """Put a sequence into the queue."""
        self._waiting.put(sequence)
        if sequence.request.timeout_ms is not None:
            self._timed[sequence.id_request] = sequence

    def cancel(self, id_request: int) -> Sequence | None:
        """Drop a sequence, wherever it is, and return it; what it has computed is retained."""
        candidates = [*self._running(), *self._waiting]
        sequence = next((s for s in candidates if s.id_request == id_request), None)
        if sequence is not None:
            self._drop(sequence)
            self._counters.n_cancelled += 1
        return sequence

    def fail(self, sequences: Iterable[Sequence], error: PyllamaError) -> list[_Posted]:
        """Drop sequences after an error of the native code, whose memory cannot be trusted any more."""
        events: list[_Posted] = []
        for sequence in list(sequences):
            self._drop(sequence, forget=True)
            events.append((sequence, Failed(error)))
        self._counters.n_failed += len(events)
        return events

    def fail_all(self, error: PyllamaError) -> list[_Posted]:
        """Drop all running sequences, and all that is retained: the memory had to be cleared."""
        events = self.fail(self._running(), error)
        for slot in self._slots:
            slot.tokens = []
        self._cache.reset()
        return events

    def relieve(self) -> bool:
        """Make room after the native code found none; return whether there is more now than before."""
        if self._cache.n_retained:
            self._cache.make_room(self._cache.n_cells)
            return True
        return self._cache.shares_cells and self._park_youngest(at_least=2)

    # ----------------------------------------------------------------- the two halves of a step

    def schedule(self, now: float) -> BatchPlan | None:
        """Return what to compute next, or ``None`` if there is nothing.

        What readers get of it before anything is computed is in ``take_events()``.

        Args:
            now: the present time in seconds.
        """
        self._t_step = now
        self._expire(now)
        self._place_waiting(now)
        self._shift_full()
        while True:
            plan = BatchPlan(decoding=self._decoding())
            plan.chunks = list(self._chunks(len(plan.decoding), now))
            if plan.decoding or plan.chunks or not self._park_youngest():
                break
        if not plan.decoding and not plan.chunks:
            return None
        plan.ops = self._cache.take_ops()
        return plan

    def commit(self, plan: BatchPlan, tokens: list[int], now: float) -> list[_Posted]:
        """Take the result of a step.

        Args:
            plan: what was computed.
            tokens: the chosen token of each of ``plan.outputs()``.
            now: the present time in seconds.

        Returns:
            What the readers get; a sequence that finished has left its slot.
        """
        n_prompt = 0
        for sequence in plan.decoding:
            sequence.n_past += 1
            sequence.is_moving = False
        for chunk in plan.chunks:
            chunk.sequence.is_moving = False
            chunk.sequence.n_past = chunk.end
            self._cache.note_progress(chunk.sequence)
            n_prompt += chunk.end - chunk.start
        self._step_time.observe(len(plan.decoding), n_prompt, now - self._t_step)
        counters = self._counters
        counters.n_steps += 1
        counters.n_shared_steps += len(plan.decoding) > 1
        counters.n_prompt_tokens += n_prompt
        counters.n_decoded_tokens += len(tokens)
        return [*self._commit_tokens(plan, tokens, now), *self._commit_prompts_only(plan, now)]

    def take_events(self) -> list[_Posted]:
        """Return what happened to sequences apart from the results of a step, and forget it."""
        events, self._events = self._events, []
        return events

    def statistics(self) -> EngineStatistics:
        """Return a snapshot."""
        counters = self._counters
        return EngineStatistics(
            slots=tuple(slot.statistics() for slot in self._slots),
            n_waiting=len(self._waiting),
            n_parked=self._waiting.n_parked,
            n_cells=self._cache.n_cells,
            n_cells_used=self._cache.n_used,
            n_retained=self._cache.n_retained,
            n_host_bytes=self._cache.n_host_bytes,
            n_steps=counters.n_steps,
            n_shared_steps=counters.n_shared_steps,
            n_prompt_tokens=counters.n_prompt_tokens,
            n_cached_tokens=counters.n_cached_tokens,
            n_decoded_tokens=counters.n_decoded_tokens,
            n_finished=counters.n_finished,
            n_cancelled=counters.n_cancelled,
            n_failed=counters.n_failed,
            n_parkings=counters.n_parkings,
            n_shifts=counters.n_shifts,
        )

    # ----------------------------------------------------------------- what an idle slot remembers

    def is_slot_idle(self, id_slot: int) -> bool:
        """Whether nobody is in a slot."""
        return self._slots[id_slot].sequence is None

    def lend(self, id_slot: int) -> tuple[list[int], int | None]:
        """Return the tokens that an idle slot remembers, and the number of a sequence that holds them.

        There are no tokens, and no such number, where the slot remembers none or its memory was needed.
        The operations that are due have to be done before the state is read.
        """
        tokens = self._slots[id_slot].tokens
        seq_id = self._cache.lend(tokens, id_slot) if tokens else None
        return (tokens if seq_id is not None else []), seq_id

    def erase(self, id_slot: int) -> int:
        """Forget what an idle slot remembers; return how many tokens it was."""
        slot = self._slots[id_slot]
        tokens, slot.tokens = slot.tokens, []
        self._cache.erase(tokens, id_slot)
        return len(tokens)

    def receive(self, id_slot: int, tokens: list[int]) -> int | None:
        """Return the number of a sequence to load a state into; ``None`` if there is no room.

        The operations that are due have to be done before, and ``settle`` called after it.
        """
        self.erase(id_slot)
        return self._cache.receive(tokens, id_slot)

    def settle(self, id_slot: int, seq_id: int, tokens: list[int]) -> None:
        """Let an idle slot remember tokens whose state was loaded; none if that failed."""
        self._cache.settle(seq_id, tokens)
        self._slots[id_slot].tokens = tokens

    def take_ops(self) -> list[MemoryOp]:
        """Return the operations that are due between two steps."""
        return self._cache.take_ops()

    # ----------------------------------------------------------------- waiting and placing

    def _expire(self, now: float) -> None:
        for sequence in [s for s in self._timed.values() if now > s.deadline]:
            error = DeadlineExceededError(sequence.request.timeout_ms or 0, n_decoded=sequence.n_decoded)
            self._drop(sequence)
            self._counters.n_failed += 1
            self._events.append((sequence, Failed(error)))

    def _place_waiting(self, now: float) -> None:
        free = [slot for slot in self._slots if slot.sequence is None]
        if not free or not len(self._waiting):
            return
        for sequence in self._waiting.in_order(now):
            slot = self._choose(free, sequence)
            if slot is None or self._waits_for_prefix(sequence):
                continue
            sequence.id_slot = slot.id_slot
            if not self._cache.begin(sequence):
                # Nobody overtakes who waits for room, or large requests would wait for ever.
                sequence.id_slot = -1
                return
            self._waiting.take(sequence)
            slot.sequence = sequence
            slot.tokens = []
            sequence.status = SequenceStatus.DECODING if sequence.n_decoded else SequenceStatus.PROMPT
            if sequence.t_start == 0.0:  # it was not parked before
                sequence.t_start = now
                self._counters.n_cached_tokens += sequence.n_cached
                self._events.append((sequence, Began()))
            free.remove(slot)
            if not free:
                return

    def _choose(self, free: list[Slot], sequence: Sequence) -> Slot | None:
        """Return the slot that was asked for, that remembers much of the prompt, or was idle longest."""
        wanted = sequence.request.id_slot
        if wanted is not None:
            return next((slot for slot in free if slot.id_slot == wanted), None)
        if self._params.min_similarity > 0 and not sequence.is_parked:
            best = max(free, key=lambda slot: slot.similarity(sequence))
            if best.similarity(sequence) >= self._params.min_similarity:
                return best
        return min(free, key=lambda slot: slot.last_used)

    def _waits_for_prefix(self, sequence: Sequence) -> bool:
        """Whether another prompt is computing a long beginning of this one right now."""
        if sequence.is_parked or not self._cache.shares_cells:
            return False
        tokens = sequence.reusable_tokens
        n_known = -1
        for other in self._running():
            if other.status is not SequenceStatus.PROMPT or not other.request.cache_prompt:
                continue
            n_shared = n_common(other.tokens, tokens)
            if n_shared >= MIN_SHARED and n_shared > other.n_past:
                n_known = self._cache.n_reusable(sequence) if n_known < 0 else n_known
                if n_shared > n_known:
                    return True
        return False

    # ----------------------------------------------------------------- what fits into a step

    def _running(self) -> Iterator[Sequence]:
        return (slot.sequence for slot in self._slots if slot.sequence is not None)

    def _shift_full(self) -> None:
        """Make room in contexts that are full."""
        for sequence in list(self._running()):
            if sequence.status is not SequenceStatus.DECODING or not sequence.is_full:
                continue
            if self._cache.shift(sequence):
                self._counters.n_shifts += 1
            else:
                self._events.append((sequence, sequence.finish("limit", truncated=True)))
                self._leave(sequence)

    def _decoding(self) -> list[Sequence]:
        """Return who decodes, after making room for them."""
        while True:
            decoding = [s for s in self._running() if s.status is SequenceStatus.DECODING]
            if self._cache.make_room(len(decoding)):
                return decoding
            if not self._park_youngest():
                return decoding[: self._cache.n_free]

    def _chunks(self, n_decode: int, now: float) -> Iterator[PromptChunk]:
        """Yield parts of prompts for the rest of the step, the shortest prompt first."""
        prompts = [s for s in self._running() if s.status is SequenceStatus.PROMPT]
        prompts.sort(key=lambda s: s.n_prompt - s.n_past - AGEING_TOKENS_PER_S * (now - s.t_start))
        room = self._prompt_room(n_decode)
        n_rows = n_decode
        for sequence in prompts:
            n = min(room, sequence.n_prompt - sequence.n_past)
            if not self._cache.make_room(n_rows + n):
                n = self._cache.n_free - n_rows
            if n <= 0:
                return
            end = sequence.n_past + n
            output = end == sequence.n_prompt and sequence.request.max_tokens != 0
            yield PromptChunk(sequence, sequence.n_past, end, output)
            n_rows += n
            room -= n

    def _prompt_room(self, n_decode: int) -> int:
        """Return how many prompt tokens the step may have."""
        room = self._params.n_batch - n_decode
        limit_s = 1e-3 * self._params.max_itl_ms
        if limit_s == 0:
            return room
        target_s = limit_s if n_decode else max(limit_s, LONE_STEP_S)
        return min(room, self._step_time.prompt_room(n_decode, target_s))

    def _park_youngest(self, *, at_least: int = 1) -> bool:
        """Move the youngest running sequence to host memory, if so many are running; return whether it was."""
        running = list(self._running())
        # Cells that are about to move cannot be copied before they have.
        candidates = [s for s in running if not s.is_moving]
        if len(running) < at_least or not candidates:
            return False
        youngest = max(candidates, key=lambda s: s.id_request)
        self._cache.park(youngest)
        self._slots[youngest.id_slot].sequence = None
        youngest.id_slot = -1
        youngest.status = SequenceStatus.WAITING
        self._waiting.put_back(youngest)
        self._counters.n_parkings += 1
        return True

    # ----------------------------------------------------------------- ends

    def _commit_tokens(self, plan: BatchPlan, tokens: list[int], now: float) -> Iterator[_Posted]:
        for sequence, token in zip(plan.outputs(), tokens, strict=True):
            sequence.status = SequenceStatus.DECODING
            event = sequence.append(token, now)
            if event is not None:
                yield sequence, event
            if sequence.status is SequenceStatus.FINISHED:
                self._leave(sequence)

    def _commit_prompts_only(self, plan: BatchPlan, now: float) -> Iterator[_Posted]:
        for chunk in plan.chunks:
            sequence = chunk.sequence
            if chunk.end == sequence.n_prompt and sequence.request.max_tokens == 0:
                sequence.t_first = sequence.t_last = now
                yield sequence, sequence.finish("limit")
                self._leave(sequence)

    def _leave(self, sequence: Sequence) -> None:
        self._drop(sequence)
        self._counters.n_finished += 1

    def _drop(self, sequence: Sequence, *, forget: bool = False) -> None:
        sequence.status = SequenceStatus.FINISHED
        self._timed.pop(sequence.id_request, None)
        self._waiting.charge(sequence.request.tenant, sequence.n_decoded)
        if sequence.id_slot < 0:
            self._waiting.remove(sequence)
            if sequence.is_parked:
                self._cache.drop_parked(sequence)
            return
        slot = self._slots[sequence.id_slot]
        slot.sequence = None
        slot.last_used = self._counters.n_steps
        if forget:
            self._cache.forget(sequence)
        else:
            slot.tokens = sequence.exact_tokens
            self._cache.leave(sequence)
