# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_float, c_int, c_int64, c_uint, c_uint32
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_context_p
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, Ref


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_uint, c_int, c_int, c_int)
def ggml_pool_1d(
    ctx: ggml_context_p, a: Ref[ggml_tensor], op: int, k0: int, s0: int, p0: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    c_uint,
    c_int,
    c_int,
    c_int,
    c_int,
    c_float,
    c_float,
)
def ggml_pool_2d(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    op: int,
    k0: int,
    k1: int,
    s0: int,
    s1: int,
    p0: float,
    p1: float,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_uint,
    c_int,
    c_int,
    c_int,
    c_int,
    c_float,
    c_float,
)
def ggml_pool_2d_back(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    af: Ref[ggml_tensor],
    op: int,
    k0: int,
    k1: int,
    s0: int,
    s1: int,
    p0: float,
    p1: float,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int, c_uint)
def ggml_upscale(
    ctx: ggml_context_p, a: Ref[ggml_tensor], scale_factor: int, mode: int, /
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
    c_uint32,
)
def ggml_interpolate(
    ctx: ggml_context_p, a: Ref[ggml_tensor], ne0: int, ne1: int, ne2: int, ne3: int, mode: int, /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int, c_int, c_int, c_int)
def ggml_pad(
    ctx: ggml_context_p, a: Ref[ggml_tensor], p0: int, p1: int, p2: int, p3: int, /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int, c_int, c_int, c_int)
def ggml_pad_circular(
    ctx: ggml_context_p, a: Ref[ggml_tensor], p0: int, p1: int, p2: int, p3: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
)
def ggml_pad_ext(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    lp0: int,
    rp0: int,
    lp1: int,
    rp1: int,
    lp2: int,
    rp2: int,
    lp3: int,
    rp3: int,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
)
def ggml_pad_ext_circular(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    lp0: int,
    rp0: int,
    lp1: int,
    rp1: int,
    lp2: int,
    rp2: int,
    lp3: int,
    rp3: int,
    /,
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_pad_reflect_1d(struct ggml_context *ctx, struct ggml_tensor *a, int p0, int p1)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int, c_int)
def ggml_pad_reflect_1d(
    ctx: ggml_context_p, a: Ref[ggml_tensor], p0: int, p1: int, /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int, c_int, c_int, c_int)
def ggml_roll(
    ctx: ggml_context_p, a: Ref[ggml_tensor], shift0: int, shift1: int, shift2: int, shift3: int, /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_tri(struct ggml_context *ctx, struct ggml_tensor *a, enum ggml_tri_type type)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_uint)
def ggml_tri(ctx: ggml_context_p, a: Ref[ggml_tensor], type_: int, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_fill(struct ggml_context *ctx, struct ggml_tensor *a, float c)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_float)
def ggml_fill(ctx: ggml_context_p, a: Ref[ggml_tensor], c: float, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_fill_inplace(struct ggml_context *ctx, struct ggml_tensor *a, float c)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_float)
def ggml_fill_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], c: float, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_win_part(struct ggml_context *ctx, struct ggml_tensor *a, int w)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int)
def ggml_win_part(ctx: ggml_context_p, a: Ref[ggml_tensor], w: int, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_win_unpart(struct ggml_context *ctx, struct ggml_tensor *a, int w0, int h0, int w)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int, c_int, c_int)
def ggml_win_unpart(
    ctx: ggml_context_p, a: Ref[ggml_tensor], w0: int, h0: int, w: int, /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_get_rel_pos(struct ggml_context *ctx, struct ggml_tensor *a, int qh, int kh)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int, c_int)
def ggml_get_rel_pos(
    ctx: ggml_context_p, a: Ref[ggml_tensor], qh: int, kh: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
)
def ggml_add_rel_pos(
    ctx: ggml_context_p, a: Ref[ggml_tensor], pw: Ref[ggml_tensor], ph: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
)
def ggml_add_rel_pos_inplace(
    ctx: ggml_context_p, a: Ref[ggml_tensor], pw: Ref[ggml_tensor], ph: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...
