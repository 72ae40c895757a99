"""Compares what the declarations say about structs with what a library says."""

from __future__ import annotations

from collections.abc import Mapping
from ctypes import Structure, Union, sizeof
from functools import cache
from pathlib import Path

from pyllama.ctypes_api import ggml, gguf, llama, mtmd
from pyllama.ctypes_api.build_info import Layout
from pyllama.errors import AbiMismatchError


@cache
def declared_structs() -> dict[str, type[Structure]]:
    """Return every declared struct by its C name."""
    return {
        name: value
        for facade in (llama, ggml, gguf, mtmd)
        for name, value in vars(facade).items()
        if isinstance(value, type) and issubclass(value, Structure) and value is not Structure
    }


def declared_layout(struct: type[Structure]) -> Layout:
    """Return how ctypes lays a struct out; members of an anonymous union count as the struct's own."""
    fields: dict[str, int] = {}
    for name, c_type in _field_types(struct):
        offset = getattr(struct, name).offset
        if name in getattr(struct, "_anonymous_", ()) and issubclass(c_type, Union):
            fields |= {inner: offset + getattr(c_type, inner).offset for inner, _ in _field_types(c_type)}
        else:
            fields[name.removesuffix("_")] = offset
    return Layout(sizeof(struct), fields)


def _field_types(struct: type[Structure | Union]) -> list[tuple[str, type]]:
    return [(field[0], field[1]) for field in struct._fields_]


def check_layouts(abi: Mapping[str, Layout], folder: Path) -> None:
    """Compare all declared structs with the layouts that a build recorded.

    Raises:
        AbiMismatchError: names the first struct that differs.
    """
    for name, struct in declared_structs().items():
        declared, actual = declared_layout(struct), abi.get(name)
        if actual is None:
            raise _mismatch(name, "a struct", "missing", folder)
        if actual.size != declared.size:
            raise _mismatch(name, f"{declared.size} bytes", f"{actual.size} bytes", folder)
        for field, offset in declared.fields.items():
            if actual.fields.get(field) != offset:
                found = f"laid out with {field} at byte {actual.fields.get(field)}"
                raise _mismatch(name, f"byte {offset}", found, folder)


def _mismatch(struct: str, expected: str, actual: str, folder: Path) -> AbiMismatchError:
    return AbiMismatchError(struct=struct, expected=expected, actual=actual, path=folder)
