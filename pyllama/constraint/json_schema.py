"""Checks that a JSON Schema has only keywords that are enforced, and that some finite text conforms to it.

llguidance enforces what is listed here. A keyword that it does not know would make the texts weaker than the
schema says, so it is refused; annotations, which say nothing about the texts, are not.
"""

from __future__ import annotations

import json
from decimal import Decimal
from math import isfinite, lcm
from typing import Any, Final

from pyllama.constraint.formats import PATTERNS
from pyllama.constraint.schema_keywords import (
    COUNTS,
    NUMBER_LIMITS,
    children,
    is_known,
    schema_error,
    with_children,
)
from pyllama.constraint.schema_needs import can_end
from pyllama.errors import GrammarError

MAX_DEPTH: Final = 100
"""Most schemas within each other."""

MAX_MULTIPLE: Final = 100_000
"""Largest common multiple of all ``multipleOf``, without zeros at the end: so many states has a number."""

MAX_INTEGER: Final = 1 << 53
"""Largest integer; from here on, llguidance takes one for another."""

_NOT_SUPPORTED: Final = "this keyword is not supported"


def supported_schema(text: str) -> str:
    """Return a schema as JSON, in words that llguidance takes as they are meant.

    Args:
        text: the schema as JSON.

    Raises:
        GrammarError: it is not JSON, not a schema, nested too deeply, has a keyword that is not supported,
            or refers to itself for ever; the message names the path.
    """
    try:
        schema = json.loads(text, parse_constant=_refuse, parse_float=_finite, parse_int=_whole)
    except (ValueError, RecursionError) as error:
        raise GrammarError(f"it is not valid JSON: {error}", param="json_schema") from None
    if isinstance(schema, bool):
        schema = {} if schema else {"enum": []}
    _check(schema, "#", 0)
    _check_multiples(schema)
    if not can_end(schema):
        raise GrammarError("it refers to itself for ever", param="json_schema")
    return json.dumps(schema)


def supported_part(schema: Any) -> tuple[Any, list[str]]:
    """Return a schema without the keywords that are not supported, and what is wrong with each of these.

    Raises:
        GrammarError: it is nested too deeply, or a keyword that has schemas in it has none.
    """
    left: list[str] = []

    def part(schema: Any, path: str, depth: int) -> Any:
        if not isinstance(schema, dict):
            return schema
        if depth > MAX_DEPTH:
            raise schema_error(path, f"schemas are nested deeper than {MAX_DEPTH}")
        result = {}
        for keyword, value in schema.items():
            where = f"{path}/{keyword}"
            if not is_known(keyword):
                left.append(schema_error(where, _NOT_SUPPORTED).reason)
                continue
            result[keyword] = with_children(
                keyword, value, where, lambda child, child_path: part(child, child_path, depth + 1)
            )
        return result

    return part(schema, "#", 0), left


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text[:20]} is too large a number")
    return number


def _whole(text: str) -> int:
    _finite(text)
    return int(text)


def _refuse(text: str) -> float:
    raise ValueError(f"{text} is not a number in JSON")


def _check(schema: Any, path: str, depth: int) -> None:
    """Check a schema and those in it, and put what llguidance takes otherwise into other words."""
    if isinstance(schema, bool):
        return
    if not isinstance(schema, dict):
        raise schema_error(path, "a schema must be an object or a boolean")
    if depth > MAX_DEPTH:
        raise schema_error(path, f"schemas are nested deeper than {MAX_DEPTH}")
    _rewrite(schema)
    _check_min_properties(schema, path)
    for keyword, value in schema.items():
        where = f"{path}/{keyword}"
        _check_keyword(keyword, value, where)
        for child, child_path in children(keyword, value, where):
            _check(child, child_path, depth + 1)


def _rewrite(schema: dict[str, Any]) -> None:
    """Replace tuples in their older form, counts such as ``2.0``, and formats that have a pattern here."""
    if isinstance(schema.get("items"), list):
        schema["prefixItems"] = schema.pop("items")
        if "additionalItems" in schema:
            schema["items"] = schema.pop("additionalItems")
    for keyword in COUNTS & schema.keys():
        value = schema[keyword]
        if isinstance(value, float) and value.is_integer():
            schema[keyword] = int(value)
    # The limits of wider integers, such as those of 64 bits, are met by all that are allowed here.
    for keyword in ("maximum", "exclusiveMaximum"):
        if _is_number(schema.get(keyword)):
            schema[keyword] = min(schema[keyword], MAX_INTEGER)
    for keyword in ("minimum", "exclusiveMinimum"):
        if _is_number(schema.get(keyword)):
            schema[keyword] = max(schema[keyword], -MAX_INTEGER)
    name, parts = schema.get("format"), schema.get("allOf", [])
    if isinstance(name, str) and name in PATTERNS and isinstance(parts, list):
        del schema["format"]
        # Beside a pattern that is there already, and parts, too.
        schema["allOf"] = [*parts, {"pattern": PATTERNS[name]}]


def _check_multiples(root: Any) -> None:
    """Refuse what numbers have to be a multiple of if following them would take too long."""
    multiple, todo = 1, [(root, "#")]
    while todo:
        schema, path = todo.pop()
        if not isinstance(schema, dict):
            continue
        for keyword, value in schema.items():
            where = f"{path}/{keyword}"
            todo += children(keyword, value, where)
            if keyword == "multipleOf":
                digits = "".join(map(str, Decimal(str(value)).normalize().as_tuple().digits))
                multiple = lcm(multiple, int(digits))
                if multiple > MAX_MULTIPLE:
                    raise schema_error(
                        where, f"the least common multiple of all these exceeds {MAX_MULTIPLE}"
                    )


def _check_min_properties(schema: dict[str, Any], path: str) -> None:
    """Refuse what llguidance counts wrongly: a name that occurs twice is one property of the object."""
    least, required = schema.get("minProperties"), schema.get("required")
    n_certain = max(1, len(required) if isinstance(required, list) else 0)
    if isinstance(least, int) and least > n_certain:
        raise schema_error(
            f"{path}/minProperties", f"more than {n_certain} is only supported for required properties"
        )


def _check_keyword(keyword: str, value: Any, path: str) -> None:
    if not is_known(keyword):
        raise schema_error(path, _NOT_SUPPORTED)
    wrong = None
    match keyword:
        case "pattern" | "format" | "$ref":
            wrong = None if isinstance(value, str) else "it must be a string"
        case "required":
            is_right = isinstance(value, list) and all(isinstance(name, str) for name in value)
            wrong = None if is_right else "it must be a list of names"
        case "enum" if not isinstance(value, list):
            wrong = "it must be a list of values"
        case "enum" | "const":
            wrong = f"integers beyond {MAX_INTEGER} are not supported" if _has_large_integer(value) else None
        case _ if keyword in NUMBER_LIMITS:
            wrong = _wrong_limit(keyword, value)
        case _ if keyword in COUNTS:
            is_right = _is_number(value) and isinstance(value, int) and value >= 0
            wrong = None if is_right else "it must be a whole number from 0"
    if wrong is not None:
        raise schema_error(path, wrong)


def _wrong_limit(keyword: str, value: Any) -> str | None:
    if not _is_number(value):
        return "it must be a number"
    if keyword == "multipleOf" and value <= 0:
        return "it must be greater than 0"
    return f"numbers beyond {MAX_INTEGER} are not supported" if abs(value) > MAX_INTEGER else None


def _is_number(value: Any) -> bool:
    # Python takes a boolean for a number, and so did the first drafts in two of these places.
    return isinstance(value, int | float) and not isinstance(value, bool)


def _has_large_integer(value: Any) -> bool:
    match value:
        case int():
            return abs(value) > MAX_INTEGER
        case list():
            return any(map(_has_large_integer, value))
        case dict():
            return any(map(_has_large_integer, value.values()))
        case _:
            return False
