"""Formats that write a call as a JSON object with a name and arguments, one by one or in a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pyllama.chat.parsers.chat_format import CallReader, ChatFormat
from pyllama.chat.parsers.json_reader import MAX_NAME_CHARS, copy_value, read_string
from pyllama.chat.parsers.scanner import Reading, UnreadableError

_NAMES: Final = frozenset({"name", "tool_name"})
_ARGUMENTS: Final = frozenset({"arguments", "parameters"})


@dataclass(frozen=True, kw_only=True)
class JsonCalls(ChatFormat):
    """Calls as JSON objects behind a marker.

    Attributes:
        ends: texts that can follow the calls and belong to them.
        bare: an answer may begin with a call that has no marker, if it names a known tool.
    """

    ends: tuple[str, ...] = ()
    bare: bool = False

    def read_start(self, reader: CallReader) -> Reading[None]:
        """Read calls without a marker.

        Raises:
            UnreadableError: there are none.
        """
        if not self.bare:
            return
        yield from reader.scanner.skip_space()
        yield from read_json_calls(reader, only_known=True)

    def read_calls(self, marker: str, reader: CallReader) -> Reading[None]:  # noqa: ARG002
        """Read what follows a marker.

        Raises:
            UnreadableError: it is no call.
        """
        yield from read_json_calls(reader)
        if self.ends:
            yield from reader.scanner.skip_space()
            yield from reader.scanner.accept(*self.ends)


def read_json_calls(reader: CallReader, *, only_known: bool = False) -> Reading[None]:
    """Read an object, or a list of them.

    Args:
        reader: where from and where to.
        only_known: only take tools that the model may call.

    Raises:
        UnreadableError: it is no call.
    """
    scanner = reader.scanner
    yield from scanner.skip_space()
    is_list = yield from scanner.accept("[")
    while True:
        yield from scanner.skip_space()
        yield from _CallObject(reader, only_known=only_known).read()
        if not is_list:
            return
        yield from scanner.skip_space()
        if (yield from scanner.expect(",", "]")) == "]":
            reader.end_call()
            return


class _CallObject:
    """A call, whose members may come in any order."""

    def __init__(self, reader: CallReader, *, only_known: bool) -> None:
        self._reader = reader
        self._only_known = only_known
        self._name: str | None = None
        self._has_arguments = False
        self._early_arguments: list[str] = []

    def read(self) -> Reading[None]:
        """Read it.

        Raises:
            UnreadableError: it is no call.
        """
        yield from self._read_members()
        if self._name is None:
            raise UnreadableError
        if not self._has_arguments:
            self._reader.arguments("{}")
        self._reader.end_call()

    def _read_members(self) -> Reading[None]:
        scanner = self._reader.scanner
        yield from scanner.expect("{")
        while True:
            yield from scanner.skip_space()
            key = yield from read_string(scanner, MAX_NAME_CHARS)
            yield from scanner.skip_space()
            yield from scanner.expect(":")
            yield from scanner.skip_space()
            yield from self._read_member(key)
            yield from scanner.skip_space()
            if (yield from scanner.expect(",", "}")) == "}":
                return

    def _read_member(self, key: str) -> Reading[None]:
        scanner = self._reader.scanner
        first = yield from scanner.peek()
        if key in _NAMES and self._name is None:
            self._begin((yield from read_string(scanner, MAX_NAME_CHARS)))
        elif key in _ARGUMENTS and not self._has_arguments:
            self._has_arguments = True
            yield from self._read_arguments(first)
        elif key == "function" and first == "{":
            yield from self._read_members()
        else:
            yield from copy_value(scanner, _drop)

    def _begin(self, name: str) -> None:
        if self._only_known and name not in self._reader.tools:
            raise UnreadableError
        self._name = name
        self._reader.begin_call(name)
        for text in self._early_arguments:
            self._reader.arguments(text)

    def _read_arguments(self, first: str) -> Reading[None]:
        scanner = self._reader.scanner
        emit: Callable[[str], None] = self._early_arguments.append
        if self._name is not None:
            emit = self._reader.arguments
        if first == "{":
            yield from copy_value(scanner, emit)
        elif first == '"':
            # JSON within JSON, as in the requests of clients.
            emit((yield from read_string(scanner)))
        else:
            yield from copy_value(scanner, _drop)
            emit("{}")


def _drop(_text: str) -> None:
    pass


HERMES: Final = JsonCalls(
    name="hermes",
    markers=("<tool_call>",),
    ends=("</tool_call>",),
    kept_tokens=("<tool_call>", "</tool_call>"),
)

GENERIC: Final = JsonCalls(
    name="generic", markers=HERMES.markers, ends=HERMES.ends, kept_tokens=HERMES.kept_tokens, bare=True
)
