"""The native library as a whole: its start and end, its devices, and its log."""

from __future__ import annotations

import atexit
import contextlib
import logging
import threading
from collections.abc import Iterator
from ctypes import c_size_t
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from pyllama.closing import Closing
from pyllama.ctypes_api import ggml, loader
from pyllama.ctypes_api import llama as C
from pyllama.errors import ClosedError

logger = logging.getLogger("pyllama.native")

_LEVELS = {
    ggml.ggml_log_level.GGML_LOG_LEVEL_DEBUG: logging.DEBUG,
    ggml.ggml_log_level.GGML_LOG_LEVEL_INFO: logging.INFO,
    ggml.ggml_log_level.GGML_LOG_LEVEL_WARN: logging.WARNING,
    ggml.ggml_log_level.GGML_LOG_LEVEL_ERROR: logging.ERROR,
}


NumaStrategy = Literal["distribute", "isolate", "numactl"]

_NUMA_STRATEGIES = {"distribute": 1, "isolate": 2, "numactl": 3}


class DeviceKind(Enum):
    """What a device is good for."""

    CPU = "cpu"
    GPU = "gpu"
    INTEGRATED_GPU = "igpu"
    ACCELERATOR = "accelerator"
    META = "meta"


_DEVICE_KINDS = {
    ggml.ggml_backend_dev_type.GGML_BACKEND_DEVICE_TYPE_CPU: DeviceKind.CPU,
    ggml.ggml_backend_dev_type.GGML_BACKEND_DEVICE_TYPE_GPU: DeviceKind.GPU,
    ggml.ggml_backend_dev_type.GGML_BACKEND_DEVICE_TYPE_IGPU: DeviceKind.INTEGRATED_GPU,
    ggml.ggml_backend_dev_type.GGML_BACKEND_DEVICE_TYPE_ACCEL: DeviceKind.ACCELERATOR,
    ggml.ggml_backend_dev_type.GGML_BACKEND_DEVICE_TYPE_META: DeviceKind.META,
}


@dataclass(frozen=True, slots=True)
class Device:
    """A device that tensors can live on.

    Attributes:
        name: the native name, for example ``"CUDA0"``.
        description: the name of the product.
        kind: what it is.
        memory_free_bytes: free memory, where the device tells; for the CPU this is its total.
        memory_total_bytes: all of its memory.
    """

    name: str
    description: str
    kind: DeviceKind
    memory_free_bytes: int
    memory_total_bytes: int


class Backend(Closing):
    """A reference to the process-wide native library.

    The first reference loads and starts the library, the last ``close()`` ends it. Objects that need the
    library hold a reference of their own, so most programs never make one; make one to ask for devices.

    Raises:
        LibraryLoadError: no library was found.
        AbiMismatchError: the library found has another layout of structs.
    """

    _lock = threading.Lock()
    _n_references = 0

    def __init__(self) -> None:
        self._closed = True
        with Backend._lock:
            if Backend._n_references == 0:
                _NativeLog.install()
                C.llama_backend_init()
            Backend._n_references += 1
        self._closed = False

    def close(self) -> None:
        """Give the reference back. Does nothing the second time."""
        with Backend._lock:
            if self._closed:
                return
            self._closed = True
            Backend._n_references -= 1
            if Backend._n_references == 0:
                C.llama_backend_free()

    @property
    def version(self) -> str:
        """The native library's version, for example ``"0.5.0"``. Native: llama_version."""
        self._check_open()
        return (C.llama_version() or b"").decode()

    @property
    def commit(self) -> str:
        """The upstream commit that the library was built from, or ``""`` where the build does not say."""
        self._check_open()
        info = loader.build_info()
        return info.commit if info is not None else ""

    @property
    def system_info(self) -> str:
        """Instruction sets and backends in use, in one line. Native: llama_print_system_info."""
        self._check_open()
        return (C.llama_print_system_info() or b"").decode()

    @property
    def devices(self) -> tuple[Device, ...]:
        """All devices, in the native order. Native: ggml_backend_dev_get."""
        self._check_open()
        return tuple(_device(ggml.ggml_backend_dev_get(i)) for i in range(ggml.ggml_backend_dev_count()))

    def use_numa(self, strategy: NumaStrategy) -> None:
        """Place threads by the memory nodes, for the rest of the process; do it before loading models.

        Does nothing on a machine with one node, or after the first call.

        Args:
            strategy: ``distribute`` spreads threads over all nodes, ``isolate`` keeps them on the node of the
                calling thread, ``numactl`` on the CPUs that the program of that name allows.

        Native: llama_numa_init.
        """
        self._check_open()
        C.llama_numa_init(_NUMA_STRATEGIES[strategy])

    def _check_open(self) -> None:
        if self._closed:
            raise ClosedError("Backend")


def has_gpu() -> bool:
    """Return whether some device is a GPU. The library must be loaded already."""
    gpus = {DeviceKind.GPU, DeviceKind.INTEGRATED_GPU}
    handles = (ggml.ggml_backend_dev_get(i) for i in range(ggml.ggml_backend_dev_count()))
    return any(_kind(handle) in gpus for handle in handles)


def _kind(handle: ggml.ggml_backend_dev_t) -> DeviceKind:
    return _DEVICE_KINDS[ggml.ggml_backend_dev_type(ggml.ggml_backend_dev_type_(handle))]


def _device(handle: ggml.ggml_backend_dev_t) -> Device:
    free, total = c_size_t(), c_size_t()
    ggml.ggml_backend_dev_memory(handle, free, total)
    return Device(
        name=(ggml.ggml_backend_dev_name(handle) or b"").decode(),
        description=(ggml.ggml_backend_dev_description(handle) or b"").decode(errors="replace").strip(),
        kind=_kind(handle),
        memory_free_bytes=free.value,
        memory_total_bytes=total.value,
    )


class _ThreadState(threading.local):
    """What a thread has logged of a line, and where its errors are collected; threads log at once."""

    partial = ""
    level = logging.INFO
    errors: list[str] | None = None


class _NativeLog:
    """Sends native log lines to ``logging``, and to whoever asks for the errors of a call."""

    _callback: ggml.ggml_log_callback | None = None
    _thread = _ThreadState()

    @classmethod
    def install(cls) -> None:
        if cls._callback is None:
            cls._callback = ggml.ggml_log_callback(cls._receive)
            atexit.register(cls._uninstall)
        C.llama_log_set(cls._callback, None)

    @classmethod
    def _uninstall(cls) -> None:
        # A native thread that logs after the interpreter's end must not call into it.
        C.llama_log_set(ggml.ggml_log_callback(), None)

    @classmethod
    def _receive(cls, level: int, text: bytes | None, _user_data: int | None) -> None:
        # A line may come in parts; the later ones have the level CONT.
        thread = cls._thread
        if level != ggml.ggml_log_level.GGML_LOG_LEVEL_CONT:
            thread.level = _LEVELS.get(ggml.ggml_log_level(level), logging.INFO)
        thread.partial += (text or b"").decode("utf-8", "replace")
        *lines, thread.partial = thread.partial.split("\n")
        for line in lines:
            if not line.strip(" ."):
                continue
            logger.log(thread.level, "%s", line.rstrip())
            if thread.level >= logging.ERROR and thread.errors is not None:
                thread.errors.append(line.strip())


@contextlib.contextmanager
def native_errors() -> Iterator[list[str]]:
    """Collect the error lines that native code logs on this thread, so that an error can say why."""
    thread = _NativeLog._thread  # noqa: SLF001  # the same module
    outer, thread.errors = thread.errors, []
    try:
        yield thread.errors
    finally:
        thread.errors = outer
