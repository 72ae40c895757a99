"""What the scheduler wants of whoever keeps the books of the memory."""

from __future__ import annotations

from typing import Protocol

from pyllama.engine.cache.memory_ops import MemoryOp
from pyllama.engine.lora_scales import LoraScales
from pyllama.engine.sequence import Sequence


class SequenceCache(Protocol):
    """Knows what the memory holds, and decides what a sequence reuses and what has to go.

    A sequence is live from ``begin`` to ``leave``, ``forget`` or ``park``. Everything that the memory has to
    do is noted as operations, which are due before the next batch. What was computed with other LoRA adapters
    is as if it were of other tokens.
    """

    n_cells: int
    """Tokens that the memory holds."""

    shares_cells: bool
    """Whether a sequence can reuse what another one, live or not, has computed."""

    @property
    def n_used(self) -> int:
        """Cells in use; one that several sequences share counts once."""

    @property
    def n_free(self) -> int:
        """Cells that nobody uses."""

    @property
    def n_retained(self) -> int:
        """How many sequences are remembered though they have ended."""

    @property
    def n_host_bytes(self) -> int:
        """Host memory that the states of former sequences take."""

    def n_reusable(self, sequence: Sequence) -> int:
        """Return how many tokens of its prompt a waiting sequence would find computed."""

    def take_ops(self) -> list[MemoryOp]:
        """Return what the memory has to do, in order, and forget it here."""

    def begin(self, sequence: Sequence) -> bool:
        """Make a waiting sequence live, with all that it can reuse; ``False`` if there is no room."""

    def note_progress(self, sequence: Sequence) -> None:
        """Take note of what a live sequence has computed, so that others can share it."""

    def make_room(self, n_cells: int) -> bool:
        """Free cells that no live sequence uses; return whether there are so many."""

    def shift(self, sequence: Sequence) -> bool:
        """Drop tokens from the middle of a full context; return whether that was possible."""

    def leave(self, sequence: Sequence) -> None:
        """Let a live sequence go, and remember what can be reused of it."""

    def forget(self, sequence: Sequence) -> None:
        """Let a live sequence go whose memory cannot be trusted."""

    def park(self, sequence: Sequence) -> None:
        """Move a live sequence into host memory; ``begin`` brings it back."""

    def drop_parked(self, sequence: Sequence) -> None:
        """Free the host memory of a parked sequence that will not go on."""

    def reset(self) -> None:
        """Forget everything that is in the memory, which was cleared; nobody is live."""

    def erase(self, tokens: list[int], lora: LoraScales, id_slot: int) -> None:
        """Forget what is remembered of an idle slot, which are these tokens."""

    def lend(self, tokens: list[int], lora: LoraScales, id_slot: int) -> int | None:
        """Return the number of a sequence that holds exactly the tokens of an idle slot, if there is one."""

    def receive(self, tokens: list[int], lora: LoraScales, id_slot: int) -> int | None:
        """Return the number of a sequence whose state can be loaded now, ``None`` if there is no room."""

    def settle(self, seq_id: int, tokens: list[int], lora: LoraScales) -> None:
        """Remember a received sequence, which holds these tokens now; none if it could not be loaded."""
