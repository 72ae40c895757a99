"""A lock between processes, released by the system when its holder ends in any way."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

_POLL_S: Final = 0.1

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        # Nobody else can read or write what is locked, so it lies behind all that is.
        file.seek(1 << 30)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def exclusive(path: Path, *, on_wait: Callable[[], None], check: Callable[[], None]) -> Iterator[None]:
    """Hold the lock on a file, which is made if it does not exist.

    Args:
        path: the file.
        on_wait: called once if somebody else holds the lock, before waiting.
        check: called now and then while waiting; what it raises ends the waiting.

    Raises:
        OSError: the file cannot be made.
    """
    with path.open("ab") as file:
        if not _try_lock(file):
            on_wait()
            # The system's own way to wait cannot be given up.
            while not _try_lock(file):
                check()
                time.sleep(_POLL_S)
        yield
