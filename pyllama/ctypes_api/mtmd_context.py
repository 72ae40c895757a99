# Generated from mtmd.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import c_bool, c_char_p, c_int, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_structs import ggml_log_callback
from pyllama.ctypes_api.llama_handles import llama_model_p
from pyllama.ctypes_api.mtmd_handles import mtmd_context_p, mtmd_input_chunk_p
from pyllama.ctypes_api.mtmd_structs import mtmd_caps, mtmd_context_params

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address


# const char *mtmd_default_marker(void)
@native("mtmd", c_char_p)
def mtmd_default_marker() -> bytes | None: ...


# struct mtmd_context_params mtmd_context_params_default(void)
@native("mtmd", mtmd_context_params)
def mtmd_context_params_default() -> mtmd_context_params: ...


@native("mtmd", mtmd_context_p, c_char_p, llama_model_p, mtmd_context_params)
def mtmd_init_from_file(
    mmproj_fname: bytes | None, text_model: llama_model_p, ctx_params: mtmd_context_params, /
) -> mtmd_context_p: ...


# void mtmd_free(mtmd_context *ctx)
@native("mtmd", None, mtmd_context_p)
def mtmd_free(ctx: mtmd_context_p, /) -> None: ...


# bool mtmd_decode_use_non_causal(const mtmd_context *ctx, const mtmd_input_chunk *chunk)
@native("mtmd", c_bool, mtmd_context_p, mtmd_input_chunk_p)
def mtmd_decode_use_non_causal(ctx: mtmd_context_p, chunk: mtmd_input_chunk_p, /) -> bool: ...


# bool mtmd_decode_use_mrope(const mtmd_context *ctx)
@native("mtmd", c_bool, mtmd_context_p)
def mtmd_decode_use_mrope(ctx: mtmd_context_p, /) -> bool: ...


# bool mtmd_support_vision(const mtmd_context *ctx)
@native("mtmd", c_bool, mtmd_context_p)
def mtmd_support_vision(ctx: mtmd_context_p, /) -> bool: ...


# bool mtmd_support_audio(const mtmd_context *ctx)
@native("mtmd", c_bool, mtmd_context_p)
def mtmd_support_audio(ctx: mtmd_context_p, /) -> bool: ...


# int mtmd_get_audio_sample_rate(const mtmd_context *ctx)
@native("mtmd", c_int, mtmd_context_p)
def mtmd_get_audio_sample_rate(ctx: mtmd_context_p, /) -> int: ...


# const char *mtmd_get_marker(const mtmd_context *ctx)
@native("mtmd", c_char_p, mtmd_context_p)
def mtmd_get_marker(ctx: mtmd_context_p, /) -> bytes | None: ...


# void mtmd_log_set(ggml_log_callback log_callback, void *user_data)
@native("mtmd", None, ggml_log_callback, c_void_p)
def mtmd_log_set(log_callback: ggml_log_callback, user_data: Address, /) -> None: ...


# struct mtmd_caps mtmd_get_cap_from_file(const char *mmproj_fname)
@native("mtmd", mtmd_caps, c_char_p)
def mtmd_get_cap_from_file(mmproj_fname: bytes | None, /) -> mtmd_caps: ...
