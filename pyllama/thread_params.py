"""How threads compute on the CPU."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import dataclass, replace
from typing import Final, Literal

from pyllama.checks import check_choices, check_ranges
from pyllama.ctypes_api import ggml
from pyllama.errors import InvalidRequestError, UnsupportedFeatureError

logger = logging.getLogger(__name__)

ThreadPriority = Literal["low", "normal", "medium", "high", "realtime"]

N_CPUS_MAX: Final = ggml.GGML_MAX_N_THREADS
"""CPU numbers are below it."""

_PRIORITIES: Final = {
    "low": ggml.ggml_sched_priority.GGML_SCHED_PRIO_LOW,
    "normal": ggml.ggml_sched_priority.GGML_SCHED_PRIO_NORMAL,
    "medium": ggml.ggml_sched_priority.GGML_SCHED_PRIO_MEDIUM,
    "high": ggml.ggml_sched_priority.GGML_SCHED_PRIO_HIGH,
    "realtime": ggml.ggml_sched_priority.GGML_SCHED_PRIO_REALTIME,
}
_FIFO: Final = frozenset({"medium", "high", "realtime"})
_SYSTEMS_WITH_AFFINITY: Final = frozenset({"linux", "win32"})
_SYSTEMS_WITH_PRIORITIES: Final = frozenset({"linux", "win32", "darwin"})
_N_CPUS_WINDOWS: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadParams:
    """How threads compute on the CPU; how many they are ``ContextParams`` says.

    Attributes:
        cpus: numbers of the CPUs that they may use, each 0 to 511; empty is any.
        strict: bind each thread to one CPU, going round ``cpus`` in order, instead of all threads to all.
        priority: how the system schedules them; ``normal`` leaves that alone. From ``medium`` on they are
            real-time threads on Linux and macOS, which needs a permission: without it the native library
            warns on standard error, and they stay as they are.
        poll: how long they look for the next work before they sleep, 0 (not at all) to 100.

    Raises:
        InvalidRequestError: a value is out of its range; ``param`` names the field.
    """

    cpus: frozenset[int] = frozenset()
    strict: bool = False
    priority: ThreadPriority = "normal"
    poll: int = 50

    def __post_init__(self) -> None:
        check_ranges(self, {"poll": (0, 100)})
        check_choices(self, {"priority": _PRIORITIES})
        if not all(0 <= cpu < N_CPUS_MAX for cpu in self.cpus):
            raise InvalidRequestError(f"cpus must lie between 0 and {N_CPUS_MAX - 1}", param="cpus")

    @property
    def is_bound(self) -> bool:
        """Whether the threads may not use just any CPU."""
        return self.strict or bool(self.cpus)

    def with_cpus(self) -> ThreadParams:
        """Return the same, with the CPUs that this thread may use if none are named."""
        return self if self.cpus else replace(self, cpus=_usable_cpus())

    def limit(self, n_threads: int) -> int:
        """Return the number of threads, or that of the named CPUs if it is less."""
        return min(n_threads, len(self.cpus) or n_threads)

    def check_fits(self, n_threads: int) -> None:
        """Check that this machine lets so many threads compute in this way.

        Raises:
            InvalidRequestError: a CPU does not exist, or the threads would wait for each other forever.
            UnsupportedFeatureError: the system does not let threads choose.
        """
        if self.is_bound:
            check_cpus(self.cpus)
        if self.priority != "normal" and sys.platform not in _SYSTEMS_WITH_PRIORITIES:
            raise UnsupportedFeatureError("threads cannot have a priority on this system", param="priority")
        n_cpus = len(self.cpus or _usable_cpus())
        if n_threads <= n_cpus:
            return
        # Threads spin while they wait for each other, and such a one never makes room for its equal.
        if self.priority in _FIFO and sys.platform != "win32":
            message = f"{n_threads} threads of {self.priority} priority need as many CPUs, not {n_cpus}"
            raise InvalidRequestError(message, param="priority")
        if self.cpus:
            logger.warning("%d threads may use only %d of the CPUs, which makes them slow", n_threads, n_cpus)

    def native(self, n_threads: int) -> ggml.ggml_threadpool_params:
        """Return the native struct for so many threads. Native: ggml_threadpool_params_default."""
        native = ggml.ggml_threadpool_params_default(n_threads)
        # Without CPUs native code would ignore `strict`.
        for cpu in self.with_cpus().cpus if self.is_bound else ():
            native.cpumask[cpu] = True
        native.strict_cpu = self.strict
        native.prio = _PRIORITIES[self.priority]
        native.poll = self.poll
        return native


def check_cpus(cpus: frozenset[int]) -> None:
    """Check that threads of this process can be bound to these CPUs.

    Raises:
        InvalidRequestError: one of them does not exist, or is not for this process.
        UnsupportedFeatureError: the system does not let threads choose.
    """
    if sys.platform not in _SYSTEMS_WITH_AFFINITY:
        raise UnsupportedFeatureError("threads cannot be bound to CPUs on this system", param="cpus")
    missing = cpus - (_granted(cpus) & frozenset(range(N_CPUS_MAX)))
    if missing:
        raise InvalidRequestError(f"CPU {min(missing)} does not exist or may not be used", param="cpus")


def _granted(cpus: frozenset[int]) -> frozenset[int]:
    """Return CPUs of which the system gives to a thread that asks for these."""
    if not hasattr(os, "sched_setaffinity"):
        return frozenset(range(min(os.cpu_count() or 1, _N_CPUS_WINDOWS)))
    # What a container keeps from its processes is seen only by asking for it.
    before = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, cpus or before)
        return frozenset(os.sched_getaffinity(0))
    except OSError:  # it has none of them
        return frozenset()
    finally:
        os.sched_setaffinity(0, before)


def _usable_cpus() -> frozenset[int]:
    """Return the CPUs that this thread may use."""
    known = range(N_CPUS_MAX)
    if hasattr(os, "sched_getaffinity"):
        return frozenset(known) & os.sched_getaffinity(0)
    return frozenset(known[: os.cpu_count()])
