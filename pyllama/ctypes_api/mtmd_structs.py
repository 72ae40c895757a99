# Generated from mtmd.h, mtmd-helper.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from collections.abc import Callable
from ctypes import (
    POINTER,
    Structure,
    c_bool,
    c_char,
    c_char_p,
    c_float,
    c_int,
    c_int32,
    c_int64,
    c_size_t,
    c_uint,
    c_uint32,
    c_void_p,
)
from typing import TYPE_CHECKING

from pyllama.ctypes_api._types import CDECL, FunctionPointer
from pyllama.ctypes_api.ggml_backend_structs import ggml_backend_sched_eval_callback
from pyllama.ctypes_api.ggml_handles import ggml_backend_dev_t
from pyllama.ctypes_api.llama_handles import llama_pos, llama_seq_id
from pyllama.ctypes_api.mtmd_handles import mtmd_bitmap_p, mtmd_helper_video_p

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import HandleField, MaybeNull, Pointer, PointerField


class mtmd_input_text(Structure):
    text: bytes | None
    text_len: int
    add_special: bool
    parse_special: bool
    _fields_ = (
        ("text", c_char_p),
        ("text_len", c_size_t),
        ("add_special", c_bool),
        ("parse_special", c_bool),
    )


class mtmd_input_part(Structure):
    text: PointerField[mtmd_input_text]
    bitmap: HandleField[mtmd_bitmap_p]
    _fields_ = (("text", POINTER(mtmd_input_text)), ("bitmap", mtmd_bitmap_p))


# bool (*)(float, void *)
class mtmd_progress_callback(FunctionPointer):
    _flags_ = CDECL
    _restype_ = c_bool
    _argtypes_ = (c_float, c_void_p)
    if TYPE_CHECKING:

        def __init__(self, function: Callable[[float, int | None], bool] | int = ..., /) -> None: ...


class mtmd_context_params(Structure):
    use_gpu: bool
    device: HandleField[ggml_backend_dev_t]
    print_timings: bool
    n_threads: int
    image_marker: bytes | None
    media_marker: bytes | None
    flash_attn_type: int
    warmup: bool
    image_min_tokens: int
    image_max_tokens: int
    cb_eval: ggml_backend_sched_eval_callback
    cb_eval_user_data: int | None
    batch_max_tokens: int
    progress_callback: mtmd_progress_callback
    progress_callback_user_data: int | None
    _fields_ = (
        ("use_gpu", c_bool),
        ("device", ggml_backend_dev_t),
        ("print_timings", c_bool),
        ("n_threads", c_int),
        ("image_marker", c_char_p),
        ("media_marker", c_char_p),
        ("flash_attn_type", c_int),
        ("warmup", c_bool),
        ("image_min_tokens", c_int),
        ("image_max_tokens", c_int),
        ("cb_eval", ggml_backend_sched_eval_callback),
        ("cb_eval_user_data", c_void_p),
        ("batch_max_tokens", c_int32),
        ("progress_callback", mtmd_progress_callback),
        ("progress_callback_user_data", c_void_p),
    )


# int (*)(size_t, void *, mtmd_bitmap **, char **)
class mtmd_bitmap_lazy_callback(FunctionPointer):
    _flags_ = CDECL
    _restype_ = c_int
    _argtypes_ = (c_size_t, c_void_p, POINTER(mtmd_bitmap_p), POINTER(POINTER(c_char)))
    if TYPE_CHECKING:

        def __init__(
            self,
            function: Callable[[int, int | None, MaybeNull[mtmd_bitmap_p], MaybeNull[Pointer[c_char]]], int]
            | int = ...,
            /,
        ) -> None: ...


class mtmd_decoder_pos(Structure):
    t: int
    x: int
    y: int
    z: int
    _fields_ = (("t", c_uint32), ("x", c_uint32), ("y", c_uint32), ("z", c_uint32))


class mtmd_caps(Structure):
    inp_vision: bool
    inp_audio: bool
    _fields_ = (("inp_vision", c_bool), ("inp_audio", c_bool))


class mtmd_gen_audio_info(Structure):
    type: int
    sample_rate: int
    model_variant: bytes | None
    _fields_ = (("type", c_uint), ("sample_rate", c_int32), ("model_variant", c_char_p))


class mtmd_gen_inp(Structure):
    type: int
    code0: int
    embd: PointerField[c_float]
    top_k: int
    top_p: float
    seed: int
    temp: float
    codes: PointerField[c_int32]
    n_codes: int
    feats: PointerField[c_float]
    n_feats: int
    state_data: bytes | None
    state_size: int
    _fields_ = (
        ("type", c_uint),
        ("code0", c_int32),
        ("embd", POINTER(c_float)),
        ("top_k", c_int32),
        ("top_p", c_float),
        ("seed", c_uint32),
        ("temp", c_float),
        ("codes", POINTER(c_int32)),
        ("n_codes", c_size_t),
        ("feats", POINTER(c_float)),
        ("n_feats", c_size_t),
        ("state_data", c_char_p),
        ("state_size", c_size_t),
    )


class mtmd_gen_out(Structure):
    codes: PointerField[c_int32]
    n_codes: int
    feats: PointerField[c_float]
    n_feats: int
    embd: PointerField[c_float]
    is_eos: bool
    audio: PointerField[c_float]
    n_samples: int
    state_data: bytes | None
    state_size: int
    _fields_ = (
        ("codes", POINTER(c_int32)),
        ("n_codes", c_size_t),
        ("feats", POINTER(c_float)),
        ("n_feats", c_size_t),
        ("embd", POINTER(c_float)),
        ("is_eos", c_bool),
        ("audio", POINTER(c_float)),
        ("n_samples", c_size_t),
        ("state_data", c_char_p),
        ("state_size", c_size_t),
    )


class mtmd_helper_video_init_params(Structure):
    fps_target: float
    ffmpeg_bin_dir: bytes | None
    timestamp_interval_ms: int
    _fields_ = (("fps_target", c_float), ("ffmpeg_bin_dir", c_char_p), ("timestamp_interval_ms", c_int64))


class mtmd_helper_init_opt(Structure):
    video_params: mtmd_helper_video_init_params
    _fields_ = (("video_params", mtmd_helper_video_init_params),)


class mtmd_helper_bitmap_wrapper(Structure):
    bitmap: HandleField[mtmd_bitmap_p]
    video_ctx: HandleField[mtmd_helper_video_p]
    _fields_ = (("bitmap", mtmd_bitmap_p), ("video_ctx", mtmd_helper_video_p))


class mtmd_helper_embd_batch(Structure):
    n_tokens: int
    embd: PointerField[c_float]
    n_embd: int
    pos: PointerField[llama_pos]
    n_pos: int
    seq_id: int
    _fields_ = (
        ("n_tokens", c_int32),
        ("embd", POINTER(c_float)),
        ("n_embd", c_int32),
        ("pos", POINTER(llama_pos)),
        ("n_pos", c_int32),
        ("seq_id", llama_seq_id),
    )


# int32_t (*)(const struct mtmd_helper_embd_batch *, void *)
class mtmd_helper_post_decode_callback(FunctionPointer):
    _flags_ = CDECL
    _restype_ = c_int32
    _argtypes_ = (POINTER(mtmd_helper_embd_batch), c_void_p)
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[MaybeNull[mtmd_helper_embd_batch], int | None], int] | int = ..., /
        ) -> None: ...


class mtmd_helper_video_info(Structure):
    width: int
    height: int
    fps: float
    n_frames: int
    _fields_ = (("width", c_uint32), ("height", c_uint32), ("fps", c_float), ("n_frames", c_int32))


class mtmd_helper_gen_audio_inp(Structure):
    seq_id: int
    prompt: bytes | None
    prompt_len: int
    speaker_ref: HandleField[mtmd_bitmap_p]
    lang: bytes | None
    top_k: int
    top_p: float
    seed: int
    out_type: int
    _fields_ = (
        ("seq_id", llama_seq_id),
        ("prompt", c_char_p),
        ("prompt_len", c_size_t),
        ("speaker_ref", mtmd_bitmap_p),
        ("lang", c_char_p),
        ("top_k", c_int32),
        ("top_p", c_float),
        ("seed", c_uint32),
        ("out_type", c_uint),
    )
