"""Verifies and unpacks a source archive without trusting what it contains."""

from __future__ import annotations

import hashlib
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from native.builder.errors import MissingToolError, SourceError


def sha256_of(path: Path) -> str:
    """Return a file's SHA-256 in lower-case hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unpack_subtree(archive: Path, subtree: str, entries: Iterable[str], into: Path) -> Path:
    """Unpack some entries of one folder of a tar archive, and return that folder.

    Args:
        archive: the archive, verified by the caller.
        subtree: the folder inside the archive, without a slash at its end.
        entries: names of the wanted files and folders in it; those that do not exist are passed over.
        into: an empty folder; the archive's own path is kept under it.

    Raises:
        SourceError: the archive is damaged, lacks the folder, or a member points out of ``into``.
        MissingToolError: this Python cannot unpack safely.
    """
    if not hasattr(tarfile, "data_filter"):
        raise MissingToolError("this Python cannot unpack archives safely: use 3.11.4 or newer")
    prefixes = tuple(f"{subtree}/{entry}" for entry in entries)
    try:
        with tarfile.open(archive) as tar:
            tar.extractall(into, members=_members_under(tar, prefixes), filter="data")
    except tarfile.FilterError as error:
        raise SourceError(
            f"{archive.name} is refused, it wants to write outside its folder: {error}"
        ) from error
    except (tarfile.TarError, zlib.error, OSError, EOFError) as error:
        raise SourceError(f"cannot unpack {archive}: {error}") from error
    folder = into / subtree
    if not folder.is_dir():
        raise SourceError(f"{archive.name} does not contain {subtree}")
    return folder


def _members_under(tar: tarfile.TarFile, prefixes: tuple[str, ...]) -> Iterator[tarfile.TarInfo]:
    for member in tar:
        if member.name in prefixes or member.name.startswith(tuple(f"{prefix}/" for prefix in prefixes)):
            yield member
