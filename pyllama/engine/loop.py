"""The decode loop: one thread that owns all of the engine's state, from its start to its end."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from pyllama.engine.request import Event
from pyllama.engine.runner import Runner
from pyllama.engine.scheduler import Scheduler
from pyllama.engine.sequence import Sequence, SequenceStatus
from pyllama.engine.statistics import EngineStatistics
from pyllama.errors import DecodeError


@dataclass(frozen=True, slots=True)
class Submit:
    """Asks the loop to begin a sequence."""

    sequence: Sequence


@dataclass(frozen=True, slots=True)
class Cancel:
    """Asks the loop to drop a sequence before its next step."""

    id_request: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Asks the loop to end before its next step."""


Message = Submit | Cancel | Stop
Posted = tuple[int, Event]
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
        self._inbox: SimpleQueue[Message] = SimpleQueue()
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
        while True:
            try:
                message = self._inbox.get(block=self._scheduler.is_idle)
            except Empty:
                return True
            match message:
                case Submit(sequence):
                    self._scheduler.submit(sequence)
                case Cancel(id_request):
                    dropped = self._scheduler.cancel(id_request)
                    if dropped is not None:
                        self._runner.release(dropped)
                    self.statistics = self._scheduler.statistics()
                case Stop():
                    return False

    def _step(self) -> None:
        plan = self._scheduler.schedule(time.perf_counter())
        if plan is None:
            return
        try:
            tokens = self._runner.execute(plan)
        except DecodeError as error:
            events = self._scheduler.fail(plan.sequences(), error)
        else:
            events = self._scheduler.commit(plan, tokens, time.perf_counter())
        for sequence, _ in events:
            if sequence.status is SequenceStatus.FINISHED:
                self._runner.release(sequence)
        # Before the events: whoever has read the end of a generation finds it counted.
        self.statistics = self._scheduler.statistics()
        if events:
            self._post([(sequence.id_request, event) for sequence, event in events])
