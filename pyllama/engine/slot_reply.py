"""What the loop says of a call for a slot."""

from __future__ import annotations

from typing import Any

import trio


class SlotReply:
    """Waits on the Trio thread for what the loop returns or raises."""

    def __init__(self) -> None:
        self._event = trio.Event()
        self._result: object = None

    def set(self, result: object) -> None:
        """Note the result, or the error; the first one counts."""
        if not self._event.is_set():
            self._result = result
            self._event.set()

    async def wait(self) -> Any:
        """Return the result, or raise the error."""
        await self._event.wait()
        if isinstance(self._result, Exception):
            raise self._result
        return self._result
