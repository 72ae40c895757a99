"""Decides what each step computes. Pure: no threads, no native code, no clock of its own.

One step is a pair of calls. ``schedule()`` places waiting sequences into slots and returns a ``BatchPlan``;
the runner carries it out; ``commit()`` takes the chosen tokens and returns what the readers get. Between
the two calls nothing else may be called.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyllama.engine.plan import BatchPlan, PromptChunk, Removal
from pyllama.engine.request import Event, Failed
from pyllama.engine.sequence import Sequence, SequenceStatus
from pyllama.engine.slot import Slot
from pyllama.engine.statistics import EngineStatistics
from pyllama.errors import PyllamaError

MIN_SIMILARITY: Final = 0.5
"""Share of a prompt that a slot must remember to be chosen for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulerParams:
    """What the scheduler must know of the context.

    Attributes:
        n_slots: how many sequences run at once.
        n_batch: most rows of one step.
        can_remove_part: whether the memory can forget the end of a sequence and keep its beginning.
    """

    n_slots: int
    n_batch: int
    can_remove_part: bool


@dataclass(slots=True)
class _Counters:
    """The counters of ``EngineStatistics``, while they still count."""

    n_steps: int = 0
    n_shared_steps: int = 0
    n_prompt_tokens: int = 0
    n_cached_tokens: int = 0
    n_decoded_tokens: int = 0
    n_finished: int = 0
    n_cancelled: int = 0
    n_failed: int = 0


class Scheduler:
    """Owns the waiting sequences and the slots."""

    def __init__(self, params: SchedulerParams) -> None:
        self._params = params
        self._slots = [Slot(i) for i in range(params.n_slots)]
        self._waiting: deque[Sequence] = deque()
        self._removals: list[Removal] = []
        self._counters = _Counters()

    # ----------------------------------------------------------------- arrivals and departures

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to compute until a new sequence is submitted."""
        return not self._waiting and all(slot.sequence is None for slot in self._slots)

    def submit(self, sequence: Sequence) -> None:
        """Put a sequence at the end of the queue."""
        self._waiting.append(sequence)

    def cancel(self, id_request: int) -> Sequence | None:
        """Drop a sequence, wherever it is, and return it; its slot keeps what it has computed."""
        sequence = self._find(id_request)
        if sequence is not None:
            self._drop(sequence)
            self._counters.n_cancelled += 1
        return sequence

    def fail(self, sequences: Iterable[Sequence], error: PyllamaError) -> list[tuple[Sequence, Event]]:
        """Drop sequences after an error of the native code, whose memory cannot be trusted any more."""
        events: list[tuple[Sequence, Event]] = []
        for sequence in list(sequences):
            slot = self._slots[sequence.id_slot]
            self._drop(sequence)
            slot.retained = []
            self._removals.append(Removal(slot.id_slot, 0))
            events.append((sequence, Failed(error)))
        self._counters.n_failed += len(events)
        return events

    # ----------------------------------------------------------------- the two halves of a step

    def schedule(self, now: float) -> BatchPlan | None:
        """Return what to compute next, or ``None`` if there is nothing.

        Args:
            now: the present time in seconds.
        """
        self._place_waiting(now)
        decoding = [s for s in self._running() if s.status is SequenceStatus.DECODING]
        plan = BatchPlan(decoding=decoding)
        room = self._params.n_batch - len(decoding)
        for sequence in self._running():
            if sequence.status is SequenceStatus.PROMPT and room > 0:
                chunk = self._chunk(sequence, room)
                plan.chunks.append(chunk)
                room -= chunk.end - chunk.start
        if not plan.decoding and not plan.chunks:
            return None
        plan.removals, self._removals = self._removals, []
        return plan

    def commit(self, plan: BatchPlan, tokens: list[int], now: float) -> list[tuple[Sequence, Event]]:
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
        for chunk in plan.chunks:
            chunk.sequence.n_past = chunk.end
            n_prompt += chunk.end - chunk.start
        events = [*self._commit_tokens(plan, tokens, now), *self._commit_prompts_only(plan, now)]
        counters = self._counters
        counters.n_steps += 1
        counters.n_shared_steps += len(plan.decoding) > 1
        counters.n_prompt_tokens += n_prompt
        counters.n_decoded_tokens += len(tokens)
        return events

    def statistics(self) -> EngineStatistics:
        """Return a snapshot."""
        counters = self._counters
        return EngineStatistics(
            slots=tuple(slot.statistics() for slot in self._slots),
            n_waiting=len(self._waiting),
            n_steps=counters.n_steps,
            n_shared_steps=counters.n_shared_steps,
            n_prompt_tokens=counters.n_prompt_tokens,
            n_cached_tokens=counters.n_cached_tokens,
            n_decoded_tokens=counters.n_decoded_tokens,
            n_finished=counters.n_finished,
            n_cancelled=counters.n_cancelled,
            n_failed=counters.n_failed,
        )

    # ----------------------------------------------------------------- details

    def _running(self) -> Iterator[Sequence]:
        return (slot.sequence for slot in self._slots if slot.sequence is not None)

    def _find(self, id_request: int) -> Sequence | None:
        candidates = [*self._waiting, *self._running()]
        return next((s for s in candidates if s.id_request == id_request), None)

    def _place_waiting(self, now: float) -> None:
        while self._waiting:
            free = [slot for slot in self._slots if slot.sequence is None]
            if not free:
                return
            sequence = self._waiting.popleft()
            self._place(sequence, self._choose(free, sequence), now)

    def _choose(self, free: list[Slot], sequence: Sequence) -> Slot:
        """Return the slot that remembers most of the prompt, if that is much; else the longest idle one.

        Prompts that share only their first tokens would otherwise all push each other out of one slot.
        """
        best = max(free, key=lambda slot: self._n_reusable(slot, sequence))
        if self._n_reusable(best, sequence) >= MIN_SIMILARITY * sequence.n_prompt:
            return best
        return min(free, key=lambda slot: slot.last_used)

    def _place(self, sequence: Sequence, slot: Slot, now: float) -> None:
        sequence.n_cached = sequence.n_past = self._n_reusable(slot, sequence)
        if len(slot.retained) > sequence.n_past:
            self._removals.append(Removal(slot.id_slot, sequence.n_past))
        slot.retained = []
        slot.sequence = sequence
        sequence.id_slot = slot.id_slot
        sequence.status = SequenceStatus.PROMPT
        sequence.t_start = now
        self._counters.n_cached_tokens += sequence.n_cached

    def _n_reusable(self, slot: Slot, sequence: Sequence) -> int:
        """Return how many tokens of the prompt need not be evaluated in this slot."""
        if not sequence.request.cache_prompt:
            return 0
        # The last token is evaluated in any case: the first choice is made from its logits.
        n = min(slot.n_common(sequence.tokens), sequence.n_prompt - 1)
        if n < len(slot.retained) and not self._params.can_remove_part:
            return 0
        return n

    def _chunk(self, sequence: Sequence, room: int) -> PromptChunk:
        end = min(sequence.n_past + room, sequence.n_prompt)
        output = end == sequence.n_prompt and sequence.request.max_tokens != 0
        return PromptChunk(sequence, sequence.n_past, end, output)

    def _commit_tokens(
        self,
        plan: BatchPlan,
        tokens: list[int],
        now: float,
    ) -> Iterator[tuple[Sequence, Event]]:
        for sequence, token in zip(plan.outputs(), tokens, strict=True):
            sequence.status = SequenceStatus.DECODING
            event = sequence.append(token, now)
            if event is not None:
                yield sequence, event
            if sequence.status is SequenceStatus.FINISHED:
                self._leave(sequence)

    def _commit_prompts_only(self, plan: BatchPlan, now: float) -> Iterator[tuple[Sequence, Event]]:
        for chunk in plan.chunks:
            sequence = chunk.sequence
            if chunk.end == sequence.n_prompt and sequence.request.max_tokens == 0:
                sequence.t_first = sequence.t_last = now
                yield sequence, sequence.finish("limit")
                self._leave(sequence)

    def _leave(self, sequence: Sequence) -> None:
        self._drop(sequence)
        self._counters.n_finished += 1

    def _drop(self, sequence: Sequence) -> None:
        sequence.status = SequenceStatus.FINISHED
        if sequence.id_slot < 0:
            self._waiting.remove(sequence)
            return
        slot = self._slots[sequence.id_slot]
        slot.sequence = None
        slot.retained = sequence.tokens[: sequence.n_past]
        slot.last_used = self._counters.n_steps
