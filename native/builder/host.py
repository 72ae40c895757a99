"""Describes this machine's CPU: builds for it must not be used on another that shares the cache folder."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from native.builder.process import output_of


def architecture() -> str:
    """Return system and CPU architecture, for example ``linux x86_64``."""
    return f"{sys.platform} {platform.machine()}"


def cpu_features() -> str:
    """Return a text that is equal on two machines only if the one's native code runs on the other."""
    system = platform.system()
    if system == "Linux":
        return linux_cpu_features(Path("/proc/cpuinfo").read_text("utf-8"))
    if system == "Darwin":
        return output_of(["sysctl", "-n", "machdep.cpu.brand_string"]) or platform.processor()
    return platform.processor()


def linux_cpu_features(cpuinfo: str) -> str:
    """Return the sorted features that the first CPU of a ``/proc/cpuinfo`` lists.

    The line is called ``flags`` on x86, ``Features`` on Arm, ``isa`` on RISC-V, ``cpu`` on POWER and
    ``features`` on s390x.
    """
    for line in cpuinfo.splitlines():
        name, _, value = line.partition(":")
        if name.strip() in {"flags", "Features", "isa", "cpu", "features"}:
            return " ".join(sorted(value.split()))
    return ""
