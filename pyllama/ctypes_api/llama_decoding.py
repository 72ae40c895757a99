# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_float, c_int32, c_uint, c_uint32, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_structs import ggml_abort_callback
from pyllama.ctypes_api.llama_handles import llama_batch_ext_p, llama_context_p, llama_seq_id, llama_token
from pyllama.ctypes_api.llama_structs import llama_batch

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, MaybeNull


# int32_t llama_encode(struct llama_context *ctx, struct llama_batch batch)
@native("llama", c_int32, llama_context_p, llama_batch)
def llama_encode(ctx: llama_context_p, batch: llama_batch, /) -> int: ...


# int32_t llama_decode(struct llama_context *ctx, struct llama_batch batch)
@native("llama", c_int32, llama_context_p, llama_batch)
def llama_decode(ctx: llama_context_p, batch: llama_batch, /) -> int: ...


@native("llama", c_int32, llama_context_p, c_uint, llama_batch_ext_p)
def llama_process(ctx: llama_context_p, type_: int, batch: llama_batch_ext_p, /) -> int: ...


# void llama_set_n_threads(struct llama_context *ctx, int32_t n_threads, int32_t n_threads_batch)
@native("llama", None, llama_context_p, c_int32, c_int32)
def llama_set_n_threads(ctx: llama_context_p, n_threads: int, n_threads_batch: int, /) -> None: ...


# int32_t llama_n_threads(struct llama_context *ctx)
@native("llama", c_int32, llama_context_p)
def llama_n_threads(ctx: llama_context_p, /) -> int: ...


# int32_t llama_n_threads_batch(struct llama_context *ctx)
@native("llama", c_int32, llama_context_p)
def llama_n_threads_batch(ctx: llama_context_p, /) -> int: ...


# void llama_set_embeddings(struct llama_context *ctx, bool embeddings)
@native("llama", None, llama_context_p, c_bool)
def llama_set_embeddings(ctx: llama_context_p, embeddings: bool, /) -> None: ...


# void llama_set_causal_attn(struct llama_context *ctx, bool causal_attn)
@native("llama", None, llama_context_p, c_bool)
def llama_set_causal_attn(ctx: llama_context_p, causal_attn: bool, /) -> None: ...


# bool llama_get_causal_attn(const struct llama_context *ctx)
@native("llama", c_bool, llama_context_p)
def llama_get_causal_attn(ctx: llama_context_p, /) -> bool: ...


@native("llama", None, llama_context_p, ggml_abort_callback, c_void_p)
def llama_set_abort_callback(
    ctx: llama_context_p, abort_callback: ggml_abort_callback, abort_callback_data: Address, /
) -> None: ...


# void llama_synchronize(struct llama_context *ctx)
@native("llama", None, llama_context_p)
def llama_synchronize(ctx: llama_context_p, /) -> None: ...


# float *llama_get_logits(struct llama_context *ctx)
@native("llama", POINTER(c_float), llama_context_p)
def llama_get_logits(ctx: llama_context_p, /) -> MaybeNull[c_float]: ...


# float *llama_get_logits_ith(struct llama_context *ctx, int32_t i)
@native("llama", POINTER(c_float), llama_context_p, c_int32)
def llama_get_logits_ith(ctx: llama_context_p, i: int, /) -> MaybeNull[c_float]: ...


# float *llama_get_embeddings(struct llama_context *ctx)
@native("llama", POINTER(c_float), llama_context_p)
def llama_get_embeddings(ctx: llama_context_p, /) -> MaybeNull[c_float]: ...


# float *llama_get_embeddings_ith(struct llama_context *ctx, int32_t i)
@native("llama", POINTER(c_float), llama_context_p, c_int32)
def llama_get_embeddings_ith(ctx: llama_context_p, i: int, /) -> MaybeNull[c_float]: ...


# float *llama_get_embeddings_seq(struct llama_context *ctx, llama_seq_id seq_id)
@native("llama", POINTER(c_float), llama_context_p, llama_seq_id)
def llama_get_embeddings_seq(ctx: llama_context_p, seq_id: int, /) -> MaybeNull[c_float]: ...


# llama_token llama_get_sampled_token_ith(struct llama_context *ctx, int32_t i)
@native("llama", llama_token, llama_context_p, c_int32)
def llama_get_sampled_token_ith(ctx: llama_context_p, i: int, /) -> int: ...


# float *llama_get_sampled_probs_ith(struct llama_context *ctx, int32_t i)
@native("llama", POINTER(c_float), llama_context_p, c_int32)
def llama_get_sampled_probs_ith(ctx: llama_context_p, i: int, /) -> MaybeNull[c_float]: ...


# uint32_t llama_get_sampled_probs_count_ith(struct llama_context *ctx, int32_t i)
@native("llama", c_uint32, llama_context_p, c_int32)
def llama_get_sampled_probs_count_ith(ctx: llama_context_p, i: int, /) -> int: ...


# float *llama_get_sampled_logits_ith(struct llama_context *ctx, int32_t i)
@native("llama", POINTER(c_float), llama_context_p, c_int32)
def llama_get_sampled_logits_ith(ctx: llama_context_p, i: int, /) -> MaybeNull[c_float]: ...


# uint32_t llama_get_sampled_logits_count_ith(struct llama_context *ctx, int32_t i)
@native("llama", c_uint32, llama_context_p, c_int32)
def llama_get_sampled_logits_count_ith(ctx: llama_context_p, i: int, /) -> int: ...


# llama_token *llama_get_sampled_candidates_ith(struct llama_context *ctx, int32_t i)
@native("llama", POINTER(llama_token), llama_context_p, c_int32)
def llama_get_sampled_candidates_ith(ctx: llama_context_p, i: int, /) -> MaybeNull[llama_token]: ...


# uint32_t llama_get_sampled_candidates_count_ith(struct llama_context *ctx, int32_t i)
@native("llama", c_uint32, llama_context_p, c_int32)
def llama_get_sampled_candidates_count_ith(ctx: llama_context_p, i: int, /) -> int: ...
