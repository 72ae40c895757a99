"""What lies in a unified KV buffer: which cells are in use, by whom, and who can share them.

All sequences use one buffer, and a cell may belong to several of them. Those that run are *live*; those that
have ended are *retained* until their cells or their numbers are needed. The prefix tree knows the exact cells
of both. What a live sequence has computed since it was last looked at, and what is not exact after cells were
moved, belongs to it alone and is not in the tree::

    cells of a sequence:  [ in the tree, perhaps shared ... | its own alone ... ]
                          0                                 n_held              n_past

Whatever the memory has to do is noted as an operation, in order, for the runner.
"""

from __future__ import annotations

from typing import Final

from pyllama.engine.cache.host_states import HostParams, HostStates, StoredState
from pyllama.engine.cache.memory_ops import Discard, Forget, Load, MemoryOp, Move, Save, Share
from pyllama.engine.cache.prefix_tree import Adoption, Match, PrefixTree
from pyllama.engine.cache.retained import RetainedSequences
from pyllama.engine.cache.reusable_chunks import reusable_chunks
from pyllama.engine.cache.sequence_cache import SequenceCache
from pyllama.engine.lora_scales import LoraScales
from pyllama.engine.sequence import EVERYTHING, Sequence

# Cells that must be free beyond its own, so that a sequence is not parked again at once.
_RESUME_MARGIN: Final = 64


class KVCache(SequenceCache):
    """Decides which cells a sequence shares, who has to go, and what to keep.

    Args:
        n_cells: tokens that the memory holds.
        n_seq_max: how many sequences it can tell apart, live and retained: two more than can be live.
        host: host memory for the states of retained sequences that had to go.
    """

    shares_cells = True

    def __init__(self, *, n_cells: int, n_seq_max: int, host: HostParams | None = None) -> None:
        self.n_cells = n_cells
        self._tree = PrefixTree()
        self._live: dict[int, Sequence] = {}
        self._ops: list[MemoryOp] = []
        self._host = HostStates(host or HostParams(), self._ops)
        self._retained = RetainedSequences(n_seq_max, self._tree, self._host, self._ops)

    # ----------------------------------------------------------------- what there is

    @property
    def n_used(self) -> int:
        """Cells in use; one that several sequences share counts once."""
        own = (sequence.n_past - self._tree.n_held(seq_id) for seq_id, sequence in self._live.items())
        return self._tree.n_cells + sum(own)

    @property
    def n_free(self) -> int:
        """Cells that nobody uses."""
        return self.n_cells - self.n_used

    @property
    def n_retained(self) -> int:
        """How many sequences are remembered though they have ended."""
        return len(self._retained)

    @property
    def n_host_bytes(self) -> int:
        """Host memory that the states of former sequences take."""
        return self._host.n_bytes

    def n_reusable(self, sequence: Sequence) -> int:
        """Return how many tokens of its prompt a waiting sequence would find computed."""
        return self._match(sequence).n

    def take_ops(self) -> list[MemoryOp]:
        """Return what the memory has to do, in order, and forget it here."""
        ops = list(self._ops)
        self._ops.clear()
        return ops

    # ----------------------------------------------------------------- arriving and going on

    def begin(self, sequence: Sequence) -> bool:
        """Give a waiting sequence its place, with all it can reuse; ``False`` if there is no room now."""
        if sequence.is_parked:
            return self._resume(sequence)
        tokens = sequence.reusable_tokens
        stored = self._host.find(tokens, sequence.lora, self._match(sequence).n)
        if stored is not None and self._restore(sequence, stored):
            return True
        if sequence.request.n_cache_reuse and self._reuse_chunks(sequence):
            return True
        match = self._tree.match(tokens, sequence.lora)
        seq_id = self._retained.new_id(keep=match.holder)
        self._tree.attach(seq_id, tokens[: match.n], sequence.lora)
        if match.holder is not None:
            self._ops.append(Share(match.holder, seq_id, 0, match.n))
            self._retained.touch(match.holder)
        self._enter(sequence, seq_id, match.n)
        if self._fits(sequence.n_prompt - match.n):
            self._retained.evict_cheap()
            return True
        self._give_up(sequence)
        return False

    def note_progress(self, sequence: Sequence) -> None:
        """Let others share what a live sequence has computed."""
        if sequence.request.cache_prompt:
            self._hand_over(sequence)

    def make_room(self, n_cells: int) -> bool:
        """Free cells, by dropping retained sequences; return whether there are so many now."""
        while self.n_free < n_cells and self._retained:
            self._retained.evict()
        return self.n_free >= n_cells

    def shift(self, sequence: Sequence) -> bool:
        """Drop tokens from the middle of a full context, and move up what follows.

        Moving would move a shared cell for everyone, so what has to move and is shared is copied before.

        Returns:
            Whether it was done; there may be no room for the copy.
        """
        seq_id, (start, end) = sequence.seq_id, sequence.shift_range()
        self.note_progress(sequence)
        # What only retained sequences share with it becomes its own as they go.
        while self._retained and self._tree.exclusive_from(seq_id) > max(start, self.n_free):
            self._retained.evict()
        if self._tree.exclusive_from(seq_id) <= start:
            self._tree.truncate(seq_id, min(start, self._tree.n_held(seq_id)))
        elif not self._make_own(sequence):
            return False
        n_past = sequence.n_past
        self._ops += (Forget(seq_id, start, end), Move(seq_id, end, n_past, start - end))
        sequence.shift()
        self.note_progress(sequence)
        return True

    # ----------------------------------------------------------------- leaving

    def leave(self, sequence: Sequence) -> None:
        """Let a live sequence go; what is exact of it is retained."""
        seq_id = sequence.seq_id
        self._hand_over(sequence)
        n_held = self._tree.n_held(seq_id)
        if sequence.n_past > n_held:
            self._ops.append(Forget(seq_id, n_held))
        del self._live[seq_id]
        self._retained.add(seq_id)
        self._retained.drop_covered()
        if self._live:
            self._retained.evict_cheap()

    def forget(self, sequence: Sequence) -> None:
        """Let a live sequence go whose memory cannot be trusted, or is not wanted any more."""
        self._give_up(sequence)

    def park(self, sequence: Sequence) -> None:
        """Move a live sequence into host memory, where it waits for room."""
        if sequence.n_past > 0:
            self._ops.append(Save(sequence.seq_id, _parked_key(sequence)))
            sequence.is_parked = True
        self._give_up(sequence)

    def drop_parked(self, sequence: Sequence) -> None:
        """Free the host memory of a parked sequence that will not go on."""
        self._ops.append(Discard(_parked_key(sequence)))
        sequence.is_parked = False

    def reset(self) -> None:
        """Forget everything that is in the memory, which was cleared; nobody is live."""
        for seq_id in self._retained:
            self._retained.drop(seq_id)
        self._ops.clear()

    def erase(self, tokens: list[int], lora: LoraScales, id_slot: int) -> None:  # noqa: ARG002  # for others
        """Forget a retained sequence of exactly these tokens, if there is one."""
        for seq_id in [i for i in self._retained if self._tree.n_held(i) == len(tokens)]:
            if self._tree.tokens(seq_id) == tokens and self._tree.lora(seq_id) == lora:
                self._retained.drop(seq_id)

    # ----------------------------------------------------------------- states that come and go

    def lend(self, tokens: list[int], lora: LoraScales, id_slot: int) -> int | None:  # noqa: ARG002  # as above
        """Return a sequence that holds exactly these tokens, to read its state; ``None`` if they are gone.

        It is retained, and may be gone after the next change.
        """
        match = self._tree.match(tokens, lora)
        if match.holder is None or match.n < len(tokens):
            return None
        seq_id = self._retained.new_id(keep=match.holder)
        self._tree.attach(seq_id, tokens, lora)
        self._ops.append(Share(match.holder, seq_id, 0, match.n))
        self._retained.add(seq_id)
        return seq_id

    def receive(self, tokens: list[int], lora: LoraScales, id_slot: int) -> int | None:  # noqa: ARG002  # as above
        """Return a sequence whose state of these tokens can be loaded now; ``None`` if there is no room."""
        if not self.make_room(len(tokens)):
            return None
        seq_id = self._retained.new_id()
        self._tree.attach(seq_id, [], lora)
        return seq_id

    def settle(self, seq_id: int, tokens: list[int], lora: LoraScales) -> None:  # noqa: ARG002  # as above
        """Retain a received sequence, which holds these tokens now; none if it could not be loaded."""
        self._adopt(self._tree.extend(seq_id, tokens))
        self._retained.add(seq_id)
        if not tokens:
            self._retained.drop(seq_id)

    def check_integrity(self) -> None:
        """Look at everything.

        Raises:
            AssertionError: the books contradict themselves, which is a bug.
        """
        self._tree.check_integrity()
        ids = [*self._live, *self._retained, *self._retained.free_ids]
        known = [seq_id for seq_id in ids if seq_id in self._tree]
        if len(ids) != len(set(ids)) or sorted(known) != sorted([*self._live, *self._retained]):
            raise AssertionError(f"numbers of sequences: {ids}, in the tree: {known}")
        if not 0 <= self.n_used <= self.n_cells:
            raise AssertionError(f"{self.n_used} of {self.n_cells} cells")

    # ----------------------------------------------------------------- details

    def _match(self, sequence: Sequence) -> Match:
        """Return what is computed of a waiting sequence's prompt, in this very moment."""
        for live in self._live.values():
            self.note_progress(live)
        return self._tree.match(sequence.reusable_tokens, sequence.lora)

    def _enter(self, sequence: Sequence, seq_id: int, n_cached: int) -> None:
        self._live[seq_id] = sequence
        sequence.seq_id = seq_id
        sequence.n_past = n_cached
        sequence.n_cached = n_cached

    def _give_up(self, sequence: Sequence) -> None:
        del self._live[sequence.seq_id]
        self._retained.remove(sequence.seq_id)
        sequence.seq_id = -1

    def _fits(self, n_more: int) -> bool:
        """Return whether the newest live sequence can have more cells; alone it always can."""
        return self.make_room(n_more) or len(self._live) == 1

    def _hand_over(self, sequence: Sequence) -> None:
        """Put the exact cells of a live sequence into the tree."""
        exact = sequence.exact_tokens
        n_held = self._tree.n_held(sequence.seq_id)
        if len(exact) > n_held:
            self._adopt(self._tree.extend(sequence.seq_id, exact[n_held:]))

    def _adopt(self, adoption: Adoption | None) -> None:
        if adoption is not None:
            a = adoption
            self._ops += (Forget(a.seq_id, a.start, a.end), Share(a.holder, a.seq_id, a.start, a.end))

    def _make_own(self, sequence: Sequence) -> bool:
        """Give a live sequence cells of its own in place of all that it shares."""
        seq_id = sequence.seq_id
        if self._tree.exclusive_from(seq_id) > self.n_free:
            return False
        key = self._host.new_key()
        self._ops += (Save(seq_id, key), Load(seq_id, key), Discard(key))
        self._tree.truncate(seq_id, 0)
        return True

    def _restore(self, sequence: Sequence, stored: StoredState) -> bool:
        """Begin with a state from host memory."""
        seq_id = self._retained.new_id()
        n_needed = max(stored.n_tokens, sequence.n_prompt)
        # An eviction, for the number or the cells, may push the state itself out of host memory.
        if not self.make_room(n_needed) or stored.key not in self._host:
            self._retained.free_ids.append(seq_id)
            return False
        self._host.load(stored, seq_id)
        self._tree.attach(seq_id, [], sequence.lora)
        self._enter(sequence, seq_id, stored.n_common)
        self._hand_over(sequence)
        return True

    def _resume(self, sequence: Sequence) -> bool:
        n_past = sequence.n_past
        margin = _RESUME_MARGIN if self._live else 0
        if not self.make_room(n_past + margin):
            return False
        seq_id = self._retained.new_id()
        self._tree.attach(seq_id, [], sequence.lora)
        key = _parked_key(sequence)
        self._ops += (Load(seq_id, key), Discard(key))
        self._live[seq_id] = sequence
        sequence.seq_id = seq_id
        sequence.is_parked = False
        self.note_progress(sequence)
        return True

    def _reuse_chunks(self, sequence: Sequence) -> bool:
        """Begin in the place of a retained sequence, with cells of later parts moved to where they fit."""
        tokens = sequence.reusable_tokens
        n = self._tree.match(tokens, sequence.lora).n
        for donor in reversed(self._retained):
            theirs = self._tree.tokens(donor)
            if (
                self._tree.lora(donor) != sequence.lora
                or self._tree.exclusive_from(donor) > n
                or theirs[:n] != tokens[:n]
            ):
                continue
            if chunks := reusable_chunks(theirs, tokens, n, sequence.request.n_cache_reuse):
                return self._take_over(sequence, donor, n, chunks)
        return False

    def _take_over(self, sequence: Sequence, donor: int, n: int, chunks: list[tuple[int, int]]) -> bool:
        self._retained.take(donor)
        self._tree.truncate(donor, n)
        end = n
        for start, length in chunks:
            self._ops += (Forget(donor, end, start), Move(donor, start, start + length, end - start))
            end += length
        self._ops.append(Forget(donor, end))
        self._enter(sequence, donor, end)
        sequence.n_exact, sequence.is_moving = n, True
        if self._fits(sequence.n_prompt - end):
            return True
        self._give_up(sequence)
        sequence.n_exact, sequence.is_moving = EVERYTHING, False
        return False


def _parked_key(sequence: Sequence) -> int:
    # Other keys are positive.
    return -1 - sequence.id_request
