"""The format of Kimi K3, whose sections, calls and arguments all have tags of one kind.

``<|open|>response<|sep|>Let me look.<|close|>response<|sep|><|open|>tools<|sep|><|open|>call tool="weather"
index="1"<|sep|><|open|>argument key="city" type="string"<|sep|>Oslo<|close|>argument<|sep|>…``
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pyllama.chat.parsers.call_grammar import CallGrammar
from pyllama.chat.parsers.named_calls import read_arguments
from pyllama.chat.parsers.parse_options import Tools
from pyllama.chat.parsers.reasoning import ReasoningTags
from pyllama.chat.parsers.reply_reader import ReplyReader
from pyllama.chat.parsers.scanner import Reading, UnreadableError
from pyllama.chat.parsers.tagged_calls import TaggedCalls

_SEP: Final = "<|sep|>"
_RESPONSE: Final = ("<|open|>response<|sep|>", "<|close|>response<|sep|>")
_MESSAGE_CLOSE: Final = "<|close|>message<|sep|>"
_JSON_OPEN: Final = "<|open|>json"
_JSON_CLOSE: Final = "<|close|>json<|sep|>"
_ATTRIBUTE: Final = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True, kw_only=True)
class KimiK3Calls(TaggedCalls):
    """Calls whose tags have attributes; all arguments can also be one block of JSON."""

    def answer_expression(self, grammar: CallGrammar, tools: Tools, *, required: bool, parallel: bool) -> str:
        """Return the expression of an answer: a response, which the prompt may have begun, and calls."""
        opened, closed = map(grammar.literal, _RESPONSE)
        calls = self.calls_expression(grammar, tools, parallel=parallel)
        section = f"WS? {grammar.layout(self.begin)} {calls}"
        if required:
            answer = f"({closed})? {section}"
        elif grammar.is_content_given:
            answer = f"{grammar.content()} ({closed})? | ({closed})? {section}"
        else:
            response = grammar.content_until(_RESPONSE[1])
            called = f"{grammar.content_until(self.begin)} {calls}"
            answer = f"{response} ({section})? | {grammar.content()} | {called}"
        return f"({opened})? ({answer}) ({grammar.literal(_MESSAGE_CLOSE)})?"

    def _read_name(self, reader: ReplyReader) -> Reading[str]:
        attributes = yield from _read_attributes(reader)
        return attributes.get("tool", "")

    def _read_arguments(self, name: str, reader: ReplyReader) -> Reading[None]:
        scanner = reader.scanner
        if not (yield from scanner.accept(_JSON_OPEN)):
            yield from super()._read_arguments(name, reader)
            return
        yield from scanner.text_until(_SEP)
        if not name:
            raise UnreadableError
        yield from read_arguments(reader, name)
        for tag in (_JSON_CLOSE, self.call_close):
            yield from scanner.skip_space()
            yield from scanner.expect(tag)
        reader.end_call()

    def _read_key(self, reader: ReplyReader) -> Reading[tuple[str, str]]:
        attributes = yield from _read_attributes(reader)
        if "key" not in attributes:
            raise UnreadableError
        of_any, of_string, of_other, *_ = self.key_ends
        end = {"": of_any, "string": of_string}.get(attributes.get("type", ""), of_other)
        return attributes["key"], end

    def _name_expression(self, grammar: CallGrammar, name: str) -> str:
        head, end = grammar.literal(f'{_escaped(name)}" index="'), grammar.literal(f'"{_SEP}')
        return f"{head} /[1-9][0-9]{{0,2}}/ {end}"

    def _key_text(self, key: str) -> str:
        return f'key="{_escaped(key)}'


def _read_attributes(reader: ReplyReader) -> Reading[dict[str, str]]:
    """Read the rest of a tag, and return its attributes."""
    text, _ = yield from reader.scanner.text_until(_SEP)
    return {
        name: value.replace("&quot;", '"').replace("&amp;", "&") for name, value in _ATTRIBUTE.findall(text)
    }


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;")


KIMI_K3: Final = KimiK3Calls(
    name="kimi-k3",
    markers=("<|open|>tools<|sep|>",),
    begin='<|open|>tools<|sep|>\n<|open|>call tool="',
    between='<|open|>call tool="',
    end="<|close|>tools<|sep|>",
    content_tags=(*_RESPONSE, _MESSAGE_CLOSE, "<|end_of_msg|>"),
    call_open="<|open|>call ",
    name_end=_SEP,
    call_close="<|close|>call<|sep|>",
    key_open="<|open|>argument ",
    key_ends=(
        f'"{_SEP}',
        *(f'" type="{kind}"{_SEP}' for kind in ("string", "number", "boolean", "null", "object", "array")),
    ),
    value_close="<|close|>argument<|sep|>",
    closers=("<|close|>tools<|sep|>",),
    call_tokens=("<|open|>", "<|close|>", _SEP),
    reasoning=ReasoningTags("<|open|>think<|sep|>", "<|close|>think<|sep|>"),
    calls_end_thoughts=True,
)
