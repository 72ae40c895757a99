# Generated from ggml-backend.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, Array, c_bool, c_char_p, c_int, c_size_t, c_uint8, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_backend_structs import ggml_backend_eval_callback, ggml_backend_graph_copy
from pyllama.ctypes_api.ggml_handles import (
    ggml_backend_buffer_t,
    ggml_backend_buffer_type_t,
    ggml_backend_dev_t,
    ggml_backend_event_t,
    ggml_backend_graph_plan_t,
    ggml_backend_t,
    ggml_cgraph_p,
    ggml_guid_t,
)
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, MaybeNull, Pointer, Ref


# ggml_guid_t ggml_backend_guid(ggml_backend_t backend)
@native("ggml", ggml_guid_t, ggml_backend_t)
def ggml_backend_guid(backend: ggml_backend_t, /) -> MaybeNull[Array[c_uint8]]: ...


# const char *ggml_backend_name(ggml_backend_t backend)
@native("ggml", c_char_p, ggml_backend_t)
def ggml_backend_name(backend: ggml_backend_t, /) -> bytes | None: ...


# void ggml_backend_free(ggml_backend_t backend)
@native("ggml", None, ggml_backend_t)
def ggml_backend_free(backend: ggml_backend_t, /) -> None: ...


# ggml_backend_buffer_type_t ggml_backend_get_default_buffer_type(ggml_backend_t backend)
@native("ggml", ggml_backend_buffer_type_t, ggml_backend_t)
def ggml_backend_get_default_buffer_type(backend: ggml_backend_t, /) -> ggml_backend_buffer_type_t: ...


# ggml_backend_buffer_t ggml_backend_alloc_buffer(ggml_backend_t backend, size_t size)
@native("ggml", ggml_backend_buffer_t, ggml_backend_t, c_size_t)
def ggml_backend_alloc_buffer(backend: ggml_backend_t, size: int, /) -> ggml_backend_buffer_t: ...


# size_t ggml_backend_get_alignment(ggml_backend_t backend)
@native("ggml", c_size_t, ggml_backend_t)
def ggml_backend_get_alignment(backend: ggml_backend_t, /) -> int: ...


# size_t ggml_backend_get_max_size(ggml_backend_t backend)
@native("ggml", c_size_t, ggml_backend_t)
def ggml_backend_get_max_size(backend: ggml_backend_t, /) -> int: ...


# void ggml_backend_synchronize(ggml_backend_t backend)
@native("ggml", None, ggml_backend_t)
def ggml_backend_synchronize(backend: ggml_backend_t, /) -> None: ...


# ggml_backend_graph_plan_t ggml_backend_graph_plan_create(ggml_backend_t backend, struct ggml_cgraph *cgraph)
@native("ggml", ggml_backend_graph_plan_t, ggml_backend_t, ggml_cgraph_p)
def ggml_backend_graph_plan_create(backend: ggml_backend_t, cgraph: ggml_cgraph_p, /) -> int | None: ...


# void ggml_backend_graph_plan_free(ggml_backend_t backend, ggml_backend_graph_plan_t plan)
@native("ggml", None, ggml_backend_t, ggml_backend_graph_plan_t)
def ggml_backend_graph_plan_free(backend: ggml_backend_t, plan: Address, /) -> None: ...


# enum ggml_status ggml_backend_graph_plan_compute(ggml_backend_t backend, ggml_backend_graph_plan_t plan)
@native("ggml", c_int, ggml_backend_t, ggml_backend_graph_plan_t)
def ggml_backend_graph_plan_compute(backend: ggml_backend_t, plan: Address, /) -> int: ...


# enum ggml_status ggml_backend_graph_compute(ggml_backend_t backend, struct ggml_cgraph *cgraph)
@native("ggml", c_int, ggml_backend_t, ggml_cgraph_p)
def ggml_backend_graph_compute(backend: ggml_backend_t, cgraph: ggml_cgraph_p, /) -> int: ...


# enum ggml_status ggml_backend_graph_compute_async(ggml_backend_t backend, struct ggml_cgraph *cgraph)
@native("ggml", c_int, ggml_backend_t, ggml_cgraph_p)
def ggml_backend_graph_compute_async(backend: ggml_backend_t, cgraph: ggml_cgraph_p, /) -> int: ...


# bool ggml_backend_supports_op(ggml_backend_t backend, const struct ggml_tensor *op)
@native("ggml", c_bool, ggml_backend_t, POINTER(ggml_tensor))
def ggml_backend_supports_op(backend: ggml_backend_t, op: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_backend_supports_buft(ggml_backend_t backend, ggml_backend_buffer_type_t buft)
@native("ggml", c_bool, ggml_backend_t, ggml_backend_buffer_type_t)
def ggml_backend_supports_buft(backend: ggml_backend_t, buft: ggml_backend_buffer_type_t, /) -> bool: ...


# bool ggml_backend_offload_op(ggml_backend_t backend, const struct ggml_tensor *op)
@native("ggml", c_bool, ggml_backend_t, POINTER(ggml_tensor))
def ggml_backend_offload_op(backend: ggml_backend_t, op: Ref[ggml_tensor], /) -> bool: ...


@native("ggml", None, ggml_backend_t, ggml_backend_t, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_backend_tensor_copy_async(
    backend_src: ggml_backend_t, backend_dst: ggml_backend_t, src: Ref[ggml_tensor], dst: Ref[ggml_tensor], /
) -> None: ...


# ggml_backend_dev_t ggml_backend_get_device(ggml_backend_t backend)
@native("ggml", ggml_backend_dev_t, ggml_backend_t)
def ggml_backend_get_device(backend: ggml_backend_t, /) -> ggml_backend_dev_t: ...


# ggml_backend_event_t ggml_backend_event_new(ggml_backend_dev_t device)
@native("ggml", ggml_backend_event_t, ggml_backend_dev_t)
def ggml_backend_event_new(device: ggml_backend_dev_t, /) -> ggml_backend_event_t: ...


# void ggml_backend_event_free(ggml_backend_event_t event)
@native("ggml", None, ggml_backend_event_t)
def ggml_backend_event_free(event: ggml_backend_event_t, /) -> None: ...


# void ggml_backend_event_record(ggml_backend_event_t event, ggml_backend_t backend)
@native("ggml", None, ggml_backend_event_t, ggml_backend_t)
def ggml_backend_event_record(event: ggml_backend_event_t, backend: ggml_backend_t, /) -> None: ...


# void ggml_backend_event_synchronize(ggml_backend_event_t event)
@native("ggml", None, ggml_backend_event_t)
def ggml_backend_event_synchronize(event: ggml_backend_event_t, /) -> None: ...


# void ggml_backend_event_wait(ggml_backend_t backend, ggml_backend_event_t event)
@native("ggml", None, ggml_backend_t, ggml_backend_event_t)
def ggml_backend_event_wait(backend: ggml_backend_t, event: ggml_backend_event_t, /) -> None: ...


# struct ggml_backend_graph_copy ggml_backend_graph_copy(ggml_backend_t backend, struct ggml_cgraph *graph)
@native("ggml", ggml_backend_graph_copy, ggml_backend_t, ggml_cgraph_p)
def ggml_backend_graph_copy_(backend: ggml_backend_t, graph: ggml_cgraph_p, /) -> ggml_backend_graph_copy: ...


# void ggml_backend_graph_copy_free(struct ggml_backend_graph_copy copy)
@native("ggml", None, ggml_backend_graph_copy)
def ggml_backend_graph_copy_free(copy: ggml_backend_graph_copy, /) -> None: ...


@native(
    "ggml",
    c_bool,
    ggml_backend_t,
    ggml_backend_t,
    ggml_cgraph_p,
    ggml_backend_eval_callback,
    c_void_p,
    POINTER(POINTER(ggml_tensor)),
    c_size_t,
)
def ggml_backend_compare_graph_backend(
    backend1: ggml_backend_t,
    backend2: ggml_backend_t,
    graph: ggml_cgraph_p,
    callback: ggml_backend_eval_callback,
    user_data: Address,
    test_nodes: Ref[Pointer[ggml_tensor]],
    num_test_nodes: int,
    /,
) -> bool: ...
