"""What a grammar can enforce of the schema of a tool's arguments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from pyllama.constraint.json_schema import supported_schema
from pyllama.errors import GrammarError

_ANNOTATIONS: Final = frozenset({"$comment", "default", "deprecated", "description", "examples", "title"})
_OPENING: Final = frozenset(
    {"additionalProperties", "patternProperties", "allOf", "anyOf", "oneOf", "$ref", "unevaluatedProperties"}
)


def arguments_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a tool's arguments without other members than it lists, if it lists any at all.

    JSON Schema allows all others then; but they would be made up.
    """
    if "properties" in schema and not _OPENING & schema.keys():
        return {**schema, "additionalProperties": False}
    return dict(schema)


def enforceable(schema: Any) -> dict[str, Any]:
    """Return a schema, without what is only said about it; that of any object if it cannot be enforced."""
    try:
        supported: dict[str, Any] = json.loads(supported_schema(json.dumps(schema)))
    except (GrammarError, TypeError):
        return {"type": "object"}
    return _without_annotations(supported)


def _without_annotations(schema: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for keyword, value in schema.items():
        match keyword:
            case "properties" | "patternProperties" | "$defs" | "definitions":
                result[keyword] = {name: _child(child) for name, child in value.items()}
            case "items" | "additionalProperties":
                result[keyword] = _child(value)
            case "allOf" | "anyOf" | "oneOf" | "prefixItems":
                result[keyword] = [_child(child) for child in value]
            case _ if keyword not in _ANNOTATIONS:
                result[keyword] = value
    return result


def _child(schema: Any) -> Any:
    return _without_annotations(schema) if isinstance(schema, dict) else schema
