"""Chooses the fields of a response that a client wants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import msgspec

_DEPTH: Final = 8  # deeper than any response


def chosen_fields(response: msgspec.Struct, paths: Iterable[str]) -> dict[str, Any]:
    """Return some fields of a response; what it does not have is left out.

    Args:
        response: the response.
        paths: names of fields; ``"generation_settings/n_predict"`` is a field of a field. Each value has its
            path as its name.
    """
    values = ((path, _value(response, path)) for path in paths)
    return {path: value for path, value in values if value is not msgspec.UNSET}


def _value(response: msgspec.Struct, path: str) -> object:
    value: object = response
    for key in path.split("/", _DEPTH):
        if isinstance(value, msgspec.Struct):
            value = getattr(value, key) if key in value.__struct_fields__ else msgspec.UNSET
        else:
            value = value.get(key, msgspec.UNSET) if isinstance(value, dict) else msgspec.UNSET
    return value
