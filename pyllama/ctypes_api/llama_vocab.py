# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_char_p, c_float, c_int32, c_uint
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.llama_handles import llama_token, llama_vocab_p

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, Ref


# enum llama_vocab_type llama_vocab_type(const struct llama_vocab *vocab)
@native("llama", c_uint, llama_vocab_p)
def llama_vocab_type_(vocab: llama_vocab_p, /) -> int: ...


# int32_t llama_vocab_n_tokens(const struct llama_vocab *vocab)
@native("llama", c_int32, llama_vocab_p, keeps_gil=True)
def llama_vocab_n_tokens(vocab: llama_vocab_p, /) -> int: ...


# const char *llama_vocab_get_text(const struct llama_vocab *vocab, llama_token token)
@native("llama", c_char_p, llama_vocab_p, llama_token, keeps_gil=True)
def llama_vocab_get_text(vocab: llama_vocab_p, token: int, /) -> bytes | None: ...


# float llama_vocab_get_score(const struct llama_vocab *vocab, llama_token token)
@native("llama", c_float, llama_vocab_p, llama_token, keeps_gil=True)
def llama_vocab_get_score(vocab: llama_vocab_p, token: int, /) -> float: ...


# enum llama_token_attr llama_vocab_get_attr(const struct llama_vocab *vocab, llama_token token)
@native("llama", c_uint, llama_vocab_p, llama_token, keeps_gil=True)
def llama_vocab_get_attr(vocab: llama_vocab_p, token: int, /) -> int: ...


# bool llama_vocab_is_eog(const struct llama_vocab *vocab, llama_token token)
@native("llama", c_bool, llama_vocab_p, llama_token, keeps_gil=True)
def llama_vocab_is_eog(vocab: llama_vocab_p, token: int, /) -> bool: ...


# bool llama_vocab_is_control(const struct llama_vocab *vocab, llama_token token)
@native("llama", c_bool, llama_vocab_p, llama_token, keeps_gil=True)
def llama_vocab_is_control(vocab: llama_vocab_p, token: int, /) -> bool: ...


# llama_token llama_vocab_bos(const struct llama_vocab *vocab)
@native("llama", llama_token, llama_vocab_p, keeps_gil=True)
def llama_vocab_bos(vocab: llama_vocab_p, /) -> int: ...


# llama_token llama_vocab_eos(const struct llama_vocab *vocab)
@native("llama", llama_token, llama_vocab_p, keeps_gil=True)
def llama_vocab_eos(vocab: llama_vocab_p, /) -> int: ...


# llama_token llama_vocab_eot(const struct llama_vocab *vocab)
@native("llama", llama_token, llama_vocab_p, keeps_gil=True)
def llama_vocab_eot(vocab: llama_vocab_p, /) -> int: ...


# llama_token llama_vocab_sep(const struct llama_vocab *vocab)
@native("llama", llama_token, llama_vocab_p, keeps_gil=True)
def llama_vocab_sep(vocab: llama_vocab_p, /) -> int: ...


# llama_token llama_vocab_nl(const struct llama_vocab *vocab)
@native("llama", llama_token, llama_vocab_p, keeps_gil=True)
def llama_vocab_nl(vocab: llama_vocab_p, /) -> int: ...


# llama_token llama_vocab_pad(const struct llama_vocab *vocab)
@native("llama", llama_token, llama_vocab_p, keeps_gil=True)
def llama_vocab_pad(vocab: llama_vocab_p, /) -> int: ...


# llama_token llama_vocab_mask(const struct llama_vocab *vocab)
@native("llama", llama_token, llama_vocab_p, keeps_gil=True)
def llama_vocab_mask(vocab: llama_vocab_p, /) -> int: ...


# bool llama_vocab_get_add_bos(const struct llama_vocab *vocab)
@native("llama", c_bool, llama_vocab_p, keeps_gil=True)
def llama_vocab_get_add_bos(vocab: llama_vocab_p, /) -> bool: ...


# bool llama_vocab_get_add_eos(const struct llama_vocab *vocab)
@native("llama", c_bool, llama_vocab_p, keeps_gil=True)
def llama_vocab_get_add_eos(vocab: llama_vocab_p, /) -> bool: ...


# bool llama_vocab_get_add_sep(const struct llama_vocab *vocab)
@native("llama", c_bool, llama_vocab_p, keeps_gil=True)
def llama_vocab_get_add_sep(vocab: llama_vocab_p, /) -> bool: ...


@native("llama", POINTER(llama_token), llama_vocab_p, POINTER(c_int32), keeps_gil=True)
def llama_vocab_get_suppress_tokens(
    vocab: llama_vocab_p, n_suppress_tokens: Ref[c_int32], /
) -> MaybeNull[llama_token]: ...


# llama_token llama_vocab_fim_pre(const struct llama_vocab *vocab)
@native("llama", llama_token, llama_vocab_p, keeps_gil=True)
def llama_vocab_fim_pre(vocab: llama_vocab_p, /) -> int: ...


# llama_token llama_vocab_fim_suf(const struct llama_vocab *vocab)
@native("llama", llama_token, llama_vocab_p, keeps_gil=True)
def llama_vocab_fim_suf(vocab: llama_vocab_p, /) -> int: ...


# llama_token llama_vocab_fim_mid(const struct llama_vocab *vocab)
@native("llama", llama_token, llama_vocab_p, keeps_gil=True)
def llama_vocab_fim_mid(vocab: llama_vocab_p, /) -> int: ...


# llama_token llama_vocab_fim_pad(const struct llama_vocab *vocab)
@native("llama", llama_token, llama_vocab_p, keeps_gil=True)
def llama_vocab_fim_pad(vocab: llama_vocab_p, /) -> int: ...


# llama_token llama_vocab_fim_rep(const struct llama_vocab *vocab)
@native("llama", llama_token, llama_vocab_p, keeps_gil=True)
def llama_vocab_fim_rep(vocab: llama_vocab_p, /) -> int: ...


# llama_token llama_vocab_fim_sep(const struct llama_vocab *vocab)
@native("llama", llama_token, llama_vocab_p, keeps_gil=True)
def llama_vocab_fim_sep(vocab: llama_vocab_p, /) -> int: ...
