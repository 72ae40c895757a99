# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_char_p, c_int, c_int64, c_size_t, c_uint, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_threadpool_t
from pyllama.ctypes_api.ggml_structs import ggml_log_callback
from pyllama.ctypes_api.llama_handles import llama_context_p
from pyllama.ctypes_api.llama_params import (
    llama_context_params,
    llama_model_params,
    llama_model_quantize_params,
    llama_sampler_chain_params,
)

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, Ref


# const char *llama_ftype_name(enum llama_ftype ftype)
@native("llama", c_char_p, c_uint)
def llama_ftype_name(ftype: int, /) -> bytes | None: ...


# const char *llama_flash_attn_type_name(enum llama_flash_attn_type flash_attn_type)
@native("llama", c_char_p, c_int)
def llama_flash_attn_type_name(flash_attn_type: int, /) -> bytes | None: ...


# const char *llama_load_mode_name(enum llama_load_mode load_mode)
@native("llama", c_char_p, c_int)
def llama_load_mode_name(load_mode: int, /) -> bytes | None: ...


# enum llama_load_mode llama_load_mode_from_str(const char *str)
@native("llama", c_int, c_char_p)
def llama_load_mode_from_str(str_: bytes | None, /) -> int: ...


# const char *llama_version(void)
@native("llama", c_char_p)
def llama_version() -> bytes | None: ...


# struct llama_model_params llama_model_default_params(void)
@native("llama", llama_model_params)
def llama_model_default_params() -> llama_model_params: ...


# struct llama_context_params llama_context_default_params(void)
@native("llama", llama_context_params)
def llama_context_default_params() -> llama_context_params: ...


# struct llama_sampler_chain_params llama_sampler_chain_default_params(void)
@native("llama", llama_sampler_chain_params)
def llama_sampler_chain_default_params() -> llama_sampler_chain_params: ...


# struct llama_model_quantize_params llama_model_quantize_default_params(void)
@native("llama", llama_model_quantize_params)
def llama_model_quantize_default_params() -> llama_model_quantize_params: ...


# void llama_backend_init(void)
@native("llama", None)
def llama_backend_init() -> None: ...


# void llama_backend_free(void)
@native("llama", None)
def llama_backend_free() -> None: ...


# void llama_numa_init(enum ggml_numa_strategy numa)
@native("llama", None, c_uint)
def llama_numa_init(numa: int, /) -> None: ...


@native("llama", None, llama_context_p, ggml_threadpool_t, ggml_threadpool_t)
def llama_attach_threadpool(
    ctx: llama_context_p, threadpool: ggml_threadpool_t, threadpool_batch: ggml_threadpool_t, /
) -> None: ...


# void llama_detach_threadpool(struct llama_context *ctx)
@native("llama", None, llama_context_p)
def llama_detach_threadpool(ctx: llama_context_p, /) -> None: ...


# int64_t llama_time_us(void)
@native("llama", c_int64)
def llama_time_us() -> int: ...


# size_t llama_max_devices(void)
@native("llama", c_size_t)
def llama_max_devices() -> int: ...


# size_t llama_max_parallel_sequences(void)
@native("llama", c_size_t)
def llama_max_parallel_sequences() -> int: ...


# size_t llama_max_tensor_buft_overrides(void)
@native("llama", c_size_t)
def llama_max_tensor_buft_overrides() -> int: ...


# bool llama_supports_mmap(void)
@native("llama", c_bool)
def llama_supports_mmap() -> bool: ...


# bool llama_supports_mlock(void)
@native("llama", c_bool)
def llama_supports_mlock() -> bool: ...


# bool llama_supports_gpu_offload(void)
@native("llama", c_bool)
def llama_supports_gpu_offload() -> bool: ...


# bool llama_supports_rpc(void)
@native("llama", c_bool)
def llama_supports_rpc() -> bool: ...


# const char *llama_print_system_info(void)
@native("llama", c_char_p)
def llama_print_system_info() -> bytes | None: ...


# void llama_log_get(ggml_log_callback *log_callback, void **user_data)
@native("llama", None, POINTER(ggml_log_callback), POINTER(c_void_p))
def llama_log_get(log_callback: Ref[ggml_log_callback], user_data: Ref[c_void_p], /) -> None: ...


# void llama_log_set(ggml_log_callback log_callback, void *user_data)
@native("llama", None, ggml_log_callback, c_void_p)
def llama_log_set(log_callback: ggml_log_callback, user_data: Address, /) -> None: ...
