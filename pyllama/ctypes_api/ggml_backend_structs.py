# Generated from ggml-backend.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from collections.abc import Callable
from ctypes import (
    POINTER,
    Array,
    Structure,
    c_bool,
    c_char_p,
    c_float,
    c_int,
    c_int64,
    c_size_t,
    c_uint,
    c_uint32,
    c_void_p,
)
from typing import TYPE_CHECKING

from pyllama.ctypes_api._types import CDECL, FunctionPointer
from pyllama.ctypes_api.ggml_handles import (
    ggml_backend_buffer_t,
    ggml_backend_buffer_type_t,
    ggml_backend_dev_t,
    ggml_backend_reg_t,
    ggml_backend_t,
    ggml_cgraph_p,
    ggml_context_p,
)
from pyllama.ctypes_api.ggml_structs import ggml_abort_callback, ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import HandleField, MaybeNull, Pointer


class ggml_backend_dev_caps(Structure):
    async_: bool
    host_buffer: bool
    buffer_from_host_ptr: bool
    events: bool
    mmap_support: bool
    _fields_ = (
        ("async_", c_bool),
        ("host_buffer", c_bool),
        ("buffer_from_host_ptr", c_bool),
        ("events", c_bool),
        ("mmap_support", c_bool),
    )


class ggml_backend_dev_props(Structure):
    name: bytes | None
    description: bytes | None
    memory_free: int
    memory_total: int
    type: int
    device_id: bytes | None
    caps: ggml_backend_dev_caps
    _fields_ = (
        ("name", c_char_p),
        ("description", c_char_p),
        ("memory_free", c_size_t),
        ("memory_total", c_size_t),
        ("type", c_uint),
        ("device_id", c_char_p),
        ("caps", ggml_backend_dev_caps),
    )


# void * (*)(ggml_backend_t *, size_t)
class ggml_backend_comm_init_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = c_void_p
    _argtypes_ = (POINTER(ggml_backend_t), c_size_t)
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[MaybeNull[ggml_backend_t], int], int | None] | int = ..., /
        ) -> None: ...


# void (*)(void *)
class ggml_backend_comm_free_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (c_void_p,)
    if TYPE_CHECKING:

        def __init__(self, function: Callable[[int | None], None] | int = ..., /) -> None: ...


# bool (*)(void *, struct ggml_tensor **)
class ggml_backend_comm_allreduce_tensor_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = c_bool
    _argtypes_ = (c_void_p, POINTER(POINTER(ggml_tensor)))
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[int | None, MaybeNull[Pointer[ggml_tensor]]], bool] | int = ..., /
        ) -> None: ...


# ggml_backend_buffer_type_t (*)(int, const float *)
class ggml_backend_split_buffer_type_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = ggml_backend_buffer_type_t
    _argtypes_ = (c_int, POINTER(c_float))
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[int, MaybeNull[c_float]], int | None] | int = ..., /
        ) -> None: ...


# void (*)(ggml_backend_t, int)
class ggml_backend_set_n_threads_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (ggml_backend_t, c_int)
    if TYPE_CHECKING:

        def __init__(self, function: Callable[[ggml_backend_t, int], None] | int = ..., /) -> None: ...


# ggml_backend_buffer_type_t * (*)(ggml_backend_dev_t)
class ggml_backend_dev_get_extra_bufts_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = POINTER(ggml_backend_buffer_type_t)
    _argtypes_ = (ggml_backend_dev_t,)
    if TYPE_CHECKING:

        def __init__(
            self,
            function: Callable[[ggml_backend_dev_t], MaybeNull[ggml_backend_buffer_type_t]] | int = ...,
            /,
        ) -> None: ...


# void (*)(ggml_backend_t, ggml_abort_callback, void *)
class ggml_backend_set_abort_callback_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (ggml_backend_t, ggml_abort_callback, c_void_p)
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[ggml_backend_t, ggml_abort_callback, int | None], None] | int = ..., /
        ) -> None: ...


class ggml_backend_feature(Structure):
    name: bytes | None
    value: bytes | None
    _fields_ = (("name", c_char_p), ("value", c_char_p))


# struct ggml_backend_feature * (*)(ggml_backend_reg_t)
class ggml_backend_get_features_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = POINTER(ggml_backend_feature)
    _argtypes_ = (ggml_backend_reg_t,)
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[ggml_backend_reg_t], MaybeNull[ggml_backend_feature]] | int = ..., /
        ) -> None: ...


# bool (*)(struct ggml_tensor *, bool, void *)
class ggml_backend_sched_eval_callback(FunctionPointer):
    _flags_ = CDECL
    _restype_ = c_bool
    _argtypes_ = (POINTER(ggml_tensor), c_bool, c_void_p)
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[MaybeNull[ggml_tensor], bool, int | None], bool] | int = ..., /
        ) -> None: ...


class ggml_backend_meta_split_state(Structure):
    axis: int
    ne: Array[c_int64]
    nr: Array[c_uint32]
    n_segments: int
    _fields_ = (("axis", c_uint), ("ne", c_int64 * 256), ("nr", c_uint32 * 16), ("n_segments", c_uint32))


# struct ggml_backend_meta_split_state (*)(const struct ggml_tensor *, void *)
class ggml_backend_meta_get_split_state_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = ggml_backend_meta_split_state
    _argtypes_ = (POINTER(ggml_tensor), c_void_p)
    if TYPE_CHECKING:

        def __init__(
            self,
            function: Callable[[MaybeNull[ggml_tensor], int | None], ggml_backend_meta_split_state]
            | int = ...,
            /,
        ) -> None: ...


class ggml_backend_graph_copy(Structure):
    buffer: HandleField[ggml_backend_buffer_t]
    ctx_allocated: HandleField[ggml_context_p]
    ctx_unallocated: HandleField[ggml_context_p]
    graph: HandleField[ggml_cgraph_p]
    _fields_ = (
        ("buffer", ggml_backend_buffer_t),
        ("ctx_allocated", ggml_context_p),
        ("ctx_unallocated", ggml_context_p),
        ("graph", ggml_cgraph_p),
    )


# bool (*)(int, struct ggml_tensor *, struct ggml_tensor *, void *)
class ggml_backend_eval_callback(FunctionPointer):
    _flags_ = CDECL
    _restype_ = c_bool
    _argtypes_ = (c_int, POINTER(ggml_tensor), POINTER(ggml_tensor), c_void_p)
    if TYPE_CHECKING:

        def __init__(
            self,
            function: Callable[[int, MaybeNull[ggml_tensor], MaybeNull[ggml_tensor], int | None], bool]
            | int = ...,
            /,
        ) -> None: ...
