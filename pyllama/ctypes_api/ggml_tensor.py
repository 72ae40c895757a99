# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_char_p, c_float, c_int, c_int64, c_size_t, c_uint, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_context_p, ggml_object_p
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, MaybeNull, Ref


# void ggml_print_object(const struct ggml_object *obj)
@native("ggml", None, ggml_object_p)
def ggml_print_object(obj: ggml_object_p, /) -> None: ...


# void ggml_print_objects(const struct ggml_context *ctx)
@native("ggml", None, ggml_context_p)
def ggml_print_objects(ctx: ggml_context_p, /) -> None: ...


# int64_t ggml_nelements(const struct ggml_tensor *tensor)
@native("ggml", c_int64, POINTER(ggml_tensor))
def ggml_nelements(tensor: Ref[ggml_tensor], /) -> int: ...


# int64_t ggml_nrows(const struct ggml_tensor *tensor)
@native("ggml", c_int64, POINTER(ggml_tensor))
def ggml_nrows(tensor: Ref[ggml_tensor], /) -> int: ...


# size_t ggml_nbytes(const struct ggml_tensor *tensor)
@native("ggml", c_size_t, POINTER(ggml_tensor))
def ggml_nbytes(tensor: Ref[ggml_tensor], /) -> int: ...


# size_t ggml_nbytes_pad(const struct ggml_tensor *tensor)
@native("ggml", c_size_t, POINTER(ggml_tensor))
def ggml_nbytes_pad(tensor: Ref[ggml_tensor], /) -> int: ...


# const char *ggml_op_desc(const struct ggml_tensor *t)
@native("ggml", c_char_p, POINTER(ggml_tensor))
def ggml_op_desc(t: Ref[ggml_tensor], /) -> bytes | None: ...


# size_t ggml_element_size(const struct ggml_tensor *tensor)
@native("ggml", c_size_t, POINTER(ggml_tensor))
def ggml_element_size(tensor: Ref[ggml_tensor], /) -> int: ...


# bool ggml_is_quantized(enum ggml_type type)
@native("ggml", c_bool, c_uint)
def ggml_is_quantized(type_: int, /) -> bool: ...


# enum ggml_type ggml_ftype_to_ggml_type(enum ggml_ftype ftype)
@native("ggml", c_uint, c_int)
def ggml_ftype_to_ggml_type(ftype: int, /) -> int: ...


# bool ggml_is_transposed(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_transposed(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_is_permuted(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_permuted(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_is_empty(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_empty(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_is_view(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_view(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_is_scalar(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_scalar(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_is_vector(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_vector(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_is_matrix(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_matrix(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_is_3d(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_3d(tensor: Ref[ggml_tensor], /) -> bool: ...


# int ggml_n_dims(const struct ggml_tensor *tensor)
@native("ggml", c_int, POINTER(ggml_tensor))
def ggml_n_dims(tensor: Ref[ggml_tensor], /) -> int: ...


# bool ggml_is_contiguous(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_contiguous(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_is_contiguous_0(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_contiguous_0(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_is_contiguous_1(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_contiguous_1(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_is_contiguous_2(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_contiguous_2(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_is_contiguous_to_1(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_contiguous_to_1(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_is_contiguous_to_2(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_contiguous_to_2(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_is_contiguous_to_3(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_contiguous_to_3(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_is_contiguously_allocated(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_contiguously_allocated(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_is_contiguous_channels(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_contiguous_channels(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_is_contiguous_rows(const struct ggml_tensor *tensor)
@native("ggml", c_bool, POINTER(ggml_tensor))
def ggml_is_contiguous_rows(tensor: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_are_same_shape(const struct ggml_tensor *t0, const struct ggml_tensor *t1)
@native("ggml", c_bool, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_are_same_shape(t0: Ref[ggml_tensor], t1: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_are_same_stride(const struct ggml_tensor *t0, const struct ggml_tensor *t1)
@native("ggml", c_bool, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_are_same_stride(t0: Ref[ggml_tensor], t1: Ref[ggml_tensor], /) -> bool: ...


# bool ggml_can_repeat(const struct ggml_tensor *t0, const struct ggml_tensor *t1)
@native("ggml", c_bool, POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_can_repeat(t0: Ref[ggml_tensor], t1: Ref[ggml_tensor], /) -> bool: ...


# size_t ggml_tensor_overhead(void)
@native("ggml", c_size_t)
def ggml_tensor_overhead() -> int: ...


# bool ggml_validate_row_data(enum ggml_type type, const void *data, size_t nbytes)
@native("ggml", c_bool, c_uint, c_void_p, c_size_t)
def ggml_validate_row_data(type_: int, data: Address, nbytes: int, /) -> bool: ...


@native(
    "ggml",
    None,
    POINTER(ggml_tensor),
    c_int64,
    POINTER(c_int64),
    POINTER(c_int64),
    POINTER(c_int64),
    POINTER(c_int64),
)
def ggml_unravel_index(
    tensor: Ref[ggml_tensor],
    i: int,
    i0: Ref[c_int64],
    i1: Ref[c_int64],
    i2: Ref[c_int64],
    i3: Ref[c_int64],
    /,
) -> None: ...


# enum ggml_unary_op ggml_get_unary_op(const struct ggml_tensor *tensor)
@native("ggml", c_uint, POINTER(ggml_tensor))
def ggml_get_unary_op(tensor: Ref[ggml_tensor], /) -> int: ...


# enum ggml_glu_op ggml_get_glu_op(const struct ggml_tensor *tensor)
@native("ggml", c_uint, POINTER(ggml_tensor))
def ggml_get_glu_op(tensor: Ref[ggml_tensor], /) -> int: ...


# void *ggml_get_data(const struct ggml_tensor *tensor)
@native("ggml", c_void_p, POINTER(ggml_tensor))
def ggml_get_data(tensor: Ref[ggml_tensor], /) -> int | None: ...


# float *ggml_get_data_f32(const struct ggml_tensor *tensor)
@native("ggml", POINTER(c_float), POINTER(ggml_tensor))
def ggml_get_data_f32(tensor: Ref[ggml_tensor], /) -> MaybeNull[c_float]: ...


# const char *ggml_get_name(const struct ggml_tensor *tensor)
@native("ggml", c_char_p, POINTER(ggml_tensor))
def ggml_get_name(tensor: Ref[ggml_tensor], /) -> bytes | None: ...


# struct ggml_tensor *ggml_set_name(struct ggml_tensor *tensor, const char *name)
@native("ggml", POINTER(ggml_tensor), POINTER(ggml_tensor), c_char_p)
def ggml_set_name(tensor: Ref[ggml_tensor], name: bytes | None, /) -> MaybeNull[ggml_tensor]: ...


# void ggml_set_input(struct ggml_tensor *tensor)
@native("ggml", None, POINTER(ggml_tensor))
def ggml_set_input(tensor: Ref[ggml_tensor], /) -> None: ...


# void ggml_set_output(struct ggml_tensor *tensor)
@native("ggml", None, POINTER(ggml_tensor))
def ggml_set_output(tensor: Ref[ggml_tensor], /) -> None: ...


# void ggml_set_param(struct ggml_tensor *tensor)
@native("ggml", None, POINTER(ggml_tensor))
def ggml_set_param(tensor: Ref[ggml_tensor], /) -> None: ...


# void ggml_set_loss(struct ggml_tensor *tensor)
@native("ggml", None, POINTER(ggml_tensor))
def ggml_set_loss(tensor: Ref[ggml_tensor], /) -> None: ...


# struct ggml_tensor *ggml_set_zero(struct ggml_tensor *tensor)
@native("ggml", POINTER(ggml_tensor), POINTER(ggml_tensor))
def ggml_set_zero(tensor: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...
