"""Threads that compute on the CPU."""

from __future__ import annotations

from ctypes import CFUNCTYPE, POINTER

from pyllama.ctypes_api import ggml
from pyllama.errors import ContextCreateError
from pyllama.native_object import NativeObject
from pyllama.thread_params import ThreadParams


class ThreadPool(NativeObject[ggml.ggml_threadpool_t]):
    """Threads that wait for work of a context.

    A context without one starts and ends its threads for every step, which for small models takes longer
    than the step. They sleep until the first work comes. The thread that asks for the work computes too:
    from then on, and after the pool is closed, it has the CPUs and the priority of the pool.

    Args:
        n_threads: how many, counting the one that asks for the work.
        params: how they compute.

    Raises:
        ContextCreateError: the threads could not be started.

    Native: ggml_threadpool_new.
    """

    def __init__(self, n_threads: int, params: ThreadParams | None = None) -> None:
        native = (params or ThreadParams()).native(n_threads)
        # Otherwise it would be the present thread that gets CPUs and priority, and the one that decodes may
        # be another; of two pools of a context only one may be awake.
        native.paused = True
        handle = _new(native)
        if not handle:
            message = f"cannot start {n_threads} threads"
            raise ContextCreateError(message, function="ggml_threadpool_new")
        super().__init__(handle, _free)


# The CPU backend may be one of several libraries, loaded by what the processor can do, so its functions
# are found through its registration and not by the name of a library.


def _new(params: ggml.ggml_threadpool_params) -> ggml.ggml_threadpool_t:
    prototype = CFUNCTYPE(ggml.ggml_threadpool_t, POINTER(ggml.ggml_threadpool_params))
    handle: ggml.ggml_threadpool_t = prototype(_address(b"ggml_threadpool_new"))(params)
    return handle


def _free(handle: ggml.ggml_threadpool_t) -> None:
    CFUNCTYPE(None, ggml.ggml_threadpool_t)(_address(b"ggml_threadpool_free"))(handle)


def _address(name: bytes) -> int:
    cpu = ggml.ggml_backend_dev_by_type(ggml.ggml_backend_dev_type.GGML_BACKEND_DEVICE_TYPE_CPU)
    address = ggml.ggml_backend_reg_get_proc_address(ggml.ggml_backend_dev_backend_reg(cpu), name)
    if not address:
        raise ContextCreateError(f"the CPU backend has no {name.decode()}", function=name.decode())
    return address
