"""Conversations that templates are asked to write, and the same as Hugging Face's renderer takes them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from pyllama import Conversation, Message, TextPart, ToolCall

TOOL: dict[str, Any] = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": "Tells the weather, <now> & then.",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string", "description": "Größe"}, "days": {"type": "integer"}},
            "required": ["city"],
        },
    },
}

_IDS = ("abcdefgh1", "abcdefgh2")
SYSTEM = Message(role="system", content="Be <brief>.")
ASK = Message(role="user", content="How is it in Köln?")
ANSWER = Message(role="assistant", content="Fine.")
ASK_AGAIN = Message(role="user", content="And tomorrow?")
CALLS = tuple(
    ToolCall(name="weather", arguments=json.dumps({"city": city, "days": 2}, ensure_ascii=False), id=id_)
    for city, id_ in zip(("Köln", "Bonn"), _IDS, strict=True)
)
CALL = Message(role="assistant", tool_calls=CALLS[:1])
CALL_BOTH = Message(role="assistant", tool_calls=CALLS)
RESULT, OTHER_RESULT = (
    Message(role="tool", content=json.dumps({"sky": sky}), tool_call_id=id_, name="weather")
    for sky, id_ in zip(("blue", "grey"), _IDS, strict=True)
)


@dataclass(frozen=True)
class Case:
    """A conversation, and how it is to be written."""

    messages: tuple[Message, ...]
    tools: tuple[dict[str, Any], ...] = ()
    add_generation_prompt: bool = True
    continue_final_message: bool = False
    variables: dict[str, Any] = field(default_factory=dict)

    @property
    def conversation(self) -> Conversation:
        return Conversation(messages=self.messages, tools=self.tools)

    @property
    def plain(self) -> list[dict[str, Any]]:
        """The messages as plain objects."""
        return [_plain(message) for message in self.messages]


def _plain(message: Message) -> dict[str, Any]:
    content = message.content
    if isinstance(content, tuple):
        parts: Any = [{"type": "text", "text": part.text} for part in content]
    else:
        parts = content
    result = {
        "role": message.role,
        "content": parts,
        "reasoning_content": message.reasoning,
        "name": message.name,
        "tool_call_id": message.tool_call_id,
        "tool_calls": [
            {
                "type": "function",
                "id": call.id,
                "function": {"name": call.name, "arguments": json.loads(call.arguments)},
            }
            for call in message.tool_calls
        ]
        or None,
    }
    return {key: value for key, value in result.items() if value is not None}


CASES = {
    "one message": Case((ASK,)),
    "turns": Case((ASK, ANSWER, ASK_AGAIN)),
    "system": Case((SYSTEM, ASK, ANSWER, ASK_AGAIN)),
    "no generation prompt": Case((ASK, ANSWER), add_generation_prompt=False),
    "parts": Case((Message(role="user", content=(TextPart("one"), TextPart("two"))),)),
    "reasoning": Case((ASK, Message(role="assistant", content="Fine.", reasoning="I look out."), ASK_AGAIN)),
    "prefill": Case((ASK, Message(role="assistant", content="It is ")), continue_final_message=True),
    "no thinking": Case((ASK,), variables={"enable_thinking": False}),
    "tools": Case((ASK,), (TOOL,)),
    "system and tools": Case((SYSTEM, ASK), (TOOL,)),
    "result": Case((ASK, CALL, RESULT), (TOOL,)),
    "after a result": Case((ASK, CALL, RESULT, ANSWER, ASK_AGAIN), (TOOL,)),
    "parallel calls": Case((ASK, CALL_BOTH, RESULT, OTHER_RESULT), (TOOL,)),
}
