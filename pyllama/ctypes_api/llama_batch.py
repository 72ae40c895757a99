# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_int32
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.llama_handles import (
    llama_batch_ext_p,
    llama_context_p,
    llama_pos,
    llama_seq_id,
    llama_token,
)
from pyllama.ctypes_api.llama_structs import llama_batch, llama_embd

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Ref


# struct llama_batch llama_batch_get_one(llama_token *tokens, int32_t n_tokens)
@native("llama", llama_batch, POINTER(llama_token), c_int32)
def llama_batch_get_one(tokens: Ref[llama_token], n_tokens: int, /) -> llama_batch: ...


# struct llama_batch llama_batch_init(int32_t n_tokens, int32_t embd, int32_t n_seq_max)
@native("llama", llama_batch, c_int32, c_int32, c_int32)
def llama_batch_init(n_tokens: int, embd: int, n_seq_max: int, /) -> llama_batch: ...


# void llama_batch_free(struct llama_batch batch)
@native("llama", None, llama_batch)
def llama_batch_free(batch: llama_batch, /) -> None: ...


# struct llama_batch_ext *llama_batch_ext_init(struct llama_context *ctx)
@native("llama", llama_batch_ext_p, llama_context_p)
def llama_batch_ext_init(ctx: llama_context_p, /) -> llama_batch_ext_p: ...


# void llama_batch_ext_free(struct llama_batch_ext *batch)
@native("llama", None, llama_batch_ext_p)
def llama_batch_ext_free(batch: llama_batch_ext_p, /) -> None: ...


# void llama_batch_ext_clear(struct llama_batch_ext *batch)
@native("llama", None, llama_batch_ext_p)
def llama_batch_ext_clear(batch: llama_batch_ext_p, /) -> None: ...


# int32_t llama_batch_ext_add(struct llama_batch_ext *batch, llama_seq_id seq_id)
@native("llama", c_int32, llama_batch_ext_p, llama_seq_id)
def llama_batch_ext_add(batch: llama_batch_ext_p, seq_id: int, /) -> int: ...


# int32_t llama_batch_ext_add_token(struct llama_batch_ext *batch, llama_seq_id seq_id, llama_token id)
@native("llama", c_int32, llama_batch_ext_p, llama_seq_id, llama_token)
def llama_batch_ext_add_token(batch: llama_batch_ext_p, seq_id: int, id_: int, /) -> int: ...


# int32_t llama_batch_ext_add_embd(struct llama_batch_ext *batch, llama_seq_id seq_id, struct llama_embd embd)
@native("llama", c_int32, llama_batch_ext_p, llama_seq_id, llama_embd)
def llama_batch_ext_add_embd(batch: llama_batch_ext_p, seq_id: int, embd: llama_embd, /) -> int: ...


# bool llama_batch_ext_add_seq(struct llama_batch_ext *batch, int32_t idx, llama_seq_id seq_id)
@native("llama", c_bool, llama_batch_ext_p, c_int32, llama_seq_id)
def llama_batch_ext_add_seq(batch: llama_batch_ext_p, idx: int, seq_id: int, /) -> bool: ...


# bool llama_batch_ext_set_embd_token(struct llama_batch_ext *batch, int32_t idx, struct llama_embd embd)
@native("llama", c_bool, llama_batch_ext_p, c_int32, llama_embd)
def llama_batch_ext_set_embd_token(batch: llama_batch_ext_p, idx: int, embd: llama_embd, /) -> bool: ...


# bool llama_batch_ext_set_embd_state(struct llama_batch_ext *batch, int32_t idx, struct llama_embd embd)
@native("llama", c_bool, llama_batch_ext_p, c_int32, llama_embd)
def llama_batch_ext_set_embd_state(batch: llama_batch_ext_p, idx: int, embd: llama_embd, /) -> bool: ...


# bool llama_batch_ext_set_output_embd(struct llama_batch_ext *batch, int32_t idx, bool value)
@native("llama", c_bool, llama_batch_ext_p, c_int32, c_bool)
def llama_batch_ext_set_output_embd(batch: llama_batch_ext_p, idx: int, value: bool, /) -> bool: ...


# bool llama_batch_ext_set_output_logits(struct llama_batch_ext *batch, int32_t idx, bool value)
@native("llama", c_bool, llama_batch_ext_p, c_int32, c_bool)
def llama_batch_ext_set_output_logits(batch: llama_batch_ext_p, idx: int, value: bool, /) -> bool: ...


# bool llama_batch_ext_set_pos(struct llama_batch_ext *batch, int32_t idx, const llama_pos *pos)
@native("llama", c_bool, llama_batch_ext_p, c_int32, POINTER(llama_pos))
def llama_batch_ext_set_pos(batch: llama_batch_ext_p, idx: int, pos: Ref[llama_pos], /) -> bool: ...
