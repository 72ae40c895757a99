"""How long new prompts wait for others, to begin with them in one step. Pure, as the scheduler."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

from pyllama.engine.placement import Placement

GATHER_S: Final = 0.003
"""Longest time that new prompts wait for one more to begin with them; it takes the server a part of it."""

GATHER_SHARE: Final = 0.05
"""Which part of the time that their evaluation takes they wait at most."""

EXPECTED_FACTOR: Final = 3
"""How many times as long they wait for somebody who is expected."""

RETURN_S: Final = 0.03
"""Seconds in which a program that has read an answer sends what follows from it, if it does so at once."""


class Gathering:
    """Those who ask together come one after the other; apart, each would wait for the steps of those before.

    Args:
        placement: who waits, and who runs.
        prompt_s: returns how long so many prompt tokens take, in seconds.
    """

    def __init__(self, placement: Placement, prompt_s: Callable[[int], float]) -> None:
        self._placement = placement
        self._prompt_s = prompt_s
        self._t_left: deque[float] = deque(maxlen=len(placement.slots))  # of those who have not come back

    def came(self) -> None:
        """Note that somebody has come, perhaps again."""
        if self._t_left:
            self._t_left.popleft()

    def left(self, now: float) -> None:
        """Note that somebody has got all of an answer."""
        self._t_left.append(now)

    def wait_s(self, now: float) -> float:
        """Return how long to wait for another request before the next step, in seconds; 0 for not at all.

        Those who decode wait as well, but only for somebody whose last answer has just ended.
        """
        waiting = self._placement.waiting
        n_free = sum(slot.sequence is None for slot in self._placement.slots)
        is_expected = any(now - t_left < RETURN_S for t_left in self._t_left)
        if not 0 < len(waiting) < n_free or (self._placement.is_decoding and not is_expected):
            return 0.0
        prompts_s = self._prompt_s(sum(sequence.n_prompt for sequence in waiting))
        return min(GATHER_SHARE * prompts_s, GATHER_S) * (EXPECTED_FACTOR if is_expected else 1)
