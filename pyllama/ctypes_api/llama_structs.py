# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from collections.abc import Callable
from ctypes import (
    POINTER,
    Structure,
    Union,
    c_bool,
    c_char,
    c_char_p,
    c_double,
    c_float,
    c_int8,
    c_int32,
    c_int64,
    c_size_t,
    c_uint,
    c_void_p,
)
from typing import TYPE_CHECKING

from pyllama.ctypes_api._types import CDECL, FunctionPointer
from pyllama.ctypes_api.ggml_handles import ggml_backend_buffer_type_t
from pyllama.ctypes_api.ggml_structs import ggml_tensor
from pyllama.ctypes_api.llama_handles import llama_pos, llama_seq_id, llama_token

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import HandleField, MaybeNull, Pointer, PointerField


class llama_token_data(Structure):
    id: int
    logit: float
    p: float
    _fields_ = (("id", llama_token), ("logit", c_float), ("p", c_float))


class llama_token_data_array(Structure):
    data: PointerField[llama_token_data]
    size: int
    selected: int
    sorted: bool
    _fields_ = (
        ("data", POINTER(llama_token_data)),
        ("size", c_size_t),
        ("selected", c_int64),
        ("sorted", c_bool),
    )


# bool (*)(float, void *)
class llama_progress_callback(FunctionPointer):
    _flags_ = CDECL
    _restype_ = c_bool
    _argtypes_ = (c_float, c_void_p)
    if TYPE_CHECKING:

        def __init__(self, function: Callable[[float, int | None], bool] | int = ..., /) -> None: ...


class llama_batch(Structure):
    n_tokens: int
    token: PointerField[llama_token]
    embd: PointerField[c_float]
    pos: PointerField[llama_pos]
    n_seq_id: PointerField[c_int32]
    seq_id: PointerField[Pointer[llama_seq_id]]
    logits: PointerField[c_int8]
    _fields_ = (
        ("n_tokens", c_int32),
        ("token", POINTER(llama_token)),
        ("embd", POINTER(c_float)),
        ("pos", POINTER(llama_pos)),
        ("n_seq_id", POINTER(c_int32)),
        ("seq_id", POINTER(POINTER(llama_seq_id))),
        ("logits", POINTER(c_int8)),
    )


class _llama_model_kv_override_value(Union):
    val_i64: int
    val_f64: float
    val_bool: bool
    val_str: bytes
    _fields_ = (("val_i64", c_int64), ("val_f64", c_double), ("val_bool", c_bool), ("val_str", c_char * 128))


class llama_model_kv_override(Structure):
    tag: int
    key: bytes
    value: _llama_model_kv_override_value
    _anonymous_ = ("value",)
    _fields_ = (("tag", c_uint), ("key", c_char * 128), ("value", _llama_model_kv_override_value))


class llama_model_tensor_buft_override(Structure):
    pattern: bytes | None
    buft: HandleField[ggml_backend_buffer_type_t]
    _fields_ = (("pattern", c_char_p), ("buft", ggml_backend_buffer_type_t))


class llama_logit_bias(Structure):
    token: int
    bias: float
    _fields_ = (("token", llama_token), ("bias", c_float))


class llama_chat_message(Structure):
    role: bytes | None
    content: bytes | None
    _fields_ = (("role", c_char_p), ("content", c_char_p))


# void (*)(struct ggml_tensor *, void *)
class llama_model_set_tensor_data_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (POINTER(ggml_tensor), c_void_p)
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[MaybeNull[ggml_tensor], int | None], None] | int = ..., /
        ) -> None: ...


class llama_embd(Structure):
    data: PointerField[c_float]
    n_rows: int
    n_embd: int
    _fields_ = (("data", POINTER(c_float)), ("n_rows", c_size_t), ("n_embd", c_size_t))


class llama_perf_context_data(Structure):
    t_start_ms: float
    t_load_ms: float
    t_p_eval_ms: float
    t_eval_ms: float
    n_p_eval: int
    n_eval: int
    n_reused: int
    _fields_ = (
        ("t_start_ms", c_double),
        ("t_load_ms", c_double),
        ("t_p_eval_ms", c_double),
        ("t_eval_ms", c_double),
        ("n_p_eval", c_int32),
        ("n_eval", c_int32),
        ("n_reused", c_int32),
    )


class llama_perf_sampler_data(Structure):
    t_sample_ms: float
    n_sample: int
    _fields_ = (("t_sample_ms", c_double), ("n_sample", c_int32))


# bool (*)(const struct ggml_tensor *, void *)
class llama_opt_param_filter(FunctionPointer):
    _flags_ = CDECL
    _restype_ = c_bool
    _argtypes_ = (POINTER(ggml_tensor), c_void_p)
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[MaybeNull[ggml_tensor], int | None], bool] | int = ..., /
        ) -> None: ...
