# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import (
    POINTER,
    Structure,
    c_bool,
    c_char_p,
    c_float,
    c_int,
    c_int32,
    c_size_t,
    c_uint,
    c_uint32,
    c_void_p,
)
from typing import TYPE_CHECKING

from pyllama.ctypes_api.ggml_backend_structs import ggml_backend_sched_eval_callback
from pyllama.ctypes_api.ggml_handles import ggml_backend_dev_t
from pyllama.ctypes_api.ggml_opt_structs import ggml_opt_get_optimizer_params
from pyllama.ctypes_api.ggml_structs import ggml_abort_callback
from pyllama.ctypes_api.llama_handles import llama_context_p, llama_sampler_p, llama_seq_id
from pyllama.ctypes_api.llama_structs import (
    llama_model_kv_override,
    llama_model_tensor_buft_override,
    llama_opt_param_filter,
    llama_progress_callback,
)

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import HandleField, PointerField


class llama_model_params(Structure):
    devices: PointerField[ggml_backend_dev_t]
    tensor_buft_overrides: PointerField[llama_model_tensor_buft_override]
    n_gpu_layers: int
    split_mode: int
    load_mode: int
    lazy_mode: int
    main_gpu: int
    tensor_split: PointerField[c_float]
    progress_callback: llama_progress_callback
    progress_callback_user_data: int | None
    kv_overrides: PointerField[llama_model_kv_override]
    vocab_only: bool
    check_tensors: bool
    use_extra_bufts: bool
    no_host: bool
    no_alloc: bool
    load_mtp: bool
    _fields_ = (
        ("devices", POINTER(ggml_backend_dev_t)),
        ("tensor_buft_overrides", POINTER(llama_model_tensor_buft_override)),
        ("n_gpu_layers", c_int32),
        ("split_mode", c_uint),
        ("load_mode", c_int),
        ("lazy_mode", c_uint),
        ("main_gpu", c_int32),
        ("tensor_split", POINTER(c_float)),
        ("progress_callback", llama_progress_callback),
        ("progress_callback_user_data", c_void_p),
        ("kv_overrides", POINTER(llama_model_kv_override)),
        ("vocab_only", c_bool),
        ("check_tensors", c_bool),
        ("use_extra_bufts", c_bool),
        ("no_host", c_bool),
        ("no_alloc", c_bool),
        ("load_mtp", c_bool),
    )


class llama_sampler_seq_config(Structure):
    seq_id: int
    sampler: HandleField[llama_sampler_p]
    _fields_ = (("seq_id", llama_seq_id), ("sampler", llama_sampler_p))


class llama_context_params(Structure):
    n_ctx: int
    n_batch: int
    n_ubatch: int
    n_seq_max: int
    n_rs_seq: int
    n_outputs_max: int
    n_outputs_max_per_seq: int
    n_threads: int
    n_threads_batch: int
    ctx_type: int
    rope_scaling_type: int
    pooling_type: int
    attention_type: int
    flash_attn_type: int
    rope_freq_base: float
    rope_freq_scale: float
    yarn_ext_factor: float
    yarn_attn_factor: float
    yarn_beta_fast: float
    yarn_beta_slow: float
    yarn_orig_ctx: int
    defrag_thold: float
    cb_eval: ggml_backend_sched_eval_callback
    cb_eval_user_data: int | None
    type_k: int
    type_v: int
    abort_callback: ggml_abort_callback
    abort_callback_data: int | None
    embeddings: bool
    offload_kqv: bool
    no_perf: bool
    op_offload: bool
    swa_full: bool
    kv_unified: bool
    samplers: PointerField[llama_sampler_seq_config]
    n_samplers: int
    ctx_other: HandleField[llama_context_p]
    _fields_ = (
        ("n_ctx", c_uint32),
        ("n_batch", c_uint32),
        ("n_ubatch", c_uint32),
        ("n_seq_max", c_uint32),
        ("n_rs_seq", c_uint32),
        ("n_outputs_max", c_uint32),
        ("n_outputs_max_per_seq", c_uint32),
        ("n_threads", c_int32),
        ("n_threads_batch", c_int32),
        ("ctx_type", c_uint),
        ("rope_scaling_type", c_int),
        ("pooling_type", c_int),
        ("attention_type", c_int),
        ("flash_attn_type", c_int),
        ("rope_freq_base", c_float),
        ("rope_freq_scale", c_float),
        ("yarn_ext_factor", c_float),
        ("yarn_attn_factor", c_float),
        ("yarn_beta_fast", c_float),
        ("yarn_beta_slow", c_float),
        ("yarn_orig_ctx", c_uint32),
        ("defrag_thold", c_float),
        ("cb_eval", ggml_backend_sched_eval_callback),
        ("cb_eval_user_data", c_void_p),
        ("type_k", c_uint),
        ("type_v", c_uint),
        ("abort_callback", ggml_abort_callback),
        ("abort_callback_data", c_void_p),
        ("embeddings", c_bool),
        ("offload_kqv", c_bool),
        ("no_perf", c_bool),
        ("op_offload", c_bool),
        ("swa_full", c_bool),
        ("kv_unified", c_bool),
        ("samplers", POINTER(llama_sampler_seq_config)),
        ("n_samplers", c_size_t),
        ("ctx_other", llama_context_p),
    )


class llama_model_tensor_override(Structure):
    pattern: bytes | None
    type: int
    _fields_ = (("pattern", c_char_p), ("type", c_uint))


class llama_model_imatrix_data(Structure):
    name: bytes | None
    data: PointerField[c_float]
    size: int
    _fields_ = (("name", c_char_p), ("data", POINTER(c_float)), ("size", c_size_t))


class llama_model_quantize_params(Structure):
    nthread: int
    ftype: int
    output_tensor_type: int
    token_embedding_type: int
    allow_requantize: bool
    quantize_output_tensor: bool
    only_copy: bool
    pure: bool
    keep_split: bool
    dry_run: bool
    imatrix: PointerField[llama_model_imatrix_data]
    kv_overrides: PointerField[llama_model_kv_override]
    tt_overrides: PointerField[llama_model_tensor_override]
    prune_layers: PointerField[c_int32]
    max_buf_size: int
    _fields_ = (
        ("nthread", c_int32),
        ("ftype", c_uint),
        ("output_tensor_type", c_uint),
        ("token_embedding_type", c_uint),
        ("allow_requantize", c_bool),
        ("quantize_output_tensor", c_bool),
        ("only_copy", c_bool),
        ("pure", c_bool),
        ("keep_split", c_bool),
        ("dry_run", c_bool),
        ("imatrix", POINTER(llama_model_imatrix_data)),
        ("kv_overrides", POINTER(llama_model_kv_override)),
        ("tt_overrides", POINTER(llama_model_tensor_override)),
        ("prune_layers", POINTER(c_int32)),
        ("max_buf_size", c_size_t),
    )


class llama_sampler_chain_params(Structure):
    no_perf: bool
    _fields_ = (("no_perf", c_bool),)


class llama_opt_params(Structure):
    n_ctx_train: int
    param_filter: llama_opt_param_filter
    param_filter_ud: int | None
    get_opt_pars: ggml_opt_get_optimizer_params
    get_opt_pars_ud: int | None
    optimizer_type: int
    _fields_ = (
        ("n_ctx_train", c_uint32),
        ("param_filter", llama_opt_param_filter),
        ("param_filter_ud", c_void_p),
        ("get_opt_pars", ggml_opt_get_optimizer_params),
        ("get_opt_pars_ud", c_void_p),
        ("optimizer_type", c_uint),
    )
