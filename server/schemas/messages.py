"""The messages of a conversation, as clients send them."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from pyllama.chat import Content, Message, Role, TextPart, ToolCall
from pyllama.errors import InvalidRequestError, UnsupportedFeatureError

_ONLY_OF_ROLE: Final = {"tool_calls": "assistant", "reasoning_content": "assistant", "tool_call_id": "tool"}
_MEDIA: Final = frozenset({"image_url", "input_audio", "input_image", "video_url", "file", "image", "audio"})


class PartBody(msgspec.Struct, kw_only=True):
    """A part of a message's content; fields of parts that are not text are not looked at."""

    type: str
    text: str | None = None


class FunctionCallBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The function that is called; its arguments are a JSON object, or the text of one."""

    name: str
    arguments: str | dict[str, Any]


class ToolCallBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A call of a tool; ``index`` is what streams add to it."""

    function: FunctionCallBody
    type: str | None = None
    id: str | None = None
    index: int | None = None


class MessageBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A message.

    An answer of this server, or of OpenAI's, can be sent back as it is. So the fields of the second part may
    be there, but hold nothing.
    """

    role: Role
    content: str | list[PartBody] | None = None
    name: str | None = None
    tool_calls: list[ToolCallBody] | None = None
    tool_call_id: str | None = None
    reasoning_content: str | None = None

    annotations: list[Any] | None = None
    audio: None = None
    function_call: None = None
    refusal: None = None


def parse_messages(bodies: list[MessageBody]) -> tuple[Message, ...]:
    """Check messages, and return what they say.

    Raises:
        InvalidRequestError: no messages, or fields of one that do not go together; ``param`` is the path.
        UnsupportedFeatureError: a part is not text.
    """
    if not bodies:
        raise InvalidRequestError("messages must not be empty", param="messages")
    return tuple(_message(body, f"messages[{i}]") for i, body in enumerate(bodies))


def _message(body: MessageBody, path: str) -> Message:
    _check_role(body, path)
    if body.annotations:
        param = f"{path}.annotations"
        raise UnsupportedFeatureError(f"{param} must be empty", param=param)
    return Message(
        role=body.role,
        content=_content(body.content, f"{path}.content"),
        reasoning=body.reasoning_content,
        tool_calls=tuple(
            _tool_call(call, f"{path}.tool_calls[{i}]") for i, call in enumerate(body.tool_calls or ())
        ),
        tool_call_id=body.tool_call_id,
        name=body.name,
    )


def _check_role(body: MessageBody, path: str) -> None:
    """Refuse fields that belong to another role, and messages that say nothing."""
    for name, role in _ONLY_OF_ROLE.items():
        if getattr(body, name) and body.role != role:
            param = f"{path}.{name}"
            message = f"{param}: only messages of the role {role!r} have it, not of {body.role!r}"
            raise InvalidRequestError(message, param=param)
    if body.content is None and not (body.tool_calls or body.reasoning_content):
        param = f"{path}.content"
        raise InvalidRequestError(f"{param} is required", param=param)


def _content(content: str | list[PartBody] | None, path: str) -> Content:
    if not isinstance(content, list):
        return content
    return tuple(_part(part, f"{path}[{i}]") for i, part in enumerate(content))


def _part(part: PartBody, path: str) -> TextPart:
    if part.type == "text" and part.text is not None:
        return TextPart(part.text)
    if part.type == "text":
        raise InvalidRequestError(f"{path}.text is required", param=f"{path}.text")
    param = f"{path}.type"
    if part.type in _MEDIA:
        raise UnsupportedFeatureError(f"{param}: {part.type} is not supported, only text is", param=param)
    raise InvalidRequestError(f"{param}: {part.type!r} is not a type of content", param=param)


def _tool_call(call: ToolCallBody, path: str) -> ToolCall:
    if call.type not in (None, "function"):
        param = f"{path}.type"
        raise UnsupportedFeatureError(
            f"{param}: only functions are supported, not {call.type!r}", param=param
        )
    arguments = call.function.arguments
    if isinstance(arguments, str):
        _check_arguments(arguments, f"{path}.function.arguments")
        # Clients send "" for a function without parameters.
        arguments = arguments.strip() or "{}"
    else:
        arguments = msgspec.json.encode(arguments).decode()
    return ToolCall(name=call.function.name, arguments=arguments, id=call.id)


def _check_arguments(arguments: str, path: str) -> None:
    try:
        if arguments.strip():
            msgspec.json.decode(arguments, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError):
        message = f"{path} must be the text of a JSON object"
        raise InvalidRequestError(message, param=path) from None
