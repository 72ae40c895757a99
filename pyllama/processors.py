"""How many processor cores this process may use."""

from __future__ import annotations

import math
import os
from pathlib import Path


def n_cores(sysfs: Path = Path("/sys")) -> int:
    """Return how many threads can compute at once without being in each other's way.

    Two hardware threads of one core share its arithmetic units, so cores count, and of those only what
    the process's affinity and its container's quota leave to it.

    Args:
        sysfs: where Linux tells about the hardware; elsewhere hardware threads are counted.
    """
    everything = set(range(os.cpu_count() or 1))
    usable = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else everything
    siblings = {_siblings(sysfs, cpu) for cpu in usable}
    return max(1, min(len(siblings), _quota(sysfs)))


def _siblings(sysfs: Path, cpu: int) -> str:
    """Return a text that is the same for the hardware threads of one core."""
    path = sysfs / f"devices/system/cpu/cpu{cpu}/topology/thread_siblings_list"
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return str(cpu)


def _quota(sysfs: Path) -> int:
    """Return how many cores' worth of time the container gets."""
    try:
        quota, period = (sysfs / "fs/cgroup/cpu.max").read_text(encoding="ascii").split()
        return math.ceil(int(quota) / int(period))
    except (OSError, ValueError):  # no container, or its quota is "max"
        return os.cpu_count() or 1
