# Generated from ggml-cpu.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from collections.abc import Callable
from ctypes import POINTER, Structure, c_bool, c_float, c_int, c_int64, c_size_t, c_uint, c_uint8, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._types import CDECL, FunctionPointer
from pyllama.ctypes_api.ggml_handles import ggml_threadpool_t
from pyllama.ctypes_api.ggml_structs import ggml_abort_callback, ggml_from_float_t

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import HandleField, MaybeNull, PointerField


class ggml_cplan(Structure):
    work_size: int
    work_data: PointerField[c_uint8]
    n_threads: int
    threadpool: HandleField[ggml_threadpool_t]
    abort_callback: ggml_abort_callback
    abort_callback_data: int | None
    use_ref: bool
    _fields_ = (
        ("work_size", c_size_t),
        ("work_data", POINTER(c_uint8)),
        ("n_threads", c_int),
        ("threadpool", ggml_threadpool_t),
        ("abort_callback", ggml_abort_callback),
        ("abort_callback_data", c_void_p),
        ("use_ref", c_bool),
    )


# void (*)(int, float *restrict, size_t, const void *restrict, size_t, const void *restrict, size_t, int)
class ggml_vec_dot_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (c_int, POINTER(c_float), c_size_t, c_void_p, c_size_t, c_void_p, c_size_t, c_int)
    if TYPE_CHECKING:

        def __init__(
            self,
            function: Callable[[int, MaybeNull[c_float], int, int | None, int, int | None, int, int], None]
            | int = ...,
            /,
        ) -> None: ...


class ggml_type_traits_cpu(Structure):
    from_float: ggml_from_float_t
    vec_dot: ggml_vec_dot_t
    vec_dot_type: int
    nrows: int
    _fields_ = (
        ("from_float", ggml_from_float_t),
        ("vec_dot", ggml_vec_dot_t),
        ("vec_dot_type", c_uint),
        ("nrows", c_int64),
    )
