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
from pyllama.ctypes_api.ggml_structs import ggml_tensor
from pyllama.ctypes_api.gguf_handles import gguf_context_p

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, Ref


# int64_t gguf_remove_key(struct gguf_context *ctx, const char *key)
@native("ggml", c_int64, gguf_context_p, c_char_p)
def gguf_remove_key(ctx: gguf_context_p, key: bytes | None, /) -> int: ...


# void gguf_set_val_u8(struct gguf_context *ctx, const char *key, uint8_t val)
@native("ggml", None, gguf_context_p, c_char_p, c_uint8)
def gguf_set_val_u8(ctx: gguf_context_p, key: bytes | None, val: int, /) -> None: ...


# void gguf_set_val_i8(struct gguf_context *ctx, const char *key, int8_t val)
@native("ggml", None, gguf_context_p, c_char_p, c_int8)
def gguf_set_val_i8(ctx: gguf_context_p, key: bytes | None, val: int, /) -> None: ...


# void gguf_set_val_u16(struct gguf_context *ctx, const char *key, uint16_t val)
@native("ggml", None, gguf_context_p, c_char_p, c_uint16)
def gguf_set_val_u16(ctx: gguf_context_p, key: bytes | None, val: int, /) -> None: ...


# void gguf_set_val_i16(struct gguf_context *ctx, const char *key, int16_t val)
@native("ggml", None, gguf_context_p, c_char_p, c_int16)
def gguf_set_val_i16(ctx: gguf_context_p, key: bytes | None, val: int, /) -> None: ...


# void gguf_set_val_u32(struct gguf_context *ctx, const char *key, uint32_t val)
@native("ggml", None, gguf_context_p, c_char_p, c_uint32)
def gguf_set_val_u32(ctx: gguf_context_p, key: bytes | None, val: int, /) -> None: ...


# void gguf_set_val_i32(struct gguf_context *ctx, const char *key, int32_t val)
@native("ggml", None, gguf_context_p, c_char_p, c_int32)
def gguf_set_val_i32(ctx: gguf_context_p, key: bytes | None, val: int, /) -> None: ...


# void gguf_set_val_f32(struct gguf_context *ctx, const char *key, float val)
@native("ggml", None, gguf_context_p, c_char_p, c_float)
def gguf_set_val_f32(ctx: gguf_context_p, key: bytes | None, val: float, /) -> None: ...


# void gguf_set_val_u64(struct gguf_context *ctx, const char *key, uint64_t val)
@native("ggml", None, gguf_context_p, c_char_p, c_uint64)
def gguf_set_val_u64(ctx: gguf_context_p, key: bytes | None, val: int, /) -> None: ...


# void gguf_set_val_i64(struct gguf_context *ctx, const char *key, int64_t val)
@native("ggml", None, gguf_context_p, c_char_p, c_int64)
def gguf_set_val_i64(ctx: gguf_context_p, key: bytes | None, val: int, /) -> None: ...


# void gguf_set_val_f64(struct gguf_context *ctx, const char *key, double val)
@native("ggml", None, gguf_context_p, c_char_p, c_double)
def gguf_set_val_f64(ctx: gguf_context_p, key: bytes | None, val: float, /) -> None: ...


# void gguf_set_val_bool(struct gguf_context *ctx, const char *key, bool val)
@native("ggml", None, gguf_context_p, c_char_p, c_bool)
def gguf_set_val_bool(ctx: gguf_context_p, key: bytes | None, val: bool, /) -> None: ...


# void gguf_set_val_str(struct gguf_context *ctx, const char *key, const char *val)
@native("ggml", None, gguf_context_p, c_char_p, c_char_p)
def gguf_set_val_str(ctx: gguf_context_p, key: bytes | None, val: bytes | None, /) -> None: ...


@native("ggml", None, gguf_context_p, c_char_p, c_uint, c_void_p, c_size_t)
def gguf_set_arr_data(
    ctx: gguf_context_p, key: bytes | None, type_: int, data: Address, n: int, /
) -> None: ...


# void gguf_set_arr_str(struct gguf_context *ctx, const char *key, const char **data, size_t n)
@native("ggml", None, gguf_context_p, c_char_p, POINTER(c_char_p), c_size_t)
def gguf_set_arr_str(ctx: gguf_context_p, key: bytes | None, data: Ref[c_char_p], n: int, /) -> None: ...


# void gguf_set_kv(struct gguf_context *ctx, const struct gguf_context *src)
@native("ggml", None, gguf_context_p, gguf_context_p)
def gguf_set_kv(ctx: gguf_context_p, src: gguf_context_p, /) -> None: ...


# void gguf_add_tensor(struct gguf_context *ctx, const struct ggml_tensor *tensor)
@native("ggml", None, gguf_context_p, POINTER(ggml_tensor))
def gguf_add_tensor(ctx: gguf_context_p, tensor: Ref[ggml_tensor], /) -> None: ...


# void gguf_set_tensor_type(struct gguf_context *ctx, const char *name, enum ggml_type type)
@native("ggml", None, gguf_context_p, c_char_p, c_uint)
def gguf_set_tensor_type(ctx: gguf_context_p, name: bytes | None, type_: int, /) -> None: ...


# void gguf_set_tensor_data(struct gguf_context *ctx, const char *name, const void *data)
@native("ggml", None, gguf_context_p, c_char_p, c_void_p)
def gguf_set_tensor_data(ctx: gguf_context_p, name: bytes | None, data: Address, /) -> None: ...


# bool gguf_write_to_file_ptr(const struct gguf_context *ctx, FILE *file, bool only_meta)
@native("ggml", c_bool, gguf_context_p, FILE_p, c_bool)
def gguf_write_to_file_ptr(ctx: gguf_context_p, file: FILE_p, only_meta: bool, /) -> bool: ...


# bool gguf_write_to_file(const struct gguf_context *ctx, const char *fname, bool only_meta)
@native("ggml", c_bool, gguf_context_p, c_char_p, c_bool)
def gguf_write_to_file(ctx: gguf_context_p, fname: bytes | None, only_meta: bool, /) -> bool: ...


# size_t gguf_get_meta_size(const struct gguf_context *ctx)
@native("ggml", c_size_t, gguf_context_p)
def gguf_get_meta_size(ctx: gguf_context_p, /) -> int: ...


# void gguf_get_meta_data(const struct gguf_context *ctx, void *data)
@native("ggml", None, gguf_context_p, c_void_p)
def gguf_get_meta_data(ctx: gguf_context_p, data: Address, /) -> None: ...
