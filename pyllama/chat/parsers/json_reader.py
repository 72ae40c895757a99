"""Reads JSON that comes in pieces: knows where a value ends, and passes its text on as it comes."""

from __future__ import annotations

import json
import re
from typing import Final

from pyllama.chat.parsers.scanner import Emit, Reading, Scanner, UnreadableError

_IN_STRING: Final = re.compile(r'[^"\\]+')
_BETWEEN_BRACKETS: Final = re.compile(r'[^"{}\[\]]+')
_SCALAR: Final = re.compile(r"[-+.\w]+")
_CLOSING: Final = {"{": "}", "[": "]"}


def copy_value(scanner: Scanner, emit: Emit) -> Reading[None]:
    """Emit the text of the value that comes next.

    Objects and lists are followed by their brackets and strings; what is between these is not checked.

    Raises:
        UnreadableError: no value comes next, its brackets do not match, or the text ends before it.
    """
    first = yield from scanner.peek()
    if first in ("{", "["):
        yield from _copy_nested(scanner, emit)
    elif first == '"':
        yield from _copy_string(scanner, emit)
    else:
        pieces: list[str] = []
        yield from scanner.copy_while(_SCALAR, pieces.append)
        if not pieces:
            raise UnreadableError
        emit("".join(pieces))


def read_string(scanner: Scanner, max_chars: int | None = None) -> Reading[str]:
    """Return the string that comes next.

    Args:
        scanner: the text.
        max_chars: the most characters that it may have, as it is written.

    Raises:
        UnreadableError: no string comes next, it is too long, or the text ends before it.
    """
    pieces: list[str] = []
    n_chars = 0

    def emit(text: str) -> None:
        nonlocal n_chars
        n_chars += len(text)
        if max_chars is not None and n_chars > max_chars + len('""'):
            raise UnreadableError
        pieces.append(text)

    yield from _copy_string(scanner, emit)
    try:
        value = json.loads("".join(pieces), strict=False)
    except ValueError:
        raise UnreadableError from None
    return str(value)


def _copy_string(scanner: Scanner, emit: Emit) -> Reading[None]:
    emit((yield from scanner.expect('"')))
    while True:
        yield from scanner.copy_while(_IN_STRING, emit)
        mark = yield from scanner.expect('"', "\\")
        if mark == '"':
            emit(mark)
            return
        escaped = yield from scanner.peek()
        yield from scanner.expect(escaped)
        emit(mark + escaped)


def _copy_nested(scanner: Scanner, emit: Emit) -> Reading[None]:
    open_brackets: list[str] = []
    while True:
        yield from scanner.copy_while(_BETWEEN_BRACKETS, emit)
        next_one = yield from scanner.peek()
        if next_one == '"':
            yield from _copy_string(scanner, emit)
            continue
        bracket = yield from scanner.expect("{", "[", "}", "]")
        if bracket in _CLOSING:
            open_brackets.append(_CLOSING[bracket])
        elif bracket != open_brackets.pop():
            raise UnreadableError
        emit(bracket)
        if not open_brackets:
            return


def escape(text: str) -> str:
    """Return text as it stands in a string; also a part of it."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
