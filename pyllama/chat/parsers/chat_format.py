"""What a format is: how a family of models writes thoughts and calls into its answers."""

from __future__ import annotations

import secrets
import string
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pyllama.chat.parsers.reasoning import ReasoningTags
from pyllama.chat.parsers.reply_writer import ReplyWriter
from pyllama.chat.parsers.scanner import Reading, Scanner, UnreadableError
from pyllama.chat.reply import ReplyDelta, ReplyParser

Tools = Mapping[str, Mapping[str, Any]]
"""The JSON schema of each tool's arguments, by the tool's name."""

_LETTERS: Final = string.ascii_letters + string.digits


def new_call_id() -> str:
    """Return an id for a call: ``call_`` and 24 random letters and digits."""
    return "call_" + "".join(secrets.choice(_LETTERS) for _ in range(24))


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseOptions:
    """What is wanted of an answer.

    Attributes:
        tools: the tools that the model may call.
        parse_tool_calls: find calls; otherwise their text is content.
        reasoning: find thoughts; otherwise their text and tags are content. Calls are not looked for in
            thoughts either way.
        starts_in_reasoning: the prompt ended inside of thoughts.
        new_id: makes an id for a call to which the model gives none.
    """

    tools: Tools = field(default_factory=dict)
    parse_tool_calls: bool = False
    reasoning: bool = False
    starts_in_reasoning: bool = False
    new_id: Callable[[], str] = new_call_id


class CallReader:
    """What a format reads calls from and writes them to.

    Attributes:
        scanner: the text.
        tools: the tools that the model may call.
    """

    def __init__(self, scanner: Scanner, writer: ReplyWriter, tools: Tools) -> None:
        self.scanner = scanner
        self.tools = tools
        self.arguments = writer.arguments
        self._writer = writer

    def begin_call(self, name: str, call_id: str | None = None) -> None:
        """Begin a call; from now on, what was read belongs to it and does not become content."""
        self.scanner.stop_recording()
        self._writer.begin_call(name, call_id)

    def end_call(self) -> None:
        """End the call; what is read from now on becomes content if it is unreadable."""
        self.scanner.record()


@dataclass(frozen=True, kw_only=True)
class ChatFormat(ABC):
    """How a family of models writes thoughts and calls into its answers.

    Attributes:
        name: what logs call it.
        markers: texts that begin a call, or several.
        kept_tokens: texts that mean something here and can be special tokens, so must be kept as text.
        reasoning: the tags around thoughts; ``None`` if the model does not think.
    """

    name: str
    markers: tuple[str, ...]
    kept_tokens: tuple[str, ...] = ()
    reasoning: ReasoningTags | None = None

    def parser(self, options: ParseOptions) -> ReplyParser:
        """Return a parser of one answer."""
        return FormatParser(self, options)

    def read_start(self, reader: CallReader) -> Reading[None]:  # noqa: ARG002
        """Read a call that begins the answer without a marker; by default there is none.

        Raises:
            UnreadableError: it is no call.
        """
        yield from ()

    @abstractmethod
    def read_calls(self, marker: str, reader: CallReader) -> Reading[None]:
        """Read what follows a marker.

        Raises:
            UnreadableError: it is no call.
        """


class FormatParser:
    """Parses one answer in a format."""

    def __init__(self, chat_format: ChatFormat, options: ParseOptions) -> None:
        self._format = chat_format
        self._options = options
        self._scanner = Scanner()
        self._writer = ReplyWriter(options.new_id, has_calls=options.parse_tool_calls)
        self._reading = self._read()

    def decode(self, text: str) -> ReplyDelta:
        """Take more text, and return what it says as far as that is certain."""
        self._scanner.feed(text)
        next(self._reading, None)
        return self._writer.take()

    def flush(self) -> ReplyDelta:
        """End the text, and return what was uncertain so far."""
        self._scanner.end()
        next(self._reading, None)
        self._writer.end()
        return self._writer.take()

    def _read(self) -> Reading[None]:
        yield from self._read_reasoning()
        if not self._options.parse_tool_calls:
            yield from self._scanner.copy_until((), self._writer.content)
            return
        reader = CallReader(self._scanner, self._writer, self._options.tools)
        yield from self._try(self._format.read_start(reader))
        markers = self._format.markers
        while (marker := (yield from self._scanner.copy_until(markers, self._writer.content))) is not None:
            yield from self._try(self._format.read_calls(marker, reader), marker)

    def _try(self, reading: Reading[None], marker: str = "") -> Reading[None]:
        """Read calls; what turns out to be none becomes content, and is not read again."""
        self._scanner.record(marker)
        try:
            yield from reading
        except UnreadableError:
            self._writer.content(self._scanner.stop_recording())
        self._scanner.stop_recording()

    def _read_reasoning(self) -> Reading[None]:
        tags = self._format.reasoning
        if tags is None:
            return
        wanted = self._options.reasoning
        write = self._writer.reasoning if wanted else self._writer.content
        self._scanner.record()
        if not self._options.starts_in_reasoning:
            yield from self._scanner.skip_space()
            if not (yield from self._scanner.accept(tags.open)):
                self._writer.content(self._scanner.stop_recording())
                return
        if wanted:
            yield from self._scanner.skip_space()
        opening = self._scanner.stop_recording()
        if not wanted:
            write(opening)
        close = yield from self._scanner.copy_until((tags.close,), write)
        if wanted:
            yield from self._scanner.skip_space()
        elif close is not None:
            write(close)
