# Generated from mtmd.h, mtmd-helper.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from pyllama.ctypes_api._types import Handle


class mtmd_bitmap_p(Handle): ...


class mtmd_context_p(Handle): ...


class mtmd_input_chunk_p(Handle): ...


class mtmd_input_chunks_p(Handle): ...


class mtmd_image_tokens_p(Handle): ...


class mtmd_batch_p(Handle): ...


class mtmd_helper_video_p(Handle): ...


class mtmd_helper_gen_audio_p(Handle): ...
