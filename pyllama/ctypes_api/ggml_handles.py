# Generated from ggml.h, ggml-alloc.h, ggml-backend.h, ggml-opt.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_uint8, c_uint16, c_void_p

from pyllama.ctypes_api._types import Handle

ggml_fp16_t = c_uint16


class ggml_backend_buffer_t(Handle): ...


ggml_guid = c_uint8 * 16
ggml_guid_t = POINTER(ggml_guid)


class ggml_object_p(Handle): ...


class ggml_context_p(Handle): ...


class ggml_cgraph_p(Handle): ...


class ggml_threadpool_t(Handle): ...


class ggml_backend_buffer_type_t(Handle): ...


class ggml_backend_t(Handle): ...


class ggml_backend_event_t(Handle): ...


ggml_backend_graph_plan_t = c_void_p


class ggml_backend_reg_t(Handle): ...


class ggml_backend_dev_t(Handle): ...


class ggml_backend_sched_t(Handle): ...


class ggml_opt_dataset_t(Handle): ...


class ggml_opt_context_t(Handle): ...


class ggml_opt_result_t(Handle): ...
