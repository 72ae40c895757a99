# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from collections.abc import Callable
from ctypes import (
    POINTER,
    Array,
    Structure,
    c_bool,
    c_char,
    c_char_p,
    c_float,
    c_int,
    c_int32,
    c_int64,
    c_size_t,
    c_uint,
    c_uint16,
    c_uint32,
    c_void_p,
)
from typing import TYPE_CHECKING

from pyllama.ctypes_api._types import CDECL, FunctionPointer
from pyllama.ctypes_api.ggml_handles import ggml_backend_buffer_t

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import HandleField, MaybeNull, Pointer, PointerField


# void (*)(const char *)
class ggml_abort_callback_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (c_char_p,)
    if TYPE_CHECKING:

        def __init__(self, function: Callable[[bytes | None], None] | int = ..., /) -> None: ...


class ggml_bf16_t(Structure):
    bits: int
    _fields_ = (("bits", c_uint16),)


class ggml_init_params(Structure):
    mem_size: int
    mem_buffer: int | None
    no_alloc: bool
    _fields_ = (("mem_size", c_size_t), ("mem_buffer", c_void_p), ("no_alloc", c_bool))


class ggml_tensor(Structure):
    type: int
    buffer: HandleField[ggml_backend_buffer_t]
    ne: Array[c_int64]
    nb: Array[c_size_t]
    op: int
    op_params: Array[c_int32]
    flags: int
    src: Array[Pointer[ggml_tensor]]
    view_src: PointerField[ggml_tensor]
    view_offs: int
    data: int | None
    name: bytes
    extra: int | None
    padding: bytes


ggml_tensor._fields_ = (
    ("type", c_uint),
    ("buffer", ggml_backend_buffer_t),
    ("ne", c_int64 * 4),
    ("nb", c_size_t * 4),
    ("op", c_uint),
    ("op_params", c_int32 * 16),
    ("flags", c_int32),
    ("src", POINTER(ggml_tensor) * 10),
    ("view_src", POINTER(ggml_tensor)),
    ("view_offs", c_size_t),
    ("data", c_void_p),
    ("name", c_char * 64),
    ("extra", c_void_p),
    ("padding", c_char * 8),
)


# bool (*)(void *)
class ggml_abort_callback(FunctionPointer):
    _flags_ = CDECL
    _restype_ = c_bool
    _argtypes_ = (c_void_p,)
    if TYPE_CHECKING:

        def __init__(self, function: Callable[[int | None], bool] | int = ..., /) -> None: ...


# void (*)(struct ggml_tensor *, const struct ggml_tensor *, int, int, void *)
class ggml_custom1_op_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (POINTER(ggml_tensor), POINTER(ggml_tensor), c_int, c_int, c_void_p)
    if TYPE_CHECKING:

        def __init__(
            self,
            function: Callable[[MaybeNull[ggml_tensor], MaybeNull[ggml_tensor], int, int, int | None], None]
            | int = ...,
            /,
        ) -> None: ...


# void (*)(struct ggml_tensor *, const struct ggml_tensor *, const struct ggml_tensor *, int, int, void *)
class ggml_custom2_op_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (POINTER(ggml_tensor), POINTER(ggml_tensor), POINTER(ggml_tensor), c_int, c_int, c_void_p)
    if TYPE_CHECKING:

        def __init__(
            self,
            function: Callable[
                [
                    MaybeNull[ggml_tensor],
                    MaybeNull[ggml_tensor],
                    MaybeNull[ggml_tensor],
                    int,
                    int,
                    int | None,
                ],
                None,
            ]
            | int = ...,
            /,
        ) -> None: ...


class ggml_custom3_op_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (
        POINTER(ggml_tensor),
        POINTER(ggml_tensor),
        POINTER(ggml_tensor),
        POINTER(ggml_tensor),
        c_int,
        c_int,
        c_void_p,
    )
    if TYPE_CHECKING:

        def __init__(
            self,
            function: Callable[
                [
                    MaybeNull[ggml_tensor],
                    MaybeNull[ggml_tensor],
                    MaybeNull[ggml_tensor],
                    MaybeNull[ggml_tensor],
                    int,
                    int,
                    int | None,
                ],
                None,
            ]
            | int = ...,
            /,
        ) -> None: ...


# void (*)(struct ggml_tensor *, int, int, void *)
class ggml_custom_op_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (POINTER(ggml_tensor), c_int, c_int, c_void_p)
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[MaybeNull[ggml_tensor], int, int, int | None], None] | int = ..., /
        ) -> None: ...


# void (*)(enum ggml_log_level, const char *, void *)
class ggml_log_callback(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (c_uint, c_char_p, c_void_p)
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[int, bytes | None, int | None], None] | int = ..., /
        ) -> None: ...


# void (*)(const void *restrict, float *restrict, int64_t)
class ggml_to_float_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (c_void_p, POINTER(c_float), c_int64)
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[int | None, MaybeNull[c_float], int], None] | int = ..., /
        ) -> None: ...


# void (*)(const float *restrict, void *restrict, int64_t)
class ggml_from_float_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (POINTER(c_float), c_void_p, c_int64)
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[MaybeNull[c_float], int | None, int], None] | int = ..., /
        ) -> None: ...


class ggml_type_traits(Structure):
    type_name: bytes | None
    blck_size: int
    blck_size_interleave: int
    type_size: int
    is_quantized: bool
    to_float: ggml_to_float_t
    from_float_ref: ggml_from_float_t
    _fields_ = (
        ("type_name", c_char_p),
        ("blck_size", c_int64),
        ("blck_size_interleave", c_int64),
        ("type_size", c_size_t),
        ("is_quantized", c_bool),
        ("to_float", ggml_to_float_t),
        ("from_float_ref", ggml_from_float_t),
    )


class ggml_threadpool_params(Structure):
    cpumask: Array[c_bool]
    n_threads: int
    prio: int
    poll: int
    strict_cpu: bool
    paused: bool
    _fields_ = (
        ("cpumask", c_bool * 512),
        ("n_threads", c_int),
        ("prio", c_int),
        ("poll", c_uint32),
        ("strict_cpu", c_bool),
        ("paused", c_bool),
    )
