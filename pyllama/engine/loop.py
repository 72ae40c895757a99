"""The decode loop: one thread that owns all of the engine's state, from its start to its end."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty
from typing import Final

from pyllama.engine.inbox import Inbox
from pyllama.engine.request import Event, Left, Notice, TextDelta
from pyllama.engine.runner import Runner
from pyllama.engine.scheduler import Noted, Scheduler
from pyllama.engine.sequence import Sequence, SequenceStatus
from pyllama.engine.statistics import EngineStatistics
from pyllama.errors import DecodeError, PyllamaError, StateError

STATISTICS_S: Final = 0.02
"""Seconds between two snapshots while nothing happens but more tokens."""

N_GATHERED_MAX: Final = 64
"""New requests after which a step begins, though more of them may be on their way."""

_NO_FREE_CELLS: Final = 1


@dataclass(frozen=True, slots=True)
class Submit:
    """Asks the loop to begin a sequence."""

    sequence: Sequence


@dataclass(frozen=True, slots=True)
class Cancel:
    """Asks the loop to drop a sequence before its next step."""

    id_request: int


@dataclass(frozen=True, slots=True)
class EndReasoning:
    """Asks the loop to let a sequence end its thoughts."""

    id_request: int


@dataclass(frozen=True, slots=True)
class SlotCall:
    """Asks the loop to call a function between two steps, as soon as a slot is idle.

    Attributes:
        id_slot: the slot.
        function: what to call, on the loop's thread.
        reply: called there with what it returned or raised.
    """

    id_slot: int
    function: Callable[[Scheduler, Runner], object]
    reply: Callable[[object], None]


@dataclass(frozen=True, slots=True)
class Stop:
    """Asks the loop to end before its next step."""


Message = Submit | Cancel | EndReasoning | SlotCall | Stop
Posted = tuple[int, Event | Notice]
"""An event, and the ``id_request`` of whom it is for."""


class DecodeLoop:
    """Runs steps while there is work, and blocks on its inbox while there is none.

    Two threads meet here and share nothing but two queues: others put messages into the inbox, and the
    loop posts what it made, once a step.

    Args:
        scheduler: decides what to compute; owned by the loop from now on.
        runner: computes it; owned by the loop from now on.
        post: takes the events of a step, in order. Called on the loop's thread; must not block.
    """

    def __init__(
        self,
        scheduler: Scheduler,
        runner: Runner,
        post: Callable[[list[Posted]], None],
    ) -> None:
        self._scheduler = scheduler
        self._runner = runner
        self._post = post
        self._inbox: Inbox[Message] = Inbox()
        self._slot_calls: list[SlotCall] = []
        self._t_statistics = 0.0
        self.statistics: EngineStatistics = scheduler.statistics()
        """The newest snapshot; frozen, so any thread may read it."""

    def send(self, message: Message) -> None:
        """Put a message into the inbox, from any thread."""
        self._inbox.put(message)

    def run(self) -> None:
        """Run until ``Stop``. Whatever ends it, the runner is closed."""
        try:
            while self._read_inbox():
                self._step()
        finally:
            self._runner.close()

    def _read_inbox(self) -> bool:
        """Handle all messages, waiting for one if there is nothing to compute; ``False`` to stop."""
        n_submitted = 0
        while True:
            self._call_for_idle_slots()
            if self._scheduler.is_idle:
                self._do_what_is_due()
            is_idle = self._scheduler.is_idle
            try:
                message = self._inbox.get(None if is_idle else self._gather_s(n_submitted))
            except Empty:
                return True
            match message:
                case Submit(sequence):
                    self._scheduler.submit(sequence)
                    n_submitted += 1
                case Cancel(id_request):
                    dropped = self._scheduler.cancel(id_request)
                    if dropped is not None:
                        self._runner.release(dropped)
                        self._post([(id_request, Left())])
                    self.statistics = self._scheduler.statistics()
                case EndReasoning(id_request):
                    self._end_reasoning(id_request)
                case SlotCall():
                    self._slot_calls.append(message)
                case Stop():
                    return False

    def _gather_s(self, n_submitted: int) -> float:
        return self._scheduler.gather_s(time.perf_counter()) if 0 < n_submitted < N_GATHERED_MAX else 0.0

    def _end_reasoning(self, id_request: int) -> None:
        sequence = self._scheduler.placement.find(id_request)
        if sequence is not None and sequence.reasoning is not None:
            sequence.reasoning.end()

    def _do_what_is_due(self) -> None:
        """Do what the memory has to do, so that nothing of it is held while the loop sleeps."""
        try:
            self._runner.apply(self._scheduler.take_ops())
        except StateError as error:
            self._forget_everything(error)

    def _forget_everything(self, error: StateError) -> list[Noted]:
        """Start again with an empty memory, as an operation on it has failed; return who failed with it."""
        events = self._scheduler.fail_all(error)
        self._runner.clear()
        return events

    def _call_for_idle_slots(self) -> None:
        slots = self._scheduler.placement.slots
        for call in [call for call in self._slot_calls if slots[call.id_slot].sequence is None]:
            self._slot_calls.remove(call)
            result: object
            try:
                result = call.function(self._scheduler, self._runner)
            except PyllamaError as error:
                result = error
            self.statistics = self._scheduler.statistics()
            call.reply(result)

    def _step(self) -> None:
        plan = self._scheduler.schedule(time.perf_counter())
        events = self._scheduler.take_events()
        if plan is not None:
            try:
                tokens = self._runner.execute(plan)
            except StateError as error:
                events += self._forget_everything(error)
            except DecodeError as error:
                if error.code != _NO_FREE_CELLS or not self._scheduler.relieve():
                    events += self._scheduler.fail(plan.sequences(), error)
            else:
                events += self._scheduler.commit(plan, tokens, time.perf_counter())
        for sequence, _ in events:
            if sequence.status is SequenceStatus.FINISHED:
                self._runner.release(sequence)
        now = time.perf_counter()
        # Before the events: whoever has read the end of a generation finds it counted.
        is_only_text = bool(events) and all(isinstance(event, TextDelta) for _, event in events)
        if not is_only_text or now > self._t_statistics + STATISTICS_S:
            self._t_statistics = now
            self.statistics = self._scheduler.statistics()
        posted = [(sequence.id_request, event) for sequence, event in events if not _taken(sequence, event)]
        if posted:
            self._post(posted)


def _taken(sequence: Sequence, event: Event | Notice) -> bool:
    """Whether the sequence's outlet took an event."""
    outlet = sequence.outlet
    return outlet is not None and isinstance(event, TextDelta) and outlet.take(event)
