"""Reads text that comes in pieces, as if it were there at once.

What reads is a generator (``Reading``): it yields where it needs more text, and goes on when there is more,
or when the text has ended. So a format reads like the text that it describes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from functools import cache
from typing import Final, TypeVar

T = TypeVar("T")

Reading = Generator[None, None, T]
"""Reads something; yields where it needs more text."""

Emit = Callable[[str], None]
"""Takes text as soon as it is certain."""

MAX_HEADER_CHARS: Final = 1024
"""Longest text between two marks of a call, such as the name of a function."""

_SPACE: Final = re.compile(r"\s+")


class UnreadableError(Exception):
    """The text is not what was expected here, or has ended."""


class Scanner:
    """Text that comes in pieces, read once, from its beginning to its end."""

    __slots__ = ("_ended", "_position", "_recorded", "_text")

    def __init__(self) -> None:
        self._text = ""
        self._position = 0
        self._recorded: list[str] | None = None
        self._ended = False

    def feed(self, text: str) -> None:
        """Add text."""
        self._text = self._text[self._position :] + text
        self._position = 0

    def end(self) -> None:
        """Say that no more text will come."""
        self._ended = True

    def record(self, text: str = "") -> None:
        """Note from now on what is read, behind ``text``."""
        self._recorded = [text]

    def stop_recording(self) -> str:
        """Return what was noted, and note nothing any more."""
        recorded, self._recorded = self._recorded, None
        return "".join(recorded or ())

    def copy_until(self, markers: tuple[str, ...], emit: Emit) -> Reading[str | None]:
        """Emit text up to a marker, and read that as well.

        Returns:
            The first marker, of two that begin at the same place the longer one; ``None`` at the end of the
            text.
        """
        pattern = _any_of(markers)
        while True:
            match = pattern.search(self._text, self._position)
            possible = len(self._text) if self._ended else self._possible_start(markers)
            if match and match.start() < possible:
                self._emit_to(match.start(), emit)
                self._read_to(match.end())
                return match[0]
            self._emit_to(possible, emit)
            if self._ended:
                return None
            yield

    def text_until(self, *ends: str, max_chars: int = MAX_HEADER_CHARS) -> Reading[tuple[str, str]]:
        """Return text up to one of some ends, and that end, which is read as well.

        Raises:
            UnreadableError: the text ends before that, or is longer than ``max_chars``.
        """
        pieces: list[str] = []
        n_left = max_chars

        def emit(text: str) -> None:
            nonlocal n_left
            n_left -= len(text)
            if n_left < 0:
                raise UnreadableError
            pieces.append(text)

        end = yield from self.copy_until(ends, emit)
        if end is None:
            raise UnreadableError
        return "".join(pieces), end

    def copy_while(self, pattern: re.Pattern[str], emit: Emit) -> Reading[None]:
        """Emit text as long as a pattern matches it; the pattern has to match any part of such a text."""
        while True:
            match = pattern.match(self._text, self._position)
            if match:
                self._emit_to(match.end(), emit)
            if self._ended or self._position < len(self._text):
                return
            yield

    def skip_space(self) -> Reading[None]:
        """Read white space."""
        yield from self.copy_while(_SPACE, drop)

    def accept(self, *texts: str) -> Reading[str | None]:
        """Read one of some texts if that comes next, the longest of those that do; else read nothing."""
        while True:
            rest = self._text[self._position : self._position + max(map(len, texts))]
            if self._ended or not any(len(rest) < len(text) and text.startswith(rest) for text in texts):
                found = max((text for text in texts if rest.startswith(text)), key=len, default=None)
                if found is not None:
                    self._read_to(self._position + len(found))
                return found
            yield

    def expect(self, *texts: str) -> Reading[str]:
        """Read one of some texts.

        Raises:
            UnreadableError: something else comes next.
        """
        found = yield from self.accept(*texts)
        if found is None:
            raise UnreadableError
        return found

    def peek(self) -> Reading[str]:
        """Return the next character without reading it; ``""`` at the end of the text."""
        while self._position == len(self._text) and not self._ended:
            yield
        return self._text[self._position : self._position + 1]

    def _possible_start(self, markers: tuple[str, ...]) -> int:
        """Return where the first marker could begin whose end has not come yet."""
        n_text = len(self._text)
        longest = max(map(len, markers), default=0)
        for start in range(max(self._position, n_text - longest + 1), n_text):
            end = self._text[start:]
            if any(len(end) < len(marker) and marker.startswith(end) for marker in markers):
                return start
        return n_text

    def _emit_to(self, position: int, emit: Emit) -> None:
        if position > self._position:
            start = self._position
            self._read_to(position)
            emit(self._text[start:position])

    def _read_to(self, position: int) -> None:
        if self._recorded is not None:
            self._recorded.append(self._text[self._position : position])
        self._position = position


@cache
def _any_of(texts: tuple[str, ...]) -> re.Pattern[str]:
    # Without any text, a pattern that matches nowhere.
    longest_first = sorted(texts, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def drop(_text: str) -> None:
    """Take text that nobody wants."""
