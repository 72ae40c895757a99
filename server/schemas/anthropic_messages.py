"""The conversation in a body of ``POST /v1/messages``, as Anthropic's clients send it."""

from __future__ import annotations

from typing import Any, Final, Literal

import msgspec

from pyllama.chat import Content, Message, TextPart, ToolCall
from pyllama.errors import InvalidRequestError, UnsupportedFeatureError

CacheControl = dict[str, Any] | None
"""Where a prompt may be kept; every prompt is, so it makes no difference."""


class _Block(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """A part of a message."""

    cache_control: CacheControl = None


class TextBlock(_Block, tag="text"):
    """Text; what it cites is not looked at."""

    text: str
    citations: list[Any] | None = None


class ThinkingBlock(_Block, tag="thinking"):
    """Thoughts of the assistant; a signature is not checked."""

    thinking: str
    signature: str | None = None


class ToolUseBlock(_Block, tag="tool_use"):
    """A call of a tool by the assistant."""

    id: str
    name: str
    input: dict[str, Any]
    caller: dict[str, Any] | None = None


class RedactedThinkingBlock(msgspec.Struct, tag="redacted_thinking", tag_field="type"):
    """Thoughts that only Anthropic's servers can read."""


class ImageBlock(msgspec.Struct, tag="image", tag_field="type"):
    """An image."""


class DocumentBlock(msgspec.Struct, tag="document", tag_field="type"):
    """A document."""


ResultPart = TextBlock | ImageBlock | DocumentBlock


class ToolResultBlock(_Block, tag="tool_result"):
    """What a call gave."""

    tool_use_id: str
    content: str | list[ResultPart] | None = None
    is_error: bool | None = None


Block = (
    TextBlock
    | ThinkingBlock
    | RedactedThinkingBlock
    | ToolUseBlock
    | ToolResultBlock
    | ImageBlock
    | DocumentBlock
)


class TurnBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A message."""

    role: Literal["user", "assistant", "system"]
    content: str | list[Block]


_OF_ASSISTANT: Final = (ThinkingBlock, ToolUseBlock)


def parse_turns(turns: list[TurnBody], system: str | list[TextBlock] | None) -> tuple[Message, ...]:
    """Return the messages of a conversation. A result is a message of its own, in its place among texts.

    Raises:
        InvalidRequestError: there are none, or one has a block that is not for its role; ``param`` is
            the path.
        UnsupportedFeatureError: a block is neither text nor of tools.
    """
    if not turns:
        raise InvalidRequestError("messages must not be empty", param="messages")
    messages: list[Message] = []
    if system:
        messages.append(Message(role="system", content=_content(system)))
    for i, turn in enumerate(turns):
        if isinstance(turn.content, str):
            messages.append(Message(role=turn.role, content=turn.content))
        else:
            messages += _turn(turn.role, turn.content, f"messages[{i}].content")
    return tuple(messages)


def _turn(role: Literal["user", "assistant", "system"], blocks: list[Block], path: str) -> list[Message]:
    if not blocks:
        raise InvalidRequestError(f"{path} must not be empty", param=path)
    results: list[Message] = []
    texts: list[TextBlock] = []
    thoughts: list[str] = []
    calls: list[ToolCall] = []
    for i, block in enumerate(blocks):
        here = f"{path}[{i}]"
        _check_block(role, block, here)
        if isinstance(block, TextBlock):
            texts.append(block)
        elif isinstance(block, ThinkingBlock):
            thoughts.append(block.thinking)
        elif isinstance(block, ToolUseBlock):
            arguments = msgspec.json.encode(block.input).decode()
            calls.append(ToolCall(name=block.name, arguments=arguments, id=block.id))
        elif isinstance(block, ToolResultBlock):
            if texts:
                results.append(Message(role=role, content=_content(texts)))
                texts = []
            results.append(_result(block, f"{here}.content"))
    if texts or thoughts or calls:
        content = _content(texts) if texts else None
        reasoning = "".join(thoughts) or None
        results.append(Message(role=role, content=content, reasoning=reasoning, tool_calls=tuple(calls)))
    return results


def _check_block(role: str, block: Block | ResultPart, path: str) -> None:
    if isinstance(block, ImageBlock | DocumentBlock | RedactedThinkingBlock):
        kind = block.__struct_config__.tag
        message = f"{path}.type: {kind} is not supported, only text, thinking and tools are"
        raise UnsupportedFeatureError(message, param=f"{path}.type")
    only = "assistant" if isinstance(block, _OF_ASSISTANT) else None
    only = "user" if isinstance(block, ToolResultBlock) else only
    if only not in (None, role):
        message = f"{path}.type: only messages of the role {only!r} have it, not of {role!r}"
        raise InvalidRequestError(message, param=f"{path}.type")


def _content(content: str | list[TextBlock]) -> Content:
    if isinstance(content, str):
        return content
    texts = tuple(TextPart(block.text) for block in content)
    return texts[0].text if len(texts) == 1 else texts


def _result(block: ToolResultBlock, path: str) -> Message:
    content = block.content or ""
    if isinstance(content, list):
        for i, part in enumerate(content):
            _check_block("user", part, f"{path}[{i}]")
        content = "\n".join(part.text for part in content if isinstance(part, TextBlock))
    if block.is_error:
        # Templates have no other way to say it.
        content = f"Error: {content}"
    return Message(role="tool", content=content, tool_call_id=block.tool_use_id)
