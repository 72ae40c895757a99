# Generated from ggml-backend.h, ggml.h, ggml-cpu.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.
# ruff: noqa: PLC0414  # an alias that repeats the name says that it is offered here

from __future__ import annotations

from pyllama.ctypes_api.ggml_backend import ggml_backend_alloc_buffer as ggml_backend_alloc_buffer
from pyllama.ctypes_api.ggml_backend import (
    ggml_backend_compare_graph_backend as ggml_backend_compare_graph_backend,
)
from pyllama.ctypes_api.ggml_backend import ggml_backend_event_free as ggml_backend_event_free
from pyllama.ctypes_api.ggml_backend import ggml_backend_event_new as ggml_backend_event_new
from pyllama.ctypes_api.ggml_backend import ggml_backend_event_record as ggml_backend_event_record
from pyllama.ctypes_api.ggml_backend import ggml_backend_event_synchronize as ggml_backend_event_synchronize
from pyllama.ctypes_api.ggml_backend import ggml_backend_event_wait as ggml_backend_event_wait
from pyllama.ctypes_api.ggml_backend import ggml_backend_free as ggml_backend_free
from pyllama.ctypes_api.ggml_backend import ggml_backend_get_alignment as ggml_backend_get_alignment
from pyllama.ctypes_api.ggml_backend import (
    ggml_backend_get_default_buffer_type as ggml_backend_get_default_buffer_type,
)
from pyllama.ctypes_api.ggml_backend import ggml_backend_get_device as ggml_backend_get_device
from pyllama.ctypes_api.ggml_backend import ggml_backend_get_max_size as ggml_backend_get_max_size
from pyllama.ctypes_api.ggml_backend import ggml_backend_graph_compute as ggml_backend_graph_compute
from pyllama.ctypes_api.ggml_backend import (
    ggml_backend_graph_compute_async as ggml_backend_graph_compute_async,
)
from pyllama.ctypes_api.ggml_backend import ggml_backend_graph_copy_ as ggml_backend_graph_copy_
from pyllama.ctypes_api.ggml_backend import ggml_backend_graph_copy_free as ggml_backend_graph_copy_free
from pyllama.ctypes_api.ggml_backend import ggml_backend_graph_plan_compute as ggml_backend_graph_plan_compute
from pyllama.ctypes_api.ggml_backend import ggml_backend_graph_plan_create as ggml_backend_graph_plan_create
from pyllama.ctypes_api.ggml_backend import ggml_backend_graph_plan_free as ggml_backend_graph_plan_free
from pyllama.ctypes_api.ggml_backend import ggml_backend_guid as ggml_backend_guid
from pyllama.ctypes_api.ggml_backend import ggml_backend_name as ggml_backend_name
from pyllama.ctypes_api.ggml_backend import ggml_backend_offload_op as ggml_backend_offload_op
from pyllama.ctypes_api.ggml_backend import ggml_backend_supports_buft as ggml_backend_supports_buft
from pyllama.ctypes_api.ggml_backend import ggml_backend_supports_op as ggml_backend_supports_op
from pyllama.ctypes_api.ggml_backend import ggml_backend_synchronize as ggml_backend_synchronize
from pyllama.ctypes_api.ggml_backend import ggml_backend_tensor_copy_async as ggml_backend_tensor_copy_async
from pyllama.ctypes_api.ggml_backend_buffer import ggml_backend_buffer_clear as ggml_backend_buffer_clear
from pyllama.ctypes_api.ggml_backend_buffer import ggml_backend_buffer_free as ggml_backend_buffer_free
from pyllama.ctypes_api.ggml_backend_buffer import (
    ggml_backend_buffer_get_alignment as ggml_backend_buffer_get_alignment,
)
from pyllama.ctypes_api.ggml_backend_buffer import (
    ggml_backend_buffer_get_alloc_size as ggml_backend_buffer_get_alloc_size,
)
from pyllama.ctypes_api.ggml_backend_buffer import (
    ggml_backend_buffer_get_base as ggml_backend_buffer_get_base,
)
from pyllama.ctypes_api.ggml_backend_buffer import (
    ggml_backend_buffer_get_max_size as ggml_backend_buffer_get_max_size,
)
from pyllama.ctypes_api.ggml_backend_buffer import (
    ggml_backend_buffer_get_size as ggml_backend_buffer_get_size,
)
from pyllama.ctypes_api.ggml_backend_buffer import (
    ggml_backend_buffer_get_type as ggml_backend_buffer_get_type,
)
from pyllama.ctypes_api.ggml_backend_buffer import (
    ggml_backend_buffer_get_usage as ggml_backend_buffer_get_usage,
)
from pyllama.ctypes_api.ggml_backend_buffer import (
    ggml_backend_buffer_init_tensor as ggml_backend_buffer_init_tensor,
)
from pyllama.ctypes_api.ggml_backend_buffer import ggml_backend_buffer_is_host as ggml_backend_buffer_is_host
from pyllama.ctypes_api.ggml_backend_buffer import ggml_backend_buffer_name as ggml_backend_buffer_name
from pyllama.ctypes_api.ggml_backend_buffer import ggml_backend_buffer_reset as ggml_backend_buffer_reset
from pyllama.ctypes_api.ggml_backend_buffer import (
    ggml_backend_buffer_set_usage as ggml_backend_buffer_set_usage,
)
from pyllama.ctypes_api.ggml_backend_buffer import (
    ggml_backend_buft_alloc_buffer as ggml_backend_buft_alloc_buffer,
)
from pyllama.ctypes_api.ggml_backend_buffer import (
    ggml_backend_buft_get_alignment as ggml_backend_buft_get_alignment,
)
from pyllama.ctypes_api.ggml_backend_buffer import (
    ggml_backend_buft_get_alloc_size as ggml_backend_buft_get_alloc_size,
)
from pyllama.ctypes_api.ggml_backend_buffer import (
    ggml_backend_buft_get_device as ggml_backend_buft_get_device,
)
from pyllama.ctypes_api.ggml_backend_buffer import (
    ggml_backend_buft_get_max_size as ggml_backend_buft_get_max_size,
)
from pyllama.ctypes_api.ggml_backend_buffer import ggml_backend_buft_is_host as ggml_backend_buft_is_host
from pyllama.ctypes_api.ggml_backend_buffer import ggml_backend_buft_name as ggml_backend_buft_name
from pyllama.ctypes_api.ggml_backend_buffer import (
    ggml_backend_cpu_buffer_from_ptr as ggml_backend_cpu_buffer_from_ptr,
)
from pyllama.ctypes_api.ggml_backend_buffer import (
    ggml_backend_cpu_buffer_type as ggml_backend_cpu_buffer_type,
)
from pyllama.ctypes_api.ggml_backend_device import (
    ggml_backend_dev_backend_reg as ggml_backend_dev_backend_reg,
)
from pyllama.ctypes_api.ggml_backend_device import (
    ggml_backend_dev_buffer_from_host_ptr as ggml_backend_dev_buffer_from_host_ptr,
)
from pyllama.ctypes_api.ggml_backend_device import (
    ggml_backend_dev_buffer_type as ggml_backend_dev_buffer_type,
)
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_dev_by_name as ggml_backend_dev_by_name
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_dev_by_type as ggml_backend_dev_by_type
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_dev_count as ggml_backend_dev_count
from pyllama.ctypes_api.ggml_backend_device import (
    ggml_backend_dev_description as ggml_backend_dev_description,
)
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_dev_get as ggml_backend_dev_get
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_dev_get_props as ggml_backend_dev_get_props
from pyllama.ctypes_api.ggml_backend_device import (
    ggml_backend_dev_host_buffer_type as ggml_backend_dev_host_buffer_type,
)
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_dev_init as ggml_backend_dev_init
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_dev_memory as ggml_backend_dev_memory
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_dev_name as ggml_backend_dev_name
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_dev_offload_op as ggml_backend_dev_offload_op
from pyllama.ctypes_api.ggml_backend_device import (
    ggml_backend_dev_supports_buft as ggml_backend_dev_supports_buft,
)
from pyllama.ctypes_api.ggml_backend_device import (
    ggml_backend_dev_supports_op as ggml_backend_dev_supports_op,
)
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_dev_type_ as ggml_backend_dev_type_
from pyllama.ctypes_api.ggml_backend_device import (
    ggml_backend_device_register as ggml_backend_device_register,
)
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_init_best as ggml_backend_init_best
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_init_by_name as ggml_backend_init_by_name
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_init_by_type as ggml_backend_init_by_type
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_load as ggml_backend_load
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_load_all as ggml_backend_load_all
from pyllama.ctypes_api.ggml_backend_device import (
    ggml_backend_load_all_from_path as ggml_backend_load_all_from_path,
)
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_meta_device as ggml_backend_meta_device
from pyllama.ctypes_api.ggml_backend_device import (
    ggml_backend_meta_split_axis_name as ggml_backend_meta_split_axis_name,
)
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_reg_by_name as ggml_backend_reg_by_name
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_reg_count as ggml_backend_reg_count
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_reg_dev_count as ggml_backend_reg_dev_count
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_reg_dev_get as ggml_backend_reg_dev_get
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_reg_get as ggml_backend_reg_get
from pyllama.ctypes_api.ggml_backend_device import (
    ggml_backend_reg_get_proc_address as ggml_backend_reg_get_proc_address,
)
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_reg_name as ggml_backend_reg_name
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_register as ggml_backend_register
from pyllama.ctypes_api.ggml_backend_device import ggml_backend_unload as ggml_backend_unload
from pyllama.ctypes_api.ggml_backend_sched import (
    ggml_backend_sched_alloc_graph as ggml_backend_sched_alloc_graph,
)
from pyllama.ctypes_api.ggml_backend_sched import ggml_backend_sched_free as ggml_backend_sched_free
from pyllama.ctypes_api.ggml_backend_sched import (
    ggml_backend_sched_get_backend as ggml_backend_sched_get_backend,
)
from pyllama.ctypes_api.ggml_backend_sched import (
    ggml_backend_sched_get_buffer_size as ggml_backend_sched_get_buffer_size,
)
from pyllama.ctypes_api.ggml_backend_sched import (
    ggml_backend_sched_get_buffer_type as ggml_backend_sched_get_buffer_type,
)
from pyllama.ctypes_api.ggml_backend_sched import (
    ggml_backend_sched_get_n_backends as ggml_backend_sched_get_n_backends,
)
from pyllama.ctypes_api.ggml_backend_sched import (
    ggml_backend_sched_get_n_copies as ggml_backend_sched_get_n_copies,
)
from pyllama.ctypes_api.ggml_backend_sched import (
    ggml_backend_sched_get_n_splits as ggml_backend_sched_get_n_splits,
)
from pyllama.ctypes_api.ggml_backend_sched import (
    ggml_backend_sched_get_tensor_backend as ggml_backend_sched_get_tensor_backend,
)
from pyllama.ctypes_api.ggml_backend_sched import (
    ggml_backend_sched_graph_compute as ggml_backend_sched_graph_compute,
)
from pyllama.ctypes_api.ggml_backend_sched import (
    ggml_backend_sched_graph_compute_async as ggml_backend_sched_graph_compute_async,
)
from pyllama.ctypes_api.ggml_backend_sched import ggml_backend_sched_new as ggml_backend_sched_new
from pyllama.ctypes_api.ggml_backend_sched import ggml_backend_sched_reserve as ggml_backend_sched_reserve
from pyllama.ctypes_api.ggml_backend_sched import (
    ggml_backend_sched_reserve_size as ggml_backend_sched_reserve_size,
)
from pyllama.ctypes_api.ggml_backend_sched import ggml_backend_sched_reset as ggml_backend_sched_reset
from pyllama.ctypes_api.ggml_backend_sched import (
    ggml_backend_sched_set_eval_callback as ggml_backend_sched_set_eval_callback,
)
from pyllama.ctypes_api.ggml_backend_sched import (
    ggml_backend_sched_set_tensor_backend as ggml_backend_sched_set_tensor_backend,
)
from pyllama.ctypes_api.ggml_backend_sched import (
    ggml_backend_sched_split_graph as ggml_backend_sched_split_graph,
)
from pyllama.ctypes_api.ggml_backend_sched import (
    ggml_backend_sched_synchronize as ggml_backend_sched_synchronize,
)
from pyllama.ctypes_api.ggml_backend_structs import (
    ggml_backend_comm_allreduce_tensor_t as ggml_backend_comm_allreduce_tensor_t,
)
from pyllama.ctypes_api.ggml_backend_structs import ggml_backend_comm_free_t as ggml_backend_comm_free_t
from pyllama.ctypes_api.ggml_backend_structs import ggml_backend_comm_init_t as ggml_backend_comm_init_t
from pyllama.ctypes_api.ggml_backend_structs import ggml_backend_dev_caps as ggml_backend_dev_caps
from pyllama.ctypes_api.ggml_backend_structs import (
    ggml_backend_dev_get_extra_bufts_t as ggml_backend_dev_get_extra_bufts_t,
)
from pyllama.ctypes_api.ggml_backend_structs import ggml_backend_dev_props as ggml_backend_dev_props
from pyllama.ctypes_api.ggml_backend_structs import ggml_backend_eval_callback as ggml_backend_eval_callback
from pyllama.ctypes_api.ggml_backend_structs import ggml_backend_feature as ggml_backend_feature
from pyllama.ctypes_api.ggml_backend_structs import ggml_backend_get_features_t as ggml_backend_get_features_t
from pyllama.ctypes_api.ggml_backend_structs import ggml_backend_graph_copy as ggml_backend_graph_copy
from pyllama.ctypes_api.ggml_backend_structs import (
    ggml_backend_meta_get_split_state_t as ggml_backend_meta_get_split_state_t,
)
from pyllama.ctypes_api.ggml_backend_structs import (
    ggml_backend_meta_split_state as ggml_backend_meta_split_state,
)
from pyllama.ctypes_api.ggml_backend_structs import (
    ggml_backend_sched_eval_callback as ggml_backend_sched_eval_callback,
)
from pyllama.ctypes_api.ggml_backend_structs import (
    ggml_backend_set_abort_callback_t as ggml_backend_set_abort_callback_t,
)
from pyllama.ctypes_api.ggml_backend_structs import (
    ggml_backend_set_n_threads_t as ggml_backend_set_n_threads_t,
)
from pyllama.ctypes_api.ggml_backend_structs import (
    ggml_backend_split_buffer_type_t as ggml_backend_split_buffer_type_t,
)
from pyllama.ctypes_api.ggml_backend_tensor import ggml_backend_tensor_alloc as ggml_backend_tensor_alloc
from pyllama.ctypes_api.ggml_backend_tensor import ggml_backend_tensor_copy as ggml_backend_tensor_copy
from pyllama.ctypes_api.ggml_backend_tensor import ggml_backend_tensor_get as ggml_backend_tensor_get
from pyllama.ctypes_api.ggml_backend_tensor import ggml_backend_tensor_get_2d as ggml_backend_tensor_get_2d
from pyllama.ctypes_api.ggml_backend_tensor import (
    ggml_backend_tensor_get_2d_async as ggml_backend_tensor_get_2d_async,
)
from pyllama.ctypes_api.ggml_backend_tensor import (
    ggml_backend_tensor_get_async as ggml_backend_tensor_get_async,
)
from pyllama.ctypes_api.ggml_backend_tensor import ggml_backend_tensor_memset as ggml_backend_tensor_memset
from pyllama.ctypes_api.ggml_backend_tensor import ggml_backend_tensor_set as ggml_backend_tensor_set
from pyllama.ctypes_api.ggml_backend_tensor import ggml_backend_tensor_set_2d as ggml_backend_tensor_set_2d
from pyllama.ctypes_api.ggml_backend_tensor import (
    ggml_backend_tensor_set_2d_async as ggml_backend_tensor_set_2d_async,
)
from pyllama.ctypes_api.ggml_backend_tensor import (
    ggml_backend_tensor_set_async as ggml_backend_tensor_set_async,
)
from pyllama.ctypes_api.ggml_backend_tensor import ggml_backend_view_init as ggml_backend_view_init
from pyllama.ctypes_api.ggml_base import ggml_bf16_to_fp32 as ggml_bf16_to_fp32
from pyllama.ctypes_api.ggml_base import ggml_bf16_to_fp32_row as ggml_bf16_to_fp32_row
from pyllama.ctypes_api.ggml_base import ggml_blck_size as ggml_blck_size
from pyllama.ctypes_api.ggml_base import ggml_commit as ggml_commit
from pyllama.ctypes_api.ggml_base import ggml_cycles as ggml_cycles
from pyllama.ctypes_api.ggml_base import ggml_cycles_per_ms as ggml_cycles_per_ms
from pyllama.ctypes_api.ggml_base import ggml_fopen as ggml_fopen
from pyllama.ctypes_api.ggml_base import ggml_fp16_to_fp32 as ggml_fp16_to_fp32
from pyllama.ctypes_api.ggml_base import ggml_fp16_to_fp32_row as ggml_fp16_to_fp32_row
from pyllama.ctypes_api.ggml_base import ggml_fp32_to_bf16 as ggml_fp32_to_bf16
from pyllama.ctypes_api.ggml_base import ggml_fp32_to_bf16_row as ggml_fp32_to_bf16_row
from pyllama.ctypes_api.ggml_base import ggml_fp32_to_bf16_row_ref as ggml_fp32_to_bf16_row_ref
from pyllama.ctypes_api.ggml_base import ggml_fp32_to_fp16 as ggml_fp32_to_fp16
from pyllama.ctypes_api.ggml_base import ggml_fp32_to_fp16_row as ggml_fp32_to_fp16_row
from pyllama.ctypes_api.ggml_base import ggml_get_type_traits as ggml_get_type_traits
from pyllama.ctypes_api.ggml_base import ggml_glu_op_name as ggml_glu_op_name
from pyllama.ctypes_api.ggml_base import ggml_guid_matches as ggml_guid_matches
from pyllama.ctypes_api.ggml_base import ggml_log_get as ggml_log_get
from pyllama.ctypes_api.ggml_base import ggml_log_set as ggml_log_set
from pyllama.ctypes_api.ggml_base import ggml_op_name as ggml_op_name
from pyllama.ctypes_api.ggml_base import ggml_op_symbol as ggml_op_symbol
from pyllama.ctypes_api.ggml_base import ggml_quantize_chunk as ggml_quantize_chunk
from pyllama.ctypes_api.ggml_base import ggml_quantize_free as ggml_quantize_free
from pyllama.ctypes_api.ggml_base import ggml_quantize_init as ggml_quantize_init
from pyllama.ctypes_api.ggml_base import ggml_quantize_requires_imatrix as ggml_quantize_requires_imatrix
from pyllama.ctypes_api.ggml_base import ggml_row_size as ggml_row_size
from pyllama.ctypes_api.ggml_base import ggml_set_abort_callback as ggml_set_abort_callback
from pyllama.ctypes_api.ggml_base import ggml_status_to_string as ggml_status_to_string
from pyllama.ctypes_api.ggml_base import ggml_threadpool_params_default as ggml_threadpool_params_default
from pyllama.ctypes_api.ggml_base import ggml_threadpool_params_init as ggml_threadpool_params_init
from pyllama.ctypes_api.ggml_base import ggml_threadpool_params_match as ggml_threadpool_params_match
from pyllama.ctypes_api.ggml_base import ggml_time_init as ggml_time_init
from pyllama.ctypes_api.ggml_base import ggml_time_ms as ggml_time_ms
from pyllama.ctypes_api.ggml_base import ggml_time_us as ggml_time_us
from pyllama.ctypes_api.ggml_base import ggml_type_name as ggml_type_name
from pyllama.ctypes_api.ggml_base import ggml_type_size as ggml_type_size
from pyllama.ctypes_api.ggml_base import ggml_unary_op_name as ggml_unary_op_name
from pyllama.ctypes_api.ggml_base import ggml_version as ggml_version
from pyllama.ctypes_api.ggml_constants import GGML_BACKEND_META_MAX_DEVICES as GGML_BACKEND_META_MAX_DEVICES
from pyllama.ctypes_api.ggml_constants import GGML_DEFAULT_GRAPH_SIZE as GGML_DEFAULT_GRAPH_SIZE
from pyllama.ctypes_api.ggml_constants import GGML_DEFAULT_N_THREADS as GGML_DEFAULT_N_THREADS
from pyllama.ctypes_api.ggml_constants import GGML_EXIT_ABORTED as GGML_EXIT_ABORTED
from pyllama.ctypes_api.ggml_constants import GGML_EXIT_SUCCESS as GGML_EXIT_SUCCESS
from pyllama.ctypes_api.ggml_constants import GGML_FILE_MAGIC as GGML_FILE_MAGIC
from pyllama.ctypes_api.ggml_constants import GGML_FILE_VERSION as GGML_FILE_VERSION
from pyllama.ctypes_api.ggml_constants import GGML_MAX_DIMS as GGML_MAX_DIMS
from pyllama.ctypes_api.ggml_constants import GGML_MAX_N_THREADS as GGML_MAX_N_THREADS
from pyllama.ctypes_api.ggml_constants import GGML_MAX_NAME as GGML_MAX_NAME
from pyllama.ctypes_api.ggml_constants import GGML_MAX_OP_PARAMS as GGML_MAX_OP_PARAMS
from pyllama.ctypes_api.ggml_constants import GGML_MAX_PARAMS as GGML_MAX_PARAMS
from pyllama.ctypes_api.ggml_constants import GGML_MAX_SRC as GGML_MAX_SRC
from pyllama.ctypes_api.ggml_constants import GGML_MROPE_SECTIONS as GGML_MROPE_SECTIONS
from pyllama.ctypes_api.ggml_constants import GGML_N_TASKS_MAX as GGML_N_TASKS_MAX
from pyllama.ctypes_api.ggml_constants import GGML_QNT_VERSION as GGML_QNT_VERSION
from pyllama.ctypes_api.ggml_constants import GGML_QNT_VERSION_FACTOR as GGML_QNT_VERSION_FACTOR
from pyllama.ctypes_api.ggml_constants import GGML_ROPE_TYPE_IMROPE as GGML_ROPE_TYPE_IMROPE
from pyllama.ctypes_api.ggml_constants import GGML_ROPE_TYPE_MROPE as GGML_ROPE_TYPE_MROPE
from pyllama.ctypes_api.ggml_constants import GGML_ROPE_TYPE_NEOX as GGML_ROPE_TYPE_NEOX
from pyllama.ctypes_api.ggml_constants import GGML_ROPE_TYPE_NORMAL as GGML_ROPE_TYPE_NORMAL
from pyllama.ctypes_api.ggml_constants import GGML_ROPE_TYPE_VISION as GGML_ROPE_TYPE_VISION
from pyllama.ctypes_api.ggml_constants import ggml_backend_buffer_usage as ggml_backend_buffer_usage
from pyllama.ctypes_api.ggml_constants import ggml_backend_dev_type as ggml_backend_dev_type
from pyllama.ctypes_api.ggml_constants import ggml_backend_meta_split_axis as ggml_backend_meta_split_axis
from pyllama.ctypes_api.ggml_constants import ggml_ftype as ggml_ftype
from pyllama.ctypes_api.ggml_constants import ggml_glu_op as ggml_glu_op
from pyllama.ctypes_api.ggml_constants import ggml_log_level as ggml_log_level
from pyllama.ctypes_api.ggml_constants import ggml_numa_strategy as ggml_numa_strategy
from pyllama.ctypes_api.ggml_constants import ggml_object_type as ggml_object_type
from pyllama.ctypes_api.ggml_constants import ggml_op as ggml_op
from pyllama.ctypes_api.ggml_constants import ggml_op_hint as ggml_op_hint
from pyllama.ctypes_api.ggml_constants import ggml_op_pool as ggml_op_pool
from pyllama.ctypes_api.ggml_constants import ggml_prec as ggml_prec
from pyllama.ctypes_api.ggml_constants import ggml_scale_flag as ggml_scale_flag
from pyllama.ctypes_api.ggml_constants import ggml_scale_mode as ggml_scale_mode
from pyllama.ctypes_api.ggml_constants import ggml_sched_priority as ggml_sched_priority
from pyllama.ctypes_api.ggml_constants import ggml_sort_order as ggml_sort_order
from pyllama.ctypes_api.ggml_constants import ggml_status as ggml_status
from pyllama.ctypes_api.ggml_constants import ggml_tensor_flag as ggml_tensor_flag
from pyllama.ctypes_api.ggml_constants import ggml_tri_type as ggml_tri_type
from pyllama.ctypes_api.ggml_constants import ggml_type as ggml_type
from pyllama.ctypes_api.ggml_constants import ggml_unary_op as ggml_unary_op
from pyllama.ctypes_api.ggml_context import ggml_dup_tensor as ggml_dup_tensor
from pyllama.ctypes_api.ggml_context import ggml_free as ggml_free
from pyllama.ctypes_api.ggml_context import ggml_get_first_tensor as ggml_get_first_tensor
from pyllama.ctypes_api.ggml_context import ggml_get_max_tensor_size as ggml_get_max_tensor_size
from pyllama.ctypes_api.ggml_context import ggml_get_mem_buffer as ggml_get_mem_buffer
from pyllama.ctypes_api.ggml_context import ggml_get_mem_size as ggml_get_mem_size
from pyllama.ctypes_api.ggml_context import ggml_get_next_tensor as ggml_get_next_tensor
from pyllama.ctypes_api.ggml_context import ggml_get_no_alloc as ggml_get_no_alloc
from pyllama.ctypes_api.ggml_context import ggml_get_tensor as ggml_get_tensor
from pyllama.ctypes_api.ggml_context import ggml_init as ggml_init
from pyllama.ctypes_api.ggml_context import ggml_new_buffer as ggml_new_buffer
from pyllama.ctypes_api.ggml_context import ggml_new_tensor as ggml_new_tensor
from pyllama.ctypes_api.ggml_context import ggml_new_tensor_1d as ggml_new_tensor_1d
from pyllama.ctypes_api.ggml_context import ggml_new_tensor_2d as ggml_new_tensor_2d
from pyllama.ctypes_api.ggml_context import ggml_new_tensor_3d as ggml_new_tensor_3d
from pyllama.ctypes_api.ggml_context import ggml_new_tensor_4d as ggml_new_tensor_4d
from pyllama.ctypes_api.ggml_context import ggml_reset as ggml_reset
from pyllama.ctypes_api.ggml_context import ggml_set_no_alloc as ggml_set_no_alloc
from pyllama.ctypes_api.ggml_context import ggml_used_mem as ggml_used_mem
from pyllama.ctypes_api.ggml_context import ggml_view_tensor as ggml_view_tensor
from pyllama.ctypes_api.ggml_cpu import ggml_backend_cpu_init as ggml_backend_cpu_init
from pyllama.ctypes_api.ggml_cpu import ggml_backend_cpu_reg as ggml_backend_cpu_reg
from pyllama.ctypes_api.ggml_cpu import (
    ggml_backend_cpu_set_abort_callback as ggml_backend_cpu_set_abort_callback,
)
from pyllama.ctypes_api.ggml_cpu import ggml_backend_cpu_set_n_threads as ggml_backend_cpu_set_n_threads
from pyllama.ctypes_api.ggml_cpu import ggml_backend_cpu_set_threadpool as ggml_backend_cpu_set_threadpool
from pyllama.ctypes_api.ggml_cpu import ggml_backend_cpu_set_use_ref as ggml_backend_cpu_set_use_ref
from pyllama.ctypes_api.ggml_cpu import ggml_backend_is_cpu as ggml_backend_is_cpu
from pyllama.ctypes_api.ggml_cpu import ggml_cpu_bf16_to_fp32 as ggml_cpu_bf16_to_fp32
from pyllama.ctypes_api.ggml_cpu import ggml_cpu_fp16_to_fp32 as ggml_cpu_fp16_to_fp32
from pyllama.ctypes_api.ggml_cpu import ggml_cpu_fp32_to_bf16 as ggml_cpu_fp32_to_bf16
from pyllama.ctypes_api.ggml_cpu import ggml_cpu_fp32_to_fp16 as ggml_cpu_fp32_to_fp16
from pyllama.ctypes_api.ggml_cpu import ggml_cpu_fp32_to_fp32 as ggml_cpu_fp32_to_fp32
from pyllama.ctypes_api.ggml_cpu import ggml_cpu_fp32_to_i32 as ggml_cpu_fp32_to_i32
from pyllama.ctypes_api.ggml_cpu import ggml_cpu_init as ggml_cpu_init
from pyllama.ctypes_api.ggml_cpu import ggml_get_f32_1d as ggml_get_f32_1d
from pyllama.ctypes_api.ggml_cpu import ggml_get_f32_nd as ggml_get_f32_nd
from pyllama.ctypes_api.ggml_cpu import ggml_get_i32_1d as ggml_get_i32_1d
from pyllama.ctypes_api.ggml_cpu import ggml_get_i32_nd as ggml_get_i32_nd
from pyllama.ctypes_api.ggml_cpu import ggml_get_type_traits_cpu as ggml_get_type_traits_cpu
from pyllama.ctypes_api.ggml_cpu import ggml_graph_compute as ggml_graph_compute
from pyllama.ctypes_api.ggml_cpu import ggml_graph_compute_with_ctx as ggml_graph_compute_with_ctx
from pyllama.ctypes_api.ggml_cpu import ggml_graph_plan as ggml_graph_plan
from pyllama.ctypes_api.ggml_cpu import ggml_is_numa as ggml_is_numa
from pyllama.ctypes_api.ggml_cpu import ggml_new_f32 as ggml_new_f32
from pyllama.ctypes_api.ggml_cpu import ggml_new_i32 as ggml_new_i32
from pyllama.ctypes_api.ggml_cpu import ggml_numa_init as ggml_numa_init
from pyllama.ctypes_api.ggml_cpu import ggml_set_f32 as ggml_set_f32
from pyllama.ctypes_api.ggml_cpu import ggml_set_f32_1d as ggml_set_f32_1d
from pyllama.ctypes_api.ggml_cpu import ggml_set_f32_nd as ggml_set_f32_nd
from pyllama.ctypes_api.ggml_cpu import ggml_set_i32 as ggml_set_i32
from pyllama.ctypes_api.ggml_cpu import ggml_set_i32_1d as ggml_set_i32_1d
from pyllama.ctypes_api.ggml_cpu import ggml_set_i32_nd as ggml_set_i32_nd
from pyllama.ctypes_api.ggml_cpu import ggml_threadpool_free as ggml_threadpool_free
from pyllama.ctypes_api.ggml_cpu import ggml_threadpool_get_n_threads as ggml_threadpool_get_n_threads
from pyllama.ctypes_api.ggml_cpu import ggml_threadpool_new as ggml_threadpool_new
from pyllama.ctypes_api.ggml_cpu import ggml_threadpool_pause as ggml_threadpool_pause
from pyllama.ctypes_api.ggml_cpu import ggml_threadpool_resume as ggml_threadpool_resume
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_get_rvv_vlen as ggml_cpu_get_rvv_vlen
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_get_sve_cnt as ggml_cpu_get_sve_cnt
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_amx_int8 as ggml_cpu_has_amx_int8
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_arm_fma as ggml_cpu_has_arm_fma
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_avx as ggml_cpu_has_avx
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_avx2 as ggml_cpu_has_avx2
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_avx512 as ggml_cpu_has_avx512
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_avx512_bf16 as ggml_cpu_has_avx512_bf16
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_avx512_vbmi as ggml_cpu_has_avx512_vbmi
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_avx512_vnni as ggml_cpu_has_avx512_vnni
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_avx_vnni as ggml_cpu_has_avx_vnni
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_bmi2 as ggml_cpu_has_bmi2
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_dotprod as ggml_cpu_has_dotprod
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_f16c as ggml_cpu_has_f16c
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_fma as ggml_cpu_has_fma
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_fp16_va as ggml_cpu_has_fp16_va
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_llamafile as ggml_cpu_has_llamafile
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_matmul_int8 as ggml_cpu_has_matmul_int8
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_neon as ggml_cpu_has_neon
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_riscv_v as ggml_cpu_has_riscv_v
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_sme as ggml_cpu_has_sme
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_sme2 as ggml_cpu_has_sme2
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_sse3 as ggml_cpu_has_sse3
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_ssse3 as ggml_cpu_has_ssse3
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_sve as ggml_cpu_has_sve
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_vsx as ggml_cpu_has_vsx
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_vxe as ggml_cpu_has_vxe
from pyllama.ctypes_api.ggml_cpu_features import ggml_cpu_has_wasm_simd as ggml_cpu_has_wasm_simd
from pyllama.ctypes_api.ggml_cpu_structs import ggml_cplan as ggml_cplan
from pyllama.ctypes_api.ggml_cpu_structs import ggml_type_traits_cpu as ggml_type_traits_cpu
from pyllama.ctypes_api.ggml_cpu_structs import ggml_vec_dot_t as ggml_vec_dot_t
from pyllama.ctypes_api.ggml_graph import ggml_build_backward_expand as ggml_build_backward_expand
from pyllama.ctypes_api.ggml_graph import ggml_build_forward_expand as ggml_build_forward_expand
from pyllama.ctypes_api.ggml_graph import ggml_build_forward_order as ggml_build_forward_order
from pyllama.ctypes_api.ggml_graph import ggml_build_forward_select as ggml_build_forward_select
from pyllama.ctypes_api.ggml_graph import ggml_graph_add_node as ggml_graph_add_node
from pyllama.ctypes_api.ggml_graph import ggml_graph_clear as ggml_graph_clear
from pyllama.ctypes_api.ggml_graph import ggml_graph_cpy as ggml_graph_cpy
from pyllama.ctypes_api.ggml_graph import ggml_graph_dump_dot as ggml_graph_dump_dot
from pyllama.ctypes_api.ggml_graph import ggml_graph_dup as ggml_graph_dup
from pyllama.ctypes_api.ggml_graph import ggml_graph_get_grad as ggml_graph_get_grad
from pyllama.ctypes_api.ggml_graph import ggml_graph_get_grad_acc as ggml_graph_get_grad_acc
from pyllama.ctypes_api.ggml_graph import ggml_graph_get_tensor as ggml_graph_get_tensor
from pyllama.ctypes_api.ggml_graph import ggml_graph_n_nodes as ggml_graph_n_nodes
from pyllama.ctypes_api.ggml_graph import ggml_graph_node as ggml_graph_node
from pyllama.ctypes_api.ggml_graph import ggml_graph_nodes as ggml_graph_nodes
from pyllama.ctypes_api.ggml_graph import ggml_graph_overhead as ggml_graph_overhead
from pyllama.ctypes_api.ggml_graph import ggml_graph_overhead_custom as ggml_graph_overhead_custom
from pyllama.ctypes_api.ggml_graph import ggml_graph_print as ggml_graph_print
from pyllama.ctypes_api.ggml_graph import ggml_graph_reset as ggml_graph_reset
from pyllama.ctypes_api.ggml_graph import ggml_graph_size as ggml_graph_size
from pyllama.ctypes_api.ggml_graph import ggml_new_graph as ggml_new_graph
from pyllama.ctypes_api.ggml_graph import ggml_new_graph_custom as ggml_new_graph_custom
from pyllama.ctypes_api.ggml_handles import ggml_backend_buffer_t as ggml_backend_buffer_t
from pyllama.ctypes_api.ggml_handles import ggml_backend_buffer_type_t as ggml_backend_buffer_type_t
from pyllama.ctypes_api.ggml_handles import ggml_backend_dev_t as ggml_backend_dev_t
from pyllama.ctypes_api.ggml_handles import ggml_backend_event_t as ggml_backend_event_t
from pyllama.ctypes_api.ggml_handles import ggml_backend_graph_plan_t as ggml_backend_graph_plan_t
from pyllama.ctypes_api.ggml_handles import ggml_backend_reg_t as ggml_backend_reg_t
from pyllama.ctypes_api.ggml_handles import ggml_backend_sched_t as ggml_backend_sched_t
from pyllama.ctypes_api.ggml_handles import ggml_backend_t as ggml_backend_t
from pyllama.ctypes_api.ggml_handles import ggml_cgraph_p as ggml_cgraph_p
from pyllama.ctypes_api.ggml_handles import ggml_context_p as ggml_context_p
from pyllama.ctypes_api.ggml_handles import ggml_fp16_t as ggml_fp16_t
from pyllama.ctypes_api.ggml_handles import ggml_guid as ggml_guid
from pyllama.ctypes_api.ggml_handles import ggml_guid_t as ggml_guid_t
from pyllama.ctypes_api.ggml_handles import ggml_object_p as ggml_object_p
from pyllama.ctypes_api.ggml_handles import ggml_opt_context_t as ggml_opt_context_t
from pyllama.ctypes_api.ggml_handles import ggml_opt_dataset_t as ggml_opt_dataset_t
from pyllama.ctypes_api.ggml_handles import ggml_opt_result_t as ggml_opt_result_t
from pyllama.ctypes_api.ggml_handles import ggml_threadpool_t as ggml_threadpool_t
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_acc as ggml_acc
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_acc_inplace as ggml_acc_inplace
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_add as ggml_add
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_add_cast as ggml_add_cast
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_add_id as ggml_add_id
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_add_inplace as ggml_add_inplace
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_argmax as ggml_argmax
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_concat as ggml_concat
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_cos as ggml_cos
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_cos_inplace as ggml_cos_inplace
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_count_equal as ggml_count_equal
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_cumsum as ggml_cumsum
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_div as ggml_div
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_div_inplace as ggml_div_inplace
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_dup as ggml_dup
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_dup_inplace as ggml_dup_inplace
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_expm1 as ggml_expm1
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_expm1_inplace as ggml_expm1_inplace
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_log as ggml_log
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_log_inplace as ggml_log_inplace
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_mean as ggml_mean
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_mul as ggml_mul
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_mul_inplace as ggml_mul_inplace
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_repeat as ggml_repeat
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_repeat_4d as ggml_repeat_4d
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_repeat_back as ggml_repeat_back
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_sin as ggml_sin
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_sin_inplace as ggml_sin_inplace
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_softplus as ggml_softplus
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_softplus_inplace as ggml_softplus_inplace
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_sqr as ggml_sqr
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_sqr_inplace as ggml_sqr_inplace
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_sqrt as ggml_sqrt
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_sqrt_inplace as ggml_sqrt_inplace
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_sub as ggml_sub
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_sub_inplace as ggml_sub_inplace
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_sum as ggml_sum
from pyllama.ctypes_api.ggml_ops_arithmetic import ggml_sum_rows as ggml_sum_rows
from pyllama.ctypes_api.ggml_ops_attention import ggml_flash_attn_back as ggml_flash_attn_back
from pyllama.ctypes_api.ggml_ops_attention import ggml_flash_attn_ext as ggml_flash_attn_ext
from pyllama.ctypes_api.ggml_ops_attention import (
    ggml_flash_attn_ext_add_sinks as ggml_flash_attn_ext_add_sinks,
)
from pyllama.ctypes_api.ggml_ops_attention import ggml_flash_attn_ext_get_prec as ggml_flash_attn_ext_get_prec
from pyllama.ctypes_api.ggml_ops_attention import (
    ggml_flash_attn_ext_set_n_kv_max as ggml_flash_attn_ext_set_n_kv_max,
)
from pyllama.ctypes_api.ggml_ops_attention import ggml_soft_max as ggml_soft_max
from pyllama.ctypes_api.ggml_ops_attention import ggml_soft_max_add_sinks as ggml_soft_max_add_sinks
from pyllama.ctypes_api.ggml_ops_attention import ggml_soft_max_ext as ggml_soft_max_ext
from pyllama.ctypes_api.ggml_ops_attention import ggml_soft_max_ext_back as ggml_soft_max_ext_back
from pyllama.ctypes_api.ggml_ops_attention import (
    ggml_soft_max_ext_back_inplace as ggml_soft_max_ext_back_inplace,
)
from pyllama.ctypes_api.ggml_ops_attention import ggml_soft_max_ext_inplace as ggml_soft_max_ext_inplace
from pyllama.ctypes_api.ggml_ops_attention import ggml_soft_max_inplace as ggml_soft_max_inplace
from pyllama.ctypes_api.ggml_ops_convolution import ggml_col2im_1d as ggml_col2im_1d
from pyllama.ctypes_api.ggml_ops_convolution import ggml_conv_1d as ggml_conv_1d
from pyllama.ctypes_api.ggml_ops_convolution import ggml_conv_1d_dw as ggml_conv_1d_dw
from pyllama.ctypes_api.ggml_ops_convolution import ggml_conv_1d_dw_ph as ggml_conv_1d_dw_ph
from pyllama.ctypes_api.ggml_ops_convolution import ggml_conv_1d_ph as ggml_conv_1d_ph
from pyllama.ctypes_api.ggml_ops_convolution import ggml_conv_2d as ggml_conv_2d
from pyllama.ctypes_api.ggml_ops_convolution import ggml_conv_2d_direct as ggml_conv_2d_direct
from pyllama.ctypes_api.ggml_ops_convolution import ggml_conv_2d_dw as ggml_conv_2d_dw
from pyllama.ctypes_api.ggml_ops_convolution import ggml_conv_2d_dw_direct as ggml_conv_2d_dw_direct
from pyllama.ctypes_api.ggml_ops_convolution import ggml_conv_2d_s1_ph as ggml_conv_2d_s1_ph
from pyllama.ctypes_api.ggml_ops_convolution import ggml_conv_2d_sk_p0 as ggml_conv_2d_sk_p0
from pyllama.ctypes_api.ggml_ops_convolution import ggml_conv_3d as ggml_conv_3d
from pyllama.ctypes_api.ggml_ops_convolution import ggml_conv_3d_direct as ggml_conv_3d_direct
from pyllama.ctypes_api.ggml_ops_convolution import ggml_conv_transpose_1d as ggml_conv_transpose_1d
from pyllama.ctypes_api.ggml_ops_convolution import ggml_conv_transpose_2d_p0 as ggml_conv_transpose_2d_p0
from pyllama.ctypes_api.ggml_ops_convolution import ggml_im2col as ggml_im2col
from pyllama.ctypes_api.ggml_ops_convolution import ggml_im2col_3d as ggml_im2col_3d
from pyllama.ctypes_api.ggml_ops_convolution import ggml_im2col_back as ggml_im2col_back
from pyllama.ctypes_api.ggml_ops_copy import ggml_cast as ggml_cast
from pyllama.ctypes_api.ggml_ops_copy import ggml_cont as ggml_cont
from pyllama.ctypes_api.ggml_ops_copy import ggml_cont_1d as ggml_cont_1d
from pyllama.ctypes_api.ggml_ops_copy import ggml_cont_2d as ggml_cont_2d
from pyllama.ctypes_api.ggml_ops_copy import ggml_cont_3d as ggml_cont_3d
from pyllama.ctypes_api.ggml_ops_copy import ggml_cont_4d as ggml_cont_4d
from pyllama.ctypes_api.ggml_ops_copy import ggml_cpy as ggml_cpy
from pyllama.ctypes_api.ggml_ops_copy import ggml_set as ggml_set
from pyllama.ctypes_api.ggml_ops_copy import ggml_set_1d as ggml_set_1d
from pyllama.ctypes_api.ggml_ops_copy import ggml_set_1d_inplace as ggml_set_1d_inplace
from pyllama.ctypes_api.ggml_ops_copy import ggml_set_2d as ggml_set_2d
from pyllama.ctypes_api.ggml_ops_copy import ggml_set_2d_inplace as ggml_set_2d_inplace
from pyllama.ctypes_api.ggml_ops_copy import ggml_set_inplace as ggml_set_inplace
from pyllama.ctypes_api.ggml_ops_custom import ggml_cross_entropy_loss as ggml_cross_entropy_loss
from pyllama.ctypes_api.ggml_ops_custom import ggml_cross_entropy_loss_back as ggml_cross_entropy_loss_back
from pyllama.ctypes_api.ggml_ops_custom import ggml_custom_4d as ggml_custom_4d
from pyllama.ctypes_api.ggml_ops_custom import ggml_custom_inplace as ggml_custom_inplace
from pyllama.ctypes_api.ggml_ops_custom import ggml_map_custom1 as ggml_map_custom1
from pyllama.ctypes_api.ggml_ops_custom import ggml_map_custom1_inplace as ggml_map_custom1_inplace
from pyllama.ctypes_api.ggml_ops_custom import ggml_map_custom2 as ggml_map_custom2
from pyllama.ctypes_api.ggml_ops_custom import ggml_map_custom2_inplace as ggml_map_custom2_inplace
from pyllama.ctypes_api.ggml_ops_custom import ggml_map_custom3 as ggml_map_custom3
from pyllama.ctypes_api.ggml_ops_custom import ggml_map_custom3_inplace as ggml_map_custom3_inplace
from pyllama.ctypes_api.ggml_ops_custom import ggml_opt_step_adamw as ggml_opt_step_adamw
from pyllama.ctypes_api.ggml_ops_custom import ggml_opt_step_sgd as ggml_opt_step_sgd
from pyllama.ctypes_api.ggml_ops_glu import ggml_geglu as ggml_geglu
from pyllama.ctypes_api.ggml_ops_glu import ggml_geglu_erf as ggml_geglu_erf
from pyllama.ctypes_api.ggml_ops_glu import ggml_geglu_erf_split as ggml_geglu_erf_split
from pyllama.ctypes_api.ggml_ops_glu import ggml_geglu_erf_swapped as ggml_geglu_erf_swapped
from pyllama.ctypes_api.ggml_ops_glu import ggml_geglu_quick as ggml_geglu_quick
from pyllama.ctypes_api.ggml_ops_glu import ggml_geglu_quick_split as ggml_geglu_quick_split
from pyllama.ctypes_api.ggml_ops_glu import ggml_geglu_quick_swapped as ggml_geglu_quick_swapped
from pyllama.ctypes_api.ggml_ops_glu import ggml_geglu_split as ggml_geglu_split
from pyllama.ctypes_api.ggml_ops_glu import ggml_geglu_swapped as ggml_geglu_swapped
from pyllama.ctypes_api.ggml_ops_glu import ggml_glu as ggml_glu
from pyllama.ctypes_api.ggml_ops_glu import ggml_glu_split as ggml_glu_split
from pyllama.ctypes_api.ggml_ops_glu import ggml_reglu as ggml_reglu
from pyllama.ctypes_api.ggml_ops_glu import ggml_reglu_split as ggml_reglu_split
from pyllama.ctypes_api.ggml_ops_glu import ggml_reglu_swapped as ggml_reglu_swapped
from pyllama.ctypes_api.ggml_ops_glu import ggml_swiglu as ggml_swiglu
from pyllama.ctypes_api.ggml_ops_glu import ggml_swiglu_clamp as ggml_swiglu_clamp
from pyllama.ctypes_api.ggml_ops_glu import ggml_swiglu_oai as ggml_swiglu_oai
from pyllama.ctypes_api.ggml_ops_glu import ggml_swiglu_split as ggml_swiglu_split
from pyllama.ctypes_api.ggml_ops_glu import ggml_swiglu_swapped as ggml_swiglu_swapped
from pyllama.ctypes_api.ggml_ops_image import ggml_add_rel_pos as ggml_add_rel_pos
from pyllama.ctypes_api.ggml_ops_image import ggml_add_rel_pos_inplace as ggml_add_rel_pos_inplace
from pyllama.ctypes_api.ggml_ops_image import ggml_fill as ggml_fill
from pyllama.ctypes_api.ggml_ops_image import ggml_fill_inplace as ggml_fill_inplace
from pyllama.ctypes_api.ggml_ops_image import ggml_get_rel_pos as ggml_get_rel_pos
from pyllama.ctypes_api.ggml_ops_image import ggml_interpolate as ggml_interpolate
from pyllama.ctypes_api.ggml_ops_image import ggml_pad as ggml_pad
from pyllama.ctypes_api.ggml_ops_image import ggml_pad_circular as ggml_pad_circular
from pyllama.ctypes_api.ggml_ops_image import ggml_pad_ext as ggml_pad_ext
from pyllama.ctypes_api.ggml_ops_image import ggml_pad_ext_circular as ggml_pad_ext_circular
from pyllama.ctypes_api.ggml_ops_image import ggml_pad_reflect_1d as ggml_pad_reflect_1d
from pyllama.ctypes_api.ggml_ops_image import ggml_pool_1d as ggml_pool_1d
from pyllama.ctypes_api.ggml_ops_image import ggml_pool_2d as ggml_pool_2d
from pyllama.ctypes_api.ggml_ops_image import ggml_pool_2d_back as ggml_pool_2d_back
from pyllama.ctypes_api.ggml_ops_image import ggml_roll as ggml_roll
from pyllama.ctypes_api.ggml_ops_image import ggml_tri as ggml_tri
from pyllama.ctypes_api.ggml_ops_image import ggml_upscale as ggml_upscale
from pyllama.ctypes_api.ggml_ops_image import ggml_win_part as ggml_win_part
from pyllama.ctypes_api.ggml_ops_image import ggml_win_unpart as ggml_win_unpart
from pyllama.ctypes_api.ggml_ops_matrix import ggml_mul_mat as ggml_mul_mat
from pyllama.ctypes_api.ggml_ops_matrix import ggml_mul_mat_id as ggml_mul_mat_id
from pyllama.ctypes_api.ggml_ops_matrix import ggml_mul_mat_set_hint as ggml_mul_mat_set_hint
from pyllama.ctypes_api.ggml_ops_matrix import ggml_out_prod as ggml_out_prod
from pyllama.ctypes_api.ggml_ops_matrix import ggml_prec_set_acc as ggml_prec_set_acc
from pyllama.ctypes_api.ggml_ops_matrix import ggml_prec_set_src as ggml_prec_set_src
from pyllama.ctypes_api.ggml_ops_matrix import ggml_scale as ggml_scale
from pyllama.ctypes_api.ggml_ops_matrix import ggml_scale_bias as ggml_scale_bias
from pyllama.ctypes_api.ggml_ops_matrix import ggml_scale_bias_inplace as ggml_scale_bias_inplace
from pyllama.ctypes_api.ggml_ops_matrix import ggml_scale_inplace as ggml_scale_inplace
from pyllama.ctypes_api.ggml_ops_norm import ggml_group_norm as ggml_group_norm
from pyllama.ctypes_api.ggml_ops_norm import ggml_group_norm_inplace as ggml_group_norm_inplace
from pyllama.ctypes_api.ggml_ops_norm import ggml_l2_norm as ggml_l2_norm
from pyllama.ctypes_api.ggml_ops_norm import ggml_l2_norm_inplace as ggml_l2_norm_inplace
from pyllama.ctypes_api.ggml_ops_norm import ggml_norm as ggml_norm
from pyllama.ctypes_api.ggml_ops_norm import ggml_norm_inplace as ggml_norm_inplace
from pyllama.ctypes_api.ggml_ops_norm import ggml_rms_norm as ggml_rms_norm
from pyllama.ctypes_api.ggml_ops_norm import ggml_rms_norm_back as ggml_rms_norm_back
from pyllama.ctypes_api.ggml_ops_norm import ggml_rms_norm_inplace as ggml_rms_norm_inplace
from pyllama.ctypes_api.ggml_ops_recurrent import ggml_dsv4_hc_comb as ggml_dsv4_hc_comb
from pyllama.ctypes_api.ggml_ops_recurrent import ggml_dsv4_hc_post as ggml_dsv4_hc_post
from pyllama.ctypes_api.ggml_ops_recurrent import ggml_dsv4_hc_pre as ggml_dsv4_hc_pre
from pyllama.ctypes_api.ggml_ops_recurrent import ggml_dsv4_hc_pre_gated as ggml_dsv4_hc_pre_gated
from pyllama.ctypes_api.ggml_ops_recurrent import ggml_gated_delta_net as ggml_gated_delta_net
from pyllama.ctypes_api.ggml_ops_recurrent import ggml_gated_linear_attn as ggml_gated_linear_attn
from pyllama.ctypes_api.ggml_ops_recurrent import ggml_lightning_indexer as ggml_lightning_indexer
from pyllama.ctypes_api.ggml_ops_recurrent import ggml_rwkv_wkv6 as ggml_rwkv_wkv6
from pyllama.ctypes_api.ggml_ops_recurrent import ggml_rwkv_wkv7 as ggml_rwkv_wkv7
from pyllama.ctypes_api.ggml_ops_recurrent import ggml_solve_tri as ggml_solve_tri
from pyllama.ctypes_api.ggml_ops_recurrent import ggml_ssm_conv as ggml_ssm_conv
from pyllama.ctypes_api.ggml_ops_recurrent import ggml_ssm_scan as ggml_ssm_scan
from pyllama.ctypes_api.ggml_ops_rope import ggml_rope as ggml_rope
from pyllama.ctypes_api.ggml_ops_rope import ggml_rope_ext as ggml_rope_ext
from pyllama.ctypes_api.ggml_ops_rope import ggml_rope_ext_back as ggml_rope_ext_back
from pyllama.ctypes_api.ggml_ops_rope import ggml_rope_ext_inplace as ggml_rope_ext_inplace
from pyllama.ctypes_api.ggml_ops_rope import ggml_rope_inplace as ggml_rope_inplace
from pyllama.ctypes_api.ggml_ops_rope import ggml_rope_multi as ggml_rope_multi
from pyllama.ctypes_api.ggml_ops_rope import ggml_rope_multi_back as ggml_rope_multi_back
from pyllama.ctypes_api.ggml_ops_rope import ggml_rope_multi_inplace as ggml_rope_multi_inplace
from pyllama.ctypes_api.ggml_ops_rope import ggml_rope_set_offset as ggml_rope_set_offset
from pyllama.ctypes_api.ggml_ops_rope import ggml_rope_yarn_corr_dims as ggml_rope_yarn_corr_dims
from pyllama.ctypes_api.ggml_ops_rows import ggml_arange as ggml_arange
from pyllama.ctypes_api.ggml_ops_rows import ggml_argsort as ggml_argsort
from pyllama.ctypes_api.ggml_ops_rows import ggml_argsort_top_k as ggml_argsort_top_k
from pyllama.ctypes_api.ggml_ops_rows import ggml_clamp as ggml_clamp
from pyllama.ctypes_api.ggml_ops_rows import ggml_clamp_inplace as ggml_clamp_inplace
from pyllama.ctypes_api.ggml_ops_rows import ggml_diag as ggml_diag
from pyllama.ctypes_api.ggml_ops_rows import ggml_diag_mask_inf as ggml_diag_mask_inf
from pyllama.ctypes_api.ggml_ops_rows import ggml_diag_mask_inf_inplace as ggml_diag_mask_inf_inplace
from pyllama.ctypes_api.ggml_ops_rows import ggml_diag_mask_zero as ggml_diag_mask_zero
from pyllama.ctypes_api.ggml_ops_rows import ggml_diag_mask_zero_inplace as ggml_diag_mask_zero_inplace
from pyllama.ctypes_api.ggml_ops_rows import ggml_get_rows as ggml_get_rows
from pyllama.ctypes_api.ggml_ops_rows import ggml_get_rows_back as ggml_get_rows_back
from pyllama.ctypes_api.ggml_ops_rows import ggml_set_rows as ggml_set_rows
from pyllama.ctypes_api.ggml_ops_rows import ggml_timestep_embedding as ggml_timestep_embedding
from pyllama.ctypes_api.ggml_ops_rows import ggml_top_k as ggml_top_k
from pyllama.ctypes_api.ggml_ops_unary import ggml_abs as ggml_abs
from pyllama.ctypes_api.ggml_ops_unary import ggml_abs_inplace as ggml_abs_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_ceil as ggml_ceil
from pyllama.ctypes_api.ggml_ops_unary import ggml_ceil_inplace as ggml_ceil_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_elu as ggml_elu
from pyllama.ctypes_api.ggml_ops_unary import ggml_elu_inplace as ggml_elu_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_exp as ggml_exp
from pyllama.ctypes_api.ggml_ops_unary import ggml_exp_inplace as ggml_exp_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_floor as ggml_floor
from pyllama.ctypes_api.ggml_ops_unary import ggml_floor_inplace as ggml_floor_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_gelu as ggml_gelu
from pyllama.ctypes_api.ggml_ops_unary import ggml_gelu_erf as ggml_gelu_erf
from pyllama.ctypes_api.ggml_ops_unary import ggml_gelu_erf_inplace as ggml_gelu_erf_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_gelu_inplace as ggml_gelu_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_gelu_quick as ggml_gelu_quick
from pyllama.ctypes_api.ggml_ops_unary import ggml_gelu_quick_inplace as ggml_gelu_quick_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_hardsigmoid as ggml_hardsigmoid
from pyllama.ctypes_api.ggml_ops_unary import ggml_hardswish as ggml_hardswish
from pyllama.ctypes_api.ggml_ops_unary import ggml_leaky_relu as ggml_leaky_relu
from pyllama.ctypes_api.ggml_ops_unary import ggml_neg as ggml_neg
from pyllama.ctypes_api.ggml_ops_unary import ggml_neg_inplace as ggml_neg_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_relu as ggml_relu
from pyllama.ctypes_api.ggml_ops_unary import ggml_relu_inplace as ggml_relu_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_round as ggml_round
from pyllama.ctypes_api.ggml_ops_unary import ggml_round_inplace as ggml_round_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_sgn as ggml_sgn
from pyllama.ctypes_api.ggml_ops_unary import ggml_sgn_inplace as ggml_sgn_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_sigmoid as ggml_sigmoid
from pyllama.ctypes_api.ggml_ops_unary import ggml_sigmoid_inplace as ggml_sigmoid_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_silu as ggml_silu
from pyllama.ctypes_api.ggml_ops_unary import ggml_silu_back as ggml_silu_back
from pyllama.ctypes_api.ggml_ops_unary import ggml_silu_inplace as ggml_silu_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_step as ggml_step
from pyllama.ctypes_api.ggml_ops_unary import ggml_step_inplace as ggml_step_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_tanh as ggml_tanh
from pyllama.ctypes_api.ggml_ops_unary import ggml_tanh_inplace as ggml_tanh_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_trunc as ggml_trunc
from pyllama.ctypes_api.ggml_ops_unary import ggml_trunc_inplace as ggml_trunc_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_unary as ggml_unary
from pyllama.ctypes_api.ggml_ops_unary import ggml_unary_inplace as ggml_unary_inplace
from pyllama.ctypes_api.ggml_ops_unary import ggml_xielu as ggml_xielu
from pyllama.ctypes_api.ggml_ops_view import ggml_permute as ggml_permute
from pyllama.ctypes_api.ggml_ops_view import ggml_reshape as ggml_reshape
from pyllama.ctypes_api.ggml_ops_view import ggml_reshape_1d as ggml_reshape_1d
from pyllama.ctypes_api.ggml_ops_view import ggml_reshape_2d as ggml_reshape_2d
from pyllama.ctypes_api.ggml_ops_view import ggml_reshape_3d as ggml_reshape_3d
from pyllama.ctypes_api.ggml_ops_view import ggml_reshape_4d as ggml_reshape_4d
from pyllama.ctypes_api.ggml_ops_view import ggml_transpose as ggml_transpose
from pyllama.ctypes_api.ggml_ops_view import ggml_view_1d as ggml_view_1d
from pyllama.ctypes_api.ggml_ops_view import ggml_view_2d as ggml_view_2d
from pyllama.ctypes_api.ggml_ops_view import ggml_view_3d as ggml_view_3d
from pyllama.ctypes_api.ggml_ops_view import ggml_view_4d as ggml_view_4d
from pyllama.ctypes_api.ggml_opt_structs import ggml_opt_epoch_callback as ggml_opt_epoch_callback
from pyllama.ctypes_api.ggml_opt_structs import ggml_opt_get_optimizer_params as ggml_opt_get_optimizer_params
from pyllama.ctypes_api.ggml_opt_structs import ggml_opt_optimizer_params as ggml_opt_optimizer_params
from pyllama.ctypes_api.ggml_structs import ggml_abort_callback as ggml_abort_callback
from pyllama.ctypes_api.ggml_structs import ggml_abort_callback_t as ggml_abort_callback_t
from pyllama.ctypes_api.ggml_structs import ggml_bf16_t as ggml_bf16_t
from pyllama.ctypes_api.ggml_structs import ggml_custom1_op_t as ggml_custom1_op_t
from pyllama.ctypes_api.ggml_structs import ggml_custom2_op_t as ggml_custom2_op_t
from pyllama.ctypes_api.ggml_structs import ggml_custom3_op_t as ggml_custom3_op_t
from pyllama.ctypes_api.ggml_structs import ggml_custom_op_t as ggml_custom_op_t
from pyllama.ctypes_api.ggml_structs import ggml_from_float_t as ggml_from_float_t
from pyllama.ctypes_api.ggml_structs import ggml_init_params as ggml_init_params
from pyllama.ctypes_api.ggml_structs import ggml_log_callback as ggml_log_callback
from pyllama.ctypes_api.ggml_structs import ggml_tensor as ggml_tensor
from pyllama.ctypes_api.ggml_structs import ggml_threadpool_params as ggml_threadpool_params
from pyllama.ctypes_api.ggml_structs import ggml_to_float_t as ggml_to_float_t
from pyllama.ctypes_api.ggml_structs import ggml_type_traits as ggml_type_traits
from pyllama.ctypes_api.ggml_tensor import ggml_are_same_shape as ggml_are_same_shape
from pyllama.ctypes_api.ggml_tensor import ggml_are_same_stride as ggml_are_same_stride
from pyllama.ctypes_api.ggml_tensor import ggml_can_repeat as ggml_can_repeat
from pyllama.ctypes_api.ggml_tensor import ggml_element_size as ggml_element_size
from pyllama.ctypes_api.ggml_tensor import ggml_ftype_to_ggml_type as ggml_ftype_to_ggml_type
from pyllama.ctypes_api.ggml_tensor import ggml_get_data as ggml_get_data
from pyllama.ctypes_api.ggml_tensor import ggml_get_data_f32 as ggml_get_data_f32
from pyllama.ctypes_api.ggml_tensor import ggml_get_glu_op as ggml_get_glu_op
from pyllama.ctypes_api.ggml_tensor import ggml_get_name as ggml_get_name
from pyllama.ctypes_api.ggml_tensor import ggml_get_unary_op as ggml_get_unary_op
from pyllama.ctypes_api.ggml_tensor import ggml_is_3d as ggml_is_3d
from pyllama.ctypes_api.ggml_tensor import ggml_is_contiguous as ggml_is_contiguous
from pyllama.ctypes_api.ggml_tensor import ggml_is_contiguous_0 as ggml_is_contiguous_0
from pyllama.ctypes_api.ggml_tensor import ggml_is_contiguous_1 as ggml_is_contiguous_1
from pyllama.ctypes_api.ggml_tensor import ggml_is_contiguous_2 as ggml_is_contiguous_2
from pyllama.ctypes_api.ggml_tensor import ggml_is_contiguous_channels as ggml_is_contiguous_channels
from pyllama.ctypes_api.ggml_tensor import ggml_is_contiguous_rows as ggml_is_contiguous_rows
from pyllama.ctypes_api.ggml_tensor import ggml_is_contiguous_to_1 as ggml_is_contiguous_to_1
from pyllama.ctypes_api.ggml_tensor import ggml_is_contiguous_to_2 as ggml_is_contiguous_to_2
from pyllama.ctypes_api.ggml_tensor import ggml_is_contiguous_to_3 as ggml_is_contiguous_to_3
from pyllama.ctypes_api.ggml_tensor import ggml_is_contiguously_allocated as ggml_is_contiguously_allocated
from pyllama.ctypes_api.ggml_tensor import ggml_is_empty as ggml_is_empty
from pyllama.ctypes_api.ggml_tensor import ggml_is_matrix as ggml_is_matrix
from pyllama.ctypes_api.ggml_tensor import ggml_is_permuted as ggml_is_permuted
from pyllama.ctypes_api.ggml_tensor import ggml_is_quantized as ggml_is_quantized
from pyllama.ctypes_api.ggml_tensor import ggml_is_scalar as ggml_is_scalar
from pyllama.ctypes_api.ggml_tensor import ggml_is_transposed as ggml_is_transposed
from pyllama.ctypes_api.ggml_tensor import ggml_is_vector as ggml_is_vector
from pyllama.ctypes_api.ggml_tensor import ggml_is_view as ggml_is_view
from pyllama.ctypes_api.ggml_tensor import ggml_n_dims as ggml_n_dims
from pyllama.ctypes_api.ggml_tensor import ggml_nbytes as ggml_nbytes
from pyllama.ctypes_api.ggml_tensor import ggml_nbytes_pad as ggml_nbytes_pad
from pyllama.ctypes_api.ggml_tensor import ggml_nelements as ggml_nelements
from pyllama.ctypes_api.ggml_tensor import ggml_nrows as ggml_nrows
from pyllama.ctypes_api.ggml_tensor import ggml_op_desc as ggml_op_desc
from pyllama.ctypes_api.ggml_tensor import ggml_print_object as ggml_print_object
from pyllama.ctypes_api.ggml_tensor import ggml_print_objects as ggml_print_objects
from pyllama.ctypes_api.ggml_tensor import ggml_set_input as ggml_set_input
from pyllama.ctypes_api.ggml_tensor import ggml_set_loss as ggml_set_loss
from pyllama.ctypes_api.ggml_tensor import ggml_set_name as ggml_set_name
from pyllama.ctypes_api.ggml_tensor import ggml_set_output as ggml_set_output
from pyllama.ctypes_api.ggml_tensor import ggml_set_param as ggml_set_param
from pyllama.ctypes_api.ggml_tensor import ggml_set_zero as ggml_set_zero
from pyllama.ctypes_api.ggml_tensor import ggml_tensor_overhead as ggml_tensor_overhead
from pyllama.ctypes_api.ggml_tensor import ggml_unravel_index as ggml_unravel_index
from pyllama.ctypes_api.ggml_tensor import ggml_validate_row_data as ggml_validate_row_data
