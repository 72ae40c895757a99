# Generated from ggml-backend.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_char_p, c_size_t, c_uint, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_backend_structs import (
    ggml_backend_dev_props,
    ggml_backend_meta_get_split_state_t,
)
from pyllama.ctypes_api.ggml_handles import (
    ggml_backend_buffer_t,
    ggml_backend_buffer_type_t,
    ggml_backend_dev_t,
    ggml_backend_reg_t,
    ggml_backend_t,
)
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, Ref


# const char *ggml_backend_dev_name(ggml_backend_dev_t device)
@native("ggml", c_char_p, ggml_backend_dev_t)
def ggml_backend_dev_name(device: ggml_backend_dev_t, /) -> bytes | None: ...


# const char *ggml_backend_dev_description(ggml_backend_dev_t device)
@native("ggml", c_char_p, ggml_backend_dev_t)
def ggml_backend_dev_description(device: ggml_backend_dev_t, /) -> bytes | None: ...


# void ggml_backend_dev_memory(ggml_backend_dev_t device, size_t *free, size_t *total)
@native("ggml", None, ggml_backend_dev_t, POINTER(c_size_t), POINTER(c_size_t))
def ggml_backend_dev_memory(
    device: ggml_backend_dev_t, free: Ref[c_size_t], total: Ref[c_size_t], /
) -> None: ...


# enum ggml_backend_dev_type ggml_backend_dev_type(ggml_backend_dev_t device)
@native("ggml", c_uint, ggml_backend_dev_t)
def ggml_backend_dev_type_(device: ggml_backend_dev_t, /) -> int: ...


# void ggml_backend_dev_get_props(ggml_backend_dev_t device, struct ggml_backend_dev_props *props)
@native("ggml", None, ggml_backend_dev_t, POINTER(ggml_backend_dev_props))
def ggml_backend_dev_get_props(device: ggml_backend_dev_t, props: Ref[ggml_backend_dev_props], /) -> None: ...


# ggml_backend_reg_t ggml_backend_dev_backend_reg(ggml_backend_dev_t device)
@native("ggml", ggml_backend_reg_t, ggml_backend_dev_t)
def ggml_backend_dev_backend_reg(device: ggml_backend_dev_t, /) -> ggml_backend_reg_t: ...


# ggml_backend_t ggml_backend_dev_init(ggml_backend_dev_t device, const char *params)
@native("ggml", ggml_backend_t, ggml_backend_dev_t, c_char_p)
def ggml_backend_dev_init(device: ggml_backend_dev_t, params: bytes | None, /) -> ggml_backend_t: ...


# ggml_backend_buffer_type_t ggml_backend_dev_buffer_type(ggml_backend_dev_t device)
@native("ggml", ggml_backend_buffer_type_t, ggml_backend_dev_t)
def ggml_backend_dev_buffer_type(device: ggml_backend_dev_t, /) -> ggml_backend_buffer_type_t: ...


# ggml_backend_buffer_type_t ggml_backend_dev_host_buffer_type(ggml_backend_dev_t device)
@native("ggml", ggml_backend_buffer_type_t, ggml_backend_dev_t)
def ggml_backend_dev_host_buffer_type(device: ggml_backend_dev_t, /) -> ggml_backend_buffer_type_t: ...


@native("ggml", ggml_backend_buffer_t, ggml_backend_dev_t, c_void_p, c_size_t, c_size_t)
def ggml_backend_dev_buffer_from_host_ptr(
    device: ggml_backend_dev_t, ptr: Address, size: int, max_tensor_size: int, /
) -> ggml_backend_buffer_t: ...


# bool ggml_backend_dev_supports_op(ggml_backend_dev_t device, const struct ggml_tensor *op)
@native("ggml", c_bool, ggml_backend_dev_t, POINTER(ggml_tensor))
def ggml_backend_dev_supports_op(device: ggml_backend_dev_t, op: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_backend_dev_supports_buft(ggml_backend_dev_t device, ggml_backend_buffer_type_t buft)
@native("ggml", c_bool, ggml_backend_dev_t, ggml_backend_buffer_type_t)
def ggml_backend_dev_supports_buft(
    device: ggml_backend_dev_t, buft: ggml_backend_buffer_type_t, /
) -> bool: ...


# bool ggml_backend_dev_offload_op(ggml_backend_dev_t device, const struct ggml_tensor *op)
@native("ggml", c_bool, ggml_backend_dev_t, POINTER(ggml_tensor))
def ggml_backend_dev_offload_op(device: ggml_backend_dev_t, op: Ref[ggml_tensor], /) -> bool: ...


# const char *ggml_backend_reg_name(ggml_backend_reg_t reg)
@native("ggml", c_char_p, ggml_backend_reg_t)
def ggml_backend_reg_name(reg: ggml_backend_reg_t, /) -> bytes | None: ...


# size_t ggml_backend_reg_dev_count(ggml_backend_reg_t reg)
@native("ggml", c_size_t, ggml_backend_reg_t)
def ggml_backend_reg_dev_count(reg: ggml_backend_reg_t, /) -> int: ...


# ggml_backend_dev_t ggml_backend_reg_dev_get(ggml_backend_reg_t reg, size_t index)
@native("ggml", ggml_backend_dev_t, ggml_backend_reg_t, c_size_t)
def ggml_backend_reg_dev_get(reg: ggml_backend_reg_t, index: int, /) -> ggml_backend_dev_t: ...


# void *ggml_backend_reg_get_proc_address(ggml_backend_reg_t reg, const char *name)
@native("ggml", c_void_p, ggml_backend_reg_t, c_char_p)
def ggml_backend_reg_get_proc_address(reg: ggml_backend_reg_t, name: bytes | None, /) -> int | None: ...


# void ggml_backend_register(ggml_backend_reg_t reg)
@native("ggml", None, ggml_backend_reg_t)
def ggml_backend_register(reg: ggml_backend_reg_t, /) -> None: ...


# void ggml_backend_device_register(ggml_backend_dev_t device)
@native("ggml", None, ggml_backend_dev_t)
def ggml_backend_device_register(device: ggml_backend_dev_t, /) -> None: ...


# size_t ggml_backend_reg_count(void)
@native("ggml", c_size_t)
def ggml_backend_reg_count() -> int: ...


# ggml_backend_reg_t ggml_backend_reg_get(size_t index)
@native("ggml", ggml_backend_reg_t, c_size_t)
def ggml_backend_reg_get(index: int, /) -> ggml_backend_reg_t: ...


# ggml_backend_reg_t ggml_backend_reg_by_name(const char *name)
@native("ggml", ggml_backend_reg_t, c_char_p)
def ggml_backend_reg_by_name(name: bytes | None, /) -> ggml_backend_reg_t: ...


# size_t ggml_backend_dev_count(void)
@native("ggml", c_size_t)
def ggml_backend_dev_count() -> int: ...


# ggml_backend_dev_t ggml_backend_dev_get(size_t index)
@native("ggml", ggml_backend_dev_t, c_size_t)
def ggml_backend_dev_get(index: int, /) -> ggml_backend_dev_t: ...


# ggml_backend_dev_t ggml_backend_dev_by_name(const char *name)
@native("ggml", ggml_backend_dev_t, c_char_p)
def ggml_backend_dev_by_name(name: bytes | None, /) -> ggml_backend_dev_t: ...


# ggml_backend_dev_t ggml_backend_dev_by_type(enum ggml_backend_dev_type type)
@native("ggml", ggml_backend_dev_t, c_uint)
def ggml_backend_dev_by_type(type_: int, /) -> ggml_backend_dev_t: ...


# ggml_backend_t ggml_backend_init_by_name(const char *name, const char *params)
@native("ggml", ggml_backend_t, c_char_p, c_char_p)
def ggml_backend_init_by_name(name: bytes | None, params: bytes | None, /) -> ggml_backend_t: ...


# ggml_backend_t ggml_backend_init_by_type(enum ggml_backend_dev_type type, const char *params)
@native("ggml", ggml_backend_t, c_uint, c_char_p)
def ggml_backend_init_by_type(type_: int, params: bytes | None, /) -> ggml_backend_t: ...


# ggml_backend_t ggml_backend_init_best(void)
@native("ggml", ggml_backend_t)
def ggml_backend_init_best() -> ggml_backend_t: ...


# ggml_backend_reg_t ggml_backend_load(const char *path)
@native("ggml", ggml_backend_reg_t, c_char_p)
def ggml_backend_load(path: bytes | None, /) -> ggml_backend_reg_t: ...


# void ggml_backend_unload(ggml_backend_reg_t reg)
@native("ggml", None, ggml_backend_reg_t)
def ggml_backend_unload(reg: ggml_backend_reg_t, /) -> None: ...


# void ggml_backend_load_all(void)
@native("ggml", None)
def ggml_backend_load_all() -> None: ...


# void ggml_backend_load_all_from_path(const char *dir_path)
@native("ggml", None, c_char_p)
def ggml_backend_load_all_from_path(dir_path: bytes | None, /) -> None: ...


# const char *ggml_backend_meta_split_axis_name(enum ggml_backend_meta_split_axis split_axis)
@native("ggml", c_char_p, c_uint)
def ggml_backend_meta_split_axis_name(split_axis: int, /) -> bytes | None: ...


@native(
    "ggml",
    ggml_backend_dev_t,
    POINTER(ggml_backend_dev_t),
    c_size_t,
    ggml_backend_meta_get_split_state_t,
    c_void_p,
)
def ggml_backend_meta_device(
    devs: Ref[ggml_backend_dev_t],
    n_devs: int,
    get_split_state: ggml_backend_meta_get_split_state_t,
    get_split_state_ud: Address,
    /,
) -> ggml_backend_dev_t: ...
