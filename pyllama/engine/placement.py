"""Who is where: the queue, the slots, and what an idle slot remembers. Pure, as the scheduler."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyllama.engine.cache.common_prefix import n_common
from pyllama.engine.cache.sequence_cache import SequenceCache
from pyllama.engine.lora_scales import LoraScales
from pyllama.engine.sequence import Sequence, SequenceStatus
from pyllama.engine.slot import Slot
from pyllama.engine.waiting_queue import WaitingQueue

MIN_SHARED: Final = 32
"""Length of a prefix from which it is better to wait until another prompt has computed all of it."""


class Placement:
    """Takes sequences from the queue into slots and out of them again.

    Args:
        n_slots: how many sequences run at once.
        min_similarity: share of a prompt that a slot must remember to be chosen for it, from 0 to 1; 0 takes
            the slot that was idle longest.
        cache: the books of the memory.

    Attributes:
        slots: all slots, by their number.
        waiting: the queue.
    """

    def __init__(self, n_slots: int, min_similarity: float, cache: SequenceCache) -> None:
        self.slots = [Slot(i) for i in range(n_slots)]
        self.waiting = WaitingQueue()
        self._min_similarity = min_similarity
        self._cache = cache
        self._n_departures = 0

    @property
    def is_idle(self) -> bool:
        """Whether nobody runs or waits."""
        return len(self.waiting) == 0 and all(slot.sequence is None for slot in self.slots)

    @property
    def is_decoding(self) -> bool:
        """Whether a running sequence generates tokens already."""
        return any(sequence.status is SequenceStatus.DECODING for sequence in self.running())

    def running(self) -> Iterator[Sequence]:
        """Yield the sequences that are in slots."""
        return (slot.sequence for slot in self.slots if slot.sequence is not None)

    def find(self, id_request: int) -> Sequence | None:
        """Return the sequence of a request, wherever it is."""
        return next((s for s in (*self.running(), *self.waiting) if s.id_request == id_request), None)

    # ----------------------------------------------------------------- coming

    def place(self, now: float) -> Iterator[Sequence]:
        """Move waiting sequences into free slots; yield each of them, with what it can reuse noted in it.

        Args:
            now: the present time in seconds.
        """
        free = [slot for slot in self.slots if slot.sequence is None]
        if not free or not len(self.waiting):
            return
        for sequence in self.waiting.in_order(now):
            slot = self._choose(free, sequence)
            if slot is None or self._waits_for_prefix(sequence):
                continue
            sequence.id_slot = slot.id_slot
            if not self._cache.begin(sequence):
                # Nobody overtakes who waits for room, or large requests would wait for ever.
                sequence.id_slot = -1
                return
            self.waiting.take(sequence)
            slot.sequence = sequence
            slot.tokens = []
            sequence.status = SequenceStatus.DECODING if sequence.n_decoded else SequenceStatus.PROMPT
            yield sequence
            free.remove(slot)
            if not free:
                return

    def _choose(self, free: list[Slot], sequence: Sequence) -> Slot | None:
        """Return the slot that was asked for, that remembers much of the prompt, or was idle longest."""
        wanted = sequence.request.id_slot
        if wanted is not None:
            return next((slot for slot in free if slot.id_slot == wanted), None)
        if self._min_similarity > 0 and not sequence.is_parked:
            best = max(free, key=lambda slot: slot.similarity(sequence))
            if best.similarity(sequence) >= self._min_similarity:
                return best
        return min(free, key=lambda slot: slot.last_used)

    def _waits_for_prefix(self, sequence: Sequence) -> bool:
        """Whether another prompt is computing a long beginning of this one right now."""
        if sequence.is_parked or not self._cache.shares_cells:
            return False
        tokens = sequence.reusable_tokens
        n_known = -1
        for other in self.running():
            if other.status is not SequenceStatus.PROMPT or not other.request.cache_prompt:
                continue
            if other.lora != sequence.lora:
                continue
            n_shared = n_common(other.tokens, tokens)
            if n_shared >= MIN_SHARED and n_shared > other.n_past:
                n_known = self._cache.n_reusable(sequence) if n_known < 0 else n_known
                if n_shared > n_known:
                    return True
        return False

    # ----------------------------------------------------------------- going

    def park(self, sequence: Sequence) -> None:
        """Move a running sequence to host memory and to the head of the queue."""
        self._cache.park(sequence)
        self.slots[sequence.id_slot].sequence = None
        sequence.id_slot = -1
        sequence.status = SequenceStatus.WAITING
        self.waiting.put_back(sequence)

    def drop(self, sequence: Sequence, *, forget: bool = False) -> None:
        """Take a sequence out of its slot, or out of the queue.

        Args:
            sequence: the sequence.
            forget: remember nothing of it; else what is exact of its memory is retained.
        """
        sequence.status = SequenceStatus.FINISHED
        self.waiting.charge(sequence.request.tenant, sequence.n_decoded)
        if sequence.id_slot < 0:
            self.waiting.remove(sequence)
            if sequence.is_parked:
                self._cache.drop_parked(sequence)
            return
        slot = self.slots[sequence.id_slot]
        slot.sequence = None
        self._n_departures += 1
        slot.last_used = self._n_departures
        if forget:
            self._cache.forget(sequence)
        else:
            slot.tokens, slot.lora = sequence.exact_tokens, sequence.lora
            self._cache.leave(sequence)

    # ----------------------------------------------------------------- what an idle slot remembers

    def lend(self, id_slot: int) -> tuple[list[int], LoraScales, int | None]:
        """Return what tokens an idle slot remembers, their adapters, and a sequence that holds them.

        There are no tokens, and no such number, where the slot remembers none or its memory was needed.
        The operations that are due have to be done before the state is read.
        """
        slot = self.slots[id_slot]
        seq_id = self._cache.lend(slot.tokens, slot.lora, id_slot) if slot.tokens else None
        return ([], (), None) if seq_id is None else (slot.tokens, slot.lora, seq_id)

    def erase(self, id_slot: int) -> int:
        """Forget what an idle slot remembers; return how many tokens it was."""
        slot = self.slots[id_slot]
        tokens, slot.tokens = slot.tokens, []
        self._cache.erase(tokens, slot.lora, id_slot)
        return len(tokens)

    def receive(self, id_slot: int, tokens: list[int], lora: LoraScales) -> int | None:
        """Return the number of a sequence to load a state into; ``None`` if there is no room.

        The operations that are due have to be done before, and ``settle`` called after it.
        """
        self.erase(id_slot)
        return self._cache.receive(tokens, lora, id_slot)

    def settle(self, id_slot: int, seq_id: int, tokens: list[int], lora: LoraScales) -> None:
        """Let an idle slot remember tokens whose state was loaded; none if that failed."""
        self._cache.settle(seq_id, tokens, lora)
        slot = self.slots[id_slot]
        slot.tokens, slot.lora = tokens, lora

    def forget_all(self) -> None:
        """Let all slots, which are idle, remember nothing: the memory was cleared."""
        for slot in self.slots:
            slot.tokens = []
        self._cache.reset()
