# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from collections.abc import Callable
from ctypes import POINTER, Structure, c_bool, c_char_p, c_uint32
from typing import TYPE_CHECKING

from pyllama.ctypes_api._types import CDECL, FunctionPointer
from pyllama.ctypes_api.ggml_handles import ggml_backend_buffer_type_t, ggml_cgraph_p, ggml_context_p
from pyllama.ctypes_api.ggml_structs import ggml_tensor
from pyllama.ctypes_api.llama_handles import llama_sampler_context_t, llama_sampler_p, llama_token
from pyllama.ctypes_api.llama_structs import llama_token_data_array

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, PointerField


class llama_sampler_data(Structure):
    logits: PointerField[ggml_tensor]
    probs: PointerField[ggml_tensor]
    sampled: PointerField[ggml_tensor]
    candidates: PointerField[ggml_tensor]
    _fields_ = (
        ("logits", POINTER(ggml_tensor)),
        ("probs", POINTER(ggml_tensor)),
        ("sampled", POINTER(ggml_tensor)),
        ("candidates", POINTER(ggml_tensor)),
    )


# const char * (*)(const struct llama_sampler *)
class llama_sampler_i_name(FunctionPointer):
    _flags_ = CDECL
    _restype_ = c_char_p
    _argtypes_ = (llama_sampler_p,)
    if TYPE_CHECKING:

        def __init__(self, function: Callable[[llama_sampler_p], bytes | None] | int = ..., /) -> None: ...


# void (*)(struct llama_sampler *, llama_token)
class llama_sampler_i_accept(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (llama_sampler_p, llama_token)
    if TYPE_CHECKING:

        def __init__(self, function: Callable[[llama_sampler_p, int], None] | int = ..., /) -> None: ...


# void (*)(struct llama_sampler *, llama_token_data_array *)
class llama_sampler_i_apply(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (llama_sampler_p, POINTER(llama_token_data_array))
    if TYPE_CHECKING:

        def __init__(
            self,
            function: Callable[[llama_sampler_p, MaybeNull[llama_token_data_array]], None] | int = ...,
            /,
        ) -> None: ...


# void (*)(struct llama_sampler *)
class llama_sampler_i_reset(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (llama_sampler_p,)
    if TYPE_CHECKING:

        def __init__(self, function: Callable[[llama_sampler_p], None] | int = ..., /) -> None: ...


# struct llama_sampler * (*)(const struct llama_sampler *)
class llama_sampler_i_clone(FunctionPointer):
    _flags_ = CDECL
    _restype_ = llama_sampler_p
    _argtypes_ = (llama_sampler_p,)
    if TYPE_CHECKING:

        def __init__(self, function: Callable[[llama_sampler_p], int | None] | int = ..., /) -> None: ...


# void (*)(struct llama_sampler *)
class llama_sampler_i_free(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (llama_sampler_p,)
    if TYPE_CHECKING:

        def __init__(self, function: Callable[[llama_sampler_p], None] | int = ..., /) -> None: ...


# bool (*)(struct llama_sampler *, ggml_backend_buffer_type_t, uint32_t)
class llama_sampler_i_backend_init(FunctionPointer):
    _flags_ = CDECL
    _restype_ = c_bool
    _argtypes_ = (llama_sampler_p, ggml_backend_buffer_type_t, c_uint32)
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[llama_sampler_p, ggml_backend_buffer_type_t, int], bool] | int = ..., /
        ) -> None: ...


# void (*)(struct llama_sampler *, struct ggml_context *, struct ggml_cgraph *, struct ggml_tensor *)
class llama_sampler_i_backend_accept(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (llama_sampler_p, ggml_context_p, ggml_cgraph_p, POINTER(ggml_tensor))
    if TYPE_CHECKING:

        def __init__(
            self,
            function: Callable[[llama_sampler_p, ggml_context_p, ggml_cgraph_p, MaybeNull[ggml_tensor]], None]
            | int = ...,
            /,
        ) -> None: ...


# void (*)(struct llama_sampler *, struct ggml_context *, struct ggml_cgraph *, struct llama_sampler_data *)
class llama_sampler_i_backend_apply(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (llama_sampler_p, ggml_context_p, ggml_cgraph_p, POINTER(llama_sampler_data))
    if TYPE_CHECKING:

        def __init__(
            self,
            function: Callable[
                [llama_sampler_p, ggml_context_p, ggml_cgraph_p, MaybeNull[llama_sampler_data]], None
            ]
            | int = ...,
            /,
        ) -> None: ...


# void (*)(struct llama_sampler *)
class llama_sampler_i_backend_set_input(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (llama_sampler_p,)
    if TYPE_CHECKING:

        def __init__(self, function: Callable[[llama_sampler_p], None] | int = ..., /) -> None: ...


# void (*)(struct llama_sampler *)
class llama_sampler_i_backend_reset(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (llama_sampler_p,)
    if TYPE_CHECKING:

        def __init__(self, function: Callable[[llama_sampler_p], None] | int = ..., /) -> None: ...


# void (*)(const struct llama_sampler *, struct llama_sampler *)
class llama_sampler_i_copy_state(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (llama_sampler_p, llama_sampler_p)
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[llama_sampler_p, llama_sampler_p], None] | int = ..., /
        ) -> None: ...


class llama_sampler_i(Structure):
    name: llama_sampler_i_name
    accept: llama_sampler_i_accept
    apply: llama_sampler_i_apply
    reset: llama_sampler_i_reset
    clone: llama_sampler_i_clone
    free: llama_sampler_i_free
    backend_init: llama_sampler_i_backend_init
    backend_accept: llama_sampler_i_backend_accept
    backend_apply: llama_sampler_i_backend_apply
    backend_set_input: llama_sampler_i_backend_set_input
    backend_reset: llama_sampler_i_backend_reset
    copy_state: llama_sampler_i_copy_state
    _fields_ = (
        ("name", llama_sampler_i_name),
        ("accept", llama_sampler_i_accept),
        ("apply", llama_sampler_i_apply),
        ("reset", llama_sampler_i_reset),
        ("clone", llama_sampler_i_clone),
        ("free", llama_sampler_i_free),
        ("backend_init", llama_sampler_i_backend_init),
        ("backend_accept", llama_sampler_i_backend_accept),
        ("backend_apply", llama_sampler_i_backend_apply),
        ("backend_set_input", llama_sampler_i_backend_set_input),
        ("backend_reset", llama_sampler_i_backend_reset),
        ("copy_state", llama_sampler_i_copy_state),
    )


class llama_sampler(Structure):
    iface: PointerField[llama_sampler_i]
    ctx: int | None
    _fields_ = (("iface", POINTER(llama_sampler_i)), ("ctx", llama_sampler_context_t))
