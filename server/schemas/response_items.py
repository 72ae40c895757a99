"""The conversation in a body of ``POST /v1/responses``: a text, or a list of items."""

from __future__ import annotations

from typing import Any, Final, Literal

import msgspec

from pyllama.chat import Content, Message, TextPart, ToolCall
from pyllama.errors import InvalidRequestError, UnsupportedFeatureError

Status = str | None
"""How far an item was when it was made; it makes no difference."""

_TEXTS: Final = frozenset({"input_text", "output_text", "text"})
_MEDIA: Final = frozenset({"input_image", "input_file", "input_audio"})


class ItemPart(msgspec.Struct, kw_only=True):
    """A part of a content; only text can be read."""

    type: str
    text: str | None = None


class _Item(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """An item; whatever its id and its status are, it is in the body as a whole."""

    id: str | None = None
    status: Status = None


class MessageItem(_Item, tag="message"):
    """What somebody says."""

    role: Literal["user", "assistant", "system", "developer"]
    content: str | list[ItemPart]
    phase: str | None = None


class CallItem(_Item, tag="function_call"):
    """A call of a tool by the assistant; its arguments are the text of a JSON object."""

    call_id: str
    name: str
    arguments: str


class OutputItem(_Item, tag="function_call_output"):
    """What a call gave."""

    call_id: str
    output: str | list[ItemPart]


class ReasoningItem(_Item, tag="reasoning"):
    """Thoughts of the assistant."""

    summary: list[ItemPart] | None = None
    content: list[ItemPart] | None = None
    encrypted_content: str | None = None


class ReferenceItem(msgspec.Struct, tag="item_reference", tag_field="type"):
    """An item that was stored."""


Item = MessageItem | CallItem | OutputItem | ReasoningItem | ReferenceItem


def parse_input(given: str | list[dict[str, Any]], instructions: str | None) -> tuple[Message, ...]:
    """Return the messages of a conversation. Thoughts, text and calls in a row are one message.

    Raises:
        InvalidRequestError: there are none, or an item has a wrong form; ``param`` is the path.
        UnsupportedFeatureError: an item is stored elsewhere, or a part is not text.
    """
    messages = [Message(role="system", content=instructions)] if instructions else []
    if isinstance(given, str):
        return (*messages, Message(role="user", content=given))
    if not given:
        raise InvalidRequestError("input must not be empty", param="input")
    for i, fields in enumerate(given):
        path = f"input[{i}]"
        message = _message(_item(fields, path), path)
        if messages and (joined := _joined(messages[-1], message)) is not None:
            messages[-1] = joined
        else:
            messages.append(message)
    return tuple(messages)


def _item(fields: dict[str, Any], path: str) -> Item:
    try:
        # A message need not say what it is.
        item: Item = msgspec.convert({"type": "message"} | fields, Item)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).partition(" - at `$")
        param = path + place.rstrip("`")
        raise InvalidRequestError(f"{param}: {reason.replace('`', '')}", param=param) from None
    return item


def _message(item: Item, path: str) -> Message:
    if isinstance(item, MessageItem):
        return Message(role=item.role, content=_content(item.content, f"{path}.content"))
    if isinstance(item, CallItem):
        call = ToolCall(name=item.name, arguments=_arguments(item.arguments, path), id=item.call_id)
        return Message(role="assistant", tool_calls=(call,))
    if isinstance(item, OutputItem):
        output = _content(item.output, f"{path}.output")
        return Message(role="tool", content=output, tool_call_id=item.call_id)
    if isinstance(item, ReasoningItem):
        if item.encrypted_content and not item.content:
            param = f"{path}.encrypted_content"
            raise UnsupportedFeatureError(f"{param}: only thoughts in plain text can be read", param=param)
        parts = item.content or item.summary or []
        return Message(role="assistant", reasoning="".join(part.text or "" for part in parts))
    raise UnsupportedFeatureError(f"{path}: no items are stored that could be referred to", param=path)


def _joined(last: Message, new: Message) -> Message | None:
    """Return two messages as one: what the assistant thought, said and called."""
    if last.role != "assistant" or new.role != "assistant" or new.reasoning is not None:
        return None
    if new.content is not None and (last.content is not None or last.tool_calls):
        return None
    return Message(
        role="assistant",
        content=last.content if new.content is None else new.content,
        reasoning=last.reasoning,
        tool_calls=(*last.tool_calls, *new.tool_calls),
    )


def _content(content: str | list[ItemPart], path: str) -> Content:
    if isinstance(content, str):
        return content
    texts = tuple(_text(part, f"{path}[{i}]") for i, part in enumerate(content))
    return texts[0].text if len(texts) == 1 else texts


def _text(part: ItemPart, path: str) -> TextPart:
    if part.type in _MEDIA:
        message = f"{path}.type: {part.type} is not supported, only text is"
        raise UnsupportedFeatureError(message, param=f"{path}.type")
    if part.type not in _TEXTS:
        message = f"{path}.type: {part.type!r} is not a type of content"
        raise InvalidRequestError(message, param=f"{path}.type")
    if part.text is None:
        raise InvalidRequestError(f"{path}.text is required", param=f"{path}.text")
    return TextPart(part.text)


def _arguments(arguments: str, path: str) -> str:
    try:
        if arguments.strip():
            msgspec.json.decode(arguments, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError):
        path += ".arguments"
        raise InvalidRequestError(f"{path} must be the text of a JSON object", param=path) from None
    return arguments.strip() or "{}"
