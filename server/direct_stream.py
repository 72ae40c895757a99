"""The short way of a stream's middle: from the engine's loop straight to the socket.

A stream begins and ends in its task, which also tells errors and notices a client that has gone. In between,
each token would wake Trio's thread and go through Quart and Hypercorn, only to be written at once. That takes
several times as long as writing it does, on a core that the model could compute on.

So while the task has nothing to send, the loop's thread may write. An increment that does not follow what was
sent last goes to the task, and so does everything from there on until the task has sent it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final, Protocol

from hypercorn.typing import Scope

from pyllama.engine import TextDelta

CONNECTION_KEY: Final = "pyllama.connection"
"""Where the state of a connection, which each request's scope has, holds the connection."""


Encode = Callable[[TextDelta], bytes]


class RawConnection(Protocol):
    """What a response is sent on."""

    def duplicate(self) -> int | None:
        """Return a file descriptor of one's own for the socket; ``None`` if it takes no plain bytes."""
        ...

    async def send_raw(self, data: bytes) -> None:
        """Send bytes as they are."""
        ...


class DirectStream:
    """Writes what follows what was written last, in chunks of HTTP/1.1.

    Args:
        connection: where to; ``None`` writes nothing.

    Attributes:
        n_sent: how many generated tokens were sent, in whichever way.
    """

    def __init__(self, connection: RawConnection | None) -> None:
        self._connection = connection
        self._encode: Encode = lambda _delta: b""
        self._lock = Lock()
        self._fd = -1
        self._is_open = False
        self._rest = b""
        self._error: Exception | None = None
        self.n_sent = 0

    @contextmanager
    def open(self, encode: Encode) -> Iterator[None]:
        """Let the loop write while the block waits, if the beginning of the text was sent.

        Args:
            encode: makes events of an increment, perhaps none. Called on the loop's thread, but never while
                the block is not entered.
        """
        self._encode = encode
        if self._fd == -1 and self._connection is not None and self.n_sent > 0:
            fd = self._connection.duplicate()
            if fd is None:
                self._connection = None
            else:
                self._fd = fd
        self._is_open = self._fd != -1
        try:
            yield
        finally:
            with self._lock:
                self._is_open = False

    def take(self, delta: TextDelta) -> bool:
        """Write an increment, if it comes next; called by the engine's loop."""
        if not self._lock.acquire(blocking=False):
            return False
        try:
            return self._continues(delta) and self._write(delta)
        finally:
            self._lock.release()

    async def send_rest(self) -> None:
        """Send what the socket would not take at once.

        Raises:
            Exception: whatever went wrong on the loop's thread.
        """
        rest, self._rest = self._rest, b""
        if rest and self._connection is not None:
            await self._connection.send_raw(rest)
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """Write no more. Idempotent."""
        with self._lock:
            self._is_open = False
            fd, self._fd, self._connection = self._fd, -1, None
        if fd != -1:
            os.close(fd)

    def _continues(self, delta: TextDelta) -> bool:
        """Whether an increment is what comes next on the wire."""
        return self._is_open and bool(delta.tokens) and delta.n_decoded - len(delta.tokens) == self.n_sent

    def _write(self, delta: TextDelta) -> bool:
        try:
            events = self._encode(delta)
        except Exception as error:  # noqa: BLE001  # the task tells it to the client
            self._error = error
            self._is_open = False
            return False
        self.n_sent = delta.n_decoded
        if events:
            chunk = b"%x\r\n%b\r\n" % (len(events), events)
            try:
                n = os.write(self._fd, chunk)
            except OSError:  # its buffer is full; or the client has gone, which the task notices
                n = 0
            self._rest = chunk[n:]
            self._is_open = not self._rest
        return True


def direct_stream(scope: Scope) -> DirectStream:
    """Return the short way for the response to a request, if there is one."""
    has_chunks = scope["type"] == "http" and scope["http_version"] == "1.1"
    return DirectStream(scope["state"].get(CONNECTION_KEY) if has_chunks else None)
