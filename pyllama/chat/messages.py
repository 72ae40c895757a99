"""What a conversation is: messages with roles, tools that the model may call, documents to answer from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Role = Literal["system", "developer", "user", "assistant", "tool"]
"""Who speaks: ``developer`` is a newer name of ``system``, ``tool`` gives the result of a call."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """A piece of a message's content."""

    text: str


Content = str | tuple[TextPart, ...] | None
"""Text, text in parts, or nothing, as in a message that only calls tools."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """A call of a tool by the assistant.

    Attributes:
        name: the name of the function.
        arguments: a JSON object, as text.
        id: what the result refers to; ``None`` where the caller knows none.
    """

    name: str
    arguments: str
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One turn of a conversation.

    Attributes:
        role: who speaks.
        content: what is said.
        reasoning: what the assistant thought before it.
        tool_calls: the tools that the assistant calls.
        tool_call_id: of a tool's result, the call that it answers.
        name: of a tool's result the function, otherwise who speaks.
    """

    role: Role
    content: Content = None
    reasoning: str | None = None
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str | None = None
    name: str | None = None

    @property
    def text(self) -> str:
        """The content as one text, its parts in lines of their own."""
        if isinstance(self.content, tuple):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """All that a chat template writes into a prompt.

    Attributes:
        messages: the turns, the oldest first.
        tools: the tools as JSON objects, ``{"type": "function", "function": {"name": …}}``.
        documents: texts to answer from, as JSON objects that the template understands.
    """

    messages: tuple[Message, ...]
    tools: tuple[Mapping[str, Any], ...] = ()
    documents: tuple[Mapping[str, Any], ...] = ()
