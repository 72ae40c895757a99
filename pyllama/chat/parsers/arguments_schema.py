"""What a grammar can enforce of the schema of a tool's arguments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from pyllama.constraint.json_schema import supported_part, supported_schema
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


def enforceable(schema: Any) -> tuple[dict[str, Any], list[str]]:
    """Return as much of a schema as can be enforced, without what is only said about values.

    Returns:
        The schema, that of any object if it is wrong; and what is not enforced, in words.
    """
    try:
        part, left = supported_part(schema)
        supported: dict[str, Any] = json.loads(supported_schema(json.dumps(part)))
    except (GrammarError, TypeError, RecursionError) as error:
        return {"type": "object"}, [error.reason if isinstance(error, GrammarError) else "it is not a schema"]
    return _without_annotations(supported), left


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
