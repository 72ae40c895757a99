"""Who reads what, and how much waits: the Trio thread's side of all generations."""

from __future__ import annotations

import itertools
import time
import weakref
from collections.abc import Callable, Iterable
from typing import Final

from pyllama.engine.admission import Admission, AdmissionLimits
from pyllama.engine.generation import Generation
from pyllama.engine.loop import Posted
from pyllama.engine.request import Began, Failed, Finished, GenerationRequest, Left
from pyllama.errors import PyllamaError

N_BUFFERED_MAX: Final = 8192
"""Deltas that a reader may be behind before its generation is dropped."""


class Readers:
    """Knows each generation for as long as somebody holds it and it has not ended.

    Args:
        limits: how much may wait.
        n_slots: how many generations run at once.
        cancel: tells the loop that a generation is not wanted any more; safe on any thread.

    Attributes:
        admission: counts those that wait and those that run.
    """

    def __init__(self, limits: AdmissionLimits, n_slots: int, cancel: Callable[[int], None]) -> None:
        self.admission = Admission(limits, n_slots)
        self._cancel = cancel
        self._ids = itertools.count()
        self._live: weakref.WeakValueDictionary[int, Generation] = weakref.WeakValueDictionary()

    def __len__(self) -> int:
        return len(self._live)

    def add(self, request: GenerationRequest, now: float) -> Generation:
        """Return what reads a new generation, which waits from now on.

        Raises:
            QueueFullError: too many generations wait already.
        """
        id_request = next(self._ids)
        self.admission.admit(id_request, len(request.prompt), now)
        generation = Generation(request, id_request, N_BUFFERED_MAX, self.drop)
        self._live[id_request] = generation
        return generation

    def deliver(self, events: Iterable[Posted]) -> None:
        """Give the events of a step to those who read them."""
        for id_request, event in events:
            if isinstance(event, Began):
                self.admission.began(id_request, time.perf_counter())
                continue
            if isinstance(event, Left):
                self.admission.left(id_request)
                continue
            generation = self._live.get(id_request)
            is_read = generation is not None and generation.deliver(event)
            if isinstance(event, Finished | Failed):
                # Also where nobody reads it: the loop has forgotten it, and a cancel would find nothing.
                self._live.pop(id_request, None)
                self.admission.left(id_request)
            elif not is_read:
                self.drop(id_request)

    def drop(self, id_request: int) -> None:
        """Forget a generation and tell the loop; safe on any thread."""
        self._live.pop(id_request, None)
        self._cancel(id_request)

    def fail_all(self, error: PyllamaError) -> None:
        """Tell everybody that no more comes."""
        for generation in list(self._live.values()):
            generation.deliver(Failed(error))
        self._live.clear()
