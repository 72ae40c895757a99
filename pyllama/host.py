"""What this process may use of the machine: cores and memory, as its container allows."""

from __future__ import annotations

import math
import os
from pathlib import Path


def n_cores(root: Path = Path("/")) -> int:
    """Return how many threads can compute at once without being in each other's way.

    Two hardware threads of one core share its arithmetic units, so cores count, and of those only what
    the process's affinity and its container's quota leave to it.

    Args:
        root: where Linux shows its state; elsewhere hardware threads are counted.
    """
    everything = set(range(os.cpu_count() or 1))
    usable = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else everything
    siblings = {_siblings(root, cpu) for cpu in usable}
    return max(1, min(len(siblings), _quota(root)))


def _siblings(root: Path, cpu: int) -> str:
    """Return a text that is the same for the hardware threads of one core."""
    path = root / f"sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list"
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return str(cpu)


def _quota(root: Path) -> int:
    """Return how many cores' worth of time the container gets."""
    try:
        quota, period = (root / "sys/fs/cgroup/cpu.max").read_text(encoding="ascii").split()
        return math.ceil(int(quota) / int(period))
    except (OSError, ValueError):  # no container, or its quota is "max"
        return os.cpu_count() or 1


def available_memory_bytes(root: Path = Path("/")) -> int | None:
    """Return the memory that can be had without swapping, or ``None`` where the system does not tell.

    Args:
        root: where Linux shows its state.
    """
    amounts = [amount for amount in (_free_bytes(root), _left_in_container_bytes(root)) if amount is not None]
    return min(amounts, default=None)


def _free_bytes(root: Path) -> int | None:
    try:
        lines = (root / "proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    values = dict(line.split(":", 1) for line in lines if ":" in line)
    return int(values["MemAvailable"].split()[0]) * 1024 if "MemAvailable" in values else None


def _left_in_container_bytes(root: Path) -> int | None:
    folder = root / "sys/fs/cgroup"
    try:
        limit = int((folder / "memory.max").read_text(encoding="ascii"))
        return max(0, limit - int((folder / "memory.current").read_text(encoding="ascii")))
    except (OSError, ValueError):  # no container, or its limit is "max"
        return None
