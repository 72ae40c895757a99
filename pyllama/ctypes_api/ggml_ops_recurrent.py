# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_float, c_int32, c_int64
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_context_p
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, Ref


# struct ggml_tensor *ggml_ssm_conv(struct ggml_context *ctx, struct ggml_tensor *sx, struct ggml_tensor *c)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_ssm_conv(
    ctx: ggml_context_p, sx: Ref[ggml_tensor], c: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int64,
)
def ggml_ssm_scan(
    ctx: ggml_context_p,
    s: Ref[ggml_tensor],
    x: Ref[ggml_tensor],
    dt: Ref[ggml_tensor],
    A: Ref[ggml_tensor],
    B: Ref[ggml_tensor],
    C: Ref[ggml_tensor],
    ids: Ref[ggml_tensor],
    K: int,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
)
def ggml_rwkv_wkv6(
    ctx: ggml_context_p,
    k: Ref[ggml_tensor],
    v: Ref[ggml_tensor],
    r: Ref[ggml_tensor],
    tf: Ref[ggml_tensor],
    td: Ref[ggml_tensor],
    state: Ref[ggml_tensor],
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_float,
)
def ggml_gated_linear_attn(
    ctx: ggml_context_p,
    k: Ref[ggml_tensor],
    v: Ref[ggml_tensor],
    q: Ref[ggml_tensor],
    g: Ref[ggml_tensor],
    state: Ref[ggml_tensor],
    scale: float,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
)
def ggml_rwkv_wkv7(
    ctx: ggml_context_p,
    r: Ref[ggml_tensor],
    w: Ref[ggml_tensor],
    k: Ref[ggml_tensor],
    v: Ref[ggml_tensor],
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    state: Ref[ggml_tensor],
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_bool,
    c_bool,
    c_bool,
)
def ggml_solve_tri(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], left: bool, lower: bool, uni: bool, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int64,
)
def ggml_gated_delta_net(
    ctx: ggml_context_p,
    q: Ref[ggml_tensor],
    k: Ref[ggml_tensor],
    v: Ref[ggml_tensor],
    g: Ref[ggml_tensor],
    beta: Ref[ggml_tensor],
    state: Ref[ggml_tensor],
    K: int,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
)
def ggml_lightning_indexer(
    ctx: ggml_context_p,
    q: Ref[ggml_tensor],
    k: Ref[ggml_tensor],
    weights: Ref[ggml_tensor],
    mask: Ref[ggml_tensor],
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_float,
    c_int32,
)
def ggml_dsv4_hc_comb(
    ctx: ggml_context_p,
    mixes: Ref[ggml_tensor],
    scale: Ref[ggml_tensor],
    base: Ref[ggml_tensor],
    eps: float,
    n_iter: int,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_dsv4_hc_pre(
    ctx: ggml_context_p, x: Ref[ggml_tensor], weights: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor), c_float)
def ggml_dsv4_hc_pre_gated(
    ctx: ggml_context_p, x: Ref[ggml_tensor], gate: Ref[ggml_tensor], scale: float, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
)
def ggml_dsv4_hc_post(
    ctx: ggml_context_p,
    x: Ref[ggml_tensor],
    residual: Ref[ggml_tensor],
    post: Ref[ggml_tensor],
    comb: Ref[ggml_tensor],
    /,
) -> MaybeNull[ggml_tensor]: ...
