"""Which cells of a unified KV buffer are in use, by which tokens, and which sequences hold them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pyllama.engine.cache.prefix_node import PrefixNode
from pyllama.engine.lora_scales import LoraScales


@dataclass(frozen=True, slots=True)
class Match:
    """The longest beginning of some tokens that is in the tree.

    Attributes:
        n: its length in tokens.
        holder: a sequence that holds all of it; ``None`` if it is empty.
    """

    n: int
    holder: int | None


@dataclass(frozen=True, slots=True)
class Adoption:
    """A sequence has computed what another one holds already: its own cells are to be given up for those.

    Attributes:
        seq_id: the sequence that has computed.
        holder: another sequence, which holds the same tokens at the same positions.
        start, end: the positions, ``end`` exclusive.
    """

    seq_id: int
    holder: int
    start: int
    end: int


class PrefixTree:
    """A radix tree over the tokens of all sequences in a unified KV buffer.

    Sequences that begin with the same tokens share the cells of that beginning. A node is a run of cells with
    the same holders, so a new one begins where a sequence ends or goes another way::

        position:    0       4   6     9
        sequence 1:  [ a b c d | e f | g h i ]      a b c d  {1, 2, 3}
        sequence 2:  [ a b c d | e f ]              ├── e f  {1, 2}
        sequence 3:  [ a b c d | x y z ]            │   └── g h i  {1}
                       4 + 2 + 3 + 3 cells          └── x y z  {3}

    So whoever holds a node holds all above it, and at most the last node of a sequence, a leaf, is its own.
    What was computed with other LoRA adapters has a root of its own, and nothing is shared between roots.
    The caller does to the memory what it tells the tree: it copies from the holder for ``attach`` and, after
    removing, for an ``Adoption``; it removes for ``truncate`` and ``remove``.

    Every method that takes a ``seq_id``, but ``attach``, raises ``KeyError`` if it is not attached.
    """

    def __init__(self) -> None:
        self._roots: dict[LoraScales, PrefixNode] = {}
        self._last: dict[int, PrefixNode] = {}  # the last node of each sequence, which it holds to the end
        self._n_cells = 0

    def __contains__(self, seq_id: int) -> bool:
        return seq_id in self._last

    # ----------------------------------------------------------------- questions

    @property
    def n_cells(self) -> int:
        """How many cells are in use, each counted once."""
        return self._n_cells

    def match(self, tokens: Sequence[int], lora: LoraScales = ()) -> Match:
        """Return the longest beginning of ``tokens``, computed with these adapters, and who holds it."""
        root = self._roots.get(lora)
        if root is None:
            return Match(0, None)
        node, n = root.follow(list(tokens))
        return Match(n, min(node.holders, default=None))

    def lora(self, seq_id: int) -> LoraScales:
        """Return the adapters that a sequence is computed with."""
        root = self._root_of(seq_id)
        return next(lora for lora, other in self._roots.items() if other is root)

    def n_held(self, seq_id: int) -> int:
        """Return how many tokens a sequence holds."""
        return self._last[seq_id].end

    def exclusive_from(self, seq_id: int) -> int:
        """Return the first position from which on no other sequence holds a cell of this one."""
        last = self._last[seq_id]
        return last.start if len(last.holders) == 1 else last.end

    def is_covered(self, seq_id: int) -> bool:
        """Whether nothing is held by this sequence alone, so that no match gets shorter without it."""
        return len(self._last[seq_id].holders) != 1

    def tokens(self, seq_id: int) -> list[int]:
        """Return the tokens that a sequence holds."""
        return list(chain.from_iterable(node.tokens for node in self._path(self._last[seq_id])))

    # ----------------------------------------------------------------- changes

    def attach(self, seq_id: int, tokens: Sequence[int], lora: LoraScales = ()) -> None:
        """Let a new sequence begin with tokens that others hold.

        Args:
            seq_id: the new sequence.
            tokens: all of them in the tree, as ``match`` tells; may be empty.
            lora: the adapters that it is computed with.

        Raises:
            ValueError: the sequence is attached already, or the tokens are not all in the tree.
        """
        if seq_id in self._last:
            raise ValueError(f"sequence {seq_id} is attached already")
        root = self._roots.get(lora) or PrefixNode(0, [], set())
        node, n = root.follow(list(tokens))
        if n < len(tokens):
            raise ValueError(f"only {n} of {len(tokens)} tokens are in the tree")
        self._last[seq_id] = self._roots[lora] = root
        self._share(seq_id, node, n)

    def extend(self, seq_id: int, tokens: Sequence[int]) -> Adoption | None:
        """Add tokens that a sequence has computed; return which of the first ones the tree had already."""
        last = self._last[seq_id]
        if len(last.holders) == 1:  # its own leaf: the usual case while decoding
            last.tokens.extend(tokens)
            self._n_cells += len(tokens)
            return None
        new = list(tokens)
        node, n = last.follow(new)
        adoption = None
        if n > 0:
            adoption = Adoption(seq_id, min(node.holders), last.end, last.end + n)
            self._share(seq_id, node, adoption.end)
            self._merge_child(last)
        if n < len(new):
            parent = self._last[seq_id]
            node = self._last[seq_id] = PrefixNode(parent.end, new[n:], {seq_id})
            parent.put(node)
            self._n_cells += len(node.tokens)
        return adoption

    def truncate(self, seq_id: int, n: int) -> int:
        """Let a sequence hold only its first ``n`` tokens; return how many cells became free.

        Raises:
            ValueError: ``n`` is negative, or more than the sequence holds.
        """
        node = self._last[seq_id]
        if not 0 <= n <= node.end:
            raise ValueError(f"sequence {seq_id} cannot be cut to {n} of {node.end} tokens")
        n_before = self._n_cells
        while node.end > n:
            if node.start < n:
                node.split(n)
            node.holders.remove(seq_id)
            if node.holders:
                self._merge_child(node)
            else:
                del node.above.children[node.tokens[0]]
                self._n_cells -= len(node.tokens)
            node = node.above
        self._last[seq_id] = node
        return n_before - self._n_cells

    def remove(self, seq_id: int) -> int:
        """Forget a sequence and return how many cells became free."""
        n_freed = self.truncate(seq_id, 0)
        root = self._last.pop(seq_id)
        if not root.children and root not in self._last.values():
            self._roots = {lora: other for lora, other in self._roots.items() if other is not root}
        return n_freed

    # ----------------------------------------------------------------- details

    def _path(self, node: PrefixNode) -> list[PrefixNode]:
        """Return the nodes from the first position down to this one."""
        path = []
        while node.parent is not None:
            path.append(node)
            node = node.parent
        return path[::-1]

    def _root_of(self, seq_id: int) -> PrefixNode:
        node = self._last[seq_id]
        while node.parent is not None:
            node = node.parent
        return node

    def _share(self, seq_id: int, node: PrefixNode, end: int) -> None:
        """Let a sequence hold, after what it holds, everything down to position ``end`` in ``node``."""
        if node.end > end:
            node = node.split(end)
        held, self._last[seq_id] = self._last[seq_id], node
        while node is not held:
            node.holders.add(seq_id)
            node = node.above

    def _merge_child(self, node: PrefixNode) -> None:
        """Make one node of ``node`` and a child that the same sequences hold, and which is so its only one.

        A root never merges: it has no holders. The child goes into its parent, since where two sequences
        decode the same tokens, one short child does so in every step.
        """
        child = next((child for child in node.children.values() if child.holders == node.holders), None)
        if child is None:
            return
        node.tokens += child.tokens
        node.children = {}
        for grandchild in child.children.values():
            node.put(grandchild)
        for seq_id in node.holders:
            if self._last[seq_id] is child:
                self._last[seq_id] = node

    def check_integrity(self) -> None:
        """Look at every node; the time grows with the size of the tree.

        Raises:
            AssertionError: the tree contradicts itself; its argument is the list of all faults.
        """
        faults: list[str] = []
        paths: dict[int, list[PrefixNode]] = {}
        nodes = [node for root in self._roots.values() for node in root.children.values()]
        for node in nodes:
            nodes.extend(node.children.values())
            faults += self._faults(node)
            for seq_id in node.holders:
                paths.setdefault(seq_id, []).append(node)
        if self._n_cells != sum(len(node.tokens) for node in nodes):
            faults.append(f"n_cells is {self._n_cells}, not the sum of all nodes")
        if {id(root) for root in self._roots.values()} != {
            id(self._root_of(seq_id)) for seq_id in self._last
        }:
            faults.append("a root is not that of a sequence, or the other way round")
        for seq_id in paths.keys() | self._last.keys():
            last = self._last.get(seq_id)
            if last is None or paths.get(seq_id, []) != self._path(last):
                faults.append(f"sequence {seq_id} does not hold one path from the root to its last node")
        if faults:
            raise AssertionError(faults)

    def _faults(self, node: PrefixNode) -> Iterator[str]:
        """Yield what is wrong between a node and its parent."""
        parent = node.above
        if [token for token, child in parent.children.items() if child is node] != node.tokens[:1]:
            yield f"{node} is empty, or not at the place of its first token"
        if node.start != parent.end:
            yield f"{node} does not begin where its parent ends"
        if not node.holders or (parent.parent is not None and not node.holders < parent.holders):
            yield f"{node} has no holders, the same as its parent, or others"
