# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_float, c_int32, c_uint
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_context_p
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, Ref


# struct ggml_tensor *ggml_soft_max(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_soft_max(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_soft_max_inplace(struct ggml_context *ctx, struct ggml_tensor *a)
@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor))
def ggml_soft_max_inplace(ctx: ggml_context_p, a: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor), c_float, c_float
)
def ggml_soft_max_ext(
    ctx: ggml_context_p, a: Ref[ggml_tensor], mask: Ref[ggml_tensor], scale: float, max_bias: float, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor), c_float, c_float
)
def ggml_soft_max_ext_inplace(
    ctx: ggml_context_p, a: Ref[ggml_tensor], mask: Ref[ggml_tensor], scale: float, max_bias: float, /
) -> MaybeNull[ggml_tensor]: ...


# void ggml_soft_max_add_sinks(struct ggml_tensor *a, struct ggml_tensor *sinks)
@native("ggml", None, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_soft_max_add_sinks(a: Ref[ggml_tensor], sinks: Ref[ggml_tensor], /) -> None: ...


@native(
    "ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor), c_float, c_float
)
def ggml_soft_max_ext_back(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], scale: float, max_bias: float, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor), c_float, c_float
)
def ggml_soft_max_ext_back_inplace(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], scale: float, max_bias: float, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_float,
    c_float,
    c_float,
)
def ggml_flash_attn_ext(
    ctx: ggml_context_p,
    q: Ref[ggml_tensor],
    k: Ref[ggml_tensor],
    v: Ref[ggml_tensor],
    mask: Ref[ggml_tensor],
    scale: float,
    max_bias: float,
    logit_softcap: float,
    /,
) -> MaybeNull[ggml_tensor]: ...


# enum ggml_prec ggml_flash_attn_ext_get_prec(const struct ggml_tensor *a)
@native("ggml", c_uint, POINTER(ggml_tensor))
def ggml_flash_attn_ext_get_prec(a: Ref[ggml_tensor], /) -> int: ...


# void ggml_flash_attn_ext_set_n_kv_max(struct ggml_tensor *a, int32_t n_kv_max)
@native("ggml", None, POINTER(ggml_tensor), c_int32)
def ggml_flash_attn_ext_set_n_kv_max(a: Ref[ggml_tensor], n_kv_max: int, /) -> None: ...


# void ggml_flash_attn_ext_add_sinks(struct ggml_tensor *a, struct ggml_tensor *sinks)
@native("ggml", None, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_flash_attn_ext_add_sinks(a: Ref[ggml_tensor], sinks: Ref[ggml_tensor], /) -> None: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_bool,
)
def ggml_flash_attn_back(
    ctx: ggml_context_p,
    q: Ref[ggml_tensor],
    k: Ref[ggml_tensor],
    v: Ref[ggml_tensor],
    d: Ref[ggml_tensor],
    masked: bool,
    /,
) -> MaybeNull[ggml_tensor]: ...
