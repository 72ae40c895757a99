# Generated from mtmd-helper.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_char, c_char_p, c_float, c_int32, c_int64, c_size_t, c_uint8, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_structs import ggml_log_callback
from pyllama.ctypes_api.llama_handles import llama_context_p, llama_pos, llama_seq_id, llama_token
from pyllama.ctypes_api.mtmd_handles import (
    mtmd_bitmap_p,
    mtmd_context_p,
    mtmd_helper_gen_audio_p,
    mtmd_helper_video_p,
    mtmd_image_tokens_p,
    mtmd_input_chunk_p,
    mtmd_input_chunks_p,
)
from pyllama.ctypes_api.mtmd_structs import (
    mtmd_decoder_pos,
    mtmd_helper_bitmap_wrapper,
    mtmd_helper_gen_audio_inp,
    mtmd_helper_init_opt,
    mtmd_helper_post_decode_callback,
    mtmd_helper_video_info,
    mtmd_helper_video_init_params,
)

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, Pointer, Ref


# struct mtmd_helper_video_init_params mtmd_helper_video_init_params_default(void)
@native("mtmd", mtmd_helper_video_init_params)
def mtmd_helper_video_init_params_default() -> mtmd_helper_video_init_params: ...


# struct mtmd_helper_init_opt mtmd_helper_init_opt_default(void)
@native("mtmd", mtmd_helper_init_opt)
def mtmd_helper_init_opt_default() -> mtmd_helper_init_opt: ...


# void mtmd_helper_log_set(ggml_log_callback log_callback, void *user_data)
@native("mtmd", None, ggml_log_callback, c_void_p)
def mtmd_helper_log_set(log_callback: ggml_log_callback, user_data: Address, /) -> None: ...


# bool mtmd_helper_support_video(const mtmd_context *ctx)
@native("mtmd", c_bool, mtmd_context_p)
def mtmd_helper_support_video(ctx: mtmd_context_p, /) -> bool: ...


@native("mtmd", mtmd_helper_bitmap_wrapper, mtmd_context_p, c_char_p, c_bool, mtmd_helper_init_opt)
def mtmd_helper_bitmap_init_from_file(
    ctx: mtmd_context_p, fname: bytes | None, placeholder: bool, opt: mtmd_helper_init_opt, /
) -> mtmd_helper_bitmap_wrapper: ...


@native(
    "mtmd",
    mtmd_helper_bitmap_wrapper,
    mtmd_context_p,
    POINTER(c_uint8),
    c_size_t,
    c_bool,
    mtmd_helper_init_opt,
)
def mtmd_helper_bitmap_init_from_buf(
    ctx: mtmd_context_p, buf: Ref[c_uint8], len_: int, placeholder: bool, opt: mtmd_helper_init_opt, /
) -> mtmd_helper_bitmap_wrapper: ...


# size_t mtmd_helper_get_n_tokens(const mtmd_input_chunks *chunks)
@native("mtmd", c_size_t, mtmd_input_chunks_p)
def mtmd_helper_get_n_tokens(chunks: mtmd_input_chunks_p, /) -> int: ...


# llama_pos mtmd_helper_get_n_pos(const mtmd_input_chunks *chunks)
@native("mtmd", llama_pos, mtmd_input_chunks_p)
def mtmd_helper_get_n_pos(chunks: mtmd_input_chunks_p, /) -> int: ...


@native("mtmd", None, mtmd_image_tokens_p, llama_pos, POINTER(mtmd_decoder_pos))
def mtmd_helper_image_get_decoder_pos(
    image: mtmd_image_tokens_p, pos_0: int, out_pos: Ref[mtmd_decoder_pos], /
) -> None: ...


@native(
    "mtmd",
    c_int32,
    mtmd_context_p,
    llama_context_p,
    mtmd_input_chunks_p,
    llama_pos,
    llama_seq_id,
    c_int32,
    c_bool,
    POINTER(llama_pos),
)
def mtmd_helper_eval_chunks(
    ctx: mtmd_context_p,
    lctx: llama_context_p,
    chunks: mtmd_input_chunks_p,
    n_past: int,
    seq_id: int,
    n_batch: int,
    logits_last: bool,
    new_n_past: Ref[llama_pos],
    /,
) -> int: ...


@native(
    "mtmd",
    c_int32,
    mtmd_context_p,
    llama_context_p,
    mtmd_input_chunk_p,
    llama_pos,
    llama_seq_id,
    c_int32,
    c_bool,
    POINTER(llama_pos),
)
def mtmd_helper_eval_chunk_single(
    ctx: mtmd_context_p,
    lctx: llama_context_p,
    chunk: mtmd_input_chunk_p,
    n_past: int,
    seq_id: int,
    n_batch: int,
    logits_last: bool,
    new_n_past: Ref[llama_pos],
    /,
) -> int: ...


@native(
    "mtmd",
    c_int32,
    mtmd_context_p,
    llama_context_p,
    mtmd_input_chunk_p,
    POINTER(c_float),
    llama_pos,
    llama_seq_id,
    c_int32,
    POINTER(llama_pos),
    mtmd_helper_post_decode_callback,
    c_void_p,
)
def mtmd_helper_decode_image_chunk(
    ctx: mtmd_context_p,
    lctx: llama_context_p,
    chunk: mtmd_input_chunk_p,
    encoded_embd: Ref[c_float],
    n_past: int,
    seq_id: int,
    n_batch: int,
    new_n_past: Ref[llama_pos],
    callback: mtmd_helper_post_decode_callback,
    user_data: Address,
    /,
) -> int: ...


@native("mtmd", mtmd_helper_video_p, mtmd_context_p, c_char_p, mtmd_helper_video_init_params)
def mtmd_helper_video_init(
    mctx: mtmd_context_p, path: bytes | None, params: mtmd_helper_video_init_params, /
) -> mtmd_helper_video_p: ...


@native(
    "mtmd", mtmd_helper_video_p, mtmd_context_p, POINTER(c_uint8), c_size_t, mtmd_helper_video_init_params
)
def mtmd_helper_video_init_from_buf(
    mctx: mtmd_context_p, buf: Ref[c_uint8], len_: int, params: mtmd_helper_video_init_params, /
) -> mtmd_helper_video_p: ...


# void mtmd_helper_video_free(mtmd_helper_video *ctx)
@native("mtmd", None, mtmd_helper_video_p)
def mtmd_helper_video_free(ctx: mtmd_helper_video_p, /) -> None: ...


# struct mtmd_helper_video_info mtmd_helper_video_get_info(const mtmd_helper_video *ctx)
@native("mtmd", mtmd_helper_video_info, mtmd_helper_video_p)
def mtmd_helper_video_get_info(ctx: mtmd_helper_video_p, /) -> mtmd_helper_video_info: ...


# int32_t mtmd_helper_video_read_next(mtmd_helper_video *ctx, mtmd_bitmap **out_bitmap, char **out_text)
@native("mtmd", c_int32, mtmd_helper_video_p, POINTER(mtmd_bitmap_p), POINTER(POINTER(c_char)))
def mtmd_helper_video_read_next(
    ctx: mtmd_helper_video_p, out_bitmap: Ref[mtmd_bitmap_p], out_text: Ref[Pointer[c_char]], /
) -> int: ...


# bool mtmd_helper_model_can_chat(const struct llama_context *lctx, const struct mtmd_context *mctx)
@native("mtmd", c_bool, llama_context_p, mtmd_context_p)
def mtmd_helper_model_can_chat(lctx: llama_context_p, mctx: mtmd_context_p, /) -> bool: ...


# mtmd_helper_gen_audio *mtmd_helper_gen_audio_init(struct llama_context *lctx, struct mtmd_context *mctx)
@native("mtmd", mtmd_helper_gen_audio_p, llama_context_p, mtmd_context_p)
def mtmd_helper_gen_audio_init(lctx: llama_context_p, mctx: mtmd_context_p, /) -> mtmd_helper_gen_audio_p: ...


# void mtmd_helper_gen_audio_free(mtmd_helper_gen_audio *ctx)
@native("mtmd", None, mtmd_helper_gen_audio_p)
def mtmd_helper_gen_audio_free(ctx: mtmd_helper_gen_audio_p, /) -> None: ...


# void mtmd_helper_gen_audio_reset(mtmd_helper_gen_audio *ctx)
@native("mtmd", None, mtmd_helper_gen_audio_p)
def mtmd_helper_gen_audio_reset(ctx: mtmd_helper_gen_audio_p, /) -> None: ...


@native("mtmd", c_int32, mtmd_helper_gen_audio_p, POINTER(mtmd_helper_gen_audio_inp))
def mtmd_helper_gen_audio_set_input(
    ctx: mtmd_helper_gen_audio_p, inp: Ref[mtmd_helper_gen_audio_inp], /
) -> int: ...


# int32_t mtmd_helper_gen_audio_step_prompt(mtmd_helper_gen_audio *ctx, int32_t n_batch)
@native("mtmd", c_int32, mtmd_helper_gen_audio_p, c_int32)
def mtmd_helper_gen_audio_step_prompt(ctx: mtmd_helper_gen_audio_p, n_batch: int, /) -> int: ...


@native(
    "mtmd",
    c_int32,
    mtmd_helper_gen_audio_p,
    llama_token,
    POINTER(c_float),
    POINTER(POINTER(c_float)),
    POINTER(c_bool),
)
def mtmd_helper_gen_audio_step_gen(
    ctx: mtmd_helper_gen_audio_p,
    sampled: int,
    h_state_in: Ref[c_float],
    h_state_out: Ref[Pointer[c_float]],
    out_stop: Ref[c_bool],
    /,
) -> int: ...


@native(
    "mtmd",
    c_int32,
    mtmd_helper_gen_audio_p,
    POINTER(c_int32),
    POINTER(c_char_p),
    POINTER(c_size_t),
    POINTER(c_int64),
)
def mtmd_helper_gen_audio_get_output(
    ctx: mtmd_helper_gen_audio_p,
    out_sample_rate: Ref[c_int32],
    out_data: Ref[c_char_p],
    out_data_len: Ref[c_size_t],
    out_n_samples: Ref[c_int64],
    /,
) -> int: ...
