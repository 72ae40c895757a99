"""What a format is: how a family of models writes thoughts and calls into its answers."""

from __future__ import annotations

import re
import secrets
import string
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from pyllama.chat.parsers.call_grammar import CallGrammar
from pyllama.chat.parsers.reasoning import ReasoningTags
from pyllama.chat.parsers.reply_writer import ReplyWriter
from pyllama.chat.parsers.scanner import Reading, Scanner, UnreadableError
from pyllama.chat.reply import ReplyDelta, ReplyParser
from pyllama.constraint import Constraint

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


class ReplyReader:
    """What a format reads an answer from, and what it writes to.

    Attributes:
        scanner: the text.
        writer: takes what it says.
        options: what is wanted.
    """

    def __init__(self, options: ParseOptions) -> None:
        self.scanner = Scanner()
        self.writer = ReplyWriter(options.new_id, has_calls=options.parse_tool_calls)
        self.options = options

    def begin_call(self, name: str, call_id: str | None = None) -> None:
        """Begin a call; from now on, what was read belongs to it and does not become content."""
        self.scanner.stop_recording()
        self.writer.begin_call(name, call_id)

    def end_call(self) -> None:
        """End the call; what is read from now on becomes content if it is unreadable."""
        self.scanner.record()

    def attempt(self, reading: Reading[None], marker: str = "") -> Reading[None]:
        """Read calls behind a marker; what turns out to be none becomes content, and is not read again."""
        self.scanner.record(marker)
        try:
            yield from reading
        except UnreadableError:
            self.writer.content(self.scanner.stop_recording())
        self.scanner.stop_recording()


@dataclass(frozen=True, kw_only=True)
class ChatFormat(ABC):
    """How a family of models writes thoughts and calls into its answers.

    Calls are written as ``begin``, the first call, ``between``, the next call, and so on, and ``end``. A line
    break in one of these texts stands for any white space.

    Attributes:
        name: what logs call it.
        markers: texts that begin a call, or several.
        begin: what comes before the first call: one of the markers, or ``""`` where there is none.
        between: what comes between two calls; ``None`` if there is one call at most.
        end: what comes behind the last one.
        content_tags: texts around content, which are no part of it.
        bare_beginnings: regular expressions of calls without a marker, as they begin an answer.
        call_tokens: all texts of the format's own that can be special tokens of a vocabulary.
        reasoning: the tags around thoughts; ``None`` if the model does not think.
        calls_end_thoughts: whether a call can follow thoughts that were not ended.
    """

    name: str
    markers: tuple[str, ...]
    begin: str = ""
    between: str | None = None
    end: str = ""
    content_tags: tuple[str, ...] = ()
    bare_beginnings: tuple[str, ...] = ()
    call_tokens: tuple[str, ...] = ()
    reasoning: ReasoningTags | None = None
    calls_end_thoughts: bool = False

    @property
    def kept_tokens(self) -> tuple[str, ...]:
        """Texts that a parser looks for; where they are special tokens, they must come to it as text."""
        tags = () if self.reasoning is None else (self.reasoning.open, self.reasoning.close)
        return tuple(dict.fromkeys((*self.call_tokens, *self.content_tags, *tags)))

    def parser(self, options: ParseOptions) -> ReplyParser:
        """Return a parser of one answer."""
        return FormatParser(self, options)

    def call_grammar(
        self,
        tools: Tools,
        *,
        choice: Literal["auto", "required"] = "auto",
        only: str | None = None,
        parallel: bool = False,
        after_reasoning: bool = False,
        special_tokens: Mapping[str, int] | None = None,
    ) -> Constraint | None:
        """Return what makes sure that calls are right.

        Args:
            tools: the tools that may be called. Where a schema cannot be enforced, any object will do.
            choice: whether there has to be a call; otherwise an answer may be anything that does not begin
                a call, or ends with calls.
            only: the only tool that may be called, which then has to be called.
            parallel: whether there may be several calls, where the format knows that.
            after_reasoning: the prompt ends inside of thoughts, which the answer ends first. Otherwise, it
                may begin with thoughts where the model has any.
            special_tokens: those of ``kept_tokens`` that are special tokens of the vocabulary, and their ids;
                ``find_special_tokens`` finds them.

        Returns:
            The constraint, or ``None`` if there are no tools.

        Raises:
            GrammarError: it would be too long.
        """
        if only is not None:
            tools, choice = {only: tools[only]}, "required"
        if not tools:
            return None
        grammar = CallGrammar(special_tokens or {}, not_content=self._not_content(special_tokens or {}))
        answer = self.answer_expression(grammar, tools, required=choice == "required", parallel=parallel)
        thoughts = self.thoughts_expression(grammar, is_open=after_reasoning)
        return Constraint("lark", grammar.text(f"{thoughts} ({answer})"), param="tools")

    def thoughts_expression(self, grammar: CallGrammar, *, is_open: bool) -> str:
        """Return the expression of thoughts, or of none if they are not open already."""
        if self.reasoning is None:
            return ""
        closed = f"{grammar.until(self.reasoning.close)} WS?"
        return closed if is_open else f"(WS? {grammar.literal(self.reasoning.open)} {closed})?"

    def answer_expression(self, grammar: CallGrammar, tools: Tools, *, required: bool, parallel: bool) -> str:
        """Return the expression of an answer behind its thoughts."""
        calls = self.calls_expression(grammar, tools, parallel=parallel)
        if required:
            return f"WS? {grammar.layout(self.begin)} {calls}"
        called = grammar.content_until(self.begin) if self.begin else ""
        return f"{grammar.content()} | {called} {calls}"

    def calls_expression(self, grammar: CallGrammar, tools: Tools, *, parallel: bool) -> str:
        """Return the expression of the calls behind ``begin``, and of what is behind them."""
        options = [grammar.rule(self.call_expression(grammar, name, tools[name])) for name in tools]
        one = grammar.rule(" | ".join(options))
        several = parallel and self.between is not None
        more = f"(WS? {grammar.layout(self.between or '')} {one})*" if several else ""
        return f"{one} {more} WS? {grammar.layout(self.end)} WS?"

    @abstractmethod
    def call_expression(self, grammar: CallGrammar, name: str, schema: Mapping[str, Any]) -> str:
        """Return the expression of a call of a tool, between ``begin`` and ``end``."""

    def read_answer(self, reader: ReplyReader) -> Reading[None]:
        """Read an answer behind its thoughts, to its end."""
        markers = self.content_tags
        if reader.options.parse_tool_calls:
            markers += self.markers
            yield from reader.attempt(self.read_start(reader))
        while True:
            marker = yield from reader.scanner.copy_until(markers, reader.writer.content)
            if marker is None:
                return
            if marker not in self.content_tags:
                yield from reader.attempt(self.read_calls(marker, reader), marker)

    def read_start(self, reader: ReplyReader) -> Reading[None]:  # noqa: ARG002
        """Read a call that begins the answer without a marker; by default there is none.

        Raises:
            UnreadableError: it is no call.
        """
        yield from ()

    def _not_content(self, special_tokens: Mapping[str, int]) -> tuple[str, ...]:
        """Return expressions of the beginnings of what is no content."""
        tags = self.reasoning
        is_text = tags is not None and tags.open not in special_tokens
        return (*((re.escape(tags.open),) if tags and is_text else ()), *self.bare_beginnings)

    @abstractmethod
    def read_calls(self, marker: str, reader: ReplyReader) -> Reading[None]:
        """Read what follows a marker.

        Raises:
            UnreadableError: it is no call.
        """


class FormatParser:
    """Parses one answer in a format."""

    def __init__(self, chat_format: ChatFormat, options: ParseOptions) -> None:
        self._reader = ReplyReader(options)
        self._reading = _read(chat_format, self._reader)

    def decode(self, text: str) -> ReplyDelta:
        """Take more text, and return what it says as far as that is certain."""
        self._reader.scanner.feed(text)
        next(self._reading, None)
        return self._reader.writer.take()

    def flush(self) -> ReplyDelta:
        """End the text, and return what was uncertain so far."""
        self._reader.scanner.end()
        next(self._reading, None)
        self._reader.writer.end()
        return self._reader.writer.take()


def _read(chat_format: ChatFormat, reader: ReplyReader) -> Reading[None]:
    if chat_format.reasoning is not None:
        calls = chat_format.markers if chat_format.calls_end_thoughts else ()
        marker = yield from _read_thoughts(chat_format.reasoning, calls, reader)
        if marker is not None:
            yield from reader.attempt(chat_format.read_calls(marker, reader), marker)
    yield from chat_format.read_answer(reader)


def _read_thoughts(tags: ReasoningTags, calls: tuple[str, ...], reader: ReplyReader) -> Reading[str | None]:
    """Read thoughts if there are any; return the marker of a call that ended them."""
    scanner, writer = reader.scanner, reader.writer
    write = writer.reasoning if reader.options.reasoning else writer.content
    scanner.record()
    if not reader.options.starts_in_reasoning:
        yield from scanner.skip_space()
        if not (yield from scanner.accept(tags.open)):
            writer.content(scanner.stop_recording())
            return None
    if reader.options.reasoning:
        yield from scanner.skip_space()
        scanner.record()
    write(scanner.stop_recording())
    ends = (tags.close, *calls) if reader.options.parse_tool_calls else (tags.close,)
    end = yield from scanner.copy_until(ends, write)
    if end in calls:
        return end
    if reader.options.reasoning:
        yield from scanner.skip_space()
    else:
        writer.content(end or "")
    return None
