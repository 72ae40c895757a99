"""A memory that is simulated cell by cell, so that everything the scheduler wants of it can be checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyllama.engine.cache.memory_ops import Discard, Forget, Load, MemoryOp, Move, Save, Share
from pyllama.engine.lora_scales import LoraScales


@dataclass(eq=False)
class Cell:
    """One token at one position, with all tokens, and the adapters, that its value was computed from."""

    token: int
    context: tuple[int, ...]
    lora: LoraScales
    holders: set[int] = field(default_factory=set)
    is_moving: bool = False


@dataclass
class SimulatedMemory:
    """Sequences as cells by position; ``can_share`` is a unified buffer, ``can_cut`` one of cells."""

    n_cells: int
    can_share: bool = True
    can_cut: bool = True
    sequences: dict[int, dict[int, Cell]] = field(default_factory=dict)
    states: dict[int, dict[int, tuple[int, tuple[int, ...], LoraScales]]] = field(default_factory=dict)

    @property
    def n_used(self) -> int:
        return len({id(cell) for cells in self.sequences.values() for cell in cells.values()})

    def apply(self, ops: Iterable[MemoryOp]) -> None:
        for op in ops:
            match op:
                case Forget(seq_id, start, end):
                    self._forget(seq_id, start, end)
                case Share(source, target, start, end):
                    assert self.can_share
                    for pos in range(start, end):
                        self._put(target, pos, self.sequences[source][pos])
                case Move(seq_id, start, end, delta):
                    self._move(seq_id, start, end, delta)
                case Save(seq_id, key):
                    cells = self.sequences[seq_id]
                    assert not any(cell.is_moving for cell in cells.values())
                    assert key not in self.states
                    self.states[key] = {
                        pos: (cell.token, cell.context, cell.lora) for pos, cell in cells.items()
                    }
                case Load(seq_id, key):
                    self._forget(seq_id, 0, -1)
                    for pos, values in self.states[key].items():
                        self._put(seq_id, pos, Cell(*values))
                    assert self.n_used <= self.n_cells
                case Discard(key):
                    del self.states[key]

    def compute(self, seq_id: int, pos: int, token: int, lora: LoraScales = ()) -> None:
        """Evaluate one token behind all others of a sequence."""
        cells = self.sequences.setdefault(seq_id, {})
        assert sorted(cells) == list(range(pos))
        context = tuple(cells[i].token for i in range(pos))
        for cell in cells.values():
            cell.is_moving = False
        self._put(seq_id, pos, Cell(token, context, lora))
        assert self.n_used <= self.n_cells

    def check(self, seq_id: int, tokens: list[int], n_exact: int, lora: LoraScales = ()) -> None:
        """Check that a sequence has these tokens, the first of them as an evaluation would give them."""
        cells = self.sequences.get(seq_id, {})
        assert [cells[pos].token for pos in sorted(cells)] == tokens
        assert all(cell.lora == lora for cell in cells.values())
        assert all(cells[pos].context == tuple(tokens[:pos]) for pos in range(min(n_exact, len(tokens))))

    def clear(self) -> None:
        self.sequences.clear()

    def _put(self, seq_id: int, pos: int, cell: Cell) -> None:
        cells = self.sequences.setdefault(seq_id, {})
        assert pos not in cells
        cells[pos] = cell
        cell.holders.add(seq_id)

    def _forget(self, seq_id: int, start: int, end: int) -> None:
        cells = self.sequences.get(seq_id, {})
        gone = [pos for pos in cells if pos >= start and (end < 0 or pos < end)]
        assert self.can_cut or len(gone) in {0, len(cells)}
        for pos in gone:
            cells.pop(pos).holders.discard(seq_id)

    def _move(self, seq_id: int, start: int, end: int, delta: int) -> None:
        cells = self.sequences[seq_id]
        moving = {pos: cells.pop(pos) for pos in range(start, end)}
        for pos, cell in moving.items():
            assert cell.holders == {seq_id}
            assert pos + delta not in cells
            cells[pos + delta] = cell
            cell.is_moving = True
