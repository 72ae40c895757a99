"""The keywords of JSON Schema that are enforced, and the schemas in their values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from pyllama.errors import GrammarError

ONE_SCHEMA: Final = frozenset({"additionalProperties", "items"})
SCHEMA_LISTS: Final = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
SCHEMA_MAPS: Final = frozenset({"properties", "patternProperties", "$defs", "definitions"})
NUMBER_LIMITS: Final = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})
COUNTS: Final = frozenset(
    {"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"}
)
_OTHERS: Final = frozenset({"type", "enum", "const", "required", "pattern", "format", "$ref"})
ANNOTATIONS: Final = frozenset(
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
"""Keywords that say nothing about the texts."""

ENFORCED: Final = ONE_SCHEMA | SCHEMA_LISTS | SCHEMA_MAPS | NUMBER_LIMITS | COUNTS | _OTHERS


def is_known(keyword: str) -> bool:
    """Whether a keyword is enforced, or says nothing about the texts."""
    is_remark = keyword.startswith("x-") and keyword != "x-guidance"
    return keyword in ENFORCED or keyword in ANNOTATIONS or is_remark


def children(keyword: str, value: Any, path: str) -> Iterator[tuple[Any, str]]:
    """Yield the schemas in the value of a keyword, and their paths.

    Raises:
        GrammarError: there should be schemas, but there are none.
    """
    if keyword in ONE_SCHEMA:
        yield value, path
    elif keyword in SCHEMA_LISTS:
        if not isinstance(value, list):
            raise schema_error(path, "it must be a list of schemas")
        for i, child in enumerate(value):
            yield child, f"{path}/{i}"
    elif keyword in SCHEMA_MAPS:
        if not isinstance(value, dict):
            raise schema_error(path, "it must be an object whose values are schemas")
        for name, child in value.items():
            yield child, f"{path}/{escaped(name)}"


def with_children(keyword: str, value: Any, path: str, change: Callable[[Any, str], Any]) -> Any:
    """Return the value of a keyword with something else in the place of each schema in it.

    Args:
        keyword: the keyword.
        value: its value.
        path: its path.
        change: returns what takes the place of a schema; called with the schema and its path.

    Raises:
        GrammarError: as ``children``.
    """
    changed = [change(child, child_path) for child, child_path in children(keyword, value, path)]
    if keyword in ONE_SCHEMA:
        return changed[0]
    if keyword in SCHEMA_LISTS:
        return changed
    return dict(zip(value, changed, strict=True)) if keyword in SCHEMA_MAPS else value


def escaped(name: str) -> str:
    """Return a name as a part of a path."""
    return name.replace("~", "~0").replace("/", "~1")


def schema_error(path: str, reason: str) -> GrammarError:
    """Return the error that says what is wrong at a path."""
    return GrammarError(f"{path}: {reason}", param="json_schema")
