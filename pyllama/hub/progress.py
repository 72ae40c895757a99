"""How far a download is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DownloadProgress:
    """How far the download of one file is.

    Attributes:
        name: the file's name.
        n_bytes: bytes that are there.
        size_bytes: bytes of the whole file; ``None`` where the server does not say it.
    """

    name: str
    n_bytes: int
    size_bytes: int | None


ProgressCallback = Callable[[DownloadProgress | None], None]
"""Called for each piece of a file, and now and then with ``None`` while none comes. What it raises ends the
download."""
