"""The format of GPT-OSS, called harmony: messages in channels, of which one is for thoughts.

The prompt ends where the header of a message has begun, so an answer goes on with that header:
``<|channel|>analysis<|message|>…<|end|><|start|>assistant<|channel|>final<|message|>…``
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyllama.chat.parsers.call_grammar import CallGrammar
from pyllama.chat.parsers.chat_format import ChatFormat
from pyllama.chat.parsers.named_calls import read_arguments
from pyllama.chat.parsers.parse_options import Tools
from pyllama.chat.parsers.reasoning import ReasoningTags
from pyllama.chat.parsers.reply_reader import ReplyReader
from pyllama.chat.parsers.scanner import Reading, UnreadableError, drop

_START: Final = "<|start|>assistant"
_ENDS: Final = ("<|end|>", "<|call|>", "<|return|>")
_CHANNEL: Final = re.compile(r"<\|channel\|>(\w+)")
_RECIPIENT: Final = re.compile(r"\bto=(?:functions\.)?([^\s<]+)")


@dataclass(frozen=True, kw_only=True)
class HarmonyCalls(ChatFormat):
    """Messages with headers: a channel, and of a call its recipient."""

    def read_answer(self, reader: ReplyReader) -> Reading[None]:
        """Read messages, and texts without a header, to the end."""
        scanner, writer = reader.scanner, reader.writer
        while True:
            yield from scanner.accept(_START)
            # The blank before a recipient can be gone with what is before thoughts.
            begin = yield from scanner.accept("<|channel|>", "<|message|>", " to=", "to=")
            if begin is not None:
                yield from reader.attempt(self.read_calls(begin, reader), begin)
            elif (yield from scanner.copy_until((*_ENDS, _START), writer.content)) is None:
                return

    def read_calls(self, marker: str, reader: ReplyReader) -> Reading[None]:
        """Read a message, from its header to its end.

        Raises:
            UnreadableError: there is no header.
        """
        scanner, writer = reader.scanner, reader.writer
        header = marker
        if marker != "<|message|>":
            text, found = yield from scanner.text_until("<|message|>", *_ENDS)
            if found in _ENDS:
                raise UnreadableError
            header += text
        recipient = _RECIPIENT.search(header)
        is_known = recipient is not None and ("functions." in header or recipient[1] in reader.options.tools)
        if recipient is not None and is_known and reader.options.parse_tool_calls:
            yield from read_arguments(reader, recipient[1])
            yield from scanner.copy_until((*_ENDS, _START), drop)
        elif _CHANNEL.findall(header)[-1:] != ["analysis"]:
            scanner.stop_recording()
            yield from scanner.copy_until((*_ENDS, _START), writer.content)
        elif reader.options.reasoning:
            scanner.stop_recording()
            writer.reasoning("\n")
            yield from scanner.copy_until((*_ENDS, _START), writer.reasoning)
        else:
            writer.content(scanner.stop_recording())
            end = yield from scanner.copy_until((*_ENDS, _START), writer.content)
            writer.content(end or "")

    def thoughts_expression(self, grammar: CallGrammar, *, is_open: bool) -> str:
        """Return the expression of the end of open thoughts; those that begin later are messages."""
        return f"{grammar.until('<|end|>')} {grammar.literal(_START)}" if is_open else ""

    def answer_expression(self, grammar: CallGrammar, tools: Tools, *, required: bool, parallel: bool) -> str:
        """Return the expression of an answer: thoughts and preambles, then a call or the final text."""
        call = self.calls_expression(grammar, tools, parallel=parallel)
        head = grammar.literal("<|channel|>")
        body = f"{grammar.literal('<|message|>')} {grammar.until('<|end|>')} {grammar.literal(_START)}"
        before = f'({head} ("analysis" | "commentary") {body})*'
        if required:
            return f"{before} {call}"
        final = f'{head} "final" {grammar.literal("<|message|>")} {grammar.content()}'
        return f"{before} ({call} | {final})"

    def call_expression(self, grammar: CallGrammar, name: str, schema: Mapping[str, Any]) -> str:
        """Return the expression of a call of a tool; its recipient comes before the channel or behind it."""
        channel = f'{grammar.literal("<|channel|>")} ("commentary" | "analysis")'
        recipient = grammar.literal(f" to=functions.{name}")
        json_type = f'(WS? ({grammar.literal("<|constrain|>")})? "json")?'
        header = f"({channel} {recipient} | {recipient} {channel}) {json_type}"
        return f"{header} {grammar.literal('<|message|>')} {grammar.schema(schema)}"


HARMONY: Final = HarmonyCalls(
    name="harmony",
    markers=("<|channel|>",),
    call_tokens=("<|start|>", "<|channel|>", "<|constrain|>", "<|message|>", "<|end|>"),
    reasoning=ReasoningTags("<|channel|>analysis<|message|>", "<|end|>"),
)
