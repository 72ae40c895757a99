"""Formats that write the name of the function first, and then its arguments as a JSON object."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyllama.chat.parsers.call_grammar import CallGrammar
from pyllama.chat.parsers.chat_format import ChatFormat
from pyllama.chat.parsers.json_calls import read_closers, read_json_calls
from pyllama.chat.parsers.json_reader import copy_value
from pyllama.chat.parsers.python_tag import PYTHON_TAG, read_python_tag
from pyllama.chat.parsers.reply_reader import ReplyReader
from pyllama.chat.parsers.scanner import Reading, UnreadableError


@dataclass(frozen=True, kw_only=True)
class NamedCalls(ChatFormat):
    """Calls with a header that names the function.

    Attributes:
        section: a marker that comes before the first call, and is none itself.
        call: the marker that begins a call, if there is a section.
        header: matches what is between that marker and the arguments, with a group ``name``, and perhaps one
            for an ``id`` that tells calls apart.
        header_end: the last part of the header.
        written_header: the header as a layout, with ``{name}`` for the name, and ``{id}`` for an id.
        written_id: a regular expression of an id in it.
        arguments_end: a layout of what ends the arguments.
        closers: texts behind calls that belong to them.
    """

    section: str | None = None
    call: str = ""
    header: re.Pattern[str]
    header_end: str
    written_header: str
    written_id: str = "[A-Za-z0-9_-]{1,64}"
    arguments_end: str = ""
    closers: tuple[str, ...] = ()

    def read_calls(self, marker: str, reader: ReplyReader) -> Reading[None]:
        """Read what follows a marker.

        Raises:
            UnreadableError: it is no call.
        """
        scanner = reader.scanner
        if marker == PYTHON_TAG:
            yield from read_python_tag(reader)
            return
        if marker == self.section:
            yield from scanner.skip_space()
            yield from scanner.expect(self.call)
        if (yield from scanner.peek()) in ("{", "["):
            yield from read_json_calls(reader)
        else:
            header, end = yield from scanner.text_until(self.header_end)
            found = self.header.fullmatch(header + end)
            if found is None:
                raise UnreadableError
            yield from read_arguments(reader, found["name"].strip(), found.groupdict().get("id"))
        yield from read_closers(reader, self.closers)

    def call_expression(self, grammar: CallGrammar, name: str, schema: Mapping[str, Any]) -> str:
        """Return the expression of a call of a tool."""
        pieces = self.written_header.replace("{name}", name).split("{id}")
        header = f" /{self.written_id}/ ".join(grammar.layout(piece) for piece in pieces)
        return f"{header} WS? {grammar.schema(schema)} {grammar.layout(self.arguments_end)}"


def read_arguments(reader: ReplyReader, name: str, call_id: str | None = None) -> Reading[None]:
    """Read arguments that are a JSON object, and make a call of them.

    Raises:
        UnreadableError: they are something else.
    """
    yield from reader.scanner.skip_space()
    if (yield from reader.scanner.peek()) != "{":
        raise UnreadableError
    reader.begin_call(name, call_id)
    yield from copy_value(reader.scanner, reader.writer.arguments)
    reader.end_call()


MISTRAL: Final = NamedCalls(
    name="mistral",
    markers=("[TOOL_CALLS]",),
    begin="[TOOL_CALLS]",
    between="[TOOL_CALLS]",
    header=re.compile(r"(?P<name>[^\[{]+)(?:\[CALL_ID\](?P<id>[^\[]*))?\[ARGS\]"),
    header_end="[ARGS]",
    written_header="{name}[ARGS]",
    call_tokens=("[TOOL_CALLS]", "[CALL_ID]", "[ARGS]"),
)

FUNCTIONARY_31: Final = NamedCalls(
    name="functionary-v3.1",
    markers=("<function=", PYTHON_TAG),
    begin="<function=",
    between="<function=",
    header=re.compile(r"(?P<name>[^<>]+)>"),
    header_end=">",
    written_header="{name}>",
    arguments_end="\n</function>",
    closers=("</function>",),
    call_tokens=(PYTHON_TAG,),
)

KIMI_K2: Final = NamedCalls(
    name="kimi-k2",
    markers=("<|tool_calls_section_begin|>", "<|tool_call_begin|>"),
    section="<|tool_calls_section_begin|>",
    call="<|tool_call_begin|>",
    begin="<|tool_calls_section_begin|>\n<|tool_call_begin|>",
    between="<|tool_call_begin|>",
    end="<|tool_calls_section_end|>",
    header=re.compile(
        r"\s*(?P<id>(?:functions\.)?(?P<name>[^<]+?)(?::\d+)?)\s*<\|tool_call_argument_begin\|>"
    ),
    header_end="<|tool_call_argument_begin|>",
    written_header="functions.{name}:{id}<|tool_call_argument_begin|>",
    written_id="[0-9]{1,9}",
    arguments_end="<|tool_call_end|>",
    closers=("<|tool_call_end|>", "<|tool_calls_section_end|>"),
    call_tokens=(
        "<|tool_calls_section_begin|>",
        "<|tool_call_begin|>",
        "<|tool_call_argument_begin|>",
        "<|tool_call_end|>",
        "<|tool_calls_section_end|>",
    ),
    calls_end_thoughts=True,
)

SOLAR: Final = NamedCalls(
    name="solar-open",
    markers=("<|tool_calls|>", "<|tool_call:begin|>"),
    section="<|tool_calls|>",
    call="<|tool_call:begin|>",
    begin="<|tool_calls|>\n<|tool_call:begin|>",
    between="<|tool_call:begin|>",
    header=re.compile(r"(?P<id>[^<]*)<\|tool_call:name\|>(?P<name>[^<]+)<\|tool_call:args\|>"),
    header_end="<|tool_call:args|>",
    written_header="{id}<|tool_call:name|>{name}<|tool_call:args|>",
    arguments_end="<|tool_call:end|>",
    closers=("<|tool_call:end|>",),
    call_tokens=(
        "<|tool_calls|>",
        "<|tool_call:begin|>",
        "<|tool_call:name|>",
        "<|tool_call:args|>",
        "<|tool_call:end|>",
    ),
)
