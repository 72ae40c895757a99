"""What a grammar can enforce of the schema of a tool's arguments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from pyllama.constraint.json_schema import supported_part, supported_schema
from pyllama.constraint.schema_keywords import ANNOTATIONS, with_children
from pyllama.errors import GrammarError

_REMARKS: Final = ANNOTATIONS - {"$anchor", "$id", "$schema"}
"""What can be left out; the others say where references lead."""

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
    return _without_remarks(supported, "#"), left


def _without_remarks(schema: Any, path: str) -> Any:
    if not isinstance(schema, dict):
        return schema
    return {
        keyword: with_children(keyword, value, path, _without_remarks)
        for keyword, value in schema.items()
        if keyword not in _REMARKS
    }
