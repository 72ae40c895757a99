"""What a chat template can write, found out by letting it write."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, Literal

JSONObject = dict[str, Any]

TryRender = Callable[[list[JSONObject], list[JSONObject]], str | None]
"""Renders messages and tools; ``None`` where the template fails."""

EmptyContent = Literal["absent", "empty", "null"]
"""How a template wants the content of a message that has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a template can write; the defaults are those of one that knows nothing but roles and texts.

    Attributes:
        text_content: content that is a string.
        typed_content: content that is a list of parts.
        system_role: messages of the system.
        adjacent_roles: two messages of the same role in a row.
        tools: descriptions of tools.
        tool_calls: calls by the assistant, and their results.
        object_arguments: the arguments of a call are an object; otherwise a string of JSON.
        parallel_tool_calls: several calls in a message.
        empty_content: the content of a message that only calls tools.
    """

    text_content: bool = True
    typed_content: bool = False
    system_role: bool = True
    adjacent_roles: bool = True
    tools: bool = False
    tool_calls: bool = False
    object_arguments: bool = True
    parallel_tool_calls: bool = False
    empty_content: EmptyContent = "absent"


_TEXT: Final = "Kestrel"
_OTHER: Final = "Plover"
_RESULT: Final = "Wagtail"
_NAME: Final = "find_heron"
_OTHER_NAME: Final = "find_egret"
_VALUE: Final = "Bittern"
_DATA: Final = re.compile(r"""['"]text['"]:\ | 'bird':\ ['"] | \\"bird\\":\ ?\\" """, re.VERBOSE)
# Some templates insist on ids of exactly nine letters and digits.
_IDS: Final = ("call00001", "call00002")


def probe(render: TryRender) -> Capabilities:
    """Find out what a template can write. Calls ``render`` about ten times."""
    text = _writes(render([{"role": "user", "content": _TEXT}], []), _TEXT)
    typed = _writes(render([{"role": "user", "content": _parts(_TEXT)}], []), _TEXT)
    wrap = _parts if typed and not text else str
    user = {"role": "user", "content": wrap(_TEXT)}
    other = {"role": "user", "content": wrap(_OTHER)}
    answered = [user, {"role": "assistant", "content": wrap(_RESULT)}, other]
    adjacent = _writes(render([user, other], []), _TEXT, _OTHER)
    # A template that fails for both says nothing about roles.
    adjacent = adjacent or not _writes(render(answered, []), _TEXT, _OTHER)
    with_system = [{"role": "system", "content": wrap(_OTHER)}, user]
    call_style = _probe_calls(render, user)
    return Capabilities(
        text_content=text or not typed,
        typed_content=typed,
        # A template for tools may fail without any.
        system_role=any(_writes(render(with_system, tools), _OTHER, _TEXT) for tools in ([], [_tool(_NAME)])),
        adjacent_roles=adjacent,
        tools=_NAME in (render([user], [_tool(_NAME)]) or ""),
        tool_calls=call_style is not None,
        object_arguments=call_style is None or call_style[0],
        parallel_tool_calls=call_style is not None and _writes_parallel(render, user, *call_style),
        empty_content="absent" if call_style is None else call_style[1],
    )


def set_empty_content(message: JSONObject, empty: EmptyContent) -> None:
    """Give a message that has no content what stands for it."""
    if empty != "absent":
        message["content"] = "" if empty == "empty" else None


def _probe_calls(render: TryRender, user: JSONObject) -> tuple[bool, EmptyContent] | None:
    """Return whether arguments are objects, and how content is left out; ``None`` if it writes none."""
    empties: tuple[EmptyContent, ...] = ("absent", "empty", "null")
    for as_object, empty in product((True, False), empties):
        messages = [user, _assistant([_NAME], as_object=as_object, empty=empty), _result(0)]
        if _writes(render(messages, [_tool(_NAME)]), _NAME, _VALUE, _RESULT):
            return as_object, empty
    return None


def _writes_parallel(render: TryRender, user: JSONObject, as_object: bool, empty: EmptyContent) -> bool:  # noqa: FBT001
    names = [_NAME, _OTHER_NAME]
    messages = [user, _assistant(names, as_object=as_object, empty=empty), _result(0), _result(1)]
    text = render(messages, [_tool(name) for name in names])
    return text is not None and text.count(_VALUE) >= len(names)


def _writes(text: str | None, *words: str) -> bool:
    """Whether words are in a text that holds no data in Python's form, or JSON within JSON."""
    return text is not None and all(word in text for word in words) and not _DATA.search(text)


def _parts(text: str) -> list[JSONObject]:
    return [{"type": "text", "text": text}]


def _tool(name: str) -> JSONObject:
    parameters = {
        "type": "object",
        "properties": {"bird": {"type": "string", "description": "its name"}},
        "required": ["bird"],
    }
    return {
        "type": "function",
        "function": {"name": name, "description": "Finds a bird.", "parameters": parameters},
    }


def _assistant(names: list[str], *, as_object: bool, empty: EmptyContent) -> JSONObject:
    arguments: Mapping[str, str] | str = {"bird": _VALUE}
    if not as_object:
        arguments = json.dumps(arguments)
    message: JSONObject = {
        "role": "assistant",
        "tool_calls": [
            {"type": "function", "id": id_, "function": {"name": name, "arguments": arguments}}
            for id_, name in zip(_IDS, names, strict=False)
        ],
    }
    set_empty_content(message, empty)
    return message


def _result(index: int) -> JSONObject:
    name = (_NAME, _OTHER_NAME)[index]
    return {"role": "tool", "content": _RESULT, "tool_call_id": _IDS[index], "name": name}
