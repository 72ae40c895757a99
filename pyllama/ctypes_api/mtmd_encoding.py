# Generated from mtmd.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_float, c_int32, c_size_t
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.mtmd_handles import (
    mtmd_batch_p,
    mtmd_bitmap_p,
    mtmd_context_p,
    mtmd_input_chunk_p,
    mtmd_input_chunks_p,
)
from pyllama.ctypes_api.mtmd_structs import (
    mtmd_gen_audio_info,
    mtmd_gen_inp,
    mtmd_gen_out,
    mtmd_input_part,
    mtmd_input_text,
)

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, Pointer, Ref


@native(
    "mtmd",
    c_int32,
    mtmd_context_p,
    mtmd_input_chunks_p,
    POINTER(mtmd_input_text),
    POINTER(mtmd_bitmap_p),
    c_size_t,
)
def mtmd_tokenize(
    ctx: mtmd_context_p,
    output: mtmd_input_chunks_p,
    text: Ref[mtmd_input_text],
    bitmaps: Ref[mtmd_bitmap_p],
    n_bitmaps: int,
    /,
) -> int: ...


@native(
    "mtmd", c_int32, mtmd_context_p, mtmd_input_chunks_p, POINTER(POINTER(mtmd_input_part)), c_size_t, c_bool
)
def mtmd_tokenize_from_parts(
    ctx: mtmd_context_p,
    output: mtmd_input_chunks_p,
    parts: Ref[Pointer[mtmd_input_part]],
    n_parts: int,
    add_special: bool,
    /,
) -> int: ...


# int32_t mtmd_encode_chunk(mtmd_context *ctx, const mtmd_input_chunk *chunk)
@native("mtmd", c_int32, mtmd_context_p, mtmd_input_chunk_p)
def mtmd_encode_chunk(ctx: mtmd_context_p, chunk: mtmd_input_chunk_p, /) -> int: ...


# float *mtmd_get_output_embd(mtmd_context *ctx)
@native("mtmd", POINTER(c_float), mtmd_context_p)
def mtmd_get_output_embd(ctx: mtmd_context_p, /) -> MaybeNull[c_float]: ...


# mtmd_batch *mtmd_batch_init(mtmd_context *ctx)
@native("mtmd", mtmd_batch_p, mtmd_context_p)
def mtmd_batch_init(ctx: mtmd_context_p, /) -> mtmd_batch_p: ...


# void mtmd_batch_free(mtmd_batch *batch)
@native("mtmd", None, mtmd_batch_p)
def mtmd_batch_free(batch: mtmd_batch_p, /) -> None: ...


# int32_t mtmd_batch_add_chunk(mtmd_batch *batch, const mtmd_input_chunk *chunk)
@native("mtmd", c_int32, mtmd_batch_p, mtmd_input_chunk_p)
def mtmd_batch_add_chunk(batch: mtmd_batch_p, chunk: mtmd_input_chunk_p, /) -> int: ...


# int32_t mtmd_batch_encode(mtmd_batch *batch)
@native("mtmd", c_int32, mtmd_batch_p)
def mtmd_batch_encode(batch: mtmd_batch_p, /) -> int: ...


# float *mtmd_batch_get_output_embd(mtmd_batch *batch, const mtmd_input_chunk *chunk)
@native("mtmd", POINTER(c_float), mtmd_batch_p, mtmd_input_chunk_p)
def mtmd_batch_get_output_embd(batch: mtmd_batch_p, chunk: mtmd_input_chunk_p, /) -> MaybeNull[c_float]: ...


# struct mtmd_gen_audio_info mtmd_gen_audio_get_info(const mtmd_context *ctx)
@native("mtmd", mtmd_gen_audio_info, mtmd_context_p)
def mtmd_gen_audio_get_info(ctx: mtmd_context_p, /) -> mtmd_gen_audio_info: ...


# struct mtmd_gen_inp mtmd_gen_inp_default(const mtmd_context *ctx)
@native("mtmd", mtmd_gen_inp, mtmd_context_p)
def mtmd_gen_inp_default(ctx: mtmd_context_p, /) -> mtmd_gen_inp: ...


# int32_t mtmd_gen_audio_process(mtmd_context *ctx, const struct mtmd_gen_inp *inp, struct mtmd_gen_out *out)
@native("mtmd", c_int32, mtmd_context_p, POINTER(mtmd_gen_inp), POINTER(mtmd_gen_out))
def mtmd_gen_audio_process(ctx: mtmd_context_p, inp: Ref[mtmd_gen_inp], out: Ref[mtmd_gen_out], /) -> int: ...
