"""The format of Gemma 4: ``<|tool_call>call:weather{city:<|"|>Oslo<|"|>,days:2}<tool_call|>``.

The arguments are like JSON, but keys have no quotes, and those of strings are a token.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyllama.chat.parsers.call_grammar import CallGrammar
from pyllama.chat.parsers.chat_format import ChatFormat
from pyllama.chat.parsers.json_calls import read_closers
from pyllama.chat.parsers.json_reader import escape
from pyllama.chat.parsers.notation import Notation
from pyllama.chat.parsers.plain_strings import limited_string
from pyllama.chat.parsers.reasoning import ReasoningTags
from pyllama.chat.parsers.reply_reader import ReplyReader
from pyllama.chat.parsers.scanner import Emit, Reading, Scanner, UnreadableError

_QUOTE: Final = '<|"|>'
_SCALAR: Final = re.compile(r"[-+.\w]+")
_CLOSING: Final = {"{": "}", "[": "]"}
_KEY: Final = r"/[^:{}\[\],<\n]{1,64}/"


@dataclass(frozen=True, kw_only=True)
class GemmaCalls(ChatFormat):
    """Calls in a notation of their own."""

    def read_calls(self, marker: str, reader: ReplyReader) -> Reading[None]:  # noqa: ARG002
        """Read what follows a marker.

        Raises:
            UnreadableError: it is no call.
        """
        scanner = reader.scanner
        yield from scanner.skip_space()
        yield from scanner.expect("call:")
        name, _ = yield from scanner.text_until("{")
        reader.begin_call(name.strip())
        reader.writer.arguments("{")
        yield from _copy_nested(scanner, reader.writer.arguments)
        reader.end_call()
        yield from read_closers(reader, ("<tool_call|>",))

    def call_expression(self, grammar: CallGrammar, name: str, schema: Mapping[str, Any]) -> str:
        """Return the expression of a call: its arguments in the order of the schema."""
        members = _NOTATION.members(grammar, schema, schema)
        return f'{grammar.literal(f"call:{name}{{")} WS? {members} WS? "}}"'


def _key(grammar: CallGrammar, name: str | None) -> str:
    return f'{_KEY} ":" WS?' if name is None else f"{grammar.literal(f'{name}:')} WS?"


def _string(grammar: CallGrammar, schema: Mapping[str, Any]) -> str:
    text = limited_string(grammar, schema)
    string = grammar.until(_QUOTE) if text is None else grammar.limited_until(_QUOTE, text)
    return f"{grammar.literal(_QUOTE)} {string}"


_NOTATION: Final = Notation(
    name="gemma",
    string=_string,
    text=lambda grammar, text: grammar.literal(f"{_QUOTE}{text}{_QUOTE}"),
    key=_key,
    booleans=('"false"', '"true"'),
    null='"null"',
)


def _copy_nested(scanner: Scanner, emit: Emit) -> Reading[None]:
    """Emit the members of an object, whose bracket was read, as JSON, and the brackets that close it."""
    open_brackets = ["}"]
    expects_key = True
    while open_brackets:
        yield from scanner.skip_space()
        mark = yield from scanner.accept(_QUOTE, *"{}[],")
        if mark is None or mark == _QUOTE:
            yield from _copy_leaf(scanner, emit, is_quoted=mark == _QUOTE, is_key=expects_key)
            expects_key = False
            continue
        if mark in _CLOSING:
            open_brackets.append(_CLOSING[mark])
        elif mark != "," and mark != open_brackets.pop():
            raise UnreadableError
        expects_key = mark in ("{", ",") and open_brackets[-1:] == ["}"]
        emit(", " if mark == "," else mark)


def _copy_leaf(scanner: Scanner, emit: Emit, *, is_quoted: bool, is_key: bool) -> Reading[None]:
    if is_quoted:
        emit('"')
        if (yield from scanner.copy_until((_QUOTE,), lambda text: emit(escape(text)))) is None:
            raise UnreadableError
        emit('"')
        if is_key:
            yield from scanner.skip_space()
            yield from scanner.expect(":")
            emit(": ")
    elif is_key:
        key, _ = yield from scanner.text_until(":")
        emit(f'"{escape(key.strip())}": ')
    else:
        pieces: list[str] = []
        yield from scanner.copy_while(_SCALAR, pieces.append)
        if not pieces:
            raise UnreadableError
        emit("".join(pieces))


GEMMA_4: Final = GemmaCalls(
    name="gemma-4",
    markers=("<|tool_call>",),
    begin="<|tool_call>",
    between="<tool_call|>\n<|tool_call>",
    end="<tool_call|>",
    call_tokens=("<|tool_call>", "<tool_call|>", _QUOTE),
    reasoning=ReasoningTags("<|channel>thought", "<channel|>"),
)
