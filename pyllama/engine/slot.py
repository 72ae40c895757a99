"""A place for one sequence, and what it remembers of the last one."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyllama.engine.sequence import Sequence
from pyllama.engine.statistics import SlotStatistics


@dataclass(slots=True)
class Slot:
    """A place for one sequence; its number is the sequence's ``seq_id`` in the context's memory.

    Attributes:
        id_slot: its number.
        sequence: who is in it now.
        retained: tokens whose cells are still in the memory while nobody is in it.
        last_used: number of the step in which a sequence last left it, -1 before.
    """

    id_slot: int
    sequence: Sequence | None = None
    retained: list[int] = field(default_factory=list)
    last_used: int = -1

    def n_common(self, tokens: list[int]) -> int:
        """Return how many leading tokens it remembers of these."""
        n = 0
        for ours, theirs in zip(self.retained, tokens, strict=False):
            if ours != theirs:
                break
            n += 1
        return n

    def statistics(self) -> SlotStatistics:
        """Return a snapshot."""
        sequence = self.sequence
        if sequence is None:
            return SlotStatistics(self.id_slot, is_processing=False, n_past=len(self.retained), n_decoded=0)
        return SlotStatistics(
            self.id_slot,
            is_processing=True,
            n_past=sequence.n_past,
            n_decoded=sequence.n_decoded,
        )
