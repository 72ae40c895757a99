"""The names of models that are split into several files: ``model-00001-of-00003.gguf``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

_PATTERN: Final = re.compile(r"(.+)-([0-9]{5})-of-([0-9]{5})\.gguf", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SplitName:
    """The name of one part.

    Attributes:
        prefix: what the names of all parts begin with.
        part: which one it is, from 1.
        n_parts: how many there are.

    Source: llama_split_path.
    """

    prefix: str
    part: int
    n_parts: int

    @classmethod
    def parse(cls, name: str) -> Self | None:
        """Return what a name or a path says, or ``None`` where it is not that of a part."""
        match = _PATTERN.fullmatch(name)
        if match is None or not 1 <= int(match[2]) <= int(match[3]):
            return None
        return cls(match[1], int(match[2]), int(match[3]))

    def all(self) -> list[str]:
        """Return the names of all parts, the first one first."""
        n = self.n_parts
        return [f"{self.prefix}-{part:05d}-of-{n:05d}.gguf" for part in range(1, n + 1)]


def parts_of(name: str) -> list[str]:
    """Return the names of all parts of a model, or the name alone where it is whole."""
    split = SplitName.parse(name)
    return [name] if split is None else split.all()
