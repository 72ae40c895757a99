"""Judges a library that was not built by ``build_native.py``, before anything else is called in it."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from ctypes import CDLL, Structure, addressof, c_char_p, c_uint8, c_void_p, sizeof
from pathlib import Path
from typing import TYPE_CHECKING

from pyllama.ctypes_api._defaults import DEFAULTS, LLAMA_VERSION
from pyllama.ctypes_api.abi import declared_structs
from pyllama.errors import AbiMismatchError

if TYPE_CHECKING:
    from ctypes import _NamedFuncPointer as _CDLLFunction

# Far larger than any of the structs, so that a library with larger ones cannot write past it.
_N_BYTES = 4096
_Buffer = c_uint8 * _N_BYTES


class _Oversized(Structure):
    _fields_ = (("bytes", _Buffer),)


def check_foreign(library: CDLL, folder: Path | None) -> None:
    """Compare version and default parameters of a ``llama`` library with the recorded ones.

    The default parameters are structs that the library returns by value, so their bytes show its layout.

    Raises:
        AbiMismatchError: names the function or the struct that differs.
    """
    version = _symbol(library, "llama_version", folder)
    version.restype = c_char_p
    actual = (version() or b"").decode(errors="replace")
    if actual != LLAMA_VERSION:
        raise AbiMismatchError(struct="llama_version", expected=LLAMA_VERSION, actual=actual, path=folder)
    for name, defaults in DEFAULTS.items():
        struct = declared_structs()[name]
        images = _images(_symbol(library, name.replace("_params", "_default_params"), folder))
        _check_size(struct, images, folder)
        for image in images:
            _check_values(struct, defaults, image, folder)


def plain_value(value: object) -> int | float | None:
    """Return a struct's field as it is recorded: numbers as they are, NULL as ``None``."""
    if isinstance(value, int | float):
        return value
    return -1 if value else None  # an address says nothing


def _symbol(library: CDLL, name: str, folder: Path | None) -> _CDLLFunction:
    try:
        return library[name]
    except AttributeError:
        raise AbiMismatchError(struct=name, expected="a function", actual="missing", path=folder) from None


def _images(function: _CDLLFunction) -> list[bytes]:
    """Return what a function writes as its result; bytes that it does not write differ between images."""
    if platform.machine().lower() not in {"x86_64", "amd64"}:
        function.restype = _Oversized
        return [bytes(function())]
    # Here C passes the address of a large result like a first argument, so the memory can be prepared.
    function.restype, function.argtypes = c_void_p, [c_void_p]
    images = []
    for fill in (0x00, 0xFF):
        buffer = _Buffer(*[fill] * _N_BYTES)
        function(addressof(buffer))
        images.append(bytes(buffer))
    return images


def _check_size(struct: type[Structure], images: list[bytes], folder: Path | None) -> None:
    if len(images) < 2:
        return
    written = [i for i, (a, b) in enumerate(zip(*images, strict=True)) if a == b]
    size = max(written, default=-1) + 1
    if size > sizeof(struct):
        raise AbiMismatchError(
            struct=struct.__name__,
            expected=f"{sizeof(struct)} bytes",
            actual=f"at least {size} bytes long",
            path=folder,
        )


def _check_values(
    struct: type[Structure],
    defaults: Mapping[str, float | None],
    image: bytes,
    folder: Path | None,
) -> None:
    values = struct.from_buffer_copy(image)
    for field, expected in defaults.items():
        actual = plain_value(getattr(values, field))
        if actual != expected:
            raise AbiMismatchError(
                struct=struct.__name__,
                expected=expected,
                actual=f"returned with {field} = {actual}",
                path=folder,
            )
