"""What a format is: how a family of models writes thoughts and calls into its answers."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pyllama.chat.parsers.arguments_schema import arguments_schema, enforceable
from pyllama.chat.parsers.call_grammar import CallGrammar
from pyllama.chat.parsers.parse_options import ParseOptions, Tools
from pyllama.chat.parsers.reasoning import ReasoningTags
from pyllama.chat.parsers.reply_reader import ReplyReader
from pyllama.chat.parsers.scanner import Reading
from pyllama.chat.reply import ReplyDelta, ReplyParser
from pyllama.constraint import Constraint
from pyllama.constraint.constraint import MAX_CHARACTERS
from pyllama.constraint.lark import MAX_DEFINITIONS
from pyllama.errors import GrammarError


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
        wrapping: two texts around the whole content, which may be there; then they are no part of it.
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
    wrapping: tuple[str, str] | None = None
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
        content: Constraint | None = None,
        strict: Collection[str] = (),
    ) -> Constraint | None:
        """Return what makes sure that calls are right.

        Args:
            tools: the tools that may be called. What cannot be enforced of a schema is left out; so is
                everything of all schemas if the grammar would become too large.
            choice: whether there has to be a call; otherwise an answer may be anything that does not begin
                a call, or ends with calls.
            only: the only tool that may be called, which then has to be called.
            parallel: whether there may be several calls, where the format knows that.
            after_reasoning: the prompt ends inside of thoughts, which the answer ends first. Otherwise, it
                may begin with thoughts where the model has any.
            special_tokens: those of ``kept_tokens`` that are special tokens of the vocabulary, and their ids;
                ``find_special_tokens`` finds them.
            content: what an answer without calls has to conform to; there is no content before calls then.
            strict: the tools whose schemas have to be enforced completely.

        Returns:
            The constraint; ``content`` if there are no tools.

        Raises:
            GrammarError: it would be too long, or what a strict tool demands cannot be enforced.
        """
        if only is not None:
            tools, choice = {only: tools[only]}, "required"
        if not tools:
            return content
        if choice == "required":
            content = None

        def grammar_of(tools: Tools) -> str:
            grammar = CallGrammar(
                special_tokens or {},
                not_content=self._not_content(special_tokens or {}),
                is_content_given=content is not None,
            )
            answer = self.answer_expression(grammar, tools, required=choice == "required", parallel=parallel)
            return grammar.text(f"{self.thoughts_expression(grammar, is_open=after_reasoning)} ({answer})")

        enforced = {name: enforceable(arguments_schema(schema)) for name, schema in tools.items()}
        for name in strict:
            schema, left = enforced[name]
            trial = CallGrammar(special_tokens or {})
            self.call_expression(trial, name, schema)
            if reasons := [*left, *trial.weaker]:
                raise GrammarError(f"the schema of {name!r} cannot be enforced: {reasons[0]}", param="tools")
        text = grammar_of({name: schema for name, (schema, _) in enforced.items()})
        if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_DEFINITIONS:
            if strict:
                raise GrammarError("strict tools are too many, or their schemas too long", param="tools")
            text = grammar_of({name: {} for name in tools})
        return Constraint("lark", text, param="tools", content=content)

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
            return f"{grammar.layout(self.begin)} {calls}"
        called = grammar.content_until(self.begin) if self.begin else ""
        return f"{grammar.content()} | {called} {calls}"

    def calls_expression(self, grammar: CallGrammar, tools: Tools, *, parallel: bool) -> str:
        """Return the expression of the calls behind ``begin``, and of what is behind them."""
        one = grammar.rule(" | ".join(self.call_expression(grammar, name, tools[name]) for name in tools))
        several = parallel and self.between is not None
        more = f"(WS? {grammar.layout(self.between or '')} {one})*" if several else ""
        return f"{one} {more} WS? {grammar.layout(self.end)} WS?"

    @abstractmethod
    def call_expression(self, grammar: CallGrammar, name: str, schema: Mapping[str, Any]) -> str:
        """Return the expression of a call of a tool, between ``begin`` and ``end``."""

    def read_answer(self, reader: ReplyReader) -> Reading[None]:
        """Read an answer behind its thoughts, to its end."""
        scanner, writer = reader.scanner, reader.writer
        opening, closing = self.wrapping or ("", "")
        is_wrapped = bool(opening and (yield from scanner.accept(opening)))
        tags = (*self.content_tags, closing) if is_wrapped else self.content_tags
        calls = self.markers if reader.options.parse_tool_calls else ()
        if calls:
            yield from reader.attempt(self.read_start(reader))
        while (marker := (yield from scanner.copy_until((*tags, *calls), writer.content))) is not None:
            if marker in calls:
                yield from reader.attempt(self.read_calls(marker, reader), marker)
            elif marker == closing:
                yield from scanner.skip_space()

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
        tag = yield from scanner.accept(tags.open, tags.close)
        if tag == tags.close and reader.options.reasoning:
            # Some models end thoughts that they did not begin.
            yield from scanner.skip_space()
            return None
        if tag != tags.open:
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
