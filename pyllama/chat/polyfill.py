"""Puts what a template cannot write into what it can: texts, and other roles."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

from pyllama.chat.capabilities import Capabilities
from pyllama.chat.messages import Conversation, Message, ToolCall

_CALL_FORMAT: Final = (
    'To call one, write its name and arguments:\n<tool_call>\n{"name": …, "arguments": {…}}\n</tool_call>'
)


def polyfill(conversation: Conversation, capabilities: Capabilities) -> Conversation:
    """Return the conversation with only what a template can write.

    Tools are described to the model in the system's message, in the manner of Hermes; calls and their results
    are marked with tags. Of several calls in a message, each becomes a message that its result follows. The
    system's message moves into the user's next one, and neighbours of the same role become one message.
    """
    messages: Iterable[Message] = _with_names(conversation.messages)
    tools = conversation.tools
    if tools and not capabilities.tools:
        messages = _describe_tools(list(messages), tools)
        tools = ()
    if not (capabilities.tools and capabilities.tool_calls):
        messages = _results_as_users(_without_calls(message) for message in messages)
    elif not capabilities.parallel_tool_calls:
        messages = _one_call_each(messages)
    if not capabilities.system_role:
        messages = _system_in_user(messages)
    if not capabilities.adjacent_roles:
        messages = _joined_neighbours(messages)
    return replace(conversation, messages=tuple(messages), tools=tools)


def developer_as_system(conversation: Conversation) -> Conversation:
    """Return the conversation for a template that knows the developer's role only as the system's."""
    messages = tuple(
        replace(message, role="system") if message.role == "developer" else message
        for message in conversation.messages
    )
    return replace(conversation, messages=messages)


def _with_names(messages: Iterable[Message]) -> Iterator[Message]:
    """Give each result the name of the function that was called."""
    names: dict[str | None, str] = {}
    for message in messages:
        names |= {call.id: call.name for call in message.tool_calls if call.id is not None}
        name = names.get(message.tool_call_id) if message.role == "tool" else None
        yield message if message.name is not None or name is None else replace(message, name=name)


def _describe_tools(messages: list[Message], tools: Iterable[Mapping[str, Any]]) -> list[Message]:
    listed = "\n".join(json.dumps(tool, ensure_ascii=False) for tool in tools)
    text = f"You can call functions:\n<tools>\n{listed}\n</tools>\n{_CALL_FORMAT}"
    if messages and messages[0].role in ("system", "developer"):
        first = replace(messages[0], content=f"{messages[0].text}\n\n{text}")
        return [first, *messages[1:]]
    return [Message(role="system", content=text), *messages]


def _without_calls(message: Message) -> Message:
    if not message.tool_calls:
        return message
    texts = [message.text] if message.text else []
    return replace(message, content="\n".join([*texts, *map(_call_text, message.tool_calls)]), tool_calls=())


def _call_text(call: ToolCall) -> str:
    name = json.dumps(call.name, ensure_ascii=False)
    return f'<tool_call>\n{{"name": {name}, "arguments": {call.arguments}}}\n</tool_call>'


def _results_as_users(messages: Iterable[Message]) -> Iterator[Message]:
    for is_result, group in groupby(messages, lambda message: message.role == "tool"):
        if is_result:
            texts = [f"<tool_response>\n{message.text}\n</tool_response>" for message in group]
            yield Message(role="user", content="\n".join(texts))
        else:
            yield from group


def _one_call_each(messages: Iterable[Message]) -> Iterator[Message]:
    calling: Message | None = None
    results: list[Message] = []
    for message in messages:
        if calling is not None and message.role == "tool":
            results.append(message)
            continue
        if calling is not None:
            yield from _in_turns(calling, results)
        calling, results = (message, []) if len(message.tool_calls) > 1 else (None, [])
        if calling is None:
            yield message
    if calling is not None:
        yield from _in_turns(calling, results)


def _in_turns(calling: Message, results: list[Message]) -> Iterator[Message]:
    """Follow each of several calls with its own result."""
    by_id: dict[str | None, deque[Message]] = defaultdict(deque)
    for result in results:
        by_id[result.tool_call_id].append(result)
    message = calling
    for call in calling.tool_calls:
        yield replace(message, tool_calls=(call,))
        if by_id[call.id]:
            yield by_id[call.id].popleft()
        message = Message(role="assistant")
    for others in by_id.values():
        yield from others


def _system_in_user(messages: Iterable[Message]) -> Iterator[Message]:
    waiting: list[str] = []
    for message in messages:
        if message.role in ("system", "developer"):
            waiting.append(message.text)
        elif waiting and message.role == "user":
            yield replace(message, content="\n".join([*waiting, message.text]))
            waiting = []
        else:
            yield message
    if waiting:
        yield Message(role="user", content="\n".join(waiting))


def _joined_neighbours(messages: Iterable[Message]) -> Iterator[Message]:
    for role, group in groupby(messages, _joinable_role):
        if role is None:
            yield from group
            continue
        first, *others = group
        content = "\n\n".join(m.text for m in (first, *others)) if others else first.content
        yield replace(first, content=content)


def _joinable_role(message: Message) -> str | None:
    return message.role if message.role in ("user", "assistant") and not message.tool_calls else None
