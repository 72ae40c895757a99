# Generated from ggml-cpu.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_float, c_int, c_int32, c_int64, c_uint, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_cpu_structs import ggml_cplan, ggml_type_traits_cpu
from pyllama.ctypes_api.ggml_handles import (
    ggml_backend_reg_t,
    ggml_backend_t,
    ggml_cgraph_p,
    ggml_context_p,
    ggml_fp16_t,
    ggml_threadpool_t,
)
from pyllama.ctypes_api.ggml_structs import (
    ggml_abort_callback,
    ggml_bf16_t,
    ggml_tensor,
    ggml_threadpool_params,
)

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, MaybeNull, Ref


# void ggml_numa_init(enum ggml_numa_strategy numa)
@native("ggml-cpu", None, c_uint)
def ggml_numa_init(numa: int, /) -> None: ...


# bool ggml_is_numa(void)
@native("ggml-cpu", c_bool)
def ggml_is_numa() -> bool: ...


# struct ggml_tensor *ggml_new_i32(struct ggml_context *ctx, int32_t value)
@native("ggml-cpu", POINTER(ggml_tensor), ggml_context_p, c_int32)
def ggml_new_i32(ctx: ggml_context_p, value: int, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_new_f32(struct ggml_context *ctx, float value)
@native("ggml-cpu", POINTER(ggml_tensor), ggml_context_p, c_float)
def ggml_new_f32(ctx: ggml_context_p, value: float, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_set_i32(struct ggml_tensor *tensor, int32_t value)
@native("ggml-cpu", POINTER(ggml_tensor), POINTER(ggml_tensor), c_int32)
def ggml_set_i32(tensor: Ref[ggml_tensor], value: int, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_set_f32(struct ggml_tensor *tensor, float value)
@native("ggml-cpu", POINTER(ggml_tensor), POINTER(ggml_tensor), c_float)
def ggml_set_f32(tensor: Ref[ggml_tensor], value: float, /) -> MaybeNull[ggml_tensor]: ...


# int32_t ggml_get_i32_1d(const struct ggml_tensor *tensor, int i)
@native("ggml-cpu", c_int32, POINTER(ggml_tensor), c_int)
def ggml_get_i32_1d(tensor: Ref[ggml_tensor], i: int, /) -> int: ...


# void ggml_set_i32_1d(const struct ggml_tensor *tensor, int i, int32_t value)
@native("ggml-cpu", None, POINTER(ggml_tensor), c_int, c_int32)
def ggml_set_i32_1d(tensor: Ref[ggml_tensor], i: int, value: int, /) -> None: ...


# int32_t ggml_get_i32_nd(const struct ggml_tensor *tensor, int i0, int i1, int i2, int i3)
@native("ggml-cpu", c_int32, POINTER(ggml_tensor), c_int, c_int, c_int, c_int)
def ggml_get_i32_nd(tensor: Ref[ggml_tensor], i0: int, i1: int, i2: int, i3: int, /) -> int: ...


# void ggml_set_i32_nd(const struct ggml_tensor *tensor, int i0, int i1, int i2, int i3, int32_t value)
@native("ggml-cpu", None, POINTER(ggml_tensor), c_int, c_int, c_int, c_int, c_int32)
def ggml_set_i32_nd(tensor: Ref[ggml_tensor], i0: int, i1: int, i2: int, i3: int, value: int, /) -> None: ...


# float ggml_get_f32_1d(const struct ggml_tensor *tensor, int i)
@native("ggml-cpu", c_float, POINTER(ggml_tensor), c_int)
def ggml_get_f32_1d(tensor: Ref[ggml_tensor], i: int, /) -> float: ...


# void ggml_set_f32_1d(const struct ggml_tensor *tensor, int i, float value)
@native("ggml-cpu", None, POINTER(ggml_tensor), c_int, c_float)
def ggml_set_f32_1d(tensor: Ref[ggml_tensor], i: int, value: float, /) -> None: ...


# float ggml_get_f32_nd(const struct ggml_tensor *tensor, int i0, int i1, int i2, int i3)
@native("ggml-cpu", c_float, POINTER(ggml_tensor), c_int, c_int, c_int, c_int)
def ggml_get_f32_nd(tensor: Ref[ggml_tensor], i0: int, i1: int, i2: int, i3: int, /) -> float: ...


# void ggml_set_f32_nd(const struct ggml_tensor *tensor, int i0, int i1, int i2, int i3, float value)
@native("ggml-cpu", None, POINTER(ggml_tensor), c_int, c_int, c_int, c_int, c_float)
def ggml_set_f32_nd(
    tensor: Ref[ggml_tensor], i0: int, i1: int, i2: int, i3: int, value: float, /
) -> None: ...


# struct ggml_threadpool *ggml_threadpool_new(struct ggml_threadpool_params *params)
@native("ggml-cpu", ggml_threadpool_t, POINTER(ggml_threadpool_params))
def ggml_threadpool_new(params: Ref[ggml_threadpool_params], /) -> ggml_threadpool_t: ...


# void ggml_threadpool_free(struct ggml_threadpool *threadpool)
@native("ggml-cpu", None, ggml_threadpool_t)
def ggml_threadpool_free(threadpool: ggml_threadpool_t, /) -> None: ...


# void ggml_threadpool_pause(struct ggml_threadpool *threadpool)
@native("ggml-cpu", None, ggml_threadpool_t)
def ggml_threadpool_pause(threadpool: ggml_threadpool_t, /) -> None: ...


# void ggml_threadpool_resume(struct ggml_threadpool *threadpool)
@native("ggml-cpu", None, ggml_threadpool_t)
def ggml_threadpool_resume(threadpool: ggml_threadpool_t, /) -> None: ...


@native("ggml-cpu", ggml_cplan, ggml_cgraph_p, c_int, ggml_threadpool_t)
def ggml_graph_plan(
    cgraph: ggml_cgraph_p, n_threads: int, threadpool: ggml_threadpool_t, /
) -> ggml_cplan: ...


# enum ggml_status ggml_graph_compute(struct ggml_cgraph *cgraph, struct ggml_cplan *cplan)
@native("ggml-cpu", c_int, ggml_cgraph_p, POINTER(ggml_cplan))
def ggml_graph_compute(cgraph: ggml_cgraph_p, cplan: Ref[ggml_cplan], /) -> int: ...


@native("ggml-cpu", c_int, ggml_context_p, ggml_cgraph_p, c_int)
def ggml_graph_compute_with_ctx(ctx: ggml_context_p, cgraph: ggml_cgraph_p, n_threads: int, /) -> int: ...


# const struct ggml_type_traits_cpu *ggml_get_type_traits_cpu(enum ggml_type type)
@native("ggml-cpu", POINTER(ggml_type_traits_cpu), c_uint)
def ggml_get_type_traits_cpu(type_: int, /) -> MaybeNull[ggml_type_traits_cpu]: ...


# void ggml_cpu_init(void)
@native("ggml-cpu", None)
def ggml_cpu_init() -> None: ...


# ggml_backend_t ggml_backend_cpu_init(void)
@native("ggml-cpu", ggml_backend_t)
def ggml_backend_cpu_init() -> ggml_backend_t: ...


# bool ggml_backend_is_cpu(ggml_backend_t backend)
@native("ggml-cpu", c_bool, ggml_backend_t)
def ggml_backend_is_cpu(backend: ggml_backend_t, /) -> bool: ...


# void ggml_backend_cpu_set_n_threads(ggml_backend_t backend_cpu, int n_threads)
@native("ggml-cpu", None, ggml_backend_t, c_int)
def ggml_backend_cpu_set_n_threads(backend_cpu: ggml_backend_t, n_threads: int, /) -> None: ...


# void ggml_backend_cpu_set_threadpool(ggml_backend_t backend_cpu, ggml_threadpool_t threadpool)
@native("ggml-cpu", None, ggml_backend_t, ggml_threadpool_t)
def ggml_backend_cpu_set_threadpool(
    backend_cpu: ggml_backend_t, threadpool: ggml_threadpool_t, /
) -> None: ...


@native("ggml-cpu", None, ggml_backend_t, ggml_abort_callback, c_void_p)
def ggml_backend_cpu_set_abort_callback(
    backend_cpu: ggml_backend_t, abort_callback: ggml_abort_callback, abort_callback_data: Address, /
) -> None: ...


# void ggml_backend_cpu_set_use_ref(ggml_backend_t backend_cpu, bool use_ref)
@native("ggml-cpu", None, ggml_backend_t, c_bool)
def ggml_backend_cpu_set_use_ref(backend_cpu: ggml_backend_t, use_ref: bool, /) -> None: ...


# ggml_backend_reg_t ggml_backend_cpu_reg(void)
@native("ggml-cpu", ggml_backend_reg_t)
def ggml_backend_cpu_reg() -> ggml_backend_reg_t: ...


# void ggml_cpu_fp32_to_fp32(const float *, float *, int64_t)
@native("ggml-cpu", None, POINTER(c_float), POINTER(c_float), c_int64)
def ggml_cpu_fp32_to_fp32(arg0: Ref[c_float], arg1: Ref[c_float], arg2: int, /) -> None: ...


# void ggml_cpu_fp32_to_i32(const float *, int32_t *, int64_t)
@native("ggml-cpu", None, POINTER(c_float), POINTER(c_int32), c_int64)
def ggml_cpu_fp32_to_i32(arg0: Ref[c_float], arg1: Ref[c_int32], arg2: int, /) -> None: ...


# void ggml_cpu_fp32_to_fp16(const float *, ggml_fp16_t *, int64_t)
@native("ggml-cpu", None, POINTER(c_float), POINTER(ggml_fp16_t), c_int64)
def ggml_cpu_fp32_to_fp16(arg0: Ref[c_float], arg1: Ref[ggml_fp16_t], arg2: int, /) -> None: ...


# void ggml_cpu_fp16_to_fp32(const ggml_fp16_t *, float *, int64_t)
@native("ggml-cpu", None, POINTER(ggml_fp16_t), POINTER(c_float), c_int64)
def ggml_cpu_fp16_to_fp32(arg0: Ref[ggml_fp16_t], arg1: Ref[c_float], arg2: int, /) -> None: ...


# void ggml_cpu_fp32_to_bf16(const float *, ggml_bf16_t *, int64_t)
@native("ggml-cpu", None, POINTER(c_float), POINTER(ggml_bf16_t), c_int64)
def ggml_cpu_fp32_to_bf16(arg0: Ref[c_float], arg1: Ref[ggml_bf16_t], arg2: int, /) -> None: ...


# void ggml_cpu_bf16_to_fp32(const ggml_bf16_t *, float *, int64_t)
@native("ggml-cpu", None, POINTER(ggml_bf16_t), POINTER(c_float), c_int64)
def ggml_cpu_bf16_to_fp32(arg0: Ref[ggml_bf16_t], arg1: Ref[c_float], arg2: int, /) -> None: ...
