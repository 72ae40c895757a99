# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_char, c_char_p, c_float, c_int32, c_size_t, c_uint64
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api._types import FILE_p
from pyllama.ctypes_api.llama_handles import llama_adapter_lora_p, llama_context_p, llama_model_p, llama_token

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, Ref


# struct llama_adapter_lora *llama_adapter_lora_init(struct llama_model *model, const char *path_lora)
@native("llama", llama_adapter_lora_p, llama_model_p, c_char_p)
def llama_adapter_lora_init(model: llama_model_p, path_lora: bytes | None, /) -> llama_adapter_lora_p: ...


# struct llama_adapter_lora *llama_adapter_lora_init_from_file_ptr(struct llama_model *model, FILE *file)
@native("llama", llama_adapter_lora_p, llama_model_p, FILE_p)
def llama_adapter_lora_init_from_file_ptr(model: llama_model_p, file: FILE_p, /) -> llama_adapter_lora_p: ...


@native("llama", c_int32, llama_adapter_lora_p, c_char_p, POINTER(c_char), c_size_t)
def llama_adapter_meta_val_str(
    adapter: llama_adapter_lora_p, key: bytes | None, buf: Ref[c_char], buf_size: int, /
) -> int: ...


# int32_t llama_adapter_meta_count(const struct llama_adapter_lora *adapter)
@native("llama", c_int32, llama_adapter_lora_p)
def llama_adapter_meta_count(adapter: llama_adapter_lora_p, /) -> int: ...


@native("llama", c_int32, llama_adapter_lora_p, c_int32, POINTER(c_char), c_size_t)
def llama_adapter_meta_key_by_index(
    adapter: llama_adapter_lora_p, i: int, buf: Ref[c_char], buf_size: int, /
) -> int: ...


@native("llama", c_int32, llama_adapter_lora_p, c_int32, POINTER(c_char), c_size_t)
def llama_adapter_meta_val_str_by_index(
    adapter: llama_adapter_lora_p, i: int, buf: Ref[c_char], buf_size: int, /
) -> int: ...


# void llama_adapter_lora_free(struct llama_adapter_lora *adapter)
@native("llama", None, llama_adapter_lora_p)
def llama_adapter_lora_free(adapter: llama_adapter_lora_p, /) -> None: ...


# uint64_t llama_adapter_get_alora_n_invocation_tokens(const struct llama_adapter_lora *adapter)
@native("llama", c_uint64, llama_adapter_lora_p)
def llama_adapter_get_alora_n_invocation_tokens(adapter: llama_adapter_lora_p, /) -> int: ...


# const llama_token *llama_adapter_get_alora_invocation_tokens(const struct llama_adapter_lora *adapter)
@native("llama", POINTER(llama_token), llama_adapter_lora_p)
def llama_adapter_get_alora_invocation_tokens(adapter: llama_adapter_lora_p, /) -> MaybeNull[llama_token]: ...


@native("llama", c_int32, llama_context_p, POINTER(llama_adapter_lora_p), c_size_t, POINTER(c_float))
def llama_set_adapters_lora(
    ctx: llama_context_p, adapters: Ref[llama_adapter_lora_p], n_adapters: int, scales: Ref[c_float], /
) -> int: ...


@native("llama", c_int32, llama_context_p, POINTER(c_float), c_size_t, c_int32, c_int32, c_int32)
def llama_set_adapter_cvec(
    ctx: llama_context_p, data: Ref[c_float], len_: int, n_embd: int, il_start: int, il_end: int, /
) -> int: ...
