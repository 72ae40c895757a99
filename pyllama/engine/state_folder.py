"""The folder of the saved sequences: files by the names that clients choose, and nothing else of the disk."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from pyllama.closing import Closing
from pyllama.errors import StateFileError

_MAX_NAME_BYTES: Final = 255
_FORBIDDEN: Final = '/\\:*?"<>|'  # separators, and what Windows does not allow
_NOT_A_FILE: Final = "is not a regular file"
_REFUSALS: Final = {
    errno.ENOENT: "does not exist",
    errno.ELOOP: _NOT_A_FILE,  # what O_NOFOLLOW makes of a link
    errno.ENXIO: _NOT_A_FILE,  # a socket, or a device that is not there
    errno.ENAMETOOLONG: "has a name that is too long",
}

_HAS_DIR_FD: Final = {os.open, os.rename, os.stat, os.unlink} <= os.supports_dir_fd
# Each flag where the system has it. Without O_NONBLOCK, opening a FIFO waits for its other end.
_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
_READ: Final[int] = os.O_RDONLY | _BINARY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_CREATE: Final[int] = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY


class StateFolder(Closing):
    """An open folder, in which names are looked up whatever becomes of its path meanwhile.

    Where the system cannot do that (Windows), names are looked up by path. A name is a visible file's
    in the folder itself, at most 255 bytes of UTF-8; links are never followed.

    Args:
        path: the folder; it must exist.

    Raises:
        OSError: it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY) if _HAS_DIR_FD else None

    def close(self) -> None:
        """Close the folder. Does nothing the second time."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def open(self, name: str) -> BinaryIO:
        """Open a regular file for reading. Never waits for the other end of a FIFO.

        Raises:
            StateFileError: the name is not allowed, or no regular file has it.
            OSError: the file cannot be opened.
        """
        check_name(name)
        with _refusing(name):
            fd = os.open(self._at(name), _READ, dir_fd=self._fd)
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            os.close(fd)
            raise StateFileError(name, _NOT_A_FILE)
        return os.fdopen(fd, "rb")

    def write(self, name: str, sections: Iterable[bytes]) -> None:
        """Write a file, in place of an older one of this name.

        It gets its name when it is complete and on the disk: whatever interrupts this, the older file
        stays as it was. A process that is killed meanwhile leaves a file ``.*.tmp`` behind.

        Raises:
            StateFileError: the name is not allowed, or something other than a regular file has it.
            OSError: the file cannot be written.
        """
        check_name(name)
        self._check_replaceable(name)
        temporary = f".{secrets.token_hex(16)}.tmp"
        try:
            self._create(temporary, sections)
            os.replace(self._at(temporary), self._at(name), src_dir_fd=self._fd, dst_dir_fd=self._fd)
        except BaseException:
            with suppress(OSError):
                os.unlink(self._at(temporary), dir_fd=self._fd)
            raise

    def _check_replaceable(self, name: str) -> None:
        with _refusing(name), suppress(FileNotFoundError):
            found = os.stat(self._at(name), dir_fd=self._fd, follow_symlinks=False)
            if not stat.S_ISREG(found.st_mode):
                raise StateFileError(name, _NOT_A_FILE)

    def _create(self, name: str, sections: Iterable[bytes]) -> None:
        # Nobody else may read it: it tells what was said.
        fd = os.open(self._at(name), _CREATE, 0o600, dir_fd=self._fd)
        with os.fdopen(fd, "wb") as file:
            for section in sections:
                file.write(section)
            file.flush()
            os.fsync(fd)

    def _at(self, name: str) -> str | Path:
        return name if self._fd is not None else self._path / name


def check_name(name: str) -> None:
    """Check that a name is only a name, and one that every system takes.

    Raises:
        StateFileError: it is not.
    """
    if not name:
        raise StateFileError(name, "has an empty name")
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in name):
        raise StateFileError(name, "has control characters in its name")
    if not set(name).isdisjoint(_FORBIDDEN) or ".." in name:
        raise StateFileError(name, f'must be a name without ".." and without {" ".join(_FORBIDDEN)}')
    if name[0] in ". " or name[-1] in ". ":  # hidden, or cut off by Windows
        raise StateFileError(name, "must not begin or end with a dot or a space")
    if len(name.encode()) > _MAX_NAME_BYTES:
        raise StateFileError(name, f"has a name of more than {_MAX_NAME_BYTES} bytes")


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Blame the name for those of the system's errors that are its fault."""
    try:
        yield
    except OSError as error:
        if error.errno in _REFUSALS:
            raise StateFileError(name, _REFUSALS[error.errno]) from error
        raise
