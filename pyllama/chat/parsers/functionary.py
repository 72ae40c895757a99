"""The format of Functionary v3.2: parts for recipients, of which ``all`` is the user.

The prompt ends with ``>>>``, so an answer begins with its first recipient.
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
from pyllama.chat.parsers.python_tag import read_program
from pyllama.chat.parsers.reply_reader import ReplyReader
from pyllama.chat.parsers.scanner import Reading, UnreadableError

_MARKER: Final = ">>>"
_NAME: Final = re.compile(r"[^\s<>{]+")


@dataclass(frozen=True, kw_only=True)
class FunctionaryCalls(ChatFormat):
    """Parts that begin with the name of who is to read them."""

    def read_answer(self, reader: ReplyReader) -> Reading[None]:
        """Read an answer to its end."""
        scanner, writer = reader.scanner, reader.writer
        scanner.record()
        if (yield from scanner.accept("all\n")) or not reader.options.parse_tool_calls:
            scanner.stop_recording()
        else:
            yield from reader.attempt(self.read_calls("", reader))
        if not reader.options.parse_tool_calls:
            yield from scanner.copy_until((), writer.content)
        while (marker := (yield from scanner.copy_until((_MARKER,), writer.content))) is not None:
            yield from reader.attempt(self.read_calls(marker, reader), marker)

    def read_calls(self, marker: str, reader: ReplyReader) -> Reading[None]:  # noqa: ARG002
        """Read the name of a recipient and what is for it, unless that is content.

        Raises:
            UnreadableError: there is no recipient.
        """
        while True:
            pieces: list[str] = []
            yield from reader.scanner.copy_while(_NAME, pieces.append)
            yield from reader.scanner.expect("\n")
            name = "".join(pieces)
            if not name:
                raise UnreadableError
            if name == "all":
                return
            if name != "python" or (yield from reader.scanner.peek()) == "{":
                yield from read_arguments(reader, name)
                return
            # The marker that ends the program begins the next part.
            if (yield from read_program(reader, ends=(_MARKER,))) is None:
                return
            reader.scanner.record(_MARKER)

    def answer_expression(self, grammar: CallGrammar, tools: Tools, *, required: bool, parallel: bool) -> str:
        """Return the expression of an answer."""
        calls = self.calls_expression(grammar, tools, parallel=parallel)
        if required:
            return calls
        to_user = grammar.literal("all\n")
        return f"{to_user} {grammar.content()} | ({to_user} {grammar.content_until(_MARKER)})? {calls}"

    def call_expression(self, grammar: CallGrammar, name: str, schema: Mapping[str, Any]) -> str:
        """Return the expression of a call of a tool."""
        head = grammar.literal(name + "\n")
        return f"{head} {grammar.schema(schema)}"


FUNCTIONARY_32: Final = FunctionaryCalls(
    name="functionary-v3.2", markers=(_MARKER,), between=_MARKER, call_tokens=(_MARKER,)
)
