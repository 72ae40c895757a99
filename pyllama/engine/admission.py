"""How many requests may wait: counts those that were submitted and have not begun. No clock of its own."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final

from pyllama.checks import check_ranges
from pyllama.errors import QueueFullError

RETRY_AFTER_MIN_S: Final = 1
RETRY_AFTER_MAX_S: Final = 60

_INTERVAL_WEIGHT = 0.2  # of the newest interval between two begins
_INT32_MAX = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionLimits:
    """What may wait at once.

    Attributes:
        n_requests: most requests, 1 or more.
        n_prompt_tokens: most tokens in the prompts of all of them; 0 is no limit.

    Raises:
        InvalidRequestError: a limit is out of its range; ``param`` names it.
    """

    n_requests: int = 1024
    n_prompt_tokens: int = 0

    def __post_init__(self) -> None:
        check_ranges(self, {"n_requests": (1, _INT32_MAX), "n_prompt_tokens": (0, _INT32_MAX)})


class Admission:
    """Refuses requests while too much waits already. Belongs to the thread that submits.

    A request is always admitted while none waits, however long its prompt is.

    All times are in seconds on one clock of the caller's.

    Args:
        limits: what may wait, beside those who find a free slot.
        n_slots: how many requests run at once.
    """

    def __init__(self, limits: AdmissionLimits, n_slots: int) -> None:
        self._limits = limits
        self._n_slots = n_slots
        self._running: set[int] = set()
        self._waiting: dict[int, int] = {}  # id_request to length of the prompt
        self._n_prompt_tokens = 0
        self._interval_s = 0.0
        self._t_last = 0.0  # of the last begin, or later, when the first of those who wait came

    @property
    def n_waiting(self) -> int:
        """Requests that have not begun."""
        return len(self._waiting)

    @property
    def n_prompt_tokens(self) -> int:
        """Tokens in their prompts."""
        return self._n_prompt_tokens

    def admit(self, id_request: int, n_prompt: int, now: float) -> None:
        """Count a new request, which waits from now on.

        Args:
            id_request: its name, not used before.
            n_prompt: length of its prompt in tokens.
            now: the present time.

        Raises:
            QueueFullError: it must not wait; nothing was counted.
        """
        if self._n_to_begin(n_prompt) > 0:
            raise QueueFullError(
                self.n_waiting,
                n_prompt_tokens=self._n_prompt_tokens,
                retry_after_s=self.retry_after_s(n_prompt, now),
            )
        if not self._waiting:
            self._t_last = now
        self._waiting[id_request] = n_prompt
        self._n_prompt_tokens += n_prompt

    def began(self, id_request: int, now: float) -> None:
        """Note that a request got a slot; one that does not wait is ignored."""
        if id_request in self._waiting:
            self._interval_s += _INTERVAL_WEIGHT * (now - self._t_last - self._interval_s)
            self._t_last = now
            self.left(id_request)
            self._running.add(id_request)

    def left(self, id_request: int) -> None:
        """Note that a request ended, perhaps before it began; one that is not known is ignored."""
        self._running.discard(id_request)
        self._n_prompt_tokens -= self._waiting.pop(id_request, 0)

    def retry_after_s(self, n_prompt: int, now: float) -> int:
        """Estimate when there will be room for a prompt, from how fast requests began recently.

        Args:
            n_prompt: length of the prompt in tokens.
            now: the present time.

        Returns:
            Whole seconds from now, from 1 to 60.
        """
        # What lasts longer than usual already, may last that long again.
        interval_s = max(self._interval_s, now - self._t_last)
        wait_s = ceil(self._n_to_begin(n_prompt) * interval_s)
        return min(max(wait_s, RETRY_AFTER_MIN_S), RETRY_AFTER_MAX_S)

    def _n_to_begin(self, n_prompt: int) -> int:
        """Return how many must begin before there is room for a prompt; 0 if there is room now."""
        n_waiting, limits = len(self._waiting), self._limits
        n_free = max(self._n_slots - len(self._running), 0)
        n_begins = n_waiting + 1 - limits.n_requests - n_free
        n_excess = self._n_prompt_tokens + n_prompt - limits.n_prompt_tokens
        if limits.n_prompt_tokens > 0 and n_excess > 0 and n_waiting > 0:
            mean_prompt = self._n_prompt_tokens / n_waiting
            n_begins = max(n_begins, ceil(n_excess / mean_prompt))
        return min(max(n_begins, 0), n_waiting)
