"""A GGUF file as such: its metadata and where its tensors lie, whatever it is for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from ctypes import POINTER
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyllama.backend import native_errors
from pyllama.ctypes_api import ggml, gguf
from pyllama.errors import ModelLoadError
from pyllama.native_object import NativeObject

_STRING: Final = gguf.gguf_type.GGUF_TYPE_STRING
_N_DIMS: Final = 4


@dataclass(frozen=True, slots=True)
class GgufTensor:
    """Where a tensor lies.

    Attributes:
        name: its name.
        shape: sizes, the one that varies fastest first, without those of 1 at the end.
        dtype: a number of ``ggml_type``.
        offset: of its first byte in the file.
        n_bytes: its size in bytes.
    """

    name: str
    shape: tuple[int, ...]
    dtype: int
    offset: int
    n_bytes: int


class GgufFile(NativeObject[gguf.gguf_context_p]):
    """What a GGUF file says of itself; no tensors are read.

    Args:
        path: the file.

    Raises:
        ModelLoadError: no such file, not a GGUF, or its header is damaged.

    Native: gguf_init_from_file.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        params = gguf.gguf_init_params(no_alloc=True, ctx=POINTER(ggml.ggml_context_p)())
        with native_errors() as errors:
            handle = gguf.gguf_init_from_file(os.fsencode(self.path), params)
        if not handle:
            reason = errors[0].partition(": ")[2] if errors else "not a GGUF file"
            raise ModelLoadError(self.path, reason)
        super().__init__(handle, gguf.gguf_free)

    def has(self, key: str) -> bool:
        """Whether there is such a key. Native: gguf_find_key."""
        return gguf.gguf_find_key(self.handle, key.encode()) >= 0

    def type_of(self, key: str) -> int | None:
        """Return the ``gguf_type`` of a key's value, if there is one. Native: gguf_get_kv_type."""
        i = gguf.gguf_find_key(self.handle, key.encode())
        return gguf.gguf_get_kv_type(self.handle, i) if i >= 0 else None

    def text(self, key: str) -> str:
        """Return a text of the metadata, ``""`` where there is none. Native: gguf_get_val_str."""
        if self.type_of(key) != _STRING:
            return ""
        value = gguf.gguf_get_val_str(self.handle, gguf.gguf_find_key(self.handle, key.encode()))
        return (value or b"").decode("utf-8", "replace")

    def tensors(self) -> Iterator[GgufTensor]:
        """Yield all tensors, in their order. Native: gguf_get_n_tensors."""
        handle = self.handle
        data = gguf.gguf_get_data_offset(handle)
        for i in range(gguf.gguf_get_n_tensors(handle)):
            sizes = gguf.gguf_get_tensor_ne(handle, i)
            shape = [sizes[dim] for dim in range(_N_DIMS)] if sizes else []
            while len(shape) > 1 and shape[-1] == 1:
                shape.pop()
            yield GgufTensor(
                (gguf.gguf_get_tensor_name(handle, i) or b"").decode("utf-8", "replace"),
                tuple(shape),
                gguf.gguf_get_tensor_type(handle, i),
                data + gguf.gguf_get_tensor_offset(handle, i),
                gguf.gguf_get_tensor_size(handle, i),
            )
