# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_float, c_int
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_context_p
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, Ref


@native(
    "ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor), c_int, c_int
)
def ggml_rope(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], n_dims: int, mode: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor), c_int, c_int
)
def ggml_rope_inplace(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], n_dims: int, mode: int, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int,
    c_int,
    c_int,
    c_float,
    c_float,
    c_float,
    c_float,
    c_float,
    c_float,
)
def ggml_rope_ext(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    c: Ref[ggml_tensor],
    n_dims: int,
    mode: int,
    n_ctx_orig: int,
    freq_base: float,
    freq_scale: float,
    ext_factor: float,
    attn_factor: float,
    beta_fast: float,
    beta_slow: float,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int,
    POINTER(c_int),
    c_int,
    c_int,
    c_float,
    c_float,
    c_float,
    c_float,
    c_float,
    c_float,
)
def ggml_rope_multi(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    c: Ref[ggml_tensor],
    n_dims: int,
    sections: Ref[c_int],
    mode: int,
    n_ctx_orig: int,
    freq_base: float,
    freq_scale: float,
    ext_factor: float,
    attn_factor: float,
    beta_fast: float,
    beta_slow: float,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int,
    c_int,
    c_int,
    c_float,
    c_float,
    c_float,
    c_float,
    c_float,
    c_float,
)
def ggml_rope_ext_inplace(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    c: Ref[ggml_tensor],
    n_dims: int,
    mode: int,
    n_ctx_orig: int,
    freq_base: float,
    freq_scale: float,
    ext_factor: float,
    attn_factor: float,
    beta_fast: float,
    beta_slow: float,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int,
    POINTER(c_int),
    c_int,
    c_int,
    c_float,
    c_float,
    c_float,
    c_float,
    c_float,
    c_float,
)
def ggml_rope_multi_inplace(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    c: Ref[ggml_tensor],
    n_dims: int,
    sections: Ref[c_int],
    mode: int,
    n_ctx_orig: int,
    freq_base: float,
    freq_scale: float,
    ext_factor: float,
    attn_factor: float,
    beta_fast: float,
    beta_slow: float,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", None, c_int, c_int, c_float, c_float, c_float, POINTER(c_float))
def ggml_rope_yarn_corr_dims(
    n_dims: int, n_ctx_orig: int, freq_base: float, beta_fast: float, beta_slow: float, dims: Ref[c_float], /
) -> None: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int,
    c_int,
    c_int,
    c_float,
    c_float,
    c_float,
    c_float,
    c_float,
    c_float,
)
def ggml_rope_ext_back(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    c: Ref[ggml_tensor],
    n_dims: int,
    mode: int,
    n_ctx_orig: int,
    freq_base: float,
    freq_scale: float,
    ext_factor: float,
    attn_factor: float,
    beta_fast: float,
    beta_slow: float,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    c_int,
    POINTER(c_int),
    c_int,
    c_int,
    c_float,
    c_float,
    c_float,
    c_float,
    c_float,
    c_float,
)
def ggml_rope_multi_back(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    c: Ref[ggml_tensor],
    n_dims: int,
    sections: Ref[c_int],
    mode: int,
    n_ctx_orig: int,
    freq_base: float,
    freq_scale: float,
    ext_factor: float,
    attn_factor: float,
    beta_fast: float,
    beta_slow: float,
    /,
) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_rope_set_offset(struct ggml_tensor *a, int n_offs)
@native("ggml", POINTER(ggml_tensor), POINTER(ggml_tensor), c_int)
def ggml_rope_set_offset(a: Ref[ggml_tensor], n_offs: int, /) -> MaybeNull[ggml_tensor]: ...
