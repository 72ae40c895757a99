"""The format of Apertus: a list of JSON objects, each with the name of a function as its only key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyllama.chat.parsers.call_grammar import CallGrammar
from pyllama.chat.parsers.chat_format import ChatFormat
from pyllama.chat.parsers.json_calls import read_closers
from pyllama.chat.parsers.json_reader import read_string
from pyllama.chat.parsers.named_calls import read_arguments
from pyllama.chat.parsers.reasoning import ReasoningTags
from pyllama.chat.parsers.reply_reader import ReplyReader
from pyllama.chat.parsers.scanner import MAX_HEADER_CHARS, Reading


@dataclass(frozen=True, kw_only=True)
class KeyedCalls(ChatFormat):
    """Calls such as ``{"weather": {"city": "Oslo"}}``, in a list."""

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
            yield from scanner.expect("{")
            yield from scanner.skip_space()
            name = yield from read_string(scanner, MAX_HEADER_CHARS)
            yield from scanner.skip_space()
            yield from scanner.expect(":")
            yield from read_arguments(reader, name)
            yield from scanner.skip_space()
            yield from scanner.expect("}")
            yield from scanner.skip_space()
            separator = yield from scanner.expect(",", "]")
            reader.end_call()
        yield from read_closers(reader, ("<|tools_suffix|>",))

    def call_expression(self, grammar: CallGrammar, name: str, schema: Mapping[str, Any]) -> str:
        """Return the expression of a call of a tool."""
        head = grammar.layout(f"{{\n{json.dumps(name)}\n:\n")
        return f'{head} {grammar.schema(schema)} WS? "}}"'


APERTUS: Final = KeyedCalls(
    name="apertus",
    markers=("<|tools_prefix|>",),
    begin="<|tools_prefix|>\n[\n",
    between=",\n",
    end="]\n<|tools_suffix|>",
    call_tokens=("<|tools_prefix|>", "<|tools_suffix|>"),
    reasoning=ReasoningTags("<|inner_prefix|>", "<|inner_suffix|>"),
)
