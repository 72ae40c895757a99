# Generated from mtmd.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import (
    POINTER,
    c_bool,
    c_char,
    c_char_p,
    c_float,
    c_int32,
    c_size_t,
    c_uint,
    c_uint8,
    c_uint32,
    c_void_p,
)
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.llama_handles import llama_pos, llama_token
from pyllama.ctypes_api.mtmd_handles import (
    mtmd_bitmap_p,
    mtmd_context_p,
    mtmd_image_tokens_p,
    mtmd_input_chunk_p,
    mtmd_input_chunks_p,
)
from pyllama.ctypes_api.mtmd_structs import mtmd_bitmap_lazy_callback, mtmd_decoder_pos

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, MaybeNull, Ref


# mtmd_bitmap *mtmd_bitmap_init(uint32_t nx, uint32_t ny, const unsigned char *data)
@native("mtmd", mtmd_bitmap_p, c_uint32, c_uint32, POINTER(c_uint8))
def mtmd_bitmap_init(nx: int, ny: int, data: Ref[c_uint8], /) -> mtmd_bitmap_p: ...


# mtmd_bitmap *mtmd_bitmap_init_from_audio(size_t n_samples, const float *data)
@native("mtmd", mtmd_bitmap_p, c_size_t, POINTER(c_float))
def mtmd_bitmap_init_from_audio(n_samples: int, data: Ref[c_float], /) -> mtmd_bitmap_p: ...


# uint32_t mtmd_bitmap_get_nx(const mtmd_bitmap *bitmap)
@native("mtmd", c_uint32, mtmd_bitmap_p)
def mtmd_bitmap_get_nx(bitmap: mtmd_bitmap_p, /) -> int: ...


# uint32_t mtmd_bitmap_get_ny(const mtmd_bitmap *bitmap)
@native("mtmd", c_uint32, mtmd_bitmap_p)
def mtmd_bitmap_get_ny(bitmap: mtmd_bitmap_p, /) -> int: ...


# const unsigned char *mtmd_bitmap_get_data(const mtmd_bitmap *bitmap)
@native("mtmd", POINTER(c_uint8), mtmd_bitmap_p)
def mtmd_bitmap_get_data(bitmap: mtmd_bitmap_p, /) -> MaybeNull[c_uint8]: ...


# size_t mtmd_bitmap_get_n_bytes(const mtmd_bitmap *bitmap)
@native("mtmd", c_size_t, mtmd_bitmap_p)
def mtmd_bitmap_get_n_bytes(bitmap: mtmd_bitmap_p, /) -> int: ...


# bool mtmd_bitmap_is_audio(const mtmd_bitmap *bitmap)
@native("mtmd", c_bool, mtmd_bitmap_p)
def mtmd_bitmap_is_audio(bitmap: mtmd_bitmap_p, /) -> bool: ...


# void mtmd_bitmap_free(mtmd_bitmap *bitmap)
@native("mtmd", None, mtmd_bitmap_p)
def mtmd_bitmap_free(bitmap: mtmd_bitmap_p, /) -> None: ...


# const char *mtmd_bitmap_get_id(const mtmd_bitmap *bitmap)
@native("mtmd", c_char_p, mtmd_bitmap_p)
def mtmd_bitmap_get_id(bitmap: mtmd_bitmap_p, /) -> bytes | None: ...


# void mtmd_bitmap_set_id(mtmd_bitmap *bitmap, const char *id)
@native("mtmd", None, mtmd_bitmap_p, c_char_p)
def mtmd_bitmap_set_id(bitmap: mtmd_bitmap_p, id_: bytes | None, /) -> None: ...


# void mtmd_bitmap_set_mergeable(mtmd_bitmap *bitmap, bool mergeable)
@native("mtmd", None, mtmd_bitmap_p, c_bool)
def mtmd_bitmap_set_mergeable(bitmap: mtmd_bitmap_p, mergeable: bool, /) -> None: ...


@native("mtmd", mtmd_bitmap_p, mtmd_context_p, c_char_p, c_void_p, mtmd_bitmap_lazy_callback)
def mtmd_bitmap_init_lazy(
    ctx: mtmd_context_p, id_: bytes | None, user_data: Address, callback: mtmd_bitmap_lazy_callback, /
) -> mtmd_bitmap_p: ...


# mtmd_input_chunks *mtmd_input_chunks_init(void)
@native("mtmd", mtmd_input_chunks_p)
def mtmd_input_chunks_init() -> mtmd_input_chunks_p: ...


# size_t mtmd_input_chunks_size(const mtmd_input_chunks *chunks)
@native("mtmd", c_size_t, mtmd_input_chunks_p)
def mtmd_input_chunks_size(chunks: mtmd_input_chunks_p, /) -> int: ...


# const mtmd_input_chunk *mtmd_input_chunks_get(const mtmd_input_chunks *chunks, size_t idx)
@native("mtmd", mtmd_input_chunk_p, mtmd_input_chunks_p, c_size_t)
def mtmd_input_chunks_get(chunks: mtmd_input_chunks_p, idx: int, /) -> mtmd_input_chunk_p: ...


# void mtmd_input_chunks_free(mtmd_input_chunks *chunks)
@native("mtmd", None, mtmd_input_chunks_p)
def mtmd_input_chunks_free(chunks: mtmd_input_chunks_p, /) -> None: ...


# enum mtmd_input_chunk_type mtmd_input_chunk_get_type(const mtmd_input_chunk *chunk)
@native("mtmd", c_uint, mtmd_input_chunk_p)
def mtmd_input_chunk_get_type(chunk: mtmd_input_chunk_p, /) -> int: ...


# const llama_token *mtmd_input_chunk_get_tokens_text(const mtmd_input_chunk *chunk, size_t *n_tokens_output)
@native("mtmd", POINTER(llama_token), mtmd_input_chunk_p, POINTER(c_size_t))
def mtmd_input_chunk_get_tokens_text(
    chunk: mtmd_input_chunk_p, n_tokens_output: Ref[c_size_t], /
) -> MaybeNull[llama_token]: ...


# const mtmd_image_tokens *mtmd_input_chunk_get_tokens_image(const mtmd_input_chunk *chunk)
@native("mtmd", mtmd_image_tokens_p, mtmd_input_chunk_p)
def mtmd_input_chunk_get_tokens_image(chunk: mtmd_input_chunk_p, /) -> mtmd_image_tokens_p: ...


# size_t mtmd_input_chunk_get_n_tokens(const mtmd_input_chunk *chunk)
@native("mtmd", c_size_t, mtmd_input_chunk_p)
def mtmd_input_chunk_get_n_tokens(chunk: mtmd_input_chunk_p, /) -> int: ...


# const char *mtmd_input_chunk_get_id(const mtmd_input_chunk *chunk)
@native("mtmd", c_char_p, mtmd_input_chunk_p)
def mtmd_input_chunk_get_id(chunk: mtmd_input_chunk_p, /) -> bytes | None: ...


# llama_pos mtmd_input_chunk_get_n_pos(const mtmd_input_chunk *chunk)
@native("mtmd", llama_pos, mtmd_input_chunk_p)
def mtmd_input_chunk_get_n_pos(chunk: mtmd_input_chunk_p, /) -> int: ...


# mtmd_input_chunk *mtmd_input_chunk_copy(const mtmd_input_chunk *chunk)
@native("mtmd", mtmd_input_chunk_p, mtmd_input_chunk_p)
def mtmd_input_chunk_copy(chunk: mtmd_input_chunk_p, /) -> mtmd_input_chunk_p: ...


# void mtmd_input_chunk_free(mtmd_input_chunk *chunk)
@native("mtmd", None, mtmd_input_chunk_p)
def mtmd_input_chunk_free(chunk: mtmd_input_chunk_p, /) -> None: ...


# mtmd_input_chunk *mtmd_input_chunk_get_placeholder(const mtmd_input_chunk *chunk)
@native("mtmd", mtmd_input_chunk_p, mtmd_input_chunk_p)
def mtmd_input_chunk_get_placeholder(chunk: mtmd_input_chunk_p, /) -> mtmd_input_chunk_p: ...


@native("mtmd", c_int32, mtmd_input_chunk_p, POINTER(c_char), c_size_t, POINTER(c_size_t))
def mtmd_input_chunk_save(
    chunk: mtmd_input_chunk_p, out_buf: Ref[c_char], out_len: int, expected_out_len: Ref[c_size_t], /
) -> int: ...


# mtmd_input_chunk *mtmd_input_chunk_load(const char *buf, size_t len)
@native("mtmd", mtmd_input_chunk_p, c_char_p, c_size_t)
def mtmd_input_chunk_load(buf: bytes | None, len_: int, /) -> mtmd_input_chunk_p: ...


# size_t mtmd_image_tokens_get_n_tokens(const mtmd_image_tokens *image_tokens)
@native("mtmd", c_size_t, mtmd_image_tokens_p)
def mtmd_image_tokens_get_n_tokens(image_tokens: mtmd_image_tokens_p, /) -> int: ...


# const char *mtmd_image_tokens_get_id(const mtmd_image_tokens *image_tokens)
@native("mtmd", c_char_p, mtmd_image_tokens_p)
def mtmd_image_tokens_get_id(image_tokens: mtmd_image_tokens_p, /) -> bytes | None: ...


# llama_pos mtmd_image_tokens_get_n_pos(const mtmd_image_tokens *image_tokens)
@native("mtmd", llama_pos, mtmd_image_tokens_p)
def mtmd_image_tokens_get_n_pos(image_tokens: mtmd_image_tokens_p, /) -> int: ...


@native("mtmd", mtmd_decoder_pos, mtmd_image_tokens_p, llama_pos, c_size_t)
def mtmd_image_tokens_get_decoder_pos(
    image_tokens: mtmd_image_tokens_p, pos_0: int, i: int, /
) -> mtmd_decoder_pos: ...


# mtmd_input_chunks *mtmd_test_create_input_chunks(void)
@native("mtmd", mtmd_input_chunks_p)
def mtmd_test_create_input_chunks() -> mtmd_input_chunks_p: ...
