"""Grammars of arguments in notations that are like JSON, but are none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyllama.chat.parsers.call_grammar import CallGrammar
from pyllama.chat.parsers.value_schema import listed_values, note_not_followed, types_to_write, value_rule
from pyllama.constraint.schema_keywords import NUMBER_LIMITS

_NUMBERS: Final = {
    "integer": "/-?(0|[1-9][0-9]{0,18})/",
    "number": r"/-?(0|[1-9][0-9]{0,18})(\.[0-9]{1,18})?(e[-+]?[0-9]{1,2})?/",
}

_COMMA: Final = ' WS? "," WS? '

KeyExpression = Callable[[CallGrammar, str | None], str]
"""Returns the expression of a member's key, with what is before the value; for ``None`` that of any key."""


@dataclass(frozen=True, slots=True)
class Notation:
    """How values are written.

    Attributes:
        name: what it is called.
        string: returns the expression of the strings that a schema allows.
        text: returns the expression of one string.
        key: returns the expression of the key of an object's member, with what is between it and the value;
            for ``None`` that of any key.
        booleans: the expressions of false and of true.
        null: the expression of null.
    """

    name: str
    string: Callable[[CallGrammar, Mapping[str, Any]], str]
    text: Callable[[CallGrammar, str], str]
    key: KeyExpression
    booleans: tuple[str, str]
    null: str

    def members(
        self,
        grammar: CallGrammar,
        schema: Mapping[str, Any],
        root: Mapping[str, Any],
        key: KeyExpression | None = None,
    ) -> str:
        """Return the expression of the members of an object, in the order of its schema.

        Args:
            grammar: gets the rules.
            schema: the schema of the object.
            root: the schema that it is a part of.
            key: returns the expressions of keys, if these are written otherwise than within values.
        """
        key = key or self.key
        properties = schema.get("properties")
        required = schema.get("required", [])
        if any((properties or {}).get(name, False) is False for name in required):
            grammar.weaker.append("required: only described members can be required in this format")
        if properties is None:
            others = schema.get("additionalProperties", True)
            if others is False:
                return ""
            member = f"{key(grammar, None)} {self.value(grammar, others, root)}"
            return f'({member} (WS? "," WS? {member})*)?'
        return grammar.members(
            [
                (f"{key(grammar, name)} {self.value(grammar, value, root)}", name in required)
                for name, value in properties.items()
                if value is not False
            ]
        )

    def value(self, grammar: CallGrammar, schema: Any, root: Mapping[str, Any]) -> str:
        """Return the expression of a value that conforms to a schema."""
        if schema is True:
            return self._any_value(grammar)
        return value_rule(
            grammar,
            schema,
            root,
            kind=self.name,
            write=lambda option: self._options(grammar, option, root),
            anything=lambda: self._any_value(grammar),
        )

    def written(self, grammar: CallGrammar, value: Any) -> str:
        """Return the expression of one value."""
        match value:
            case None:
                return self.null
            case bool():
                return self.booleans[value]
            case str():
                return self.text(grammar, value)
            case int() | float():
                return grammar.schema({"const": value})
            case list():
                return self._list(_COMMA.join(self.written(grammar, item) for item in value))
            case _:
                members = (f"{self.key(grammar, key)} {self.written(grammar, v)}" for key, v in value.items())
                return self._object(_COMMA.join(members))

    def _options(
        self, grammar: CallGrammar, schema: Mapping[str, Any], root: Mapping[str, Any]
    ) -> Iterator[str]:
        """Yield the expressions of the values that one of the alternatives of a schema allows."""
        note_not_followed(grammar, schema)
        values = listed_values(schema)
        if values is not None:
            yield from (self.written(grammar, value) for value in values)
            return
        for name in types_to_write(schema):
            match name:
                case "string":
                    yield self.string(grammar, schema)
                case "boolean":
                    yield " | ".join(self.booleans)
                case "null":
                    yield self.null
                case "array":
                    yield self._array(grammar, schema, root)
                case "object":
                    yield self._object(self.members(grammar, schema, root))
                case "integer" | "number":
                    limits = {key: schema[key] for key in sorted(NUMBER_LIMITS & schema.keys())}
                    yield grammar.schema({"type": name, **limits}) if limits else _NUMBERS[name]

    def _array(self, grammar: CallGrammar, schema: Mapping[str, Any], root: Mapping[str, Any]) -> str:
        least, most = schema.get("minItems", 0), schema.get("maxItems")
        if most == 0:
            return self._list("")
        item = self.value(grammar, schema.get("items", True), root)
        if most == 1:
            return self._list(item if least else f"({item})?")
        n_more = f"{max(least - 1, 0)},{'' if most is None else most - 1}"
        items = f'{item} (WS? "," WS? {item}){{{n_more}}}'
        return self._list(items if least else f"({items})?")

    def _any_value(self, grammar: CallGrammar) -> str:
        def options() -> str:
            item, key = self._any_value(grammar), self.key(grammar, None)
            scalars = [self.string(grammar, {}), _NUMBERS["number"], *self.booleans, self.null]
            more = '(WS? "," WS? {0})*'
            items = f"({item} {more.format(item)})?"
            members = f"({key} {item} {more.format(f'{key} {item}')})?"
            return " | ".join([*scalars, self._list(items), self._object(members)])

        return grammar.shared_rule(self.name, options)

    def _list(self, items: str) -> str:
        return f'"[" WS? {items} WS? "]"'

    def _object(self, members: str) -> str:
        return f'"{{" WS? {members} WS? "}}"'
