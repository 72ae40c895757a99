"""Formats that write a call as a JSON object with a name and arguments, one by one or in a list."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from pyllama.chat.parsers.call_grammar import CallGrammar
from pyllama.chat.parsers.chat_format import ChatFormat
from pyllama.chat.parsers.json_reader import copy_value, read_string
from pyllama.chat.parsers.reply_reader import ReplyReader
from pyllama.chat.parsers.scanner import MAX_HEADER_CHARS, Reading, UnreadableError, drop

_NAMES: Final = frozenset({"name", "tool_name"})
_ARGUMENTS: Final = frozenset({"arguments", "parameters"})


@dataclass(frozen=True, kw_only=True)
class JsonCalls(ChatFormat):
    """Calls as JSON objects.

    Attributes:
        name_key: the member with the name, as the model was trained to write it.
        arguments_key: the member with the arguments.
        id_before: a member with an id that comes first; it is not used, as it is not unique.
        id_behind: a member with an id that comes last, too late to be used.
        opener: what follows a marker, before the calls.
        closers: texts behind calls that belong to them.
    """

    name_key: str = "name"
    arguments_key: str = "arguments"
    id_before: str | None = None
    id_behind: str | None = None
    opener: str = ""
    closers: tuple[str, ...] = ()

    def read_calls(self, marker: str, reader: ReplyReader) -> Reading[None]:  # noqa: ARG002
        """Read what follows a marker.

        Raises:
            UnreadableError: it is no call.
        """
        yield from reader.scanner.skip_space()
        yield from reader.scanner.expect(self.opener)
        yield from read_json_calls(reader)
        yield from read_closers(reader, self.closers)

    def call_expression(self, grammar: CallGrammar, name: str, schema: Mapping[str, Any]) -> str:
        """Return the expression of a call of a tool."""
        before = f'({_id_member(grammar, self.id_before)} WS? "," WS?)?' if self.id_before else ""
        behind = f'("," WS? {_id_member(grammar, self.id_behind)} WS?)?' if self.id_behind else ""
        members = grammar.layout(f'"{self.name_key}"\n:\n')
        return f'"{{" WS? {before} {members} {self.named_expression(grammar, name, schema)} {behind} "}}"'

    def named_expression(self, grammar: CallGrammar, name: str, schema: Mapping[str, Any]) -> str:
        """Return the expression of the name of a tool and its arguments."""
        head = grammar.layout(f'{json.dumps(name)}\n,\n"{self.arguments_key}"\n:\n')
        return f"{head} {grammar.schema(schema)} WS?"


def read_json_calls(reader: ReplyReader, *, only_known: bool = False) -> Reading[None]:
    """Read an object, several of them, or a list of them.

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
        yield from scanner.skip_space()
        if is_list:
            if (yield from scanner.expect(",", "]")) == "]":
                reader.end_call()
                return
        elif (yield from scanner.peek()) != "{":
            return


def read_closers(reader: ReplyReader, closers: tuple[str, ...]) -> Reading[None]:
    """Read any of the texts that belong to a call and come behind it, and the white space between them."""
    yield from reader.scanner.skip_space()
    while closers and (yield from reader.scanner.accept(*closers)):
        yield from reader.scanner.skip_space()


def _id_member(grammar: CallGrammar, key: str) -> str:
    head = grammar.layout(f'"{key}"\n:\n"')
    return f'{head} /[A-Za-z0-9_.:-]{{1,64}}/ "\\""'


class _CallObject:
    """A call, whose members may come in any order."""

    def __init__(self, reader: ReplyReader, *, only_known: bool) -> None:
        self._reader = reader
        self._only_known = only_known
        self._name: str | None = None
        self._has_arguments = False
        self._is_nested = False
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
            self._reader.writer.arguments("{}")
        self._reader.end_call()

    def _read_members(self) -> Reading[None]:
        scanner = self._reader.scanner
        yield from scanner.expect("{")
        while True:
            yield from scanner.skip_space()
            key = yield from read_string(scanner, MAX_HEADER_CHARS)
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
            self._begin((yield from read_string(scanner, MAX_HEADER_CHARS)))
        elif key in _ARGUMENTS and not self._has_arguments:
            self._has_arguments = True
            yield from self._read_arguments(first)
        elif key == "function" and first == "{" and not self._is_nested:
            self._is_nested = True
            yield from self._read_members()
        elif self._only_known and key not in ("type", "id"):
            raise UnreadableError
        else:
            yield from copy_value(scanner, drop)

    def _begin(self, name: str) -> None:
        if self._only_known and name not in self._reader.options.tools:
            raise UnreadableError
        self._name = name
        self._reader.begin_call(name)
        for text in self._early_arguments:
            self._reader.writer.arguments(text)

    def _read_arguments(self, first: str) -> Reading[None]:
        scanner = self._reader.scanner
        emit: Callable[[str], None] = self._early_arguments.append
        if self._name is not None:
            emit = self._reader.writer.arguments
        if first == "{":
            yield from copy_value(scanner, emit)
        elif first == '"':
            # JSON within JSON, as in the requests of clients.
            emit((yield from read_string(scanner)))
        else:
            yield from copy_value(scanner, drop)
            emit("{}")


def _in_list(name: str, begin: str, end: str, **others: Any) -> JsonCalls:
    """Return a format with a list of calls between two texts, of which the second may be empty."""
    return JsonCalls(
        name=name,
        markers=(begin,),
        begin=f"{begin}\n[\n",
        between=",\n",
        end=f"]\n{end}",
        closers=(end,) if end else (),
        call_tokens=(begin, end) if end else (begin,),
        **others,
    )


HERMES: Final = JsonCalls(
    name="hermes",
    markers=("<tool_call>",),
    begin="<tool_call>\n",
    between="\n</tool_call>\n<tool_call>\n",
    end="\n</tool_call>",
    closers=("</tool_call>",),
    call_tokens=("<tool_call>", "</tool_call>"),
)

APRIEL: Final = _in_list("apriel", "<tool_calls>", "</tool_calls>")
NEMOTRON: Final = _in_list("nemotron", "<TOOLCALL>", "</TOOLCALL>")
GRANITE: Final = _in_list("granite", "<|tool_call|>", "", wrapping=("<response>", "</response>"))
PHI_4: Final = _in_list("phi-4", "<|tool_call|>", "<|/tool_call|>")
MISTRAL_LIST: Final = _in_list("mistral-list", "[TOOL_CALLS]", "", id_behind="id")
FIREFUNCTION: Final = replace(_in_list("firefunction-v2", "functools", ""), begin="\nfunctools\n[\n")

MINIMAX_M1: Final = JsonCalls(
    name="minimax-m1",
    markers=("<tool_calls>",),
    begin="<tool_calls>\n",
    between="\n",
    end="\n</tool_calls>",
    closers=("</tool_calls>",),
    call_tokens=("<tool_calls>", "</tool_calls>"),
)

COMMAND_R: Final = _in_list(
    "command-r7b",
    "<|START_ACTION|>",
    "<|END_ACTION|>",
    name_key="tool_name",
    arguments_key="parameters",
    id_before="tool_call_id",
    content_tags=("<|START_RESPONSE|>", "<|END_RESPONSE|>", "<|START_TEXT|>", "<|END_TEXT|>"),
)

COMMAND_R_PLUS: Final = JsonCalls(
    name="command-r-plus",
    markers=("Action:",),
    opener="```json",
    begin="Action:\n```json\n[\n",
    between=",\n",
    end="]\n```",
    closers=("```",),
    name_key="tool_name",
    arguments_key="parameters",
)

GIGACHAT: Final = JsonCalls(
    name="gigachat",
    markers=("<|function_call|>",),
    begin="<|function_call|>\n",
    call_tokens=("<|function_call|>",),
)

GIGACHAT_ROLE: Final = JsonCalls(
    name="gigachat-role",
    markers=("function call<|role_sep|>",),
    begin="<|message_sep|>\nfunction call<|role_sep|>\n",
    content_tags=("<|message_sep|>",),
    call_tokens=("<|role_sep|>",),
)
