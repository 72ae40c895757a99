"""Which types of JSON a schema allows, for formats that write arguments as plain text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

MAX_SCHEMAS: Final = 200
"""Most schemas that are looked at for one value; a schema can refer to itself, in many ways."""

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


def value_types(schema: Any, root: Any) -> frozenset[str]:
    """Return the names of the types that a schema allows; all where it does not say.

    Args:
        schema: the schema of a value.
        root: the schema that it is a part of, in which references are looked up.
    """
    return _types(schema, root, iter(range(MAX_SCHEMAS)))


def type_of(value: Any) -> str:
    """Return the name of the type of a value of JSON."""
    return "null" if value is None else _TYPES[type(value)]


def referred(reference: str, root: Any) -> Any:
    """Return what a reference within a schema refers to, ``None`` if that is not there."""
    found = root
    for part in reference.removeprefix("#").split("/")[1:]:
        found = found.get(part.replace("~1", "/").replace("~0", "~")) if isinstance(found, Mapping) else None
    return found


def json_of_text(text: str, types: frozenset[str]) -> str:
    """Return the JSON that a text stands for: itself where it is of one of some types, otherwise a string."""
    stripped = text.strip()
    stripped = _PYTHON.get(stripped, stripped)
    try:
        value = json.loads(stripped, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return json.dumps(text, ensure_ascii=False)
    found = type_of(value)
    is_allowed = found in types or (found == "integer" and "number" in types) or "string" not in types
    return stripped if is_allowed else json.dumps(text, ensure_ascii=False)


def _types(schema: Any, root: Any, budget: Iterator[int]) -> frozenset[str]:
    if not isinstance(schema, Mapping) or next(budget, None) is None:
        return ALL_TYPES
    types = _named_types(schema.get("type"))
    if "const" in schema:
        types &= {type_of(schema["const"])}
    if isinstance(values := schema.get("enum"), list):
        types &= {type_of(value) for value in values}
    for keyword in ("anyOf", "oneOf"):
        if isinstance(options := schema.get(keyword), list):
            types &= frozenset().union(*(_types(option, root, budget) for option in options))
    for part in parts if isinstance(parts := schema.get("allOf"), list) else ():
        types &= _types(part, root, budget)
    if isinstance(reference := schema.get("$ref"), str):
        types &= _types(referred(reference, root), root, budget)
    return types


def _named_types(given: Any) -> frozenset[str]:
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, list):
        return ALL_TYPES
    types = frozenset(name for name in names if isinstance(name, str))
    return types | {"integer"} if "number" in types else types


def _refuse(constant: str) -> Any:
    raise ValueError(constant)
