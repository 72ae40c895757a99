"""A place for one sequence, as users see it, and what it remembers of the last one."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyllama.engine.cache.common_prefix import n_common
from pyllama.engine.lora_scales import LoraScales
from pyllama.engine.sequence import Sequence
from pyllama.engine.statistics import SlotStatistics


@dataclass(slots=True)
class Slot:
    """A place for one sequence.

    Attributes:
        id_slot: its number.
        sequence: who is in it now.
        tokens: exact tokens of the last sequence, which the memory may still hold.
        lora: the adapters that they were computed with.
        last_used: number of the step in which a sequence last left it, -1 before.
    """

    id_slot: int
    sequence: Sequence | None = None
    tokens: list[int] = field(default_factory=list)
    lora: LoraScales = ()
    last_used: int = -1

    def similarity(self, sequence: Sequence) -> float:
        """Return which share of a prompt is the beginning of what the slot remembers, from 0 to 1."""
        if self.lora != sequence.lora:
            return 0.0
        return n_common(self.tokens, sequence.reusable_tokens) / sequence.n_prompt

    def statistics(self) -> SlotStatistics:
        """Return a snapshot."""
        sequence = self.sequence
        if sequence is None:
            return SlotStatistics(self.id_slot, is_processing=False, n_past=len(self.tokens))
        return SlotStatistics(
            self.id_slot,
            is_processing=True,
            n_past=sequence.n_past,
            n_decoded=sequence.n_decoded,
            id_request=sequence.id_request,
            request=sequence.request,
            n_cached=sequence.n_cached,
        )
