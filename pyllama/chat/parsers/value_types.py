"""Which types of JSON a schema allows, for formats that write arguments as plain text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

_MAX_DEPTH: Final = 8
_PYTHON: Final = {"True": "true", "False": "false", "None": "null"}

_TYPES: Final = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}

ALL_TYPES: Final = frozenset({"string", "number", "integer", "boolean", "null", "object", "array"})


def value_types(schema: Any, root: Any, depth: int = 0) -> frozenset[str]:
    """Return the names of the types that a schema allows; all where it does not say.

    Args:
        schema: the schema of a value.
        root: the schema that it is a part of, in which references are looked up.
        depth: how many schemas lie around it.
    """
    if not isinstance(schema, Mapping) or depth > _MAX_DEPTH:
        return ALL_TYPES
    types = ALL_TYPES
    match schema.get("type"):
        case str(name):
            types = frozenset({name})
        case [*names]:
            types = frozenset(name for name in names if isinstance(name, str))
    if "const" in schema:
        types &= {_type_of(schema["const"])}
    if isinstance(values := schema.get("enum"), list):
        types &= {_type_of(value) for value in values}
    for keyword in ("anyOf", "oneOf"):
        if isinstance(options := schema.get(keyword), list):
            types &= frozenset().union(*(value_types(option, root, depth + 1) for option in options))
    if isinstance(reference := schema.get("$ref"), str):
        types &= value_types(_referred(reference, root), root, depth + 1)
    return types


def json_of_text(text: str, types: frozenset[str]) -> str:
    """Return the JSON that a text stands for: itself where it is of one of some types, otherwise a string."""
    stripped = text.strip()
    stripped = _PYTHON.get(stripped, stripped)
    try:
        value = json.loads(stripped, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return json.dumps(text, ensure_ascii=False)
    found = _type_of(value)
    is_allowed = found in types or (found == "integer" and "number" in types) or "string" not in types
    return stripped if is_allowed else json.dumps(text, ensure_ascii=False)


def _referred(reference: str, root: Any) -> Any:
    found = root
    for part in reference.removeprefix("#").split("/")[1:]:
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _type_of(value: Any) -> str:
    return "null" if value is None else _TYPES[type(value)]


def _refuse(constant: str) -> Any:
    raise ValueError(constant)
