# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import (
    POINTER,
    c_bool,
    c_char,
    c_char_p,
    c_float,
    c_int,
    c_int32,
    c_size_t,
    c_uint,
    c_uint32,
    c_uint64,
    c_void_p,
)
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api._types import FILE_p
from pyllama.ctypes_api.gguf_handles import gguf_context_p
from pyllama.ctypes_api.llama_handles import llama_model_p, llama_token, llama_vocab_p
from pyllama.ctypes_api.llama_params import llama_model_params, llama_model_quantize_params
from pyllama.ctypes_api.llama_structs import llama_model_set_tensor_data_t

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, Ref


@native("llama", llama_model_p, gguf_context_p, llama_model_set_tensor_data_t, c_void_p, llama_model_params)
def llama_model_init_from_user(
    metadata: gguf_context_p,
    set_tensor_data: llama_model_set_tensor_data_t,
    set_tensor_data_ud: Address,
    params: llama_model_params,
    /,
) -> llama_model_p: ...


# struct llama_model *llama_model_load_from_file(const char *path_model, struct llama_model_params params)
@native("llama", llama_model_p, c_char_p, llama_model_params)
def llama_model_load_from_file(path_model: bytes | None, params: llama_model_params, /) -> llama_model_p: ...


# struct llama_model *llama_model_load_from_file_ptr(FILE *file, struct llama_model_params params)
@native("llama", llama_model_p, FILE_p, llama_model_params)
def llama_model_load_from_file_ptr(file: FILE_p, params: llama_model_params, /) -> llama_model_p: ...


@native("llama", llama_model_p, POINTER(c_char_p), c_size_t, llama_model_params)
def llama_model_load_from_splits(
    paths: Ref[c_char_p], n_paths: int, params: llama_model_params, /
) -> llama_model_p: ...


# void llama_model_save_to_file(const struct llama_model *model, const char *path_model)
@native("llama", None, llama_model_p, c_char_p)
def llama_model_save_to_file(model: llama_model_p, path_model: bytes | None, /) -> None: ...


# void llama_model_free(struct llama_model *model)
@native("llama", None, llama_model_p)
def llama_model_free(model: llama_model_p, /) -> None: ...


# const struct llama_vocab *llama_model_get_vocab(const struct llama_model *model)
@native("llama", llama_vocab_p, llama_model_p)
def llama_model_get_vocab(model: llama_model_p, /) -> llama_vocab_p: ...


# enum llama_rope_type llama_model_rope_type(const struct llama_model *model)
@native("llama", c_int, llama_model_p)
def llama_model_rope_type(model: llama_model_p, /) -> int: ...


# int32_t llama_model_n_ctx_train(const struct llama_model *model)
@native("llama", c_int32, llama_model_p)
def llama_model_n_ctx_train(model: llama_model_p, /) -> int: ...


# int32_t llama_model_n_embd(const struct llama_model *model)
@native("llama", c_int32, llama_model_p)
def llama_model_n_embd(model: llama_model_p, /) -> int: ...


# int32_t llama_model_n_embd_inp(const struct llama_model *model)
@native("llama", c_int32, llama_model_p)
def llama_model_n_embd_inp(model: llama_model_p, /) -> int: ...


# int32_t llama_model_n_embd_out(const struct llama_model *model)
@native("llama", c_int32, llama_model_p)
def llama_model_n_embd_out(model: llama_model_p, /) -> int: ...


# int32_t llama_model_n_layer(const struct llama_model *model)
@native("llama", c_int32, llama_model_p)
def llama_model_n_layer(model: llama_model_p, /) -> int: ...


# int32_t llama_model_n_layer_nextn(const struct llama_model *model)
@native("llama", c_int32, llama_model_p)
def llama_model_n_layer_nextn(model: llama_model_p, /) -> int: ...


# int32_t llama_model_n_head(const struct llama_model *model)
@native("llama", c_int32, llama_model_p)
def llama_model_n_head(model: llama_model_p, /) -> int: ...


# int32_t llama_model_n_head_kv(const struct llama_model *model)
@native("llama", c_int32, llama_model_p)
def llama_model_n_head_kv(model: llama_model_p, /) -> int: ...


# int32_t llama_model_n_swa(const struct llama_model *model)
@native("llama", c_int32, llama_model_p)
def llama_model_n_swa(model: llama_model_p, /) -> int: ...


# float llama_model_rope_freq_scale_train(const struct llama_model *model)
@native("llama", c_float, llama_model_p)
def llama_model_rope_freq_scale_train(model: llama_model_p, /) -> float: ...


# uint32_t llama_model_n_cls_out(const struct llama_model *model)
@native("llama", c_uint32, llama_model_p)
def llama_model_n_cls_out(model: llama_model_p, /) -> int: ...


# const char *llama_model_cls_label(const struct llama_model *model, uint32_t i)
@native("llama", c_char_p, llama_model_p, c_uint32)
def llama_model_cls_label(model: llama_model_p, i: int, /) -> bytes | None: ...


@native("llama", c_int32, llama_model_p, c_char_p, POINTER(c_char), c_size_t)
def llama_model_meta_val_str(
    model: llama_model_p, key: bytes | None, buf: Ref[c_char], buf_size: int, /
) -> int: ...


# int32_t llama_model_meta_count(const struct llama_model *model)
@native("llama", c_int32, llama_model_p)
def llama_model_meta_count(model: llama_model_p, /) -> int: ...


# const char *llama_model_meta_key_str(enum llama_model_meta_key key)
@native("llama", c_char_p, c_uint)
def llama_model_meta_key_str(key: int, /) -> bytes | None: ...


@native("llama", c_int32, llama_model_p, c_int32, POINTER(c_char), c_size_t)
def llama_model_meta_key_by_index(
    model: llama_model_p, i: int, buf: Ref[c_char], buf_size: int, /
) -> int: ...


@native("llama", c_int32, llama_model_p, c_int32, POINTER(c_char), c_size_t)
def llama_model_meta_val_str_by_index(
    model: llama_model_p, i: int, buf: Ref[c_char], buf_size: int, /
) -> int: ...


# int32_t llama_model_desc(const struct llama_model *model, char *buf, size_t buf_size)
@native("llama", c_int32, llama_model_p, POINTER(c_char), c_size_t)
def llama_model_desc(model: llama_model_p, buf: Ref[c_char], buf_size: int, /) -> int: ...


# enum llama_ftype llama_model_ftype(const struct llama_model *model)
@native("llama", c_uint, llama_model_p)
def llama_model_ftype(model: llama_model_p, /) -> int: ...


# uint64_t llama_model_size(const struct llama_model *model)
@native("llama", c_uint64, llama_model_p)
def llama_model_size(model: llama_model_p, /) -> int: ...


# const char *llama_model_chat_template(const struct llama_model *model, const char *name)
@native("llama", c_char_p, llama_model_p, c_char_p)
def llama_model_chat_template(model: llama_model_p, name: bytes | None, /) -> bytes | None: ...


# uint64_t llama_model_n_params(const struct llama_model *model)
@native("llama", c_uint64, llama_model_p)
def llama_model_n_params(model: llama_model_p, /) -> int: ...


# bool llama_model_has_encoder(const struct llama_model *model)
@native("llama", c_bool, llama_model_p)
def llama_model_has_encoder(model: llama_model_p, /) -> bool: ...


# bool llama_model_has_decoder(const struct llama_model *model)
@native("llama", c_bool, llama_model_p)
def llama_model_has_decoder(model: llama_model_p, /) -> bool: ...


# llama_token llama_model_decoder_start_token(const struct llama_model *model)
@native("llama", llama_token, llama_model_p)
def llama_model_decoder_start_token(model: llama_model_p, /) -> int: ...


# bool llama_model_is_recurrent(const struct llama_model *model)
@native("llama", c_bool, llama_model_p)
def llama_model_is_recurrent(model: llama_model_p, /) -> bool: ...


# bool llama_model_is_hybrid(const struct llama_model *model)
@native("llama", c_bool, llama_model_p)
def llama_model_is_hybrid(model: llama_model_p, /) -> bool: ...


# bool llama_model_is_diffusion(const struct llama_model *model)
@native("llama", c_bool, llama_model_p)
def llama_model_is_diffusion(model: llama_model_p, /) -> bool: ...


@native("llama", c_uint32, c_char_p, c_char_p, POINTER(llama_model_quantize_params))
def llama_model_quantize(
    fname_inp: bytes | None, fname_out: bytes | None, params: Ref[llama_model_quantize_params], /
) -> int: ...


@native("llama", c_int32, POINTER(c_char), c_size_t, c_char_p, c_int32, c_int32)
def llama_split_path(
    split_path: Ref[c_char], maxlen: int, path_prefix: bytes | None, split_no: int, split_count: int, /
) -> int: ...


@native("llama", c_int32, POINTER(c_char), c_size_t, c_char_p, c_int32, c_int32)
def llama_split_prefix(
    split_prefix: Ref[c_char], maxlen: int, split_path: bytes | None, split_no: int, split_count: int, /
) -> int: ...
