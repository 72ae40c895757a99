"""Sequences that have ended and are remembered, until their cells or their numbers are needed."""

from __future__ import annotations

from collections.abc import Iterator

from pyllama.engine.cache.host_states import HostStates
from pyllama.engine.cache.memory_ops import Forget, MemoryOp
from pyllama.engine.cache.prefix_tree import PrefixTree


class RetainedSequences:
    """Knows who is retained, the least recently used first, and which numbers of sequences are free.

    Args:
        n_seq_max: how many sequences the memory can tell apart.
        tree: knows the cells of all sequences.
        host: takes the states of those that have to go.
        ops: where operations on the memory are noted.
    """

    def __init__(self, n_seq_max: int, tree: PrefixTree, host: HostStates, ops: list[MemoryOp]) -> None:
        self._tree = tree
        self._host = host
        self._ops = ops
        self._order: dict[int, None] = {}
        self.free_ids = list(range(n_seq_max - 1, -1, -1))

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[int]:
        """Yield the numbers as they are now, the least recently used first."""
        return iter(list(self._order))

    def __reversed__(self) -> Iterator[int]:
        return reversed(list(self._order))

    def add(self, seq_id: int) -> None:
        """Retain a sequence, as the most recently used."""
        self._order[seq_id] = None

    def touch(self, seq_id: int) -> None:
        """Take note that a sequence was used; nothing if it is not retained."""
        if seq_id in self._order:
            self.take(seq_id)
            self.add(seq_id)

    def take(self, seq_id: int) -> None:
        """Retain a sequence no longer; its cells and its number stay in use."""
        del self._order[seq_id]

    def drop(self, seq_id: int) -> None:
        """Free the cells and the number of a retained sequence."""
        self.take(seq_id)
        self.remove(seq_id)

    def drop_covered(self) -> None:
        """Drop all whose tokens others hold, too."""
        for seq_id in self:
            # Of two that hold the same, the first goes and the second is no longer covered.
            if self._tree.is_covered(seq_id):
                self.drop(seq_id)

    def evict(self, *, keep: int | None = None) -> None:
        """Drop the least recently used one but ``keep``; its state goes to host memory if it is worth it."""
        self._evict(next(seq_id for seq_id in self._order if seq_id != keep))

    def evict_cheap(self) -> None:
        """Move all to host memory where that is cheap, since somebody runs.

        Attention looks at all cells in use, if only to see that most belong to others: two thousand of them
        cost eight streams of a small model a fifth of their speed.
        """
        for seq_id in self:
            if self._host.is_cheap(self._tree.n_held(seq_id)):
                self._evict(seq_id)

    def new_id(self, *, keep: int | None = None) -> int:
        """Return a number that is free, if need be that of a retained sequence other than ``keep``."""
        if not self.free_ids:
            self.evict(keep=keep)
        return self.free_ids.pop()

    def remove(self, seq_id: int) -> None:
        """Free the cells and the number of a sequence that is not retained."""
        self._tree.remove(seq_id)
        self._ops.append(Forget(seq_id, 0))
        self.free_ids.append(seq_id)

    def _evict(self, seq_id: int) -> None:
        if not self._tree.is_covered(seq_id):
            self._host.store(seq_id, self._tree.tokens(seq_id), self._tree.lora(seq_id))
        self.drop(seq_id)
