"""Values in the place of a model file's own metadata, and buffers for its tensors."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import Array
from typing import Final

from pyllama.ctypes_api import ggml
from pyllama.ctypes_api import llama as C
from pyllama.errors import InvalidRequestError

MetadataValue = int | float | bool | str
"""A value of GGUF metadata; its Python type is the type in the file."""

_N_BYTES_MAX: Final = 127


def check_metadata(overrides: Sequence[tuple[str, MetadataValue]]) -> None:
    """Check that the native structs can hold keys and values.

    Raises:
        InvalidRequestError: a key or a text is too long, or an integer has more than 64 bits.
    """
    for key, value in overrides:
        texts = [key, value] if isinstance(value, str) else [key]
        if not key or any("\0" in text or len(text.encode()) > _N_BYTES_MAX for text in texts):
            message = (
                f"metadata {key!r}: keys have 1 to {_N_BYTES_MAX} bytes and texts at most as many, and no NUL"
            )
            raise InvalidRequestError(message, param="metadata_overrides")
        if isinstance(value, int) and not -(2**63) <= value < 2**63:
            message = f"metadata {key!r}: {value} has more than 64 bits"
            raise InvalidRequestError(message, param="metadata_overrides")


def metadata_array(overrides: Sequence[tuple[str, MetadataValue]]) -> Array[C.llama_model_kv_override]:
    """Return the native list, which ends with an element without a key.

    Native code warns of a type that the file's value does not have, and ignores the override. A value that
    contradicts the tensors, such as another number of layers, ends the process.

    Native: llama_model_kv_override.
    """
    array = (C.llama_model_kv_override * (len(overrides) + 1))()
    types = C.llama_model_kv_override_type
    for element, (key, value) in zip(array, overrides, strict=False):
        element.key = key.encode()
        # A truth value is an integer to Python, so it comes first.
        if isinstance(value, bool):
            element.tag, element.value.val_bool = types.LLAMA_KV_OVERRIDE_TYPE_BOOL, value
        elif isinstance(value, int):
            element.tag, element.value.val_i64 = types.LLAMA_KV_OVERRIDE_TYPE_INT, value
        elif isinstance(value, float):
            element.tag, element.value.val_f64 = types.LLAMA_KV_OVERRIDE_TYPE_FLOAT, value
        else:
            element.tag, element.value.val_str = types.LLAMA_KV_OVERRIDE_TYPE_STR, value.encode()
    return array


def tensor_array(overrides: Sequence[tuple[str, str]]) -> Array[C.llama_model_tensor_buft_override]:
    """Return the native list, which ends with an element without a pattern.

    Args:
        overrides: pairs of a regular expression for names of tensors and the name of a buffer type.

    Raises:
        InvalidRequestError: there is no such buffer type.

    Native: llama_model_tensor_buft_override.
    """
    array = (C.llama_model_tensor_buft_override * (len(overrides) + 1))()
    known = _buffer_types()
    for element, (pattern, name) in zip(array, overrides, strict=False):
        if name not in known:
            message = f"unknown buffer type {name!r}; known are {', '.join(known)}"
            raise InvalidRequestError(message, param="tensor_overrides")
        element.pattern = pattern.encode()
        element.buft = known[name]
    return array


def _buffer_types() -> dict[str, ggml.ggml_backend_buffer_type_t]:
    devices = (ggml.ggml_backend_dev_get(i) for i in range(ggml.ggml_backend_dev_count()))
    types = (ggml.ggml_backend_dev_buffer_type(device) for device in devices)
    return {(ggml.ggml_backend_buft_name(buft) or b"").decode(): buft for buft in types if buft}
