# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_char_p, c_int32, c_uint32
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.llama_handles import (
    llama_context_p,
    llama_sampler_context_t,
    llama_sampler_p,
    llama_seq_id,
    llama_token,
)
from pyllama.ctypes_api.llama_params import llama_sampler_chain_params
from pyllama.ctypes_api.llama_sampler_structs import llama_sampler_i
from pyllama.ctypes_api.llama_structs import llama_token_data_array

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, Ref


# bool llama_set_sampler(struct llama_context *ctx, llama_seq_id seq_id, struct llama_sampler *smpl)
@native("llama", c_bool, llama_context_p, llama_seq_id, llama_sampler_p)
def llama_set_sampler(ctx: llama_context_p, seq_id: int, smpl: llama_sampler_p, /) -> bool: ...


# struct llama_sampler *llama_sampler_init(struct llama_sampler_i *iface, llama_sampler_context_t ctx)
@native("llama", llama_sampler_p, POINTER(llama_sampler_i), llama_sampler_context_t)
def llama_sampler_init(iface: Ref[llama_sampler_i], ctx: Address, /) -> llama_sampler_p: ...


# const char *llama_sampler_name(const struct llama_sampler *smpl)
@native("llama", c_char_p, llama_sampler_p)
def llama_sampler_name(smpl: llama_sampler_p, /) -> bytes | None: ...


# void llama_sampler_accept(struct llama_sampler *smpl, llama_token token)
@native("llama", None, llama_sampler_p, llama_token)
def llama_sampler_accept(smpl: llama_sampler_p, token: int, /) -> None: ...


# void llama_sampler_apply(struct llama_sampler *smpl, llama_token_data_array *cur_p)
@native("llama", None, llama_sampler_p, POINTER(llama_token_data_array))
def llama_sampler_apply(smpl: llama_sampler_p, cur_p: Ref[llama_token_data_array], /) -> None: ...


# void llama_sampler_reset(struct llama_sampler *smpl)
@native("llama", None, llama_sampler_p)
def llama_sampler_reset(smpl: llama_sampler_p, /) -> None: ...


# struct llama_sampler *llama_sampler_clone(const struct llama_sampler *smpl)
@native("llama", llama_sampler_p, llama_sampler_p)
def llama_sampler_clone(smpl: llama_sampler_p, /) -> llama_sampler_p: ...


# void llama_sampler_copy(const struct llama_sampler *src, struct llama_sampler *dst)
@native("llama", None, llama_sampler_p, llama_sampler_p)
def llama_sampler_copy(src: llama_sampler_p, dst: llama_sampler_p, /) -> None: ...


# void llama_sampler_free(struct llama_sampler *smpl)
@native("llama", None, llama_sampler_p)
def llama_sampler_free(smpl: llama_sampler_p, /) -> None: ...


# struct llama_sampler *llama_sampler_chain_init(struct llama_sampler_chain_params params)
@native("llama", llama_sampler_p, llama_sampler_chain_params)
def llama_sampler_chain_init(params: llama_sampler_chain_params, /) -> llama_sampler_p: ...


# void llama_sampler_chain_add(struct llama_sampler *chain, struct llama_sampler *smpl)
@native("llama", None, llama_sampler_p, llama_sampler_p)
def llama_sampler_chain_add(chain: llama_sampler_p, smpl: llama_sampler_p, /) -> None: ...


# struct llama_sampler *llama_sampler_chain_get(struct llama_sampler *chain, int32_t i)
@native("llama", llama_sampler_p, llama_sampler_p, c_int32)
def llama_sampler_chain_get(chain: llama_sampler_p, i: int, /) -> llama_sampler_p: ...


# int32_t llama_sampler_chain_n(const struct llama_sampler *chain)
@native("llama", c_int32, llama_sampler_p)
def llama_sampler_chain_n(chain: llama_sampler_p, /) -> int: ...


# struct llama_sampler *llama_sampler_chain_remove(struct llama_sampler *chain, int32_t i)
@native("llama", llama_sampler_p, llama_sampler_p, c_int32)
def llama_sampler_chain_remove(chain: llama_sampler_p, i: int, /) -> llama_sampler_p: ...


# uint32_t llama_sampler_get_seed(const struct llama_sampler *smpl)
@native("llama", c_uint32, llama_sampler_p)
def llama_sampler_get_seed(smpl: llama_sampler_p, /) -> int: ...


# llama_token llama_sampler_sample(struct llama_sampler *smpl, struct llama_context *ctx, int32_t idx)
@native("llama", llama_token, llama_sampler_p, llama_context_p, c_int32)
def llama_sampler_sample(smpl: llama_sampler_p, ctx: llama_context_p, idx: int, /) -> int: ...
