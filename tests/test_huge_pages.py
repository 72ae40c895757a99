"""Large memory in huge pages: what the system says of it, and what is in it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import numpy as np
import pytest

from pyllama.huge_pages import LEAST_BYTES, PAGE_BYTES, use_huge_pages


def huge_bytes() -> int:
    """How much memory of this process is in huge pages, as the system says."""
    text = Path("/proc/self/smaps_rollup").read_text()
    return sum(1024 * int(n) for n in re.findall(r"AnonHugePages: +(\d+) kB", text))


@pytest.mark.skipif(sys.platform != "linux", reason="no other system tells")
def test_contents_stay_the_same() -> None:
    # Twice what counts as large: the allocator may put it beside something else.
    large = np.arange(2 * LEAST_BYTES // 4, dtype=np.uint32)
    before = huge_bytes()
    n_bytes = use_huge_pages()
    assert n_bytes % PAGE_BYTES == 0
    assert (huge_bytes() > before) == (n_bytes > before)
    assert (large == np.arange(len(large), dtype=np.uint32)).all()
