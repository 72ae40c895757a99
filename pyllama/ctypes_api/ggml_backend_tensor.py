# Generated from ggml-backend.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_int, c_size_t, c_uint8, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_backend_buffer_t, ggml_backend_t
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, Ref


# void ggml_backend_tensor_copy(const struct ggml_tensor *src, struct ggml_tensor *dst)
@native("ggml", None, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_backend_tensor_copy(src: Ref[ggml_tensor], dst: Ref[ggml_tensor], /) -> None: ...


@native("ggml", None, ggml_backend_t, POINTER(ggml_tensor), c_void_p, c_size_t, c_size_t)
def ggml_backend_tensor_set_async(
    backend: ggml_backend_t, tensor: Ref[ggml_tensor], data: Address, offset: int, size: int, /
) -> None: ...


@native("ggml", None, ggml_backend_t, POINTER(ggml_tensor), c_void_p, c_size_t, c_size_t)
def ggml_backend_tensor_get_async(
    backend: ggml_backend_t, tensor: Ref[ggml_tensor], data: Address, offset: int, size: int, /
) -> None: ...


@native(
    "ggml",
    None,
    ggml_backend_t,
    POINTER(ggml_tensor),
    c_void_p,
    c_size_t,
    c_size_t,
    c_size_t,
    c_size_t,
    c_size_t,
)
def ggml_backend_tensor_set_2d_async(
    backend: ggml_backend_t,
    tensor: Ref[ggml_tensor],
    data: Address,
    offset: int,
    size: int,
    n_copies: int,
    stride_tensor: int,
    stride_data: int,
    /,
) -> None: ...


@native(
    "ggml",
    None,
    ggml_backend_t,
    POINTER(ggml_tensor),
    c_void_p,
    c_size_t,
    c_size_t,
    c_size_t,
    c_size_t,
    c_size_t,
)
def ggml_backend_tensor_get_2d_async(
    backend: ggml_backend_t,
    tensor: Ref[ggml_tensor],
    data: Address,
    offset: int,
    size: int,
    n_copies: int,
    stride_tensor: int,
    stride_data: int,
    /,
) -> None: ...


# void ggml_backend_tensor_set(struct ggml_tensor *tensor, const void *data, size_t offset, size_t size)
@native("ggml", None, POINTER(ggml_tensor), c_void_p, c_size_t, c_size_t)
def ggml_backend_tensor_set(tensor: Ref[ggml_tensor], data: Address, offset: int, size: int, /) -> None: ...


# void ggml_backend_tensor_get(const struct ggml_tensor *tensor, void *data, size_t offset, size_t size)
@native("ggml", None, POINTER(ggml_tensor), c_void_p, c_size_t, c_size_t)
def ggml_backend_tensor_get(tensor: Ref[ggml_tensor], data: Address, offset: int, size: int, /) -> None: ...


@native("ggml", None, POINTER(ggml_tensor), c_void_p, c_size_t, c_size_t, c_size_t, c_size_t, c_size_t)
def ggml_backend_tensor_set_2d(
    tensor: Ref[ggml_tensor],
    data: Address,
    offset: int,
    size: int,
    n_copies: int,
    stride_tensor: int,
    stride_data: int,
    /,
) -> None: ...


@native("ggml", None, POINTER(ggml_tensor), c_void_p, c_size_t, c_size_t, c_size_t, c_size_t, c_size_t)
def ggml_backend_tensor_get_2d(
    tensor: Ref[ggml_tensor],
    data: Address,
    offset: int,
    size: int,
    n_copies: int,
    stride_tensor: int,
    stride_data: int,
    /,
) -> None: ...


# void ggml_backend_tensor_memset(struct ggml_tensor *tensor, uint8_t value, size_t offset, size_t size)
@native("ggml", None, POINTER(ggml_tensor), c_uint8, c_size_t, c_size_t)
def ggml_backend_tensor_memset(tensor: Ref[ggml_tensor], value: int, offset: int, size: int, /) -> None: ...


@native("ggml", c_int, ggml_backend_buffer_t, POINTER(ggml_tensor), c_void_p)
def ggml_backend_tensor_alloc(
    buffer: ggml_backend_buffer_t, tensor: Ref[ggml_tensor], addr: Address, /
) -> int: ...


# enum ggml_status ggml_backend_view_init(struct ggml_tensor *tensor)
@native("ggml", c_int, POINTER(ggml_tensor))
def ggml_backend_view_init(tensor: Ref[ggml_tensor], /) -> int: ...
