"""Checks that a JSON Schema has only keywords that are enforced, and that some finite text conforms to it.

llguidance enforces what is listed here. A keyword that it does not know would make the texts weaker than the
schema says, so it is refused; annotations, which say nothing about the texts, are not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from math import isfinite, lcm
from typing import Any, Final
from urllib.parse import unquote

from pyllama.constraint.endings import Needs, ending_parts
from pyllama.constraint.formats import PATTERNS
from pyllama.errors import GrammarError

MAX_DEPTH: Final = 100
"""Most schemas within each other."""

MAX_MULTIPLE: Final = 100_000
"""Largest common multiple of all ``multipleOf``, without zeros at the end: so many states has a number."""

_ONE: Final = frozenset({"additionalProperties", "items"})
_LISTS: Final = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_MAPS: Final = frozenset({"properties", "patternProperties", "$defs", "definitions"})
_NUMBERS: Final = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})
_COUNTS: Final = frozenset(
    {"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"}
)
_OTHERS: Final = frozenset({"type", "enum", "const", "required", "pattern", "format", "$ref"})
_ANNOTATIONS: Final = frozenset(
    {
        "$anchor",
        "$comment",
        "$id",
        "$schema",
        "default",
        "deprecated",
        "description",
        "discriminator",
        "examples",
        "readOnly",
        "title",
        "writeOnly",
    }
)
_ENFORCED: Final = _ONE | _LISTS | _MAPS | _NUMBERS | _COUNTS | _OTHERS


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
    if "#" not in ending_parts(_needs(schema)):
        raise GrammarError("it refers to itself for ever", param="json_schema")
    return json.dumps(schema)


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
        raise _error(path, "a schema must be an object or a boolean")
    if depth > MAX_DEPTH:
        raise _error(path, f"schemas are nested deeper than {MAX_DEPTH}")
    _rewrite(schema)
    _check_min_properties(schema, path)
    for keyword, value in schema.items():
        where = f"{path}/{keyword}"
        _check_keyword(keyword, value, where)
        for child, child_path in _children(keyword, value, where):
            _check(child, child_path, depth + 1)


def _rewrite(schema: dict[str, Any]) -> None:
    """Replace tuples in their older form, counts such as ``2.0``, and formats that have a pattern here."""
    if isinstance(schema.get("items"), list):
        schema["prefixItems"] = schema.pop("items")
        if "additionalItems" in schema:
            schema["items"] = schema.pop("additionalItems")
    for keyword in _COUNTS & schema.keys():
        value = schema[keyword]
        if isinstance(value, float) and value.is_integer():
            schema[keyword] = int(value)
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
            todo += _children(keyword, value, where)
            if keyword == "multipleOf":
                digits = "".join(map(str, Decimal(str(value)).normalize().as_tuple().digits))
                multiple = lcm(multiple, int(digits))
                if multiple > MAX_MULTIPLE:
                    raise _error(where, f"the least common multiple of all these exceeds {MAX_MULTIPLE}")


def _check_min_properties(schema: dict[str, Any], path: str) -> None:
    """Refuse what llguidance counts wrongly: a name that occurs twice is one property of the object."""
    least, required = schema.get("minProperties"), schema.get("required")
    n_certain = max(1, len(required) if isinstance(required, list) else 0)
    if isinstance(least, int) and least > n_certain:
        raise _error(
            f"{path}/minProperties", f"more than {n_certain} is only supported for required properties"
        )


def _check_keyword(keyword: str, value: Any, path: str) -> None:
    if keyword in _ANNOTATIONS or (keyword.startswith("x-") and keyword != "x-guidance"):
        return
    if keyword not in _ENFORCED:
        raise _error(path, "this keyword is not supported")
    # Python takes a boolean for a number, and so did the first drafts in two of these places.
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if keyword in _NUMBERS and not is_number:
        raise _error(path, "it must be a number")
    if keyword == "multipleOf" and value <= 0:
        raise _error(path, "it must be greater than 0")
    if keyword in _COUNTS and not (is_number and isinstance(value, int) and value >= 0):
        raise _error(path, "it must be a whole number from 0")


def _children(keyword: str, value: Any, path: str) -> Iterator[tuple[Any, str]]:
    """Yield the schemas in the value of a keyword, and their paths."""
    if keyword in _ONE:
        yield value, path
    elif keyword in _LISTS:
        if not isinstance(value, list):
            raise _error(path, "it must be a list of schemas")
        for i, child in enumerate(value):
            yield child, f"{path}/{i}"
    elif keyword in _MAPS:
        if not isinstance(value, dict):
            raise _error(path, "it must be an object whose values are schemas")
        for name, child in value.items():
            yield child, f"{path}/{_escaped(name)}"


def _needs(root: Any) -> dict[str, Needs]:
    """Return what each schema, by its path, needs for a finite text; where that is not clear, nothing."""
    needs: dict[str, Needs] = {}

    def add(schema: Any, path: str) -> None:
        if not isinstance(schema, dict):
            needs[path] = ((), 0)
            return
        used: list[str] = []
        for keyword, value in schema.items():
            for child, child_path in _children(keyword, value, f"{path}/{keyword}"):
                add(child, child_path)
        for keyword in ("anyOf", "oneOf"):
            if schema.get(keyword):
                used.append(f"{path}/{keyword}")
                options = [f"{path}/{keyword}/{i}" for i in range(len(schema[keyword]))]
                needs[used[-1]] = (options, 1)
        used += [f"{path}/allOf/{i}" for i in range(len(schema.get("allOf", ())))]
        used += _needed_members(schema, path)
        target = schema.get("$ref")
        if isinstance(target, str) and target.startswith("#"):
            used.append(_canonical(target))
        needs[path] = (used, len(used))

    add(root, "#")
    # Whatever is not a part of the schema, such as an anchor, is left to llguidance.
    return {
        path: ([other for other in used if other in needs], n - sum(other not in needs for other in used))
        for path, (used, n) in needs.items()
    }


def _needed_members(schema: dict[str, Any], path: str) -> list[str]:
    """Return the paths of the schemas of members that each object or list of this kind has."""
    match schema.get("type"):
        case "object":
            properties = schema.get("properties", {})
            required = schema.get("required")
            names = required if isinstance(required, list) else []
            return [
                f"{path}/properties/{_escaped(n)}" for n in names if isinstance(n, str) and n in properties
            ]
        case "array":
            n_least = schema.get("minItems", 0)
            n_first = len(schema.get("prefixItems", ()))
            first = [f"{path}/prefixItems/{i}" for i in range(min(n_first, n_least))]
            return [*first, f"{path}/items"] if n_least > n_first and "items" in schema else first
        case _:
            return []


def _canonical(reference: str) -> str:
    """Return a reference as paths are written here."""
    return unquote(reference.rstrip("/") if reference == "#/" else reference)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _error(path: str, reason: str) -> GrammarError:
    return GrammarError(f"{path}: {reason}", param="json_schema")
