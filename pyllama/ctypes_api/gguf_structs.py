# Generated from gguf.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from collections.abc import Callable
from ctypes import POINTER, Structure, c_bool, c_size_t, c_uint64, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._types import CDECL, FunctionPointer
from pyllama.ctypes_api.ggml_handles import ggml_context_p

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import PointerField


class gguf_init_params(Structure):
    no_alloc: bool
    ctx: PointerField[ggml_context_p]
    _fields_ = (("no_alloc", c_bool), ("ctx", POINTER(ggml_context_p)))


# size_t (*)(void *, void *, uint64_t, size_t)
class gguf_reader_callback_t(FunctionPointer):
    _flags_ = CDECL
    _restype_ = c_size_t
    _argtypes_ = (c_void_p, c_void_p, c_uint64, c_size_t)
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[int | None, int | None, int, int], int] | int = ..., /
        ) -> None: ...
