# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_char_p, c_int, c_int64, c_size_t, c_uint, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_context_p
from pyllama.ctypes_api.ggml_structs import ggml_init_params, ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, Ref


# struct ggml_context *ggml_init(struct ggml_init_params params)
@native("ggml", ggml_context_p, ggml_init_params)
def ggml_init(params: ggml_init_params, /) -> ggml_context_p: ...


# void ggml_reset(struct ggml_context *ctx)
@native("ggml", None, ggml_context_p)
def ggml_reset(ctx: ggml_context_p, /) -> None: ...


# void ggml_free(struct ggml_context *ctx)
@native("ggml", None, ggml_context_p)
def ggml_free(ctx: ggml_context_p, /) -> None: ...


# size_t ggml_used_mem(const struct ggml_context *ctx)
@native("ggml", c_size_t, ggml_context_p)
def ggml_used_mem(ctx: ggml_context_p, /) -> int: ...


# bool ggml_get_no_alloc(struct ggml_context *ctx)
@native("ggml", c_bool, ggml_context_p)
def ggml_get_no_alloc(ctx: ggml_context_p, /) -> bool: ...


# void ggml_set_no_alloc(struct ggml_context *ctx, bool no_alloc)
@native("ggml", None, ggml_context_p, c_bool)
def ggml_set_no_alloc(ctx: ggml_context_p, no_alloc: bool, /) -> None: ...


# void *ggml_get_mem_buffer(const struct ggml_context *ctx)
@native("ggml", c_void_p, ggml_context_p)
def ggml_get_mem_buffer(ctx: ggml_context_p, /) -> int | None: ...


# size_t ggml_get_mem_size(const struct ggml_context *ctx)
@native("ggml", c_size_t, ggml_context_p)
def ggml_get_mem_size(ctx: ggml_context_p, /) -> int: ...


# size_t ggml_get_max_tensor_size(const struct ggml_context *ctx)
@native("ggml", c_size_t, ggml_context_p)
def ggml_get_max_tensor_size(ctx: ggml_context_p, /) -> int: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, c_uint, c_int, POINTER(c_int64))
def ggml_new_tensor(
    ctx: ggml_context_p, type_: int, n_dims: int, ne: Ref[c_int64], /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_new_tensor_1d(struct ggml_context *ctx, enum ggml_type type, int64_t ne0)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, c_uint, c_int64)
def ggml_new_tensor_1d(ctx: ggml_context_p, type_: int, ne0: int, /) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, c_uint, c_int64, c_int64)
def ggml_new_tensor_2d(ctx: ggml_context_p, type_: int, ne0: int, ne1: int, /) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, c_uint, c_int64, c_int64, c_int64)
def ggml_new_tensor_3d(
    ctx: ggml_context_p, type_: int, ne0: int, ne1: int, ne2: int, /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, c_uint, c_int64, c_int64, c_int64, c_int64)
def ggml_new_tensor_4d(
    ctx: ggml_context_p, type_: int, ne0: int, ne1: int, ne2: int, ne3: int, /
) -> MaybeNull[ggml_tensor]: ...


# void *ggml_new_buffer(struct ggml_context *ctx, size_t nbytes)
@native("ggml", c_void_p, ggml_context_p, c_size_t)
def ggml_new_buffer(ctx: ggml_context_p, nbytes: int, /) -> int | None: ...


# struct ggml_tensor *ggml_dup_tensor(struct ggml_context *ctx, const struct ggml_tensor *src)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_dup_tensor(ctx: ggml_context_p, src: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_view_tensor(struct ggml_context *ctx, struct ggml_tensor *src)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_view_tensor(ctx: ggml_context_p, src: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_get_first_tensor(const struct ggml_context *ctx)
@native("ggml", POINTER(ggml_tensor), ggml_context_p)
def ggml_get_first_tensor(ctx: ggml_context_p, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_get_next_tensor(const struct ggml_context *ctx, struct ggml_tensor *tensor)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_get_next_tensor(ctx: ggml_context_p, tensor: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_get_tensor(struct ggml_context *ctx, const char *name)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, c_char_p)
def ggml_get_tensor(ctx: ggml_context_p, name: bytes | None, /) -> MaybeNull[ggml_tensor]: ...
