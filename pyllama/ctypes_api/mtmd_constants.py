# Generated from mtmd.h, mtmd-helper.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from enum import IntEnum


class mtmd_input_chunk_type(IntEnum):
    MTMD_INPUT_CHUNK_TYPE_TEXT = 0
    MTMD_INPUT_CHUNK_TYPE_IMAGE = 1
    MTMD_INPUT_CHUNK_TYPE_AUDIO = 2
    MTMD_INPUT_CHUNK_TYPE_COUNT = 3


class mtmd_gen_audio_type(IntEnum):
    MTMD_GEN_AUDIO_TYPE_NONE = 0
    MTMD_GEN_AUDIO_TYPE_QWEN3TTS = 1
    MTMD_GEN_AUDIO_TYPE_POCKETTTS = 2


class mtmd_gen_process_type(IntEnum):
    MTMD_GEN_PROCESS_TYPE_GEN_CODE = 0
    MTMD_GEN_PROCESS_TYPE_GEN_WAV = 1


class mtmd_helper_gen_audio_outtype(IntEnum):
    MTMD_HELPER_GEN_AUDIO_OUTTYPE_PCM = 0
    MTMD_HELPER_GEN_AUDIO_OUTTYPE_WAV = 1
