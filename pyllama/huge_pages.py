"""Larger pages for large memory, so that the processor finds weights with fewer steps."""

from __future__ import annotations

import ctypes
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

logger = logging.getLogger(__name__)

PAGE_BYTES: Final = 2 * 2**20
"""Size of a huge page on x86-64, and on most ARM processors."""

LEAST_BYTES: Final = 32 * 2**20
"""Smallest memory that is worth it."""

_COLLAPSE: Final = 25  # MADV_COLLAPSE, since Linux 6.1
_MAPS: Final = Path("/proc/self/maps")


def use_huge_pages() -> int:
    """Put all large private memory of this process into huge pages, as far as the system has such.

    Its contents keep their addresses, and other threads may use them meanwhile. Blocks for some seconds for
    each gigabyte, without the interpreter's lock. Only Linux from 6.1 can do it; elsewhere nothing happens.

    Returns:
        How many bytes are in huge pages now.

    Native: madvise.
    """
    if sys.platform != "linux" or not _MAPS.exists():
        return 0
    madvise = ctypes.CDLL(None, use_errno=True).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    n_bytes = 0
    for start, end in _large_areas():
        for address in range(start, end, PAGE_BYTES):
            if madvise(address, PAGE_BYTES, _COLLAPSE) == 0:
                n_bytes += PAGE_BYTES
    logger.debug("%d MiB are in huge pages", n_bytes >> 20)
    return n_bytes


def _large_areas() -> Iterator[tuple[int, int]]:
    """Yield the areas of whole huge pages in large private memory that belongs to no file."""
    for line in _MAPS.read_text().splitlines():
        addresses, permissions, _, _, inode, *_ = line.split()
        start, end = (int(address, 16) for address in addresses.split("-"))
        if permissions == "rw-p" and inode == "0" and end - start >= LEAST_BYTES:
            yield -(-start // PAGE_BYTES) * PAGE_BYTES, end // PAGE_BYTES * PAGE_BYTES
