# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_char_p, c_size_t, c_uint8
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.llama_handles import llama_context_p, llama_seq_id, llama_state_seq_flags, llama_token

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Ref


# size_t llama_state_get_size(struct llama_context *ctx)
@native("llama", c_size_t, llama_context_p)
def llama_state_get_size(ctx: llama_context_p, /) -> int: ...


# size_t llama_state_get_data(struct llama_context *ctx, uint8_t *dst, size_t size)
@native("llama", c_size_t, llama_context_p, POINTER(c_uint8), c_size_t)
def llama_state_get_data(ctx: llama_context_p, dst: Ref[c_uint8], size: int, /) -> int: ...


# size_t llama_state_set_data(struct llama_context *ctx, const uint8_t *src, size_t size)
@native("llama", c_size_t, llama_context_p, POINTER(c_uint8), c_size_t)
def llama_state_set_data(ctx: llama_context_p, src: Ref[c_uint8], size: int, /) -> int: ...


@native("llama", c_bool, llama_context_p, c_char_p, POINTER(llama_token), c_size_t, POINTER(c_size_t))
def llama_state_load_file(
    ctx: llama_context_p,
    path_session: bytes | None,
    tokens_out: Ref[llama_token],
    n_token_capacity: int,
    n_token_count_out: Ref[c_size_t],
    /,
) -> bool: ...


@native("llama", c_bool, llama_context_p, c_char_p, POINTER(llama_token), c_size_t)
def llama_state_save_file(
    ctx: llama_context_p, path_session: bytes | None, tokens: Ref[llama_token], n_token_count: int, /
) -> bool: ...


# size_t llama_state_seq_get_size(struct llama_context *ctx, llama_seq_id seq_id)
@native("llama", c_size_t, llama_context_p, llama_seq_id)
def llama_state_seq_get_size(ctx: llama_context_p, seq_id: int, /) -> int: ...


# size_t llama_state_seq_get_data(struct llama_context *ctx, uint8_t *dst, size_t size, llama_seq_id seq_id)
@native("llama", c_size_t, llama_context_p, POINTER(c_uint8), c_size_t, llama_seq_id)
def llama_state_seq_get_data(ctx: llama_context_p, dst: Ref[c_uint8], size: int, seq_id: int, /) -> int: ...


@native("llama", c_size_t, llama_context_p, POINTER(c_uint8), c_size_t, llama_seq_id)
def llama_state_seq_set_data(
    ctx: llama_context_p, src: Ref[c_uint8], size: int, dest_seq_id: int, /
) -> int: ...


@native("llama", c_size_t, llama_context_p, c_char_p, llama_seq_id, POINTER(llama_token), c_size_t)
def llama_state_seq_save_file(
    ctx: llama_context_p, filepath: bytes | None, seq_id: int, tokens: Ref[llama_token], n_token_count: int, /
) -> int: ...


@native(
    "llama",
    c_size_t,
    llama_context_p,
    c_char_p,
    llama_seq_id,
    POINTER(llama_token),
    c_size_t,
    POINTER(c_size_t),
)
def llama_state_seq_load_file(
    ctx: llama_context_p,
    filepath: bytes | None,
    dest_seq_id: int,
    tokens_out: Ref[llama_token],
    n_token_capacity: int,
    n_token_count_out: Ref[c_size_t],
    /,
) -> int: ...


@native("llama", c_size_t, llama_context_p, llama_seq_id, llama_state_seq_flags)
def llama_state_seq_get_size_ext(ctx: llama_context_p, seq_id: int, flags: int, /) -> int: ...


@native("llama", c_size_t, llama_context_p, POINTER(c_uint8), c_size_t, llama_seq_id, llama_state_seq_flags)
def llama_state_seq_get_data_ext(
    ctx: llama_context_p, dst: Ref[c_uint8], size: int, seq_id: int, flags: int, /
) -> int: ...


@native("llama", c_size_t, llama_context_p, POINTER(c_uint8), c_size_t, llama_seq_id, llama_state_seq_flags)
def llama_state_seq_set_data_ext(
    ctx: llama_context_p, src: Ref[c_uint8], size: int, dest_seq_id: int, flags: int, /
) -> int: ...
