# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_float, c_int
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_context_p
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, Ref


# struct ggml_tensor *ggml_norm(struct ggml_context *ctx, struct ggml_tensor *a, float eps)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_float)
def ggml_norm(ctx: ggml_context_p, a: Ref[ggml_tensor], eps: float, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_norm_inplace(struct ggml_context *ctx, struct ggml_tensor *a, float eps)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_float)
def ggml_norm_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], eps: float, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_rms_norm(struct ggml_context *ctx, struct ggml_tensor *a, float eps)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_float)
def ggml_rms_norm(ctx: ggml_context_p, a: Ref[ggml_tensor], eps: float, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_rms_norm_inplace(struct ggml_context *ctx, struct ggml_tensor *a, float eps)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_float)
def ggml_rms_norm_inplace(
    ctx: ggml_context_p, a: Ref[ggml_tensor], eps: float, /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int, c_float)
def ggml_group_norm(
    ctx: ggml_context_p, a: Ref[ggml_tensor], n_groups: int, eps: float, /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_int, c_float)
def ggml_group_norm_inplace(
    ctx: ggml_context_p, a: Ref[ggml_tensor], n_groups: int, eps: float, /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_l2_norm(struct ggml_context *ctx, struct ggml_tensor *a, float eps)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_float)
def ggml_l2_norm(ctx: ggml_context_p, a: Ref[ggml_tensor], eps: float, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_l2_norm_inplace(struct ggml_context *ctx, struct ggml_tensor *a, float eps)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_float)
def ggml_l2_norm_inplace(
    ctx: ggml_context_p, a: Ref[ggml_tensor], eps: float, /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor), c_float)
def ggml_rms_norm_back(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], eps: float, /
) -> MaybeNull[ggml_tensor]: ...
