# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import (
    POINTER,
    Array,
    c_bool,
    c_char_p,
    c_float,
    c_int,
    c_int64,
    c_size_t,
    c_uint,
    c_uint8,
    c_void_p,
)
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api._types import FILE_p
from pyllama.ctypes_api.ggml_handles import ggml_fp16_t, ggml_guid_t
from pyllama.ctypes_api.ggml_structs import (
    ggml_abort_callback_t,
    ggml_bf16_t,
    ggml_log_callback,
    ggml_threadpool_params,
    ggml_type_traits,
)

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, MaybeNull, Ref


# ggml_abort_callback_t ggml_set_abort_callback(ggml_abort_callback_t callback)
@native("ggml", ggml_abort_callback_t, ggml_abort_callback_t)
def ggml_set_abort_callback(callback: ggml_abort_callback_t, /) -> ggml_abort_callback_t: ...


# const char *ggml_status_to_string(enum ggml_status status)
@native("ggml", c_char_p, c_int)
def ggml_status_to_string(status: int, /) -> bytes | None: ...


# float ggml_fp16_to_fp32(ggml_fp16_t)
@native("ggml", c_float, ggml_fp16_t)
def ggml_fp16_to_fp32(arg0: int, /) -> float: ...


# ggml_fp16_t ggml_fp32_to_fp16(float)
@native("ggml", ggml_fp16_t, c_float)
def ggml_fp32_to_fp16(arg0: float, /) -> int: ...


# void ggml_fp16_to_fp32_row(const ggml_fp16_t *, float *, int64_t)
@native("ggml", None, POINTER(ggml_fp16_t), POINTER(c_float), c_int64)
def ggml_fp16_to_fp32_row(arg0: Ref[ggml_fp16_t], arg1: Ref[c_float], arg2: int, /) -> None: ...


# void ggml_fp32_to_fp16_row(const float *, ggml_fp16_t *, int64_t)
@native("ggml", None, POINTER(c_float), POINTER(ggml_fp16_t), c_int64)
def ggml_fp32_to_fp16_row(arg0: Ref[c_float], arg1: Ref[ggml_fp16_t], arg2: int, /) -> None: ...


# ggml_bf16_t ggml_fp32_to_bf16(float)
@native("ggml", ggml_bf16_t, c_float)
def ggml_fp32_to_bf16(arg0: float, /) -> ggml_bf16_t: ...


# float ggml_bf16_to_fp32(ggml_bf16_t)
@native("ggml", c_float, ggml_bf16_t)
def ggml_bf16_to_fp32(arg0: ggml_bf16_t, /) -> float: ...


# void ggml_bf16_to_fp32_row(const ggml_bf16_t *, float *, int64_t)
@native("ggml", None, POINTER(ggml_bf16_t), POINTER(c_float), c_int64)
def ggml_bf16_to_fp32_row(arg0: Ref[ggml_bf16_t], arg1: Ref[c_float], arg2: int, /) -> None: ...


# void ggml_fp32_to_bf16_row_ref(const float *, ggml_bf16_t *, int64_t)
@native("ggml", None, POINTER(c_float), POINTER(ggml_bf16_t), c_int64)
def ggml_fp32_to_bf16_row_ref(arg0: Ref[c_float], arg1: Ref[ggml_bf16_t], arg2: int, /) -> None: ...


# void ggml_fp32_to_bf16_row(const float *, ggml_bf16_t *, int64_t)
@native("ggml", None, POINTER(c_float), POINTER(ggml_bf16_t), c_int64)
def ggml_fp32_to_bf16_row(arg0: Ref[c_float], arg1: Ref[ggml_bf16_t], arg2: int, /) -> None: ...


# bool ggml_guid_matches(ggml_guid_t guid_a, ggml_guid_t guid_b)
@native("ggml", c_bool, ggml_guid_t, ggml_guid_t)
def ggml_guid_matches(guid_a: Ref[Array[c_uint8]], guid_b: Ref[Array[c_uint8]], /) -> bool: ...


# const char *ggml_version(void)
@native("ggml", c_char_p)
def ggml_version() -> bytes | None: ...


# const char *ggml_commit(void)
@native("ggml", c_char_p)
def ggml_commit() -> bytes | None: ...


# void ggml_time_init(void)
@native("ggml", None)
def ggml_time_init() -> None: ...


# int64_t ggml_time_ms(void)
@native("ggml", c_int64)
def ggml_time_ms() -> int: ...


# int64_t ggml_time_us(void)
@native("ggml", c_int64)
def ggml_time_us() -> int: ...


# int64_t ggml_cycles(void)
@native("ggml", c_int64)
def ggml_cycles() -> int: ...


# int64_t ggml_cycles_per_ms(void)
@native("ggml", c_int64)
def ggml_cycles_per_ms() -> int: ...


# FILE *ggml_fopen(const char *fname, const char *mode)
@native("ggml", FILE_p, c_char_p, c_char_p)
def ggml_fopen(fname: bytes | None, mode: bytes | None, /) -> FILE_p: ...


# int64_t ggml_blck_size(enum ggml_type type)
@native("ggml", c_int64, c_uint)
def ggml_blck_size(type_: int, /) -> int: ...


# size_t ggml_type_size(enum ggml_type type)
@native("ggml", c_size_t, c_uint)
def ggml_type_size(type_: int, /) -> int: ...


# size_t ggml_row_size(enum ggml_type type, int64_t ne)
@native("ggml", c_size_t, c_uint, c_int64)
def ggml_row_size(type_: int, ne: int, /) -> int: ...


# const char *ggml_type_name(enum ggml_type type)
@native("ggml", c_char_p, c_uint)
def ggml_type_name(type_: int, /) -> bytes | None: ...


# const char *ggml_op_name(enum ggml_op op)
@native("ggml", c_char_p, c_uint)
def ggml_op_name(op: int, /) -> bytes | None: ...


# const char *ggml_op_symbol(enum ggml_op op)
@native("ggml", c_char_p, c_uint)
def ggml_op_symbol(op: int, /) -> bytes | None: ...


# const char *ggml_unary_op_name(enum ggml_unary_op op)
@native("ggml", c_char_p, c_uint)
def ggml_unary_op_name(op: int, /) -> bytes | None: ...


# const char *ggml_glu_op_name(enum ggml_glu_op op)
@native("ggml", c_char_p, c_uint)
def ggml_glu_op_name(op: int, /) -> bytes | None: ...


# void ggml_log_get(ggml_log_callback *log_callback, void **user_data)
@native("ggml", None, POINTER(ggml_log_callback), POINTER(c_void_p))
def ggml_log_get(log_callback: Ref[ggml_log_callback], user_data: Ref[c_void_p], /) -> None: ...


# void ggml_log_set(ggml_log_callback log_callback, void *user_data)
@native("ggml", None, ggml_log_callback, c_void_p)
def ggml_log_set(log_callback: ggml_log_callback, user_data: Address, /) -> None: ...


# void ggml_quantize_init(enum ggml_type type)
@native("ggml", None, c_uint)
def ggml_quantize_init(type_: int, /) -> None: ...


# void ggml_quantize_free(void)
@native("ggml", None)
def ggml_quantize_free() -> None: ...


# bool ggml_quantize_requires_imatrix(enum ggml_type type)
@native("ggml", c_bool, c_uint)
def ggml_quantize_requires_imatrix(type_: int, /) -> bool: ...


@native("ggml", c_size_t, c_uint, POINTER(c_float), c_void_p, c_int64, c_int64, c_int64, POINTER(c_float))
def ggml_quantize_chunk(
    type_: int,
    src: Ref[c_float],
    dst: Address,
    start: int,
    nrows: int,
    n_per_row: int,
    imatrix: Ref[c_float],
    /,
) -> int: ...


# const struct ggml_type_traits *ggml_get_type_traits(enum ggml_type type)
@native("ggml", POINTER(ggml_type_traits), c_uint)
def ggml_get_type_traits(type_: int, /) -> MaybeNull[ggml_type_traits]: ...


# struct ggml_threadpool_params ggml_threadpool_params_default(int n_threads)
@native("ggml", ggml_threadpool_params, c_int)
def ggml_threadpool_params_default(n_threads: int, /) -> ggml_threadpool_params: ...


# void ggml_threadpool_params_init(struct ggml_threadpool_params *p, int n_threads)
@native("ggml", None, POINTER(ggml_threadpool_params), c_int)
def ggml_threadpool_params_init(p: Ref[ggml_threadpool_params], n_threads: int, /) -> None: ...


@native("ggml", c_bool, POINTER(ggml_threadpool_params), POINTER(ggml_threadpool_params))
def ggml_threadpool_params_match(
    p0: Ref[ggml_threadpool_params], p1: Ref[ggml_threadpool_params], /
) -> bool: ...
