# Generated from ggml-backend.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_char_p, c_int, c_size_t, c_uint, c_uint8, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import (
    ggml_backend_buffer_t,
    ggml_backend_buffer_type_t,
    ggml_backend_dev_t,
)
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, Ref


# const char *ggml_backend_buft_name(ggml_backend_buffer_type_t buft)
@native("ggml", c_char_p, ggml_backend_buffer_type_t)
def ggml_backend_buft_name(buft: ggml_backend_buffer_type_t, /) -> bytes | None: ...


# ggml_backend_buffer_t ggml_backend_buft_alloc_buffer(ggml_backend_buffer_type_t buft, size_t size)
@native("ggml", ggml_backend_buffer_t, ggml_backend_buffer_type_t, c_size_t)
def ggml_backend_buft_alloc_buffer(
    buft: ggml_backend_buffer_type_t, size: int, /
) -> ggml_backend_buffer_t: ...


# size_t ggml_backend_buft_get_alignment(ggml_backend_buffer_type_t buft)
@native("ggml", c_size_t, ggml_backend_buffer_type_t)
def ggml_backend_buft_get_alignment(buft: ggml_backend_buffer_type_t, /) -> int: ...


# size_t ggml_backend_buft_get_max_size(ggml_backend_buffer_type_t buft)
@native("ggml", c_size_t, ggml_backend_buffer_type_t)
def ggml_backend_buft_get_max_size(buft: ggml_backend_buffer_type_t, /) -> int: ...


# size_t ggml_backend_buft_get_alloc_size(ggml_backend_buffer_type_t buft, const struct ggml_tensor *tensor)
@native("ggml", c_size_t, ggml_backend_buffer_type_t, POINTER(ggml_tensor))
def ggml_backend_buft_get_alloc_size(
    buft: ggml_backend_buffer_type_t, tensor: Ref[ggml_tensor], /
) -> int: ...


# bool ggml_backend_buft_is_host(ggml_backend_buffer_type_t buft)
@native("ggml", c_bool, ggml_backend_buffer_type_t)
def ggml_backend_buft_is_host(buft: ggml_backend_buffer_type_t, /) -> bool: ...


# ggml_backend_dev_t ggml_backend_buft_get_device(ggml_backend_buffer_type_t buft)
@native("ggml", ggml_backend_dev_t, ggml_backend_buffer_type_t)
def ggml_backend_buft_get_device(buft: ggml_backend_buffer_type_t, /) -> ggml_backend_dev_t: ...


# const char *ggml_backend_buffer_name(ggml_backend_buffer_t buffer)
@native("ggml", c_char_p, ggml_backend_buffer_t)
def ggml_backend_buffer_name(buffer: ggml_backend_buffer_t, /) -> bytes | None: ...


# void ggml_backend_buffer_free(ggml_backend_buffer_t buffer)
@native("ggml", None, ggml_backend_buffer_t)
def ggml_backend_buffer_free(buffer: ggml_backend_buffer_t, /) -> None: ...


# void *ggml_backend_buffer_get_base(ggml_backend_buffer_t buffer)
@native("ggml", c_void_p, ggml_backend_buffer_t)
def ggml_backend_buffer_get_base(buffer: ggml_backend_buffer_t, /) -> int | None: ...


# size_t ggml_backend_buffer_get_size(ggml_backend_buffer_t buffer)
@native("ggml", c_size_t, ggml_backend_buffer_t)
def ggml_backend_buffer_get_size(buffer: ggml_backend_buffer_t, /) -> int: ...


# enum ggml_status ggml_backend_buffer_init_tensor(ggml_backend_buffer_t buffer, struct ggml_tensor *tensor)
@native("ggml", c_int, ggml_backend_buffer_t, POINTER(ggml_tensor))
def ggml_backend_buffer_init_tensor(buffer: ggml_backend_buffer_t, tensor: Ref[ggml_tensor], /) -> int: ...


# size_t ggml_backend_buffer_get_alignment(ggml_backend_buffer_t buffer)
@native("ggml", c_size_t, ggml_backend_buffer_t)
def ggml_backend_buffer_get_alignment(buffer: ggml_backend_buffer_t, /) -> int: ...


# size_t ggml_backend_buffer_get_max_size(ggml_backend_buffer_t buffer)
@native("ggml", c_size_t, ggml_backend_buffer_t)
def ggml_backend_buffer_get_max_size(buffer: ggml_backend_buffer_t, /) -> int: ...


# size_t ggml_backend_buffer_get_alloc_size(ggml_backend_buffer_t buffer, const struct ggml_tensor *tensor)
@native("ggml", c_size_t, ggml_backend_buffer_t, POINTER(ggml_tensor))
def ggml_backend_buffer_get_alloc_size(buffer: ggml_backend_buffer_t, tensor: Ref[ggml_tensor], /) -> int: ...


# void ggml_backend_buffer_clear(ggml_backend_buffer_t buffer, uint8_t value)
@native("ggml", None, ggml_backend_buffer_t, c_uint8)
def ggml_backend_buffer_clear(buffer: ggml_backend_buffer_t, value: int, /) -> None: ...


# bool ggml_backend_buffer_is_host(ggml_backend_buffer_t buffer)
@native("ggml", c_bool, ggml_backend_buffer_t)
def ggml_backend_buffer_is_host(buffer: ggml_backend_buffer_t, /) -> bool: ...


# void ggml_backend_buffer_set_usage(ggml_backend_buffer_t buffer, enum ggml_backend_buffer_usage usage)
@native("ggml", None, ggml_backend_buffer_t, c_uint)
def ggml_backend_buffer_set_usage(buffer: ggml_backend_buffer_t, usage: int, /) -> None: ...


# enum ggml_backend_buffer_usage ggml_backend_buffer_get_usage(ggml_backend_buffer_t buffer)
@native("ggml", c_uint, ggml_backend_buffer_t)
def ggml_backend_buffer_get_usage(buffer: ggml_backend_buffer_t, /) -> int: ...


# ggml_backend_buffer_type_t ggml_backend_buffer_get_type(ggml_backend_buffer_t buffer)
@native("ggml", ggml_backend_buffer_type_t, ggml_backend_buffer_t)
def ggml_backend_buffer_get_type(buffer: ggml_backend_buffer_t, /) -> ggml_backend_buffer_type_t: ...


# void ggml_backend_buffer_reset(ggml_backend_buffer_t buffer)
@native("ggml", None, ggml_backend_buffer_t)
def ggml_backend_buffer_reset(buffer: ggml_backend_buffer_t, /) -> None: ...


# ggml_backend_buffer_t ggml_backend_cpu_buffer_from_ptr(void *ptr, size_t size)
@native("ggml", ggml_backend_buffer_t, c_void_p, c_size_t)
def ggml_backend_cpu_buffer_from_ptr(ptr: Address, size: int, /) -> ggml_backend_buffer_t: ...


# ggml_backend_buffer_type_t ggml_backend_cpu_buffer_type(void)
@native("ggml", ggml_backend_buffer_type_t)
def ggml_backend_cpu_buffer_type() -> ggml_backend_buffer_type_t: ...
