# Generated from ggml-backend.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_int, c_size_t, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_backend_structs import ggml_backend_sched_eval_callback
from pyllama.ctypes_api.ggml_handles import (
    ggml_backend_buffer_type_t,
    ggml_backend_sched_t,
    ggml_backend_t,
    ggml_cgraph_p,
)
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, Ref


@native(
    "ggml",
    ggml_backend_sched_t,
    POINTER(ggml_backend_t),
    POINTER(ggml_backend_buffer_type_t),
    c_int,
    c_size_t,
    c_bool,
    c_bool,
)
def ggml_backend_sched_new(
    backends: Ref[ggml_backend_t],
    bufts: Ref[ggml_backend_buffer_type_t],
    n_backends: int,
    graph_size: int,
    parallel: bool,
    op_offload: bool,
    /,
) -> ggml_backend_sched_t: ...


# void ggml_backend_sched_free(ggml_backend_sched_t sched)
@native("ggml", None, ggml_backend_sched_t)
def ggml_backend_sched_free(sched: ggml_backend_sched_t, /) -> None: ...


@native("ggml", None, ggml_backend_sched_t, ggml_cgraph_p, POINTER(c_size_t))
def ggml_backend_sched_reserve_size(
    sched: ggml_backend_sched_t, measure_graph: ggml_cgraph_p, sizes: Ref[c_size_t], /
) -> None: ...


# bool ggml_backend_sched_reserve(ggml_backend_sched_t sched, struct ggml_cgraph *measure_graph)
@native("ggml", c_bool, ggml_backend_sched_t, ggml_cgraph_p)
def ggml_backend_sched_reserve(sched: ggml_backend_sched_t, measure_graph: ggml_cgraph_p, /) -> bool: ...


# int ggml_backend_sched_get_n_backends(ggml_backend_sched_t sched)
@native("ggml", c_int, ggml_backend_sched_t)
def ggml_backend_sched_get_n_backends(sched: ggml_backend_sched_t, /) -> int: ...


# ggml_backend_t ggml_backend_sched_get_backend(ggml_backend_sched_t sched, int i)
@native("ggml", ggml_backend_t, ggml_backend_sched_t, c_int)
def ggml_backend_sched_get_backend(sched: ggml_backend_sched_t, i: int, /) -> ggml_backend_t: ...


# int ggml_backend_sched_get_n_splits(ggml_backend_sched_t sched)
@native("ggml", c_int, ggml_backend_sched_t)
def ggml_backend_sched_get_n_splits(sched: ggml_backend_sched_t, /) -> int: ...


# int ggml_backend_sched_get_n_copies(ggml_backend_sched_t sched)
@native("ggml", c_int, ggml_backend_sched_t)
def ggml_backend_sched_get_n_copies(sched: ggml_backend_sched_t, /) -> int: ...


@native("ggml", ggml_backend_buffer_type_t, ggml_backend_sched_t, ggml_backend_t)
def ggml_backend_sched_get_buffer_type(
    sched: ggml_backend_sched_t, backend: ggml_backend_t, /
) -> ggml_backend_buffer_type_t: ...


# size_t ggml_backend_sched_get_buffer_size(ggml_backend_sched_t sched, ggml_backend_t backend)
@native("ggml", c_size_t, ggml_backend_sched_t, ggml_backend_t)
def ggml_backend_sched_get_buffer_size(sched: ggml_backend_sched_t, backend: ggml_backend_t, /) -> int: ...


@native("ggml", None, ggml_backend_sched_t, POINTER(ggml_tensor), ggml_backend_t)
def ggml_backend_sched_set_tensor_backend(
    sched: ggml_backend_sched_t, node: Ref[ggml_tensor], backend: ggml_backend_t, /
) -> None: ...


# ggml_backend_t ggml_backend_sched_get_tensor_backend(ggml_backend_sched_t sched, struct ggml_tensor *node)
@native("ggml", ggml_backend_t, ggml_backend_sched_t, POINTER(ggml_tensor))
def ggml_backend_sched_get_tensor_backend(
    sched: ggml_backend_sched_t, node: Ref[ggml_tensor], /
) -> ggml_backend_t: ...


# void ggml_backend_sched_split_graph(ggml_backend_sched_t sched, struct ggml_cgraph *graph)
@native("ggml", None, ggml_backend_sched_t, ggml_cgraph_p)
def ggml_backend_sched_split_graph(sched: ggml_backend_sched_t, graph: ggml_cgraph_p, /) -> None: ...


# bool ggml_backend_sched_alloc_graph(ggml_backend_sched_t sched, struct ggml_cgraph *graph)
@native("ggml", c_bool, ggml_backend_sched_t, ggml_cgraph_p)
def ggml_backend_sched_alloc_graph(sched: ggml_backend_sched_t, graph: ggml_cgraph_p, /) -> bool: ...


# enum ggml_status ggml_backend_sched_graph_compute(ggml_backend_sched_t sched, struct ggml_cgraph *graph)
@native("ggml", c_int, ggml_backend_sched_t, ggml_cgraph_p)
def ggml_backend_sched_graph_compute(sched: ggml_backend_sched_t, graph: ggml_cgraph_p, /) -> int: ...


@native("ggml", c_int, ggml_backend_sched_t, ggml_cgraph_p)
def ggml_backend_sched_graph_compute_async(sched: ggml_backend_sched_t, graph: ggml_cgraph_p, /) -> int: ...


# void ggml_backend_sched_synchronize(ggml_backend_sched_t sched)
@native("ggml", None, ggml_backend_sched_t)
def ggml_backend_sched_synchronize(sched: ggml_backend_sched_t, /) -> None: ...


# void ggml_backend_sched_reset(ggml_backend_sched_t sched)
@native("ggml", None, ggml_backend_sched_t)
def ggml_backend_sched_reset(sched: ggml_backend_sched_t, /) -> None: ...


@native("ggml", None, ggml_backend_sched_t, ggml_backend_sched_eval_callback, c_void_p)
def ggml_backend_sched_set_eval_callback(
    sched: ggml_backend_sched_t, callback: ggml_backend_sched_eval_callback, user_data: Address, /
) -> None: ...
