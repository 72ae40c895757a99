# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_char, c_char_p, c_int32, c_size_t
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.llama_handles import llama_token, llama_vocab_p
from pyllama.ctypes_api.llama_structs import llama_chat_message

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Ref


@native("llama", c_int32, llama_vocab_p, c_char_p, c_int32, POINTER(llama_token), c_int32, c_bool, c_bool)
def llama_tokenize(
    vocab: llama_vocab_p,
    text: bytes | None,
    text_len: int,
    tokens: Ref[llama_token],
    n_tokens_max: int,
    add_special: bool,
    parse_special: bool,
    /,
) -> int: ...


@native(
    "llama", c_int32, llama_vocab_p, llama_token, POINTER(c_char), c_int32, c_int32, c_bool, keeps_gil=True
)
def llama_token_to_piece(
    vocab: llama_vocab_p, token: int, buf: Ref[c_char], length: int, lstrip: int, special: bool, /
) -> int: ...


@native(
    "llama", c_int32, llama_vocab_p, POINTER(llama_token), c_int32, POINTER(c_char), c_int32, c_bool, c_bool
)
def llama_detokenize(
    vocab: llama_vocab_p,
    tokens: Ref[llama_token],
    n_tokens: int,
    text: Ref[c_char],
    text_len_max: int,
    remove_special: bool,
    unparse_special: bool,
    /,
) -> int: ...


@native("llama", c_int32, c_char_p, POINTER(llama_chat_message), c_size_t, c_bool, POINTER(c_char), c_int32)
def llama_chat_apply_template(
    tmpl: bytes | None,
    chat: Ref[llama_chat_message],
    n_msg: int,
    add_ass: bool,
    buf: Ref[c_char],
    length: int,
    /,
) -> int: ...


# int32_t llama_chat_builtin_templates(const char **output, size_t len)
@native("llama", c_int32, POINTER(c_char_p), c_size_t)
def llama_chat_builtin_templates(output: Ref[c_char_p], len_: int, /) -> int: ...
