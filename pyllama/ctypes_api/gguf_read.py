# Generated from gguf.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import (
    POINTER,
    c_bool,
    c_char_p,
    c_double,
    c_float,
    c_int8,
    c_int16,
    c_int32,
    c_int64,
    c_size_t,
    c_uint,
    c_uint8,
    c_uint16,
    c_uint32,
    c_uint64,
    c_void_p,
)
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api._types import FILE_p
from pyllama.ctypes_api.gguf_handles import gguf_context_p
from pyllama.ctypes_api.gguf_structs import gguf_init_params, gguf_reader_callback_t

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, MaybeNull


# struct gguf_context *gguf_init_empty(void)
@native("ggml", gguf_context_p)
def gguf_init_empty() -> gguf_context_p: ...


# struct gguf_context *gguf_init_from_file_ptr(FILE *file, struct gguf_init_params params)
@native("ggml", gguf_context_p, FILE_p, gguf_init_params)
def gguf_init_from_file_ptr(file: FILE_p, params: gguf_init_params, /) -> gguf_context_p: ...


# struct gguf_context *gguf_init_from_file(const char *fname, struct gguf_init_params params)
@native("ggml", gguf_context_p, c_char_p, gguf_init_params)
def gguf_init_from_file(fname: bytes | None, params: gguf_init_params, /) -> gguf_context_p: ...


# struct gguf_context *gguf_init_from_buffer(const void *data, size_t size, struct gguf_init_params params)
@native("ggml", gguf_context_p, c_void_p, c_size_t, gguf_init_params)
def gguf_init_from_buffer(data: Address, size: int, params: gguf_init_params, /) -> gguf_context_p: ...


@native("ggml", gguf_context_p, gguf_reader_callback_t, c_void_p, c_size_t, c_uint64, gguf_init_params)
def gguf_init_from_callback(
    callback: gguf_reader_callback_t,
    userdata: Address,
    max_chunk_read: int,
    max_expected_size: int,
    params: gguf_init_params,
    /,
) -> gguf_context_p: ...


# void gguf_free(struct gguf_context *ctx)
@native("ggml", None, gguf_context_p)
def gguf_free(ctx: gguf_context_p, /) -> None: ...


# const char *gguf_type_name(enum gguf_type type)
@native("ggml", c_char_p, c_uint)
def gguf_type_name(type_: int, /) -> bytes | None: ...


# uint32_t gguf_get_version(const struct gguf_context *ctx)
@native("ggml", c_uint32, gguf_context_p)
def gguf_get_version(ctx: gguf_context_p, /) -> int: ...


# size_t gguf_get_alignment(const struct gguf_context *ctx)
@native("ggml", c_size_t, gguf_context_p)
def gguf_get_alignment(ctx: gguf_context_p, /) -> int: ...


# size_t gguf_get_data_offset(const struct gguf_context *ctx)
@native("ggml", c_size_t, gguf_context_p)
def gguf_get_data_offset(ctx: gguf_context_p, /) -> int: ...


# int64_t gguf_get_n_kv(const struct gguf_context *ctx)
@native("ggml", c_int64, gguf_context_p)
def gguf_get_n_kv(ctx: gguf_context_p, /) -> int: ...


# int64_t gguf_find_key(const struct gguf_context *ctx, const char *key)
@native("ggml", c_int64, gguf_context_p, c_char_p)
def gguf_find_key(ctx: gguf_context_p, key: bytes | None, /) -> int: ...


# const char *gguf_get_key(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_char_p, gguf_context_p, c_int64)
def gguf_get_key(ctx: gguf_context_p, key_id: int, /) -> bytes | None: ...


# enum gguf_type gguf_get_kv_type(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_uint, gguf_context_p, c_int64)
def gguf_get_kv_type(ctx: gguf_context_p, key_id: int, /) -> int: ...


# enum gguf_type gguf_get_arr_type(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_uint, gguf_context_p, c_int64)
def gguf_get_arr_type(ctx: gguf_context_p, key_id: int, /) -> int: ...


# uint8_t gguf_get_val_u8(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_uint8, gguf_context_p, c_int64)
def gguf_get_val_u8(ctx: gguf_context_p, key_id: int, /) -> int: ...


# int8_t gguf_get_val_i8(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_int8, gguf_context_p, c_int64)
def gguf_get_val_i8(ctx: gguf_context_p, key_id: int, /) -> int: ...


# uint16_t gguf_get_val_u16(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_uint16, gguf_context_p, c_int64)
def gguf_get_val_u16(ctx: gguf_context_p, key_id: int, /) -> int: ...


# int16_t gguf_get_val_i16(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_int16, gguf_context_p, c_int64)
def gguf_get_val_i16(ctx: gguf_context_p, key_id: int, /) -> int: ...


# uint32_t gguf_get_val_u32(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_uint32, gguf_context_p, c_int64)
def gguf_get_val_u32(ctx: gguf_context_p, key_id: int, /) -> int: ...


# int32_t gguf_get_val_i32(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_int32, gguf_context_p, c_int64)
def gguf_get_val_i32(ctx: gguf_context_p, key_id: int, /) -> int: ...


# float gguf_get_val_f32(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_float, gguf_context_p, c_int64)
def gguf_get_val_f32(ctx: gguf_context_p, key_id: int, /) -> float: ...


# uint64_t gguf_get_val_u64(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_uint64, gguf_context_p, c_int64)
def gguf_get_val_u64(ctx: gguf_context_p, key_id: int, /) -> int: ...


# int64_t gguf_get_val_i64(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_int64, gguf_context_p, c_int64)
def gguf_get_val_i64(ctx: gguf_context_p, key_id: int, /) -> int: ...


# double gguf_get_val_f64(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_double, gguf_context_p, c_int64)
def gguf_get_val_f64(ctx: gguf_context_p, key_id: int, /) -> float: ...


# bool gguf_get_val_bool(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_bool, gguf_context_p, c_int64)
def gguf_get_val_bool(ctx: gguf_context_p, key_id: int, /) -> bool: ...


# const char *gguf_get_val_str(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_char_p, gguf_context_p, c_int64)
def gguf_get_val_str(ctx: gguf_context_p, key_id: int, /) -> bytes | None: ...


# const void *gguf_get_val_data(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_void_p, gguf_context_p, c_int64)
def gguf_get_val_data(ctx: gguf_context_p, key_id: int, /) -> int | None: ...


# size_t gguf_get_arr_n(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_size_t, gguf_context_p, c_int64)
def gguf_get_arr_n(ctx: gguf_context_p, key_id: int, /) -> int: ...


# const void *gguf_get_arr_data(const struct gguf_context *ctx, int64_t key_id)
@native("ggml", c_void_p, gguf_context_p, c_int64)
def gguf_get_arr_data(ctx: gguf_context_p, key_id: int, /) -> int | None: ...


# const char *gguf_get_arr_str(const struct gguf_context *ctx, int64_t key_id, size_t i)
@native("ggml", c_char_p, gguf_context_p, c_int64, c_size_t)
def gguf_get_arr_str(ctx: gguf_context_p, key_id: int, i: int, /) -> bytes | None: ...


# int64_t gguf_get_n_tensors(const struct gguf_context *ctx)
@native("ggml", c_int64, gguf_context_p)
def gguf_get_n_tensors(ctx: gguf_context_p, /) -> int: ...


# int64_t gguf_find_tensor(const struct gguf_context *ctx, const char *name)
@native("ggml", c_int64, gguf_context_p, c_char_p)
def gguf_find_tensor(ctx: gguf_context_p, name: bytes | None, /) -> int: ...


# size_t gguf_get_tensor_offset(const struct gguf_context *ctx, int64_t tensor_id)
@native("ggml", c_size_t, gguf_context_p, c_int64)
def gguf_get_tensor_offset(ctx: gguf_context_p, tensor_id: int, /) -> int: ...


# const char *gguf_get_tensor_name(const struct gguf_context *ctx, int64_t tensor_id)
@native("ggml", c_char_p, gguf_context_p, c_int64)
def gguf_get_tensor_name(ctx: gguf_context_p, tensor_id: int, /) -> bytes | None: ...


# const int64_t *gguf_get_tensor_ne(const struct gguf_context *ctx, int64_t tensor_id)
@native("ggml", POINTER(c_int64), gguf_context_p, c_int64)
def gguf_get_tensor_ne(ctx: gguf_context_p, tensor_id: int, /) -> MaybeNull[c_int64]: ...


# enum ggml_type gguf_get_tensor_type(const struct gguf_context *ctx, int64_t tensor_id)
@native("ggml", c_uint, gguf_context_p, c_int64)
def gguf_get_tensor_type(ctx: gguf_context_p, tensor_id: int, /) -> int: ...


# size_t gguf_get_tensor_size(const struct gguf_context *ctx, int64_t tensor_id)
@native("ggml", c_size_t, gguf_context_p, c_int64)
def gguf_get_tensor_size(ctx: gguf_context_p, tensor_id: int, /) -> int: ...
