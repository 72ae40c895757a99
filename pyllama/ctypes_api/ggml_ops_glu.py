# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_float, c_uint
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_context_p
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, Ref


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), c_uint, c_bool)
def ggml_glu(
    ctx: ggml_context_p, a: Ref[ggml_tensor], op: int, swapped: bool, /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_reglu(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_reglu(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_reglu_swapped(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_reglu_swapped(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_geglu(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_geglu(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_geglu_swapped(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_geglu_swapped(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_swiglu(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_swiglu(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_swiglu_swapped(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_swiglu_swapped(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_geglu_erf(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_geglu_erf(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_geglu_erf_swapped(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_geglu_erf_swapped(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_geglu_quick(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_geglu_quick(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_geglu_quick_swapped(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_geglu_quick_swapped(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor), c_uint)
def ggml_glu_split(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], op: int, /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_reglu_split(struct ggml_context *ctx, struct ggml_tensor *a, struct ggml_tensor *b)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_reglu_split(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_geglu_split(struct ggml_context *ctx, struct ggml_tensor *a, struct ggml_tensor *b)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_geglu_split(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_swiglu_split(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_geglu_erf_split(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_geglu_quick_split(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor), c_float, c_float
)
def ggml_swiglu_oai(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], alpha: float, limit: float, /
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor), c_float)
def ggml_swiglu_clamp(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], limit: float, /
) -> MaybeNull[ggml_tensor]: ...
