"""The way of text past its reader."""

from __future__ import annotations

from typing import Protocol

from pyllama.engine.request import TextDelta


class Outlet(Protocol):
    """Takes increments of a generation where they are made, on the loop's thread.

    Waking the thread of the readers costs as much time as a small model takes for a token.
    """

    def take(self, delta: TextDelta) -> bool:
        """Take the next increment; ``False`` leaves it to the reader.

        Called on the loop's thread, so it must not block; nor may it raise.
        """
        ...
