# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import c_int32, c_uint32, c_void_p

from pyllama.ctypes_api._types import Handle


class llama_memory_t(Handle): ...


llama_pos = c_int32
llama_token = c_int32
llama_seq_id = c_int32


class llama_sampler_p(Handle): ...


class llama_context_p(Handle): ...


class llama_model_p(Handle): ...


class llama_vocab_p(Handle): ...


class llama_adapter_lora_p(Handle): ...


llama_state_seq_flags = c_uint32


class llama_batch_ext_p(Handle): ...


llama_sampler_context_t = c_void_p
