"""Threads that compute on the CPU."""

from __future__ import annotations

from ctypes import CFUNCTYPE, POINTER

from pyllama.ctypes_api import ggml
from pyllama.errors import ContextCreateError
from pyllama.native_object import NativeObject


class ThreadPool(NativeObject[ggml.ggml_threadpool_t]):
    """Threads that wait for work of a context.

    A context without one starts and ends its threads for every step, which for small models takes longer
    than the step.

    Args:
        n_threads: how many, counting the one that asks for the work.
        paused: sleep until the first work comes, as the second pool of a context must.

    Raises:
        ContextCreateError: the threads could not be started.

    Native: ggml_threadpool_new.
    """

    def __init__(self, n_threads: int, *, paused: bool = False) -> None:
        params = ggml.ggml_threadpool_params_default(n_threads)
        params.paused = paused
        handle = _new(params)
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
