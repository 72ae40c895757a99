"""What lies in a memory where sequences cannot share: each slot has a sequence, and remembers its last one.

That is so with separate buffers, and where the memory keeps a state instead of cells, or drops cells that a
sliding window has passed. Such a state cannot go back; then a copy that was made at the end of an earlier
prompt is taken, or all is evaluated again.
"""

from __future__ import annotations

from pyllama.engine.cache.common_prefix import n_common
from pyllama.engine.cache.host_states import HostParams, HostStates
from pyllama.engine.cache.memory_ops import Forget, MemoryOp, Move
from pyllama.engine.cache.reusable_chunks import reusable_chunks
from pyllama.engine.cache.sequence_cache import SequenceCache
from pyllama.engine.lora_scales import LoraScales
from pyllama.engine.sequence import Sequence


class SlotCache(SequenceCache):
    """Decides what a sequence finds in its slot. There is always room.

    Args:
        n_cells: tokens that the memory holds.
        n_slots: how many sequences it holds; their numbers are those of the slots.
        can_remove_part: whether it can forget the end of a sequence and keep the beginning.
        host: host memory for the states of earlier prompts.
    """

    shares_cells = False

    def __init__(
        self,
        *,
        n_cells: int,
        n_slots: int,
        can_remove_part: bool,
        host: HostParams | None = None,
    ) -> None:
        self.n_cells = n_cells
        self._can_remove_part = can_remove_part
        self._live: dict[int, Sequence] = {}
        self._retained: list[list[int]] = [[] for _ in range(n_slots)]
        self._lora: list[LoraScales] = [()] * n_slots
        self._ops: list[MemoryOp] = []
        self._host = HostStates(host or HostParams(), self._ops, can_cut=can_remove_part)

    # ----------------------------------------------------------------- what there is

    @property
    def n_used(self) -> int:
        """Cells in use."""
        return sum(map(len, self._retained)) + sum(sequence.n_past for sequence in self._live.values())

    @property
    def n_free(self) -> int:
        """Cells that nobody uses."""
        return self.n_cells - self.n_used

    @property
    def n_retained(self) -> int:
        """How many sequences are remembered though they have ended."""
        return sum(map(bool, self._retained))

    @property
    def n_host_bytes(self) -> int:
        """Host memory that the states of earlier prompts take."""
        return self._host.n_bytes

    def n_reusable(self, sequence: Sequence) -> int:  # noqa: ARG002  # as the others
        """Return 0: what is reused depends on the slot."""
        return 0

    def take_ops(self) -> list[MemoryOp]:
        """Return what the memory has to do, in order, and forget it here."""
        ops = list(self._ops)
        self._ops.clear()
        return ops

    # ----------------------------------------------------------------- arriving and going on

    def begin(self, sequence: Sequence) -> bool:
        """Give a waiting sequence the memory of its slot; ``True``."""
        seq_id, tokens = sequence.id_slot, sequence.reusable_tokens
        n = self._n_kept(seq_id, tokens, sequence.lora)
        retained, self._retained[seq_id] = self._retained[seq_id], []
        lora, self._lora[seq_id] = self._lora[seq_id], sequence.lora
        if self._can_remove_part and len(retained) > n:
            self._host.store(seq_id, retained, lora)
        # After storing, which may push out what would be found.
        stored = self._host.find(tokens, sequence.lora, n)
        self._live[seq_id] = sequence
        sequence.seq_id = seq_id
        if stored is not None:
            self._host.load(stored, seq_id)
            n = stored.n_common
        elif len(retained) > n:
            if self._can_remove_part and lora == sequence.lora:
                n = self._move_chunks(sequence, retained, tokens, n)
            self._ops.append(Forget(seq_id, n))
        sequence.n_past = sequence.n_cached = n
        return True

    def note_progress(self, sequence: Sequence) -> None:
        """Keep a copy of the state at the end of a prompt, where it cannot go back to it."""
        if not self._can_remove_part and sequence.n_past == sequence.n_prompt:
            self._host.store(sequence.seq_id, sequence.exact_tokens, sequence.lora)

    def make_room(self, n_cells: int) -> bool:  # noqa: ARG002  # as the others
        """Do nothing: each slot has room for all that its sequence can have."""
        return True

    def park(self, sequence: Sequence) -> None:
        """Not to be called: there is always room."""
        raise AssertionError(sequence)

    def drop_parked(self, sequence: Sequence) -> None:
        """Not to be called: nobody is parked."""
        raise AssertionError(sequence)

    def shift(self, sequence: Sequence) -> bool:
        """Drop tokens from the middle of a full context, and move up what follows; ``True``."""
        seq_id, (start, end) = sequence.seq_id, sequence.shift_range()
        self._ops += (Forget(seq_id, start, end), Move(seq_id, end, sequence.n_past, start - end))
        sequence.shift()
        return True

    # ----------------------------------------------------------------- leaving

    def leave(self, sequence: Sequence) -> None:
        """Let a live sequence go; its slot remembers what is exact of it."""
        seq_id, exact = sequence.seq_id, sequence.exact_tokens
        if len(exact) < sequence.n_past:
            exact = exact if self._can_remove_part else []
            self._ops.append(Forget(seq_id, len(exact)))
        del self._live[seq_id]
        self._retained[seq_id] = exact

    def forget(self, sequence: Sequence) -> None:
        """Let a live sequence go whose memory cannot be trusted, or is not wanted any more."""
        del self._live[sequence.seq_id]
        self._ops.append(Forget(sequence.seq_id, 0))
        sequence.seq_id = -1

    def reset(self) -> None:
        """Forget everything that is in the memory, which was cleared; nobody is live."""
        self._retained = [[] for _ in self._retained]
        self._ops.clear()

    def erase(self, tokens: list[int], lora: LoraScales, id_slot: int) -> None:  # noqa: ARG002  # for others
        """Forget what an idle slot remembers."""
        self._retained[id_slot] = []
        self._ops.append(Forget(id_slot, 0))

    # ----------------------------------------------------------------- states that come and go

    def lend(self, tokens: list[int], lora: LoraScales, id_slot: int) -> int | None:
        """Return the sequence of a slot that remembers exactly these tokens; ``None`` if they are gone."""
        return id_slot if (self._retained[id_slot], self._lora[id_slot]) == (tokens, lora) else None

    def receive(self, tokens: list[int], lora: LoraScales, id_slot: int) -> int | None:  # noqa: ARG002  # as above
        """Return the sequence of an idle slot, whose state can be loaded now."""
        return id_slot

    def settle(self, seq_id: int, tokens: list[int], lora: LoraScales) -> None:
        """Remember a received sequence, which holds these tokens now; none if it could not be loaded."""
        self._retained[seq_id], self._lora[seq_id] = tokens, lora

    # ----------------------------------------------------------------- details

    def _n_kept(self, id_slot: int, tokens: list[int], lora: LoraScales) -> int:
        retained = self._retained[id_slot]
        n = n_common(retained, tokens) if self._lora[id_slot] == lora else 0
        return n if n == len(retained) or self._can_remove_part else 0

    def _move_chunks(self, sequence: Sequence, retained: list[int], tokens: list[int], n: int) -> int:
        """Move later parts of what the slot remembers to where they fit; return where they end."""
        end, n_min = n, sequence.request.n_cache_reuse
        for start, length in reusable_chunks(retained, tokens, n, n_min) if n_min else ():
            self._ops += (
                Forget(sequence.seq_id, end, start),
                Move(sequence.seq_id, start, start + length, end - start),
            )
            end += length
            sequence.n_exact, sequence.is_moving = n, True
        return end
