"""Objects that end with a ``with`` block."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Self


class Closing(ABC):
    """A context manager whose end is ``close()``."""

    @abstractmethod
    def close(self) -> None:
        """End the use of the object. Does nothing the second time."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()
