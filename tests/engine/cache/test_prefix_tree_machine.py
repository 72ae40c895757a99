"""The prefix tree against a model of the memory, cell by cell, in any order of calls."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, count

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pyllama.engine.cache.prefix_tree import Adoption, PrefixTree


@dataclass(eq=False)
class Cell:
    """One cell of the memory; two cells with the same token are still two."""

    token: int


TOKENS = st.lists(st.integers(0, 2), max_size=6)


class PrefixTreeMachine(RuleBasedStateMachine):
    """Does to a simulated memory what is done to the tree, and compares the two after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = PrefixTree()
        self.memory: dict[int, list[Cell]] = {}
        self.new_ids = count()

    def tokens(self, seq_id: int) -> list[int]:
        return [cell.token for cell in self.memory[seq_id]]

    def n_common(self, seq_id: int, tokens: list[int]) -> int:
        ours = self.tokens(seq_id)
        n = 0
        while ours[: n + 1] == tokens[: n + 1] and n < len(tokens):
            n += 1
        return n

    def n_cells(self) -> int:
        return len({cell for cells in self.memory.values() for cell in cells})

    def draw_sequence(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(sorted(self.memory)))

    @precondition(lambda self: len(self.memory) < 6)
    @rule(data=st.data(), tokens=TOKENS)
    def attach(self, data: st.DataObject, tokens: list[int]) -> None:
        if data.draw(st.booleans()) and self.memory:
            tokens = self.tokens(self.draw_sequence(data)) + tokens
        match = self.tree.match(tokens)
        assert match.n == max((self.n_common(seq_id, tokens) for seq_id in self.memory), default=0)
        cells: list[Cell] = []
        if match.holder is not None:
            cells = self.memory[match.holder][: match.n]
        assert [cell.token for cell in cells] == tokens[: match.n]
        n = data.draw(st.integers(0, match.n))
        seq_id = next(self.new_ids)
        self.tree.attach(seq_id, tokens[:n])
        self.memory[seq_id] = cells[:n]

    @precondition(lambda self: self.memory)
    @rule(data=st.data(), tokens=TOKENS)
    def extend(self, data: st.DataObject, tokens: list[int]) -> None:
        seq_id = self.draw_sequence(data)
        cells = self.memory[seq_id]
        start = len(cells)
        cells += [Cell(token) for token in tokens]
        whole = self.tokens(seq_id)
        others = self.memory.keys() - {seq_id}
        end = max((self.n_common(other, whole) for other in others), default=0)
        adoption = self.tree.extend(seq_id, tokens)
        if end <= start:
            assert adoption is None
            return
        assert adoption is not None
        assert adoption.holder in others
        assert adoption == Adoption(seq_id, adoption.holder, start, end)
        cells[start:end] = self.memory[adoption.holder][start:end]

    @precondition(lambda self: self.memory)
    @rule(data=st.data())
    def truncate(self, data: st.DataObject) -> None:
        seq_id = self.draw_sequence(data)
        n = data.draw(st.integers(0, len(self.memory[seq_id])))
        n_before = self.n_cells()
        del self.memory[seq_id][n:]
        assert self.tree.truncate(seq_id, n) == n_before - self.n_cells()

    @precondition(lambda self: self.memory)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        seq_id = self.draw_sequence(data)
        n_before = self.n_cells()
        del self.memory[seq_id]
        assert self.tree.remove(seq_id) == n_before - self.n_cells()
        assert seq_id not in self.tree

    @invariant()
    def the_tree_is_sound(self) -> None:
        self.tree.check_integrity()
        assert self.tree.n_cells == self.n_cells()

    @invariant()
    def equal_prefixes_are_the_same_cells(self) -> None:
        for a, b in combinations(self.memory, 2):
            n = self.n_common(a, self.tokens(b))
            assert self.memory[a][:n] == self.memory[b][:n]

    @invariant()
    def each_sequence_is_known(self) -> None:
        for seq_id, cells in self.memory.items():
            others = [held for other, held in self.memory.items() if other != seq_id]
            covered = any(held[: len(cells)] == cells for held in others)
            own = [i for i, cell in enumerate(cells) if not any(cell in held for held in others)]
            assert self.tree.tokens(seq_id) == self.tokens(seq_id)
            assert self.tree.n_held(seq_id) == len(cells)
            assert self.tree.exclusive_from(seq_id) == min(own, default=len(cells))
            assert own == list(range(self.tree.exclusive_from(seq_id), len(cells)))
            assert self.tree.is_covered(seq_id) is (covered or not cells)


TestPrefixTreeMachine = PrefixTreeMachine.TestCase
