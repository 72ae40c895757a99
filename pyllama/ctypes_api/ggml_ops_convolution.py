# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_int, c_int64, c_uint
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
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_bool,
    c_uint,
)
def ggml_im2col(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    s0: int,
    s1: int,
    p0: int,
    p1: int,
    d0: int,
    d1: int,
    is_2D: bool,
    dst_type: int,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(c_int64),
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_bool,
)
def ggml_im2col_back(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    ne: Ref[c_int64],
    s0: int,
    s1: int,
    p0: int,
    p1: int,
    d0: int,
    d1: int,
    is_2D: bool,
    /,
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_col2im_1d(struct ggml_context *ctx, struct ggml_tensor *a, int s0, int oc, int p0)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int, c_int, c_int)
def ggml_col2im_1d(
    ctx: ggml_context_p, a: Ref[ggml_tensor], s0: int, oc: int, p0: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int,
    c_int,
    c_int,
)
def ggml_conv_1d(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], s0: int, p0: int, d0: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor), c_int, c_int
)
def ggml_conv_1d_ph(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], s: int, d: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int,
    c_int,
    c_int,
)
def ggml_conv_1d_dw(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], s0: int, p0: int, d0: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor), c_int, c_int
)
def ggml_conv_1d_dw_ph(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], s0: int, d0: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int,
    c_int,
    c_int,
)
def ggml_conv_transpose_1d(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], s0: int, p0: int, d0: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
)
def ggml_conv_2d(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    s0: int,
    s1: int,
    p0: int,
    p1: int,
    d0: int,
    d1: int,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int64,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_uint,
)
def ggml_im2col_3d(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    IC: int,
    s0: int,
    s1: int,
    s2: int,
    p0: int,
    p1: int,
    p2: int,
    d0: int,
    d1: int,
    d2: int,
    dst_type: int,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int64,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
)
def ggml_conv_3d(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    IC: int,
    s0: int,
    s1: int,
    s2: int,
    p0: int,
    p1: int,
    p2: int,
    d0: int,
    d1: int,
    d2: int,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_conv_2d_sk_p0(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_conv_2d_s1_ph(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
)
def ggml_conv_2d_dw(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    s0: int,
    s1: int,
    p0: int,
    p1: int,
    d0: int,
    d1: int,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
)
def ggml_conv_2d_dw_direct(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    stride0: int,
    stride1: int,
    pad0: int,
    pad1: int,
    dilation0: int,
    dilation1: int,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor), c_int)
def ggml_conv_transpose_2d_p0(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], stride: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
)
def ggml_conv_2d_direct(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    s0: int,
    s1: int,
    p0: int,
    p1: int,
    d0: int,
    d1: int,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
)
def ggml_conv_3d_direct(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    s0: int,
    s1: int,
    s2: int,
    p0: int,
    p1: int,
    p2: int,
    d0: int,
    d1: int,
    d2: int,
    n_channels: int,
    n_batch: int,
    n_channels_out: int,
    /,
) -> MaybeNull[ggml_tensor]: ...
