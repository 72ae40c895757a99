# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_int64, c_size_t, c_uint
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_context_p
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, Ref


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_size_t,
    c_size_t,
    c_size_t,
    c_size_t,
)
def ggml_set(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    nb1: int,
    nb2: int,
    nb3: int,
    offset: int,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_size_t,
    c_size_t,
    c_size_t,
    c_size_t,
)
def ggml_set_inplace(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    nb1: int,
    nb2: int,
    nb3: int,
    offset: int,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor), c_size_t)
def ggml_set_1d(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], offset: int, /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor), c_size_t)
def ggml_set_1d_inplace(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], offset: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_size_t,
    c_size_t,
)
def ggml_set_2d(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], nb1: int, offset: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_size_t,
    c_size_t,
)
def ggml_set_2d_inplace(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], nb1: int, offset: int, /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_cpy(struct ggml_context *ctx, struct ggml_tensor *a, struct ggml_tensor *b)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_cpy(ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_cast(struct ggml_context *ctx, struct ggml_tensor *a, enum ggml_type type)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_uint)
def ggml_cast(ctx: ggml_context_p, a: Ref[ggml_tensor], type_: int, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_cont(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_cont(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_cont_1d(struct ggml_context *ctx, struct ggml_tensor *a, int64_t ne0)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int64)
def ggml_cont_1d(ctx: ggml_context_p, a: Ref[ggml_tensor], ne0: int, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_cont_2d(struct ggml_context *ctx, struct ggml_tensor *a, int64_t ne0, int64_t ne1)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int64, c_int64)
def ggml_cont_2d(
    ctx: ggml_context_p, a: Ref[ggml_tensor], ne0: int, ne1: int, /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int64, c_int64, c_int64)
def ggml_cont_3d(
    ctx: ggml_context_p, a: Ref[ggml_tensor], ne0: int, ne1: int, ne2: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int64, c_int64, c_int64, c_int64
)
def ggml_cont_4d(
    ctx: ggml_context_p, a: Ref[ggml_tensor], ne0: int, ne1: int, ne2: int, ne3: int, /
) -> MaybeNull[ggml_tensor]: ...
