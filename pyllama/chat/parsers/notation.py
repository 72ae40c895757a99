"""Grammars of arguments in notations that are like JSON, but are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyllama.chat.parsers.call_grammar import CallGrammar
from pyllama.chat.parsers.value_types import ALL_TYPES, value_types

_MAX_DEPTH: Final = 8


KeyExpression = Callable[[CallGrammar, str | None], str]
"""Returns the expression of a member's key, with what is before the value; for ``None`` that of any key."""


@dataclass(frozen=True, slots=True)
class Notation:
    """How values are written.

    Attributes:
        name: of the rule for any value.
        string: returns the expression of any string.
        key: returns the expression of the key of an object's member, with what is between it and the value;
            for ``None`` that of any key.
        booleans: the expression of the boolean values.
        null: the expression of null.
    """

    name: str
    string: Callable[[CallGrammar], str]
    key: KeyExpression
    booleans: str
    null: str

    def members(
        self, grammar: CallGrammar, schema: Any, root: Any, depth: int = 0, key: KeyExpression | None = None
    ) -> str:
        """Return the expression of the members of an object, in the order of its schema.

        Args:
            grammar: gets the rules.
            schema: the schema of the object.
            root: the schema that it is a part of.
            depth: how many schemas lie around it.
            key: returns the expressions of keys, if these are written otherwise than within values.
        """
        key = key or self.key
        properties = schema.get("properties") if isinstance(schema, Mapping) else None
        if not isinstance(properties, Mapping) or depth > _MAX_DEPTH:
            member = f"{key(grammar, None)} {self._any_value(grammar)}"
            return f'({member} (WS? "," WS? {member})*)?'
        required = schema.get("required")
        return grammar.members(
            [
                (
                    f"{key(grammar, name)} {self.value(grammar, value, root, depth + 1)}",
                    isinstance(required, list) and name in required,
                )
                for name, value in properties.items()
            ]
        )

    def value(self, grammar: CallGrammar, schema: Any, root: Any, depth: int = 0) -> str:
        """Return the expression of a value: of the right types, with the right members and items."""
        types = value_types(schema, root)
        options = [self._scalars(grammar)[name] for name in sorted(types - {"array", "object"})]
        if "array" in types:
            items = schema.get("items") if isinstance(schema, Mapping) else None
            is_known = isinstance(items, Mapping) and depth < _MAX_DEPTH
            item = self.value(grammar, items, root, depth + 1) if is_known else self._any_value(grammar)
            options.append(f'"[" WS? ({item} (WS? "," WS? {item})*)? WS? "]"')
        if "object" in types:
            options.append(f'"{{" WS? {self.members(grammar, schema, root, depth)} WS? "}}"')
        return grammar.rule(" | ".join(options))

    def _any_value(self, grammar: CallGrammar) -> str:
        scalars = self._scalars(grammar)
        member = f"{self.key(grammar, None)} {self.name}"
        options = [
            *(scalars[name] for name in sorted(ALL_TYPES - {"array", "object"})),
            f'"[" WS? ({self.name} (WS? "," WS? {self.name})*)? WS? "]"',
            f'"{{" WS? ({member} (WS? "," WS? {member})*)? WS? "}}"',
        ]
        return grammar.named_rule(self.name, " | ".join(options))

    def _scalars(self, grammar: CallGrammar) -> dict[str, str]:
        return {
            "string": self.string(grammar),
            "integer": "/-?(0|[1-9][0-9]{0,18})/",
            "number": r"/-?(0|[1-9][0-9]{0,18})(\.[0-9]{1,18})?(e[-+]?[0-9]{1,2})?/",
            "boolean": self.booleans,
            "null": self.null,
        }
