"""Formats in which an answer can be a call without a marker: a JSON object that names a tool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyllama.chat.parsers.call_grammar import CallGrammar
from pyllama.chat.parsers.json_calls import HERMES, JsonCalls, read_json_calls
from pyllama.chat.parsers.parse_options import Tools
from pyllama.chat.parsers.python_tag import PYTHON_TAG, read_python_tag, takes_python_tag
from pyllama.chat.parsers.reply_reader import ReplyReader
from pyllama.chat.parsers.scanner import Reading

_BEGIN: Final = r'\{\s*"name"\s*:'
_BEGIN_AS_JSON: Final = r'"{" "\"name\"" ": "'


@dataclass(frozen=True, kw_only=True)
class BareJsonCalls(JsonCalls):
    """Calls as JSON objects at the beginning of the answer, or behind a marker."""

    def read_start(self, reader: ReplyReader) -> Reading[None]:
        """Read calls of known tools; several can be separated by semicolons.

        Raises:
            UnreadableError: there are none.
        """
        while True:
            yield from read_json_calls(reader, only_known=True)
            if not (yield from reader.scanner.accept(";")):
                return


@dataclass(frozen=True, kw_only=True)
class Llama3Calls(BareJsonCalls):
    """Calls of Llama 3.1 and later: JSON, or for some tools a line of Python behind a tag."""

    def answer_expression(self, grammar: CallGrammar, tools: Tools, *, required: bool, parallel: bool) -> str:
        """Return the expression of an answer."""
        # What has to be JSON may begin in the same way, and must not be taken for a call there.
        begin = _BEGIN_AS_JSON if grammar.is_content_given else grammar.begin(rf"/\s*{_BEGIN}/")
        options = [f"{begin} {self.calls_expression(grammar, tools, parallel=parallel)}"]
        if any(takes_python_tag(name) for name in tools):
            options.append(f"{grammar.begin(grammar.literal(PYTHON_TAG))} {grammar.anything()}")
        if not required:
            options.append(grammar.content())
        return " | ".join(options)

    def call_expression(self, grammar: CallGrammar, name: str, schema: Mapping[str, Any]) -> str:
        """Return the expression of a call of a tool, behind the key of its name."""
        return f'WS? {self.named_expression(grammar, name, schema)} "}}"'

    def read_calls(self, marker: str, reader: ReplyReader) -> Reading[None]:
        """Read what follows the tag.

        Raises:
            UnreadableError: it is no call.
        """
        yield from reader.scanner.skip_space()
        if (yield from reader.scanner.peek()) == "{":
            yield from super().read_calls(marker, reader)
        else:
            yield from read_python_tag(reader)


GENERIC: Final = BareJsonCalls(
    name="generic",
    # The first is what models are told to write; some write what they were trained with.
    markers=("<tool_call>", "<|tool_call|>", "<tool_calls>", "<function_call>", "[TOOL_CALLS]"),
    begin=HERMES.begin,
    between=HERMES.between,
    end=HERMES.end,
    closers=("</tool_call>", "<|/tool_call|>", "</tool_calls>", "</function_call>"),
    call_tokens=(*HERMES.call_tokens, "<|tool_call|>", "<|/tool_call|>", "[TOOL_CALLS]"),
)

LLAMA_3: Final = Llama3Calls(
    name="llama-3",
    markers=(PYTHON_TAG,),
    arguments_key="parameters",
    bare_beginnings=(_BEGIN,),
    call_tokens=(PYTHON_TAG,),
)
