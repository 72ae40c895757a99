"""What tells one version of a file from another, and how that is noted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import msgspec


@dataclass(frozen=True, slots=True, kw_only=True)
class FileIdentity:
    """What tells one version of a file of the web from another.

    Attributes:
        url: where it is, without a query.
        version: the server's name of this version: its ``ETag`` or else its ``Last-Modified``.
        size_bytes: its length.
        sha256: hash of its content, in hexadecimal digits.
    """

    url: str
    version: str | None = None
    size_bytes: int | None = None
    sha256: str | None = None

    def can_go_on(self, n_bytes: int) -> bool:
        """Whether its first ``n_bytes`` can be completed: a weak ``ETag`` does not promise the same bytes."""
        is_strong = self.version is not None and not self.version.startswith("W/")
        return is_strong and self.size_bytes is not None and n_bytes <= self.size_bytes

    def with_hash(self, sha256: str) -> Self:
        """Return the same with another hash."""
        return replace(self, sha256=sha256)


def record_of(path: Path) -> Path:
    """Return where it is noted what a file is, or its part where there is one."""
    return path.with_name(f"{path.name}.download")


def read_record(path: Path) -> FileIdentity | None:
    """Return what was noted, or ``None`` where nothing was, or nothing that can be read.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=FileIdentity)
    except (FileNotFoundError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def write_record(path: Path, identity: FileIdentity) -> None:
    """Note what a file is. Whoever does so holds its lock.

    Raises:
        OSError: the file cannot be written.
    """
    path.write_bytes(msgspec.json.encode(identity))
