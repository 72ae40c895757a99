# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_int, c_int64, c_uint, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_context_p
from pyllama.ctypes_api.ggml_structs import (
    ggml_custom1_op_t,
    ggml_custom2_op_t,
    ggml_custom3_op_t,
    ggml_custom_op_t,
    ggml_tensor,
)

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, MaybeNull, Pointer, Ref


@native(
    "ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), ggml_custom1_op_t, c_int, c_void_p
)
def ggml_map_custom1(
    ctx: ggml_context_p, a: Ref[ggml_tensor], fun: ggml_custom1_op_t, n_tasks: int, userdata: Address, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), ggml_custom1_op_t, c_int, c_void_p
)
def ggml_map_custom1_inplace(
    ctx: ggml_context_p, a: Ref[ggml_tensor], fun: ggml_custom1_op_t, n_tasks: int, userdata: Address, /
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    ggml_custom2_op_t,
    c_int,
    c_void_p,
)
def ggml_map_custom2(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    fun: ggml_custom2_op_t,
    n_tasks: int,
    userdata: Address,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    ggml_custom2_op_t,
    c_int,
    c_void_p,
)
def ggml_map_custom2_inplace(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    fun: ggml_custom2_op_t,
    n_tasks: int,
    userdata: Address,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    ggml_custom3_op_t,
    c_int,
    c_void_p,
)
def ggml_map_custom3(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    c: Ref[ggml_tensor],
    fun: ggml_custom3_op_t,
    n_tasks: int,
    userdata: Address,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    ggml_custom3_op_t,
    c_int,
    c_void_p,
)
def ggml_map_custom3_inplace(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    b: Ref[ggml_tensor],
    c: Ref[ggml_tensor],
    fun: ggml_custom3_op_t,
    n_tasks: int,
    userdata: Address,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    c_uint,
    c_int64,
    c_int64,
    c_int64,
    c_int64,
    POINTER(POINTER(ggml_tensor)),
    c_int,
    ggml_custom_op_t,
    c_int,
    c_void_p,
)
def ggml_custom_4d(
    ctx: ggml_context_p,
    type_: int,
    ne0: int,
    ne1: int,
    ne2: int,
    ne3: int,
    args: Ref[Pointer[ggml_tensor]],
    n_args: int,
    fun: ggml_custom_op_t,
    n_tasks: int,
    userdata: Address,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(POINTER(ggml_tensor)),
    c_int,
    ggml_custom_op_t,
    c_int,
    c_void_p,
)
def ggml_custom_inplace(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    args: Ref[Pointer[ggml_tensor]],
    n_args: int,
    fun: ggml_custom_op_t,
    n_tasks: int,
    userdata: Address,
    /,
) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_context_p, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_cross_entropy_loss(
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
def ggml_cross_entropy_loss_back(
    ctx: ggml_context_p, a: Ref[ggml_tensor], b: Ref[ggml_tensor], c: Ref[ggml_tensor], /
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
)
def ggml_opt_step_adamw(
    ctx: ggml_context_p,
    a: Ref[ggml_tensor],
    grad: Ref[ggml_tensor],
    m: Ref[ggml_tensor],
    v: Ref[ggml_tensor],
    adamw_params: Ref[ggml_tensor],
    /,
) -> MaybeNull[ggml_tensor]: ...


@native(
    "ggml",
    POINTER(ggml_tensor),
    ggml_context_p,
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
    POINTER(ggml_tensor),
)
def ggml_opt_step_sgd(
    ctx: ggml_context_p, a: Ref[ggml_tensor], grad: Ref[ggml_tensor], sgd_params: Ref[ggml_tensor], /
) -> MaybeNull[ggml_tensor]: ...
