"""Formats that write calls as a list in Python: ``[weather(city="Oslo", days=2), now()]``."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyllama.chat.parsers.call_grammar import CallGrammar
from pyllama.chat.parsers.chat_format import ChatFormat
from pyllama.chat.parsers.json_calls import read_closers, read_json_calls
from pyllama.chat.parsers.json_reader import escape
from pyllama.chat.parsers.notation import Notation
from pyllama.chat.parsers.reply_reader import ReplyReader
from pyllama.chat.parsers.scanner import Reading, Scanner, UnreadableError
from pyllama.chat.parsers.value_schema import STRING_LIMITS
from pyllama.chat.parsers.value_types import ALL_TYPES, json_of_text, value_types

_NAME: Final = re.compile(r"[\w.\-]+")
_PLAIN: Final = re.compile(r"""[^'"()\[\]{},]+""")
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}
_STRING: Final = r"""/'([^'\\\n]|\\.)*'|"([^"\\\n]|\\.)*"/"""


@dataclass(frozen=True, kw_only=True)
class PythonCalls(ChatFormat):
    """Calls with keyword arguments.

    Attributes:
        closer: what may follow the list.
    """

    closer: str

    def read_calls(self, marker: str, reader: ReplyReader) -> Reading[None]:  # noqa: ARG002
        """Read what follows a marker.

        Raises:
            UnreadableError: it is no call.
        """
        scanner = reader.scanner
        yield from scanner.skip_space()
        yield from scanner.expect("[")
        separator = ","
        while separator == ",":
            yield from scanner.skip_space()
            is_json = (yield from scanner.peek()) == "{"
            yield from read_json_calls(reader) if is_json else _read_call(reader)
            yield from scanner.skip_space()
            separator = yield from scanner.expect(",", "]")
        reader.end_call()
        yield from read_closers(reader, (self.closer,))

    def call_expression(self, grammar: CallGrammar, name: str, schema: Mapping[str, Any]) -> str:
        """Return the expression of a call: its arguments in the order of the schema."""
        arguments = _PYTHON.members(grammar, schema, schema, key=_keyword)
        return f'{grammar.literal(f"{name}(")} {arguments} WS? ")"'


def _keyword(grammar: CallGrammar, name: str | None) -> str:
    return "/[A-Za-z_][A-Za-z0-9_]{0,63}=/" if name is None else grammar.literal(f"{name}=")


def _key(grammar: CallGrammar, name: str | None) -> str:
    key = _STRING if name is None else _text(grammar, name)
    return f'{key} WS? ":" WS?'


def _string(grammar: CallGrammar, schema: Mapping[str, Any]) -> str:
    limits = {keyword: schema[keyword] for keyword in sorted(STRING_LIMITS & schema.keys())}
    # What JSON has in a string means the same in Python.
    return grammar.schema({"type": "string", **limits}) if limits else _STRING


def _text(grammar: CallGrammar, text: str) -> str:
    return grammar.rule(f"{grammar.literal(repr(text))} | {grammar.literal(json.dumps(text))}")


_PYTHON: Final = Notation(
    name="python",
    string=_string,
    text=_text,
    key=_key,
    booleans=('"False"', '"True"'),
    null='"None"',
)


def _read_call(reader: ReplyReader) -> Reading[None]:
    scanner, write = reader.scanner, reader.writer.arguments
    name = yield from _read_name(scanner)
    yield from scanner.expect("(")
    reader.begin_call(name)
    root = reader.options.tools.get(name, {})
    properties = root.get("properties")
    separator = "{"
    yield from scanner.skip_space()
    while not (yield from scanner.accept(")")):
        key = yield from _read_name(scanner)
        yield from scanner.skip_space()
        yield from scanner.expect("=")
        text = yield from _read_value(scanner)
        schema = properties.get(key) if isinstance(properties, Mapping) else None
        write(f'{separator}"{escape(key)}": {_json_of(text.strip(), value_types(schema, root))}')
        separator = ", "
        if (yield from scanner.accept(",")):
            yield from scanner.skip_space()
    write("{}" if separator == "{" else "}")
    reader.end_call()


def _read_name(scanner: Scanner) -> Reading[str]:
    pieces: list[str] = []
    yield from scanner.copy_while(_NAME, pieces.append)
    if not pieces:
        raise UnreadableError
    return "".join(pieces)


def _read_value(scanner: Scanner) -> Reading[str]:
    """Return text up to a comma or bracket that is not within brackets or quotes."""
    pieces: list[str] = []
    open_brackets: list[str] = []
    while True:
        yield from scanner.copy_while(_PLAIN, pieces.append)
        mark = yield from scanner.peek()
        if mark in ("'", '"'):
            yield from _copy_quoted(scanner, mark, pieces)
            continue
        if not open_brackets and mark in (",", ")"):
            return "".join(pieces)
        yield from scanner.expect(*"()[]{},")
        pieces.append(mark)
        if mark in _CLOSING:
            open_brackets.append(_CLOSING[mark])
        elif mark != "," and (not open_brackets or mark != open_brackets.pop()):
            raise UnreadableError


def _copy_quoted(scanner: Scanner, quote: str, pieces: list[str]) -> Reading[None]:
    pieces.append((yield from scanner.expect(quote)))
    while True:
        mark = yield from scanner.copy_until((quote, "\\"), pieces.append)
        if mark is None:
            raise UnreadableError
        pieces.append(mark)
        if mark == quote:
            return
        escaped = yield from scanner.peek()
        yield from scanner.expect(escaped)
        pieces.append(escaped)


def _json_of(text: str, types: frozenset[str]) -> str:
    """Return the JSON of a value in Python; what is none in Python either is taken as text."""
    try:
        return json.dumps(ast.literal_eval(text), ensure_ascii=False, allow_nan=False)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return json_of_text(text, types or ALL_TYPES)


LFM2: Final = PythonCalls(
    name="lfm2",
    markers=("<|tool_call_start|>",),
    begin="<|tool_call_start|>\n[\n",
    between=",\n",
    end="]\n<|tool_call_end|>",
    closer="<|tool_call_end|>",
    call_tokens=("<|tool_call_start|>", "<|tool_call_end|>"),
)
