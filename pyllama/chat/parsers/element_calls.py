"""The format of MiniMax M3: arguments as elements within each other, each tag behind a mark of its own.

With ``#`` for the mark: ``#<tool_call>``, a line break, ``#<invoke name="a">#<city>Oslo#</city>#</invoke>``.
Items of a list are elements called ``item``. The tool's schema says what the text of an element is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyllama.chat.parsers.call_grammar import CallGrammar
from pyllama.chat.parsers.chat_format import ChatFormat
from pyllama.chat.parsers.json_calls import read_closers
from pyllama.chat.parsers.json_reader import escape
from pyllama.chat.parsers.plain_strings import limited_string
from pyllama.chat.parsers.reasoning import ReasoningTags
from pyllama.chat.parsers.reply_reader import ReplyReader
from pyllama.chat.parsers.scanner import Reading, UnreadableError
from pyllama.chat.parsers.value_schema import (
    alternatives,
    listed_values,
    not_followed,
    note_not_followed,
    types_to_write,
    value_rule,
    with_definitions,
)
from pyllama.chat.parsers.value_types import json_of_text, value_types

_MARK: Final = "]<]minimax[>["
_OPEN: Final = f"{_MARK}<"
_INVOKE: Final = f'{_MARK}<invoke name="'
_NAME_CLOSE: Final = '">'
_INVOKE_CLOSE: Final = f"{_MARK}</invoke>"
_ITEM: Final = f"{_MARK}<item>"
_CALLS: Final = (f"{_MARK}<tool_call>", f"{_MARK}</tool_call>")
_MAX_DEPTH: Final = 32
_UNRESOLVED: Final = frozenset({"$ref", "allOf", "anyOf", "oneOf"})


@dataclass(frozen=True, kw_only=True)
class ElementCalls(ChatFormat):
    """Calls whose arguments are elements."""

    # ----------------------------------------------------------------- reading

    def read_calls(self, marker: str, reader: ReplyReader) -> Reading[None]:  # noqa: ARG002
        """Read what follows a marker.

        Raises:
            UnreadableError: it is no call.
        """
        yield from reader.scanner.skip_space()
        yield from reader.scanner.expect(_INVOKE)
        while True:
            name, _ = yield from reader.scanner.text_until(_NAME_CLOSE)
            reader.begin_call(name)
            yield from _Elements(reader, reader.options.tools.get(name, {})).read_arguments()
            reader.end_call()
            yield from reader.scanner.skip_space()
            if not (yield from reader.scanner.accept(_INVOKE)):
                break
        yield from read_closers(reader, (_CALLS[1],))

    # ----------------------------------------------------------------- writing

    def thoughts_expression(self, grammar: CallGrammar, *, is_open: bool) -> str:
        """Return the expression of thoughts; an answer without any begins with their end."""
        thoughts = super().thoughts_expression(grammar, is_open=is_open)
        if is_open or self.reasoning is None:
            return thoughts
        return f"({thoughts} | WS? {grammar.literal(self.reasoning.close)} WS?)"

    def call_expression(self, grammar: CallGrammar, name: str, schema: Mapping[str, Any]) -> str:
        """Return the expression of a call: its arguments in the order of the schema."""
        members = _members(grammar, schema, schema)
        if members is None:
            grammar.weaker.append("properties: only described arguments can be enforced in this format")
            key = rf"/[^<>\n]{{1,64}}/ {grammar.literal('>')}"
            end = grammar.until(f"{_MARK}</")
            members = f"({grammar.literal(_OPEN)} {key} {end} {key})*"
        return f"{grammar.literal(name + _NAME_CLOSE)} {members} WS? {grammar.literal(_INVOKE_CLOSE)}"


class _Elements:
    """Reads elements as JSON.

    Args:
        reader: where from and where to.
        root: the schema of the tool's arguments.
    """

    def __init__(self, reader: ReplyReader, root: Mapping[str, Any]) -> None:
        self._scanner = reader.scanner
        self._write = reader.writer.arguments
        self._root = root

    def read_arguments(self) -> Reading[None]:
        """Read the arguments of a call, and the end of the call."""
        yield from self._scanner.skip_space()
        tag = yield from self._scanner.expect(_INVOKE_CLOSE, _OPEN)
        if tag == _INVOKE_CLOSE:
            self._write("{}")
            return
        key, _ = yield from self._scanner.text_until(">")
        yield from self._object(key, self._root, _INVOKE_CLOSE, 0)

    def _object(self, key: str, schema: Any, close: str, depth: int) -> Reading[None]:
        """Read the members of an object, of which the first one's tag was read, and its end."""
        separator = "{"
        while True:
            if not key or key[0] == "/" or depth > _MAX_DEPTH:
                raise UnreadableError
            self._write(f'{separator}"{escape(key)}": ')
            yield from self._value(_member(schema, self._root, key), f"{_MARK}</{key}>", depth + 1)
            yield from self._scanner.skip_space()
            if (yield from self._scanner.expect(close, _OPEN)) == close:
                self._write("}")
                return
            key, _ = yield from self._scanner.text_until(">")
            separator = ", "

    def _array(self, schema: Any, close: str, depth: int) -> Reading[None]:
        """Read the items of an array, of which the first one's tag was read, and its end."""
        options = alternatives(schema, self._root)
        items: Any = next((option["items"] for option in options if "items" in option), {})
        separator, tag = "[", _ITEM
        while tag == _ITEM:
            if depth > _MAX_DEPTH:
                raise UnreadableError
            self._write(separator)
            yield from self._value(items, f"{_MARK}</item>", depth + 1)
            yield from self._scanner.skip_space()
            tag = yield from self._scanner.expect(close, _ITEM)
            separator = ", "
        self._write("]")

    def _value(self, schema: Any, close: str, depth: int) -> Reading[None]:
        """Read what is in an element, and its end."""
        types = value_types(schema, self._root)
        if types == {"string"}:
            self._write('"')
            end = yield from self._scanner.copy_until((close,), lambda text: self._write(escape(text)))
            if end is None:
                raise UnreadableError
            self._write('"')
            return
        if "string" not in types:
            yield from self._scanner.skip_space()
        tag = yield from self._scanner.accept(close, _OPEN)
        if tag == close:
            self._write(_empty(types))
        elif tag == _OPEN:
            key, _ = yield from self._scanner.text_until(">")
            if key == "item" and "array" in types:
                yield from self._array(schema, close, depth)
            else:
                yield from self._object(key, schema, close, depth)
        else:
            pieces: list[str] = []
            if (yield from self._scanner.copy_until((close,), pieces.append)) is None:
                raise UnreadableError
            self._write(json_of_text("".join(pieces), types))


def _empty(types: frozenset[str]) -> str:
    """Return the JSON of an element without contents."""
    if "string" in types:
        return '""'
    return "[]" if "array" in types else "{}" if "object" in types else "null"


def _member(schema: Any, root: Any, key: str) -> Any:
    """Return the schema of a member of an object."""
    for option in alternatives(schema, root):
        properties = option.get("properties")
        if isinstance(properties, Mapping) and key in properties:
            return properties[key]
    return {}


def _members(grammar: CallGrammar, schema: Mapping[str, Any], root: Mapping[str, Any]) -> str | None:
    """Return the expression of the members of an object; ``None`` where they are not described."""
    properties = schema.get("properties")
    required = schema.get("required", [])
    if properties is None and (required or schema.get("additionalProperties") is not False):
        return None
    described = {key: value for key, value in (properties or {}).items() if value is not False}
    if any(key not in described for key in required):
        return None
    parts = []
    for key, value in described.items():
        tag = grammar.literal(f"{_OPEN}{key}>")
        element = f"{tag} {_until(grammar, value, root, f'{_MARK}</{key}>')}"
        parts.append(element if key in required else f"({element})?")
    return " ".join(parts)


def _until(grammar: CallGrammar, schema: Any, root: Mapping[str, Any], close: str) -> str:
    """Return the expression of a value that conforms to a schema, and of the tag behind it."""
    if schema is True:
        return grammar.until(close)
    return value_rule(
        grammar,
        schema,
        root,
        kind=close,
        write=lambda option: _values(grammar, option, root, close),
        anything=lambda: grammar.until(close),
    )


def _values(
    grammar: CallGrammar, schema: Mapping[str, Any], root: Mapping[str, Any], close: str
) -> Iterator[str]:
    """Yield the expressions of the values that one of the alternatives allows, and of the tag behind them."""
    end = grammar.literal(close)
    values = listed_values(schema)
    if values is not None:
        for value in values:
            written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield f"{grammar.literal(written)} {end}"
        return
    types = types_to_write(schema)
    for name in types:
        match name:
            case "string":
                note_not_followed(grammar, schema)
                text = limited_string(grammar, schema)
                yield grammar.until(close) if text is None else grammar.limited_until(close, text)
            case "array" if not not_followed(schema):
                yield f"{_items(grammar, schema, root, is_certain=types == ['array'])} WS? {end}"
            case "object" if not not_followed(schema) and (members := _members(grammar, schema, root)):
                yield f"{members} WS? {end}"
            case _ if _UNRESOLVED & schema.keys():
                grammar.weaker.append("$ref: it refers to itself in too many ways")
                yield grammar.until(close)
            case _:
                # What is not written as elements is JSON.
                yield f"{grammar.schema(with_definitions({**schema, 'type': name}, root))} {end}"


def _items(
    grammar: CallGrammar, schema: Mapping[str, Any], root: Mapping[str, Any], *, is_certain: bool
) -> str:
    """Return the expression of the items of an array; where it may be something else, of one at least."""
    least, most = schema.get("minItems", 0), schema.get("maxItems")
    if most == 0:
        return ""
    item = f"{grammar.literal(_ITEM)} {_until(grammar, schema.get('items', True), root, f'{_MARK}</item>')}"
    least = least if is_certain else max(least, 1)
    items = f"({item}){{{max(least, 1)},{'' if most is None else most}}}"
    return items if least else f"({items})?"


MINIMAX_M3: Final = ElementCalls(
    name="minimax-m3",
    markers=(_CALLS[0],),
    begin=f"{_CALLS[0]}\n{_INVOKE}",
    between=f"\n{_INVOKE}",
    end=f"\n{_CALLS[1]}",
    call_tokens=(_MARK,),
    reasoning=ReasoningTags("<mm:think>", "</mm:think>"),
)
