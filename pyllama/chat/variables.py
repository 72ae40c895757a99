"""What a template reads: messages as plain objects, and the variables beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pyllama.chat.capabilities import Capabilities, JSONObject, set_empty_content
from pyllama.chat.messages import Conversation, Message, TextPart, ToolCall


def template_variables(
    conversation: Conversation,
    capabilities: Capabilities,
    *,
    add_generation_prompt: bool,
    given: Mapping[str, Any],
) -> JSONObject:
    """Return what a template reads, under the names that Hugging Face's renderer has made common.

    Args:
        conversation: only what the template can write.
        capabilities: the forms that the template wants.
        add_generation_prompt: whether the prompt ends where the assistant's answer begins.
        given: variables that count more than those of this function.
    """
    now = datetime.now()  # noqa: DTZ005  # the local date is meant
    return {
        "messages": message_objects(conversation.messages, capabilities),
        "tools": list(conversation.tools) or None,
        "functions": json.dumps(conversation.tools) if conversation.tools else "",
        "documents": list(conversation.documents) or None,
        "add_generation_prompt": add_generation_prompt,
        "date_string": f"{now:%d %b %Y}",
        "datetime": f"{now:%b %d %Y}",
        **given,
    }


def message_objects(messages: Iterable[Message], capabilities: Capabilities) -> list[JSONObject]:
    """Return messages as the objects that a template reads."""
    return [_message_object(message, capabilities) for message in messages]


def _message_object(message: Message, capabilities: Capabilities) -> JSONObject:
    result: JSONObject = {"role": message.role}
    if message.content is not None:
        result["content"] = _content(message.content, capabilities)
    else:
        set_empty_content(result, capabilities.empty_content if message.tool_calls else "empty")
    if message.reasoning is not None:
        # Templates know it by different names.
        result |= {"reasoning_content": message.reasoning, "thinking": message.reasoning}
    if message.name is not None:
        result["name"] = message.name
    if message.tool_call_id is not None:
        result["tool_call_id"] = message.tool_call_id
    if message.tool_calls:
        result["tool_calls"] = [_call_object(call, capabilities) for call in message.tool_calls]
    return result


def _content(content: str | tuple[TextPart, ...], capabilities: Capabilities) -> str | list[JSONObject]:
    if isinstance(content, str):
        return content if capabilities.text_content else [{"type": "text", "text": content}]
    if not capabilities.typed_content:
        return "\n".join(part.text for part in content)
    return [{"type": "text", "text": part.text} for part in content]


def _call_object(call: ToolCall, capabilities: Capabilities) -> JSONObject:
    arguments = json.loads(call.arguments) if capabilities.object_arguments else call.arguments
    result: JSONObject = {"type": "function", "function": {"name": call.name, "arguments": arguments}}
    return result if call.id is None else {**result, "id": call.id}
