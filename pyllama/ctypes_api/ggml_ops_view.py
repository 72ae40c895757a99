# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_int, c_int64, c_size_t
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_context_p
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, Ref


# struct ggml_tensor *ggml_reshape(struct ggml_context *ctx, struct ggml_tensor *a, struct ggml_tensor *b)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_reshape(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_reshape_1d(struct ggml_context *ctx, struct ggml_tensor *a, int64_t ne0)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int64)
def ggml_reshape_1d(ctx: ggml_context_p, a: Ref[ggml_tensor], ne0: int, /) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int64, c_int64)
def ggml_reshape_2d(
    ctx: ggml_context_p, a: Ref[ggml_tensor], ne0: int, ne1: int, /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int64, c_int64, c_int64)
def ggml_reshape_3d(
    ctx: ggml_context_p, a: Ref[ggml_tensor], ne0: int, ne1: int, ne2: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int64, c_int64, c_int64, c_int64
)
def ggml_reshape_4d(
    ctx: ggml_context_p, a: Ref[ggml_tensor], ne0: int, ne1: int, ne2: int, ne3: int, /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int64, c_size_t)
def ggml_view_1d(
    ctx: ggml_context_p, a: Ref[ggml_tensor], ne0: int, offset: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int64, c_int64, c_size_t, c_size_t
)
def ggml_view_2d(
    ctx: ggml_context_p, a: Ref[ggml_tensor], ne0: int, ne1: int, nb1: int, offset: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    c_int64,
    c_int64,
    c_int64,
    c_size_t,
    c_size_t,
    c_size_t,
)
def ggml_view_3d(
    ctx: ggml_context_p, a: Ref[ggml_tensor], ne0: int, ne1: int, ne2: int, nb1: int, nb2: int, offset: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    c_int64,
    c_int64,
    c_int64,
    c_int64,
    c_size_t,
    c_size_t,
    c_size_t,
    c_size_t,
)
def ggml_view_4d(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    ne0: int,
    ne1: int,
    ne2: int,
    ne3: int,
    nb1: int,
    nb2: int,
    nb3: int,
    offset: int,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int, c_int, c_int, c_int)
def ggml_permute(
    ctx: ggml_context_p, a: Ref[ggml_tensor], axis0: int, axis1: int, axis2: int, axis3: int, /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_transpose(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_transpose(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...
