"""Sequences that wait for a slot, in the order in which they should get one. Pure: no clock of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from typing import Final

from pyllama.engine.sequence import Sequence

BATCH_PATIENCE_S: Final = 30.0
"""Seconds after which a waiting batch request counts as an interactive one."""

N_IDLE_TENANTS_MAX: Final = 1024
"""Tenants with nothing waiting whose served tokens are remembered."""


class WaitingQueue:
    """Sequences that wait for a slot.

    Parked sequences go first, the oldest of them before the others. Then come interactive requests, then
    batch requests. In each of the two classes tenants share by start-time fair queueing: each has a virtual
    time, which grows by the tokens that it is served, and the tenant whose is least goes first. Whoever was
    away begins where the present ones are: it has saved nothing. One tenant's sequences keep their order.

    A tenant's virtual time::

        put:     max(its own, that of the last start, the least of those who wait)   if it had nothing waiting
        take:    + the length of the prompt
        charge:  + what it was served besides
    """

    def __init__(self) -> None:
        self._parked: dict[int, Sequence] = {}
        self._waiting: dict[str, dict[int, Sequence]] = {}  # by tenant and id_request; none is empty
        self._virtual: dict[str, int] = {}
        self._last_start = 0
        self._n_prompt_tokens = 0

    def __len__(self) -> int:
        return len(self._parked) + sum(map(len, self._waiting.values()))

    def __iter__(self) -> Iterator[Sequence]:
        """Yield all, in no particular order."""
        yield from self._parked.values()
        for sequences in self._waiting.values():
            yield from sequences.values()

    @property
    def n_parked(self) -> int:
        """How many of them have begun before."""
        return len(self._parked)

    @property
    def n_prompt_tokens(self) -> int:
        """Prompt tokens of all that wait, parked ones included."""
        return self._n_prompt_tokens

    # ----------------------------------------------------------------- arrivals and departures

    def put(self, sequence: Sequence) -> None:
        """Add a sequence that has not begun, behind the others of its tenant and class."""
        tenant = sequence.request.tenant
        if tenant not in self._waiting:
            present = min((self._virtual[other] for other in self._waiting), default=0)
            self._virtual[tenant] = max(self._virtual.get(tenant, 0), self._last_start, present)
            self._waiting[tenant] = {}
        self._waiting[tenant][sequence.id_request] = sequence
        self._n_prompt_tokens += sequence.n_prompt

    def put_back(self, sequence: Sequence) -> None:
        """Add a sequence that was parked; it goes before all that have not begun."""
        self._parked[sequence.id_request] = sequence
        self._n_prompt_tokens += sequence.n_prompt

    def remove(self, sequence: Sequence) -> None:
        """Drop a sequence; its tenant is not charged.

        Raises:
            ValueError: it does not wait.
        """
        id_request, tenant = sequence.id_request, sequence.request.tenant
        sequences = self._waiting.get(tenant, {})
        if id_request in self._parked:
            del self._parked[id_request]
        elif id_request in sequences:
            del sequences[id_request]
            if not sequences:
                del self._waiting[tenant]
                self._forget_idle()
        else:
            raise ValueError(f"request {id_request} does not wait")
        self._n_prompt_tokens -= sequence.n_prompt

    def take(self, sequence: Sequence) -> None:
        """Drop a sequence because it got a slot; its tenant is charged with the prompt, unless it was parked.

        Raises:
            ValueError: it does not wait.
        """
        was_parked = sequence.id_request in self._parked
        start = self._virtual.get(sequence.request.tenant, 0)
        self.remove(sequence)
        if not was_parked:
            self._last_start = max(self._last_start, start)
            self.charge(sequence.request.tenant, sequence.n_prompt)

    def charge(self, tenant: str, n_tokens: int) -> None:
        """Count tokens that a tenant was served besides the prompts that were taken."""
        self._virtual[tenant] = self._virtual.get(tenant, self._last_start) + n_tokens

    # ----------------------------------------------------------------- the order

    def in_order(self, now: float) -> Iterator[Sequence]:
        """Yield all, the next one to get a slot first; each place takes account of those before it.

        It charges nobody. What is put, removed or taken meanwhile does not change what it yields.

        Args:
            now: the present time in seconds, on the clock of ``Sequence.t_submitted``.
        """
        parked = [self._parked[id_request] for id_request in sorted(self._parked)]
        waiting = {tenant: list(sequences.values()) for tenant, sequences in self._waiting.items()}
        virtual = {tenant: self._virtual[tenant] for tenant in waiting}
        yield from parked
        for urgent in (True, False):
            queues = {
                tenant: _of_class(sequences, now, urgent=urgent) for tenant, sequences in waiting.items()
            }
            yield from _interleave(queues, virtual)

    # ----------------------------------------------------------------- details

    def _forget_idle(self) -> None:
        """Bound the number of tenants that are remembered: drop those who owe least."""
        if len(self._virtual) - len(self._waiting) > N_IDLE_TENANTS_MAX:
            idle = [tenant for tenant in self._virtual if tenant not in self._waiting]
            idle.sort(key=self._virtual.__getitem__)
            for tenant in idle[: len(idle) // 2]:
                del self._virtual[tenant]


def _of_class(sequences: Iterable[Sequence], now: float, *, urgent: bool) -> Iterator[Sequence]:
    """Yield those that count as interactive, or those that do not."""
    for sequence in sequences:
        is_interactive = sequence.request.priority == "interactive"
        if (is_interactive or now - sequence.t_submitted > BATCH_PATIENCE_S) is urgent:
            yield sequence


def _interleave(queues: dict[str, Iterator[Sequence]], virtual: dict[str, int]) -> Iterator[Sequence]:
    """Yield from the queue of the tenant whose virtual time is least, and move that time on."""
    heads: list[tuple[int, int, Sequence]] = []

    def push_head(tenant: str) -> None:
        head = next(queues[tenant], None)
        if head is not None:
            heappush(heads, (virtual[tenant], head.id_request, head))

    for tenant in queues:
        push_head(tenant)
    while heads:
        _, _, sequence = heappop(heads)
        yield sequence
        virtual[sequence.request.tenant] += sequence.n_prompt
        push_head(sequence.request.tenant)
