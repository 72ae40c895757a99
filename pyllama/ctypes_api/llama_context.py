# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import c_int, c_uint32

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.llama_handles import llama_context_p, llama_memory_t, llama_model_p
from pyllama.ctypes_api.llama_params import llama_context_params


# struct llama_context *llama_init_from_model(struct llama_model *model, struct llama_context_params params)
@native("llama", llama_context_p, llama_model_p, llama_context_params)
def llama_init_from_model(model: llama_model_p, params: llama_context_params, /) -> llama_context_p: ...


# void llama_free(struct llama_context *ctx)
@native("llama", None, llama_context_p)
def llama_free(ctx: llama_context_p, /) -> None: ...


# uint32_t llama_n_ctx(const struct llama_context *ctx)
@native("llama", c_uint32, llama_context_p)
def llama_n_ctx(ctx: llama_context_p, /) -> int: ...


# uint32_t llama_n_ctx_seq(const struct llama_context *ctx)
@native("llama", c_uint32, llama_context_p)
def llama_n_ctx_seq(ctx: llama_context_p, /) -> int: ...


# uint32_t llama_n_batch(const struct llama_context *ctx)
@native("llama", c_uint32, llama_context_p)
def llama_n_batch(ctx: llama_context_p, /) -> int: ...


# uint32_t llama_n_ubatch(const struct llama_context *ctx)
@native("llama", c_uint32, llama_context_p)
def llama_n_ubatch(ctx: llama_context_p, /) -> int: ...


# uint32_t llama_n_seq_max(const struct llama_context *ctx)
@native("llama", c_uint32, llama_context_p)
def llama_n_seq_max(ctx: llama_context_p, /) -> int: ...


# uint32_t llama_n_rs_seq(const struct llama_context *ctx)
@native("llama", c_uint32, llama_context_p)
def llama_n_rs_seq(ctx: llama_context_p, /) -> int: ...


# const struct llama_model *llama_get_model(const struct llama_context *ctx)
@native("llama", llama_model_p, llama_context_p)
def llama_get_model(ctx: llama_context_p, /) -> llama_model_p: ...


# llama_memory_t llama_get_memory(const struct llama_context *ctx)
@native("llama", llama_memory_t, llama_context_p)
def llama_get_memory(ctx: llama_context_p, /) -> llama_memory_t: ...


# enum llama_pooling_type llama_pooling_type(const struct llama_context *ctx)
@native("llama", c_int, llama_context_p)
def llama_pooling_type_(ctx: llama_context_p, /) -> int: ...
