"""Formats that put tags around each argument of a call; their values become JSON by the tool's schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyllama.chat.parsers.call_grammar import CallGrammar
from pyllama.chat.parsers.chat_format import ChatFormat
from pyllama.chat.parsers.json_calls import read_closers, read_json_calls
from pyllama.chat.parsers.json_reader import escape
from pyllama.chat.parsers.plain_strings import limited_string
from pyllama.chat.parsers.reply_reader import ReplyReader
from pyllama.chat.parsers.scanner import Reading, UnreadableError
from pyllama.chat.parsers.value_schema import alternatives, listed_values, note_not_followed, with_definitions
from pyllama.chat.parsers.value_types import ALL_TYPES, json_of_text, value_types

_NAME: Final = re.compile(r'[^<>\s"]+')


@dataclass(frozen=True, kw_only=True)
class TaggedCalls(ChatFormat):
    """Calls with tags. What is a layout is said to be one; in it, a line break stands for any white space.

    Attributes:
        call_open: what comes before the name; ``""`` where that is the marker.
        name_end: what comes behind the name.
        call_close: what ends a call.
        key_open: what begins an argument.
        key_ends: what comes behind its name: for any value, for a string, for other values, perhaps in
            several ways; or one for all.
        value_close: what ends an argument.
        is_padded: whether a value stands on lines of its own.
        closers: texts behind calls that belong to them.
    """

    call_open: str
    name_end: str
    call_close: str
    key_open: str
    key_ends: tuple[str, ...]
    value_close: str
    is_padded: bool = False
    closers: tuple[str, ...] = ()

    def read_calls(self, marker: str, reader: ReplyReader) -> Reading[None]:
        """Read what follows a marker.

        Raises:
            UnreadableError: it is no call.
        """
        scanner = reader.scanner
        yield from scanner.skip_space()
        if (yield from scanner.peek()) in ("{", "["):
            yield from read_json_calls(reader)
        elif marker == self.call_open or (yield from scanner.accept(self.call_open)) is not None:
            while True:
                yield from self._read_call(reader)
                yield from scanner.skip_space()
                if not self.call_open or not (yield from scanner.accept(self.call_open)):
                    break
        else:
            raise UnreadableError
        yield from read_closers(reader, self.closers)

    def _read_call(self, reader: ReplyReader) -> Reading[None]:
        name = yield from self._read_name(reader)
        yield from reader.scanner.skip_space()
        yield from self._read_arguments(name, reader)

    def _read_name(self, reader: ReplyReader) -> Reading[str]:
        pieces: list[str] = []
        yield from reader.scanner.copy_while(_NAME, pieces.append)
        yield from reader.scanner.expect(self.name_end)
        return "".join(pieces)

    def _read_arguments(self, name: str, reader: ReplyReader) -> Reading[None]:
        scanner, write = reader.scanner, reader.writer.arguments
        tag = yield from scanner.expect(self.key_open, self.call_close)
        if not name:
            raise UnreadableError
        reader.begin_call(name)
        separator = "{"
        while tag == self.key_open:
            key, end = yield from self._read_key(reader)
            write(f'{separator}"{escape(key)}": ')
            yield from self._read_value(reader, self._types(reader, name, key, end))
            separator = ", "
            yield from scanner.skip_space()
            tag = yield from scanner.expect(self.key_open, self.call_close)
        write("{}" if separator == "{" else "}")
        reader.end_call()

    def _read_key(self, reader: ReplyReader) -> Reading[tuple[str, str]]:
        first, *others = (end.split("\n") for end in self.key_ends)
        if others or len(first) == 1:
            return (yield from reader.scanner.text_until(*self.key_ends))
        key, end = yield from reader.scanner.text_until(first[0])
        for part in first[1:]:
            yield from reader.scanner.skip_space()
            yield from reader.scanner.expect(part)
        return key, end

    def _types(self, reader: ReplyReader, name: str, key: str, end: str) -> frozenset[str]:
        if len(self.key_ends) > 1 and end == self.key_ends[1]:
            return frozenset({"string"})
        root = reader.options.tools.get(name, {})
        properties = root.get("properties")
        schema = properties.get(key) if isinstance(properties, Mapping) else None
        types = value_types(schema, root)
        if end in self.key_ends[2:]:
            types = types - {"string"} or ALL_TYPES - {"string"}
        return types

    def _read_value(self, reader: ReplyReader, types: frozenset[str]) -> Reading[None]:
        scanner, write = reader.scanner, reader.writer.arguments
        if self.is_padded:
            yield from scanner.accept("\n", "\r\n")
        if types == {"string"}:
            write('"')
            text = _Unpadded(lambda text: write(escape(text))) if self.is_padded else None
            end = yield from scanner.copy_until(
                (self.value_close,), text or (lambda text: write(escape(text)))
            )
            if end is None:
                raise UnreadableError
            write('"')
            return
        pieces: list[str] = []
        if (yield from scanner.copy_until((self.value_close,), pieces.append)) is None:
            raise UnreadableError
        value = "".join(pieces)
        write(json_of_text(value.removesuffix("\n") if self.is_padded else value, types))

    def call_expression(self, grammar: CallGrammar, name: str, schema: Mapping[str, Any]) -> str:
        """Return the expression of a call: what is required in the order of the schema, the rest anywhere."""
        properties = schema.get("properties", {})
        required = schema.get("required", [])
        arguments = {
            key: self._argument_expression(grammar, key, value, schema)
            for key, value in properties.items()
            if value is not False
        }
        optional = [argument for key, argument in arguments.items() if key not in required]
        if any(key not in arguments for key in required):
            grammar.weaker.append("required: only described members can be required in this format")
        if "properties" not in schema and schema.get("additionalProperties") is not False:
            if isinstance(schema.get("additionalProperties"), Mapping):
                grammar.weaker.append("additionalProperties: it cannot be enforced in this format")
            optional = [self._any_argument(grammar)]
        others = f"({grammar.rule(' | '.join(optional))} WS?)*" if optional else ""
        parts = [f"{others} ({argument})" for key, argument in arguments.items() if key in required]
        parts = [self._name_expression(grammar, name), *parts, others]
        return f"{' WS? '.join(filter(None, parts))} WS? {grammar.literal(self.call_close)}"

    def _name_expression(self, grammar: CallGrammar, name: str) -> str:
        return grammar.literal(name + self.name_end)

    def _key_text(self, key: str) -> str:
        return key

    def _any_argument(self, grammar: CallGrammar) -> str:
        """Return the expression of an argument of which nothing is known."""
        ends = " | ".join(map(grammar.layout, self.key_ends))
        key = rf'{grammar.layout(self.key_open + self._key_text(""))} /[^<>"\n]{{1,64}}/ ({ends})'
        return f"{key} {grammar.until(self.value_close)}"

    def _argument_expression(
        self, grammar: CallGrammar, key: str, schema: Any, root: Mapping[str, Any]
    ) -> str:
        of_string, *of_others = self.key_ends[1:] or self.key_ends * 2
        begin = self.key_open + self._key_text(key)
        options = []
        for option in alternatives(schema, root):
            if "string" in value_types(option, root):
                head = grammar.layout(begin + of_string)
                options.append(f"{head} {self._string_expression(grammar, option)}")
        if value_types(schema, root) != {"string"}:
            head = " | ".join(grammar.layout(begin + end) for end in of_others)
            value = grammar.schema(with_definitions(schema, root) if isinstance(schema, Mapping) else {})
            options.append(f"({head}) WS? {value} WS? {grammar.literal(self.value_close)}")
        return " | ".join(options)

    def _string_expression(self, grammar: CallGrammar, schema: Mapping[str, Any]) -> str:
        """Return the expression of the strings that one of the alternatives allows, and of their end."""
        note_not_followed(grammar, schema)
        values = listed_values(schema)
        if values is not None:
            one = " | ".join(grammar.literal(value) for value in values if isinstance(value, str))
            # More white space would be part of the value.
            around = r'"\n"?' if self.is_padded else ""
            return f"{around} ({one}) {around} {grammar.literal(self.value_close)}"
        text = limited_string(grammar, schema)
        if text is None:
            return grammar.until(self.value_close)
        return grammar.limited_until(self.value_close, rf"/\n/ ({text}) /\n/" if self.is_padded else text)


class _Unpadded:
    """Passes text on, but not the line break at its end."""

    def __init__(self, emit: Callable[[str], None]) -> None:
        self._emit = emit
        self._holds = False

    def __call__(self, text: str) -> None:
        held = "\n" if self._holds else ""
        self._holds = text.endswith("\n")
        self._emit(held + text.removesuffix("\n"))
