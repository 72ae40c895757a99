# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_float, c_int, c_uint
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_context_p
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, Ref


# bool ggml_prec_set_acc(struct ggml_tensor *a, enum ggml_prec prec)
@native("ggml", c_bool, POINTER(ggml_tensor), c_uint)
def ggml_prec_set_acc(a: Ref[ggml_tensor], prec: int, /) -> bool: ...


# bool ggml_prec_set_src(struct ggml_tensor *a, enum ggml_prec prec, int idx)
@native("ggml", c_bool, POINTER(ggml_tensor), c_uint, c_int)
def ggml_prec_set_src(a: Ref[ggml_tensor], prec: int, idx: int, /) -> bool: ...


# struct ggml_tensor *ggml_mul_mat(struct ggml_context *ctx, struct ggml_tensor *a, struct ggml_tensor *b)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_mul_mat(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


# void ggml_mul_mat_set_hint(struct ggml_tensor *a, enum ggml_op_hint hint)
@native("ggml", None, POINTER(ggml_tensor), c_uint)
def ggml_mul_mat_set_hint(a: Ref[ggml_tensor], hint: int, /) -> None: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
)
def ggml_mul_mat_id(
    ctx: ggml_context_p, as_: Ref[ggml_tensor], b: Ref[ggml_tensor], ids: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_out_prod(struct ggml_context *ctx, struct ggml_tensor *a, struct ggml_tensor *b)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_out_prod(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_scale(struct ggml_context *ctx, struct ggml_tensor *a, float s)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_float)
def ggml_scale(ctx: ggml_context_p, a: Ref[ggml_tensor], s: float, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_scale_inplace(struct ggml_context *ctx, struct ggml_tensor *a, float s)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_float)
def ggml_scale_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], s: float, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_scale_bias(struct ggml_context *ctx, struct ggml_tensor *a, float s, float b)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_float, c_float)
def ggml_scale_bias(
    ctx: ggml_context_p, a: Ref[ggml_tensor], s: float, b: float, /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_float, c_float)
def ggml_scale_bias_inplace(
    ctx: ggml_context_p, a: Ref[ggml_tensor], s: float, b: float, /
) -> MaybeNull[ggml_tensor]: ...
