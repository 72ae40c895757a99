"""A queue for one reader on a thread of its own, who may wait for a time."""

from __future__ import annotations

import time
from collections import deque
from queue import Empty
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Inbox(Generic[T]):
    """Takes messages from any thread, and from finalizers within ``put`` itself, in order.

    ``queue.SimpleQueue`` is not used: with a timeout that is over before it looks, it may wait without end.
    """

    def __init__(self) -> None:
        self._messages: deque[T] = deque()
        # Held while nothing has come that the reader has not looked for.
        self._bell = Lock()
        self._bell.acquire()

    def __len__(self) -> int:
        """How many messages wait."""
        return len(self._messages)

    def put(self, message: T) -> None:
        """Add a message. Never blocks; safe on any thread."""
        self._messages.append(message)
        try:
            self._bell.release()
        except RuntimeError:  # it rings already
            return

    def get(self, timeout_s: float | None = None) -> T:
        """Return the next message, waiting for it if there is none.

        Args:
            timeout_s: seconds to wait at most; ``None`` is any time, 0 none.

        Raises:
            Empty: nothing has come.
        """
        deadline_s = None if timeout_s is None else time.monotonic() + timeout_s
        while True:
            try:
                return self._messages.popleft()
            except IndexError:
                pass
            if deadline_s is None:
                self._bell.acquire()
                continue
            rest_s = deadline_s - time.monotonic()
            # It may have rung for a message that was taken before; that is no reason to wait longer.
            if rest_s <= 0 or not self._bell.acquire(timeout=rest_s):
                raise Empty
