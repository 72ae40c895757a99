"""What the schema of a value says, for formats that do not write values as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from pyllama.chat.parsers.call_grammar import CallGrammar
from pyllama.chat.parsers.value_types import MAX_SCHEMAS, referred, type_of, value_types
from pyllama.constraint.schema_keywords import ANNOTATIONS, NUMBER_LIMITS

STRING_LIMITS: Final = frozenset({"minLength", "maxLength", "pattern", "format"})
_FOLLOWED: Final = frozenset(
    {
        *STRING_LIMITS,
        *NUMBER_LIMITS,
        *("type", "enum", "const"),
        *("items", "minItems", "maxItems"),
        *("properties", "required", "additionalProperties"),
    }
)
_DEFINITIONS: Final = frozenset({"$defs", "definitions"})


def alternatives(schema: Any, root: Any) -> list[Mapping[str, Any]]:
    """Return schemas, one of which a value has to conform to; each has all that holds for it written into it.

    ``oneOf`` is taken for ``anyOf``, which it is where no value conforms to two of its schemas.

    Args:
        schema: the schema of a value.
        root: the schema that it is a part of, in which references are looked up.
    """
    return list(_alternatives(schema, root, iter(range(MAX_SCHEMAS))))


def listed_values(schema: Mapping[str, Any]) -> list[Any] | None:
    """Return the values that one of the alternatives lists, if it lists any: those of the right types."""
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    if not isinstance(values, list):
        return None
    types = value_types(schema, schema)
    return [value for value in values if type_of(value) in types]


def value_rule(
    grammar: CallGrammar,
    schema: Any,
    root: Any,
    *,
    kind: str,
    write: Callable[[Mapping[str, Any]], Iterable[str]],
    anything: Callable[[], str],
) -> str:
    """Return the name of the rule for the values that conform to a schema.

    Args:
        grammar: gets the rule.
        schema: the schema of the value.
        root: the schema that it is a part of.
        kind: what else the rule depends on, such as what follows the value.
        write: returns the expressions for one of the alternatives.
        anything: returns the expression of any value, for a schema that nothing conforms to.
    """

    def options() -> str:
        found = dict.fromkeys(text for option in alternatives(schema, root) for text in write(option))
        if not found:
            grammar.weaker.append("a schema that nothing conforms to cannot be enforced in this format")
        return " | ".join(found) or anything()

    # By identity: a schema that refers to itself is met again as the same object.
    return grammar.shared_rule((kind, id(schema)), options)


def types_to_write(schema: Mapping[str, Any]) -> list[str]:
    """Return the names of the types that one of the alternatives allows; whole numbers are numbers."""
    types = value_types(schema, schema)
    return sorted(types - {"integer"} if "number" in types else types)


def note_not_followed(grammar: CallGrammar, schema: Mapping[str, Any]) -> None:
    """Tell a grammar what it does not enforce of one of the alternatives."""
    grammar.weaker += [f"{keyword}: it cannot be enforced in this format" for keyword in not_followed(schema)]


def not_followed(schema: Mapping[str, Any]) -> list[str]:
    """Return the keywords of one of the alternatives that formats do not follow."""
    known = _FOLLOWED | ANNOTATIONS | _DEFINITIONS
    return sorted(keyword for keyword in schema if keyword not in known and not keyword.startswith("x-"))


def with_definitions(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema of a value with the definitions that it refers to, if it does."""
    definitions = {key: root[key] for key in ("$defs", "definitions") if key in root}
    return {**definitions, **schema} if '"$ref"' in json.dumps(schema) else schema


def _alternatives(schema: Any, root: Any, budget: Iterator[int]) -> Iterator[Mapping[str, Any]]:
    whole = _resolved(schema, root, budget)
    for keyword in ("anyOf", "oneOf"):
        options = whole.get(keyword)
        if isinstance(options, list) and options:
            rest = {key: value for key, value in whole.items() if key != keyword}
            for option in options:
                if next(budget, None) is None:
                    break
                yield from _alternatives(_merged(rest, [_resolved(option, root, budget)]), root, budget)
            else:
                return
    yield whole


def _resolved(schema: Any, root: Any, budget: Iterator[int]) -> Mapping[str, Any]:
    """Return a schema, with what it refers to and its parts that hold as well written into it."""
    if schema is False:
        return {"enum": []}
    if not isinstance(schema, Mapping):
        return {}
    if not schema.keys() & {"$ref", "allOf"} or next(budget, None) is None:
        return schema
    others = list(parts) if isinstance(parts := schema.get("allOf"), list) else []
    if isinstance(reference := schema.get("$ref"), str):
        others.append(referred(reference, root))
    rest = {keyword: value for keyword, value in schema.items() if keyword not in ("$ref", "allOf")}
    return _merged(rest, [_resolved(other, root, budget) for other in others])


def _merged(schema: Mapping[str, Any], others: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return all schemas in one; those that limit the same in another way stay apart, under ``allOf``."""
    result = dict(schema)
    apart = []
    for other in others:
        said = {keyword: value for keyword, value in other.items() if keyword not in ANNOTATIONS}
        if all(result.get(keyword, value) == value for keyword, value in said.items()):
            result.update(said)
        else:
            apart.append(other)
    return {**result, "allOf": [*result.get("allOf", ()), *apart]} if apart else result
