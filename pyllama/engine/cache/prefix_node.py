"""A node of the prefix tree."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyllama.engine.cache.common_prefix import n_common


@dataclass(slots=True, eq=False)
class PrefixNode:
    """A run of cells that the same sequences hold.

    Attributes:
        start: position of its first token.
        tokens: one a cell; empty only in a root.
        holders: the sequences that hold all of it; empty only in a root.
        children: what follows, by its first token.
        parent: what comes before; ``None`` in a root.
    """

    start: int
    tokens: list[int]
    holders: set[int]
    children: dict[int, PrefixNode] = field(default_factory=dict)
    parent: PrefixNode | None = field(default=None, repr=False)

    @property
    def end(self) -> int:
        """The position after its last token."""
        return self.start + len(self.tokens)

    @property
    def above(self) -> PrefixNode:
        """The parent of a node that is not a root."""
        assert self.parent is not None  # noqa: S101  # for the type checker
        return self.parent

    def put(self, child: PrefixNode) -> None:
        """Let a node follow this one, in the place of the one that begins with the same token."""
        child.parent = self
        self.children[child.tokens[0]] = child

    def split(self, pos: int) -> PrefixNode:
        """Cut before a position inside; this node keeps the part after the cut, the other is returned."""
        n = pos - self.start
        upper = PrefixNode(self.start, self.tokens[:n], set(self.holders))
        self.above.put(upper)
        del self.tokens[:n]
        self.start = pos
        upper.put(self)
        return upper

    def follow(self, tokens: list[int]) -> tuple[PrefixNode, int]:
        """Follow tokens after this node; return the last one reached, maybe in part, and how many it was."""
        node, n = self, 0
        while n < len(tokens) and tokens[n] in node.children:
            node = node.children[tokens[n]]
            n_shared = n_common(node.tokens, tokens, 0, n)
            n += n_shared
            if n_shared < len(node.tokens):
                break
        return node, n
