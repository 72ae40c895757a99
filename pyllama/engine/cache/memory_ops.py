"""What the memory has to do before a batch runs, in order. The scheduler decides, the runner does it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Forget:
    """Drop a sequence's hold on its cells from position ``start`` to ``end`` (exclusive; -1 is the end)."""

    seq_id: int
    start: int
    end: int = -1


@dataclass(frozen=True, slots=True)
class Share:
    """Let ``target`` hold the cells that ``source`` has at positions ``start`` to ``end`` (exclusive)."""

    source: int
    target: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Move:
    """Add ``delta`` to positions ``start`` to ``end`` (exclusive); the sequence alone holds these cells."""

    seq_id: int
    start: int
    end: int
    delta: int


@dataclass(frozen=True, slots=True)
class Save:
    """Copy a sequence's state into host memory, under a key."""

    seq_id: int
    key: int


@dataclass(frozen=True, slots=True)
class Load:
    """Make a sequence what was saved under a key; it holds all of these cells alone."""

    seq_id: int
    key: int


@dataclass(frozen=True, slots=True)
class Discard:
    """Free what was saved under a key."""

    key: int


MemoryOp = Forget | Share | Move | Save | Load | Discard
