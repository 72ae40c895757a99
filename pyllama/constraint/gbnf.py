"""Reads GBNF, llama.cpp's notation for grammars, into a tree.

The native parser ends the process on some inputs, and what it makes of others grows without bound; this one
names the line of what it refuses. It takes what the native one takes, except for empty character classes,
ranges that are out of order, numbers that are no characters, and more than 10,000 repetitions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pyllama.errors import GrammarError

MAX_DEPTH: Final = 100
"""Most groups within each other."""

MAX_REPETITIONS: Final = 10_000
"""Largest number in ``{m,n}``."""

_SPACE: Final = re.compile(r"(?:[ \t]|#[^\r\n]*)*+")
_SPACE_AND_LINES: Final = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*+")
_NAME: Final = re.compile(r"[a-zA-Z0-9-]+")
_DEFINES: Final = re.compile(r"[ \t]*::=")
_REPETITION: Final = re.compile(r"\{\s*([0-9]{1,9})\s*(?:(,)\s*([0-9]{1,9})?\s*)?\}")
_TOKEN: Final = re.compile(r"(!?)(<\[([0-9]{1,9})\]>|<[^>]*>)")
_ESCAPE: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SIMPLE: Final = {"t": "\t", "r": "\r", "n": "\n", "\\": "\\", '"': '"', "[": "[", "]": "]", "-": "-"}


@dataclass(frozen=True, slots=True)
class Characters:
    """One character of some ranges, both ends included, or one of no range.

    Attributes:
        ranges: code points, first and last of each range.
        negated: whether it is one that lies in none of them.
    """

    ranges: tuple[tuple[int, int], ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, perhaps an empty one."""

    text: str


@dataclass(frozen=True, slots=True)
class Token:
    """One token, by its id or its text, or any other token; ``position`` is where it stands in the text."""

    token: int | str
    negated: bool
    position: int


@dataclass(frozen=True, slots=True)
class Reference:
    """What a rule derives; ``position`` is where it stands in the text."""

    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Repetition:
    """An item ``low`` to ``high`` times; ``None`` is without end."""

    item: Node
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Concatenation:
    """Items one after the other."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some alternatives."""

    options: tuple[Node, ...]


Node = Characters | Literal | Token | Reference | Repetition | Concatenation | Choice
"""A part of a rule."""


def parse_gbnf(text: str) -> dict[str, Node]:
    """Return the rules by their names.

    Where a rule is defined twice, the last definition counts, as in llama.cpp.

    Raises:
        GrammarError: the text is not GBNF, or is nested too deeply; ``line`` says where.

    Native: llama_grammar_parser::parse.
    """
    return _Parser(text).rules()


def grammar_error(reason: str, text: str, position: int) -> GrammarError:
    """Return the error for what is wrong at a position of a grammar."""
    return GrammarError(reason, param="grammar", line=text.count("\n", 0, position) + 1)


class _Parser:
    """Reads the text from the left to the right; each method begins where the one before has stopped."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pos = 0
        self._depth = 0

    def rules(self) -> dict[str, Node]:
        rules: dict[str, Node] = {}
        self._skip(_SPACE_AND_LINES)
        while self._pos < len(self._text):
            name = self._expect(_NAME, "the name of a rule")[0]
            self._expect(_DEFINES, "'::='")
            self._skip(_SPACE_AND_LINES)
            rules[name] = self._choice()
            if self._peek() not in {"", "\r", "\n"}:
                raise self._error(f"unexpected {self._peek()!r}")
            self._skip(_SPACE_AND_LINES)
        return rules

    def _choice(self) -> Node:
        options = [self._concatenation()]
        while self._peek() == "|":
            self._pos += 1
            self._skip(_SPACE_AND_LINES)
            options.append(self._concatenation())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _concatenation(self) -> Node:
        items: list[Node] = []
        while (character := self._peek()) not in {"", "|", ")", "\r", "\n"}:
            if character in "*+?{":
                if not items or items[-1] == Literal(""):
                    raise self._error(f"nothing stands before {character!r} to repeat")
                items[-1] = Repetition(items[-1], *self._times())
            else:
                items.append(self._item(character))
            self._skip(_SPACE_AND_LINES if self._depth else _SPACE)
        return items[0] if len(items) == 1 else Concatenation(tuple(items))

    def _item(self, character: str) -> Node:
        match character:
            case '"':
                return self._literal()
            case "[":
                return self._characters()
            case "(":
                return self._group()
            case ".":
                self._pos += 1
                return Characters((), negated=True)
            case "<" | "!":
                match = self._expect(_TOKEN, "a token, <text> or <[id]>")
                token = match[2] if match[3] is None else int(match[3])
                return Token(token, match[1] == "!", match.start())
            case _:
                match = self._expect(_NAME, "a rule, a text or a group")
                return Reference(match[0], match.start())

    def _group(self) -> Node:
        start = self._pos
        self._pos += 1
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._error(f"groups are nested deeper than {MAX_DEPTH}")
        self._skip(_SPACE_AND_LINES)
        choice = self._choice()
        if self._peek() != ")":
            raise grammar_error("'(' is not closed", self._text, start)
        self._pos += 1
        self._depth -= 1
        return choice

    def _literal(self) -> Literal:
        start = self._pos
        self._pos += 1
        characters: list[str] = []
        while self._peek() != '"':
            characters.append(self._character(start))
        self._pos += 1
        return Literal("".join(characters))

    def _characters(self) -> Characters:
        start = self._pos
        self._pos += 1
        negated = self._peek() == "^"
        self._pos += negated
        ranges: list[tuple[int, int]] = []
        while self._peek() != "]":
            low = high = ord(self._character(start))
            if self._peek() == "-" and self._text[self._pos + 1 : self._pos + 2] != "]":
                self._pos += 1
                high = ord(self._character(start))
            if high < low:
                raise self._error("a range of characters is out of order")
            ranges.append((low, high))
        if not ranges:
            raise self._error("a class of characters is empty")
        self._pos += 1
        return Characters(tuple(ranges), negated)

    def _character(self, start: int) -> str:
        """Read one character of a text or class that began at a position."""
        character = self._peek()
        if not character:
            raise grammar_error("a text or a class of characters is not closed", self._text, start)
        if character != "\\":
            self._pos += 1
            return character
        match = self._expect(_ESCAPE, "an escape")
        digits = match[1] or match[2] or match[3]
        if digits is None:
            if match[4] not in _SIMPLE:
                raise self._error(f"unknown escape \\{match[4]}")
            return _SIMPLE[match[4]]
        code = int(digits, 16)
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            raise self._error(f"\\{digits} is not a character")
        return chr(code)

    def _times(self) -> tuple[int, int | None]:
        if (character := self._peek()) != "{":
            self._pos += 1
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[character]
        match = self._expect(_REPETITION, "'{m}', '{m,}' or '{m,n}'")
        low = int(match[1])
        high = low if match[2] is None else int(match[3]) if match[3] is not None else None
        if max(low, high or 0) > MAX_REPETITIONS:
            raise self._error(f"more than {MAX_REPETITIONS} repetitions")
        if high is not None and high < low:
            raise self._error(f"{{{low},{high}}} ends before it begins")
        return low, high

    def _peek(self) -> str:
        return self._text[self._pos : self._pos + 1]

    def _skip(self, space: re.Pattern[str]) -> None:
        match = space.match(self._text, self._pos)
        self._pos = match.end() if match else self._pos

    def _expect(self, pattern: re.Pattern[str], what: str) -> re.Match[str]:
        match = pattern.match(self._text, self._pos)
        if match is None:
            found = repr(self._text[self._pos : self._pos + 20]) if self._peek() else "the end"
            raise self._error(f"expected {what}, found {found}")
        self._pos = match.end()
        return match

    def _error(self, reason: str) -> GrammarError:
        return grammar_error(reason, self._text, self._pos)
