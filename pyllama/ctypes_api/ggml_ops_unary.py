# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_float, c_uint
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_context_p
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, Ref


# struct ggml_tensor *ggml_abs(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_abs(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_abs_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_abs_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_sgn(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_sgn(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_sgn_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_sgn_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_neg(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_neg(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_neg_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_neg_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_step(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_step(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_step_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_step_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_tanh(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_tanh(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_tanh_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_tanh_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_elu(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_elu(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_elu_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_elu_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_relu(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_relu(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_float, c_bool)
def ggml_leaky_relu(
    ctx: ggml_context_p, a: Ref[ggml_tensor], negative_slope: float, inplace: bool, /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_relu_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_relu_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_sigmoid(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_sigmoid(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_sigmoid_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_sigmoid_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_gelu(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_gelu(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_gelu_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_gelu_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_gelu_erf(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_gelu_erf(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_gelu_erf_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_gelu_erf_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_gelu_quick(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_gelu_quick(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_gelu_quick_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_gelu_quick_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_silu(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_silu(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_silu_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_silu_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_silu_back(struct ggml_context *ctx, struct ggml_tensor *a, struct ggml_tensor *b)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_silu_back(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_hardswish(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_hardswish(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_hardsigmoid(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_hardsigmoid(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_exp(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_exp(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_exp_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_exp_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_floor(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_floor(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_floor_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_floor_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_ceil(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_ceil(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_ceil_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_ceil_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_round(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_round(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_round_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_round_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_trunc(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_trunc(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_trunc_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_trunc_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_float, c_float, c_float, c_float
)
def ggml_xielu(
    ctx: ggml_context_p, a: Ref[ggml_tensor], alpha_n: float, alpha_p: float, beta: float, eps: float, /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_unary(struct ggml_context *ctx, struct ggml_tensor *a, enum ggml_unary_op op)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_uint)
def ggml_unary(ctx: ggml_context_p, a: Ref[ggml_tensor], op: int, /) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_uint)
def ggml_unary_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], op: int, /) -> MaybeNull[ggml_tensor]: ...
