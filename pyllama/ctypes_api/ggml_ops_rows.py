# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_float, c_int, c_uint
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_context_p
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, Ref


# struct ggml_tensor *ggml_get_rows(struct ggml_context *ctx, struct ggml_tensor *a, struct ggml_tensor *b)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_get_rows(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
)
def ggml_get_rows_back(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], c: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
)
def ggml_set_rows(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], c: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_diag(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_diag(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_diag_mask_inf(struct ggml_context *ctx, struct ggml_tensor *a, int n_past)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int)
def ggml_diag_mask_inf(
    ctx: ggml_context_p, a: Ref[ggml_tensor], n_past: int, /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_diag_mask_inf_inplace(struct ggml_context *ctx, struct ggml_tensor *a, int n_past)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int)
def ggml_diag_mask_inf_inplace(
    ctx: ggml_context_p, a: Ref[ggml_tensor], n_past: int, /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_diag_mask_zero(struct ggml_context *ctx, struct ggml_tensor *a, int n_past)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int)
def ggml_diag_mask_zero(
    ctx: ggml_context_p, a: Ref[ggml_tensor], n_past: int, /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_diag_mask_zero_inplace(struct ggml_context *ctx, struct ggml_tensor *a, int n_past)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int)
def ggml_diag_mask_zero_inplace(
    ctx: ggml_context_p, a: Ref[ggml_tensor], n_past: int, /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_clamp(struct ggml_context *ctx, struct ggml_tensor *a, float min, float max)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_float, c_float)
def ggml_clamp(
    ctx: ggml_context_p, a: Ref[ggml_tensor], min_: float, max_: float, /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_float, c_float)
def ggml_clamp_inplace(
    ctx: ggml_context_p, a: Ref[ggml_tensor], min_: float, max_: float, /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int, c_int)
def ggml_timestep_embedding(
    ctx: ggml_context_p, timesteps: Ref[ggml_tensor], dim: int, max_period: int, /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_uint)
def ggml_argsort(ctx: ggml_context_p, a: Ref[ggml_tensor], order: int, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_argsort_top_k(struct ggml_context *ctx, struct ggml_tensor *a, int k)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int)
def ggml_argsort_top_k(ctx: ggml_context_p, a: Ref[ggml_tensor], k: int, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_top_k(struct ggml_context *ctx, struct ggml_tensor *a, int k)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int)
def ggml_top_k(ctx: ggml_context_p, a: Ref[ggml_tensor], k: int, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_arange(struct ggml_context *ctx, float start, float stop, float step)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, c_float, c_float, c_float)
def ggml_arange(ctx: ggml_context_p, start: float, stop: float, step: float, /) -> MaybeNull[ggml_tensor]: ...
