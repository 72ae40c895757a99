"""Chooses the fields of a response that a client wants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import msgspec

_MISSING: Final = object()
_DEPTH: Final = 8  # deeper than any response


def chosen_fields(response: msgspec.Struct, paths: Iterable[str]) -> dict[str, Any]:
    """Return some fields of a response; what it does not have is left out.

    Args:
        response: the response.
        paths: names of fields; ``"generation_settings/n_predict"`` is a field of a field. Each value has its
            path as its name.
    """
    root = msgspec.to_builtins(response)
    values = ((path, _value(root, path)) for path in paths)
    return {path: value for path, value in values if value is not _MISSING}


def _value(root: dict[str, Any], path: str) -> object:
    value: object = root
    for key in path.split("/", _DEPTH):
        value = value.get(key, _MISSING) if isinstance(value, dict) else _MISSING
    return value
