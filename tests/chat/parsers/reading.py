"""Parses answers, whole or in pieces, and adds up what the parser returns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from pyllama.chat.parsers import ChatFormat, ParseOptions
from pyllama.chat.parsers.parse_options import Tools
from pyllama.chat.reply import ReplyDelta

TOOLS: dict[str, dict[str, Any]] = {
    "weather": {
        "type": "object",
        "properties": {
            "city": {"type": "string"},
            "days": {"type": "integer"},
            "hours": {"type": "array", "items": {"type": "integer"}},
            "code": {"type": ["string", "null"]},
        },
        "required": ["city"],
    },
    "now": {"type": "object", "properties": {}},
    "python": {"type": "object", "properties": {"code": {"type": "string"}}},
    "brave_search": {"type": "object", "properties": {"query": {"type": "string"}}},
}


@dataclass
class Reply:
    """What an answer said."""

    content: str = ""
    reasoning: str = ""
    calls: list[tuple[str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def add(self, delta: ReplyDelta) -> None:
        """Add an increment, which must go on where the last one ended."""
        self.content += delta.content
        self.reasoning += delta.reasoning
        for call in delta.calls:
            if call.index == len(self.calls):
                assert call.name is not None
                assert call.id is not None
                self.calls.append((call.name, call.arguments))
                self.ids.append(call.id)
            else:
                assert call.index == len(self.calls) - 1
                assert call.name is call.id is None
                name, arguments = self.calls[-1]
                self.calls[-1] = name, arguments + call.arguments


def read(
    chat_format: ChatFormat,
    pieces: Iterable[str],
    *,
    tools: Tools = TOOLS,
    parse_tool_calls: bool = True,
    reasoning: bool = True,
    starts_in_reasoning: bool = False,
) -> Reply:
    """Parse an answer."""
    ids = count()
    options = ParseOptions(
        tools=tools,
        parse_tool_calls=parse_tool_calls,
        reasoning=reasoning,
        starts_in_reasoning=starts_in_reasoning,
        new_id=lambda: f"id{next(ids)}",
    )
    parser = chat_format.parser(options)
    reply = Reply()
    for piece in pieces:
        reply.add(parser.decode(piece))
    reply.add(parser.flush())
    return reply
