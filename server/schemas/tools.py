"""The tools of a conversation, and which of them the model may call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pyllama.errors import InvalidRequestError, UnsupportedFeatureError

Tool = dict[str, Any]
"""A tool as a JSON object."""

ToolChoice = str | dict[str, Any] | None
"""Which tools may be called, as it is sent."""

_NO_PARAMETERS: Final[dict[str, Any]] = {"type": "object", "properties": {}}
_MODES: Final = ("auto", "required")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolParams:
    """What a model may call.

    Attributes:
        schemas: the JSON schema of each tool's arguments, by its name; none if nothing may be called.
        required: whether the model must call one.
        only: the one that it must call; ``None`` leaves it to the model.
        parallel: whether an answer may have several calls; ``None`` allows it where the template can write
            such an answer.
        parse: whether calls are taken out of the text.
        strict: those whose schemas have to be followed completely.
    """

    schemas: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    required: bool = False
    only: str | None = None
    parallel: bool | None = None
    parse: bool = False
    strict: frozenset[str] = frozenset()


def parse_tools(tools: list[Tool]) -> tuple[Tool, ...]:
    """Check tools.

    Raises:
        InvalidRequestError: a tool without a function, a function without a name or with that of another, or
            with parameters that are no JSON schema, or ``strict`` that is no boolean.
        UnsupportedFeatureError: a tool of another type.
    """
    names: set[str] = set()
    for i, tool in enumerate(tools):
        name = _check_tool(tool, f"tools[{i}]")
        if name in names:
            path = f"tools[{i}].function.name"
            raise InvalidRequestError(f"{path}: another tool is called {name!r}", param=path)
        names.add(name)
    return tuple(tools)


def choose_tools(
    tools: tuple[Tool, ...], choice: ToolChoice, *, parallel: bool | None, parse: bool | None
) -> tuple[tuple[Tool, ...], ToolParams]:
    """Return the tools that the model is told of, and what it may do with them.

    Args:
        tools: checked tools.
        choice: ``tool_choice``.
        parallel: ``parallel_tool_calls``.
        parse: ``parse_tool_calls``; by default, calls are parsed where there are tools.

    Raises:
        InvalidRequestError: the choice is of an unknown form, or names what is not there.
        UnsupportedFeatureError: it chooses a tool of another type.
    """
    if choice == "none":
        # The model does not call what it does not know.
        tools = ()
    required, only = False, None
    if isinstance(choice, dict) and choice.get("type") == "allowed_tools":
        allowed = choice.get("allowed_tools", choice)
        mode, names = _allowed_tools(allowed, tools)
        tools = tuple(tool for tool in tools if tool["function"]["name"] in names)
        required = mode == "required"
    elif isinstance(choice, dict):
        only = _named_tool(choice, "tool_choice", tools)
        required = True
    elif choice not in (None, "auto", "none", "required"):
        message = "tool_choice must be 'none', 'auto', 'required', or an object that names a function"
        raise InvalidRequestError(message, param="tool_choice")
    else:
        required = choice == "required"
    if required and not tools:
        raise InvalidRequestError("tool_choice requires a call, but there are no tools", param="tool_choice")
    schemas = {tool["function"]["name"]: _schema(tool) for tool in tools}
    return tools, ToolParams(
        schemas=schemas,
        required=required,
        only=only,
        parallel=parallel,
        parse=bool(tools) if parse is None else parse,
        strict=frozenset(tool["function"]["name"] for tool in tools if tool["function"].get("strict")),
    )


def _check_tool(tool: Tool, path: str) -> str:
    """Return the name of a tool."""
    kind = tool.get("type")
    if kind != "function":
        path += ".type"
        if isinstance(kind, str):
            raise UnsupportedFeatureError(f"{path}: only functions are supported, not {kind!r}", param=path)
        raise InvalidRequestError(f"{path} must be 'function'", param=path)
    path += ".function"
    function = tool.get("function")
    name = function.get("name") if isinstance(function, dict) else None
    if not isinstance(function, dict) or not isinstance(name, str) or not name:
        raise InvalidRequestError(f"{path}.name is required", param=f"{path}.name")
    if not isinstance(function.get("parameters"), dict | None):
        message = f"{path}.parameters must be a JSON schema, which is an object"
        raise InvalidRequestError(message, param=f"{path}.parameters")
    if not isinstance(function.get("strict"), bool | None):
        raise InvalidRequestError(f"{path}.strict must be true or false", param=f"{path}.strict")
    return name


def _schema(tool: Tool) -> Mapping[str, Any]:
    return tool["function"].get("parameters") or _NO_PARAMETERS


def _named_tool(choice: dict[str, Any], path: str, tools: tuple[Tool, ...]) -> str:
    """Return the name in ``{"type": "function", "function": {"name": …}}``."""
    kind = choice.get("type", "function")
    if kind != "function":
        raise UnsupportedFeatureError(
            f"{path}.type: only functions are supported, not {kind!r}", param=f"{path}.type"
        )
    function = choice.get("function", choice)
    name = function.get("name") if isinstance(function, dict) else None
    if not isinstance(name, str):
        raise InvalidRequestError(f"{path}.function.name is required", param=f"{path}.function.name")
    if all(tool["function"]["name"] != name for tool in tools):
        raise InvalidRequestError(f"{path}: there is no tool {name!r}", param=path)
    return name


def _allowed_tools(allowed: object, tools: tuple[Tool, ...]) -> tuple[str, set[str]]:
    path = "tool_choice.allowed_tools"
    if not isinstance(allowed, dict) or not isinstance(allowed.get("tools"), list):
        raise InvalidRequestError(f"{path}.tools is required", param=f"{path}.tools")
    mode = allowed.get("mode", "auto")
    if mode not in _MODES:
        raise InvalidRequestError(f"{path}.mode must be 'auto' or 'required'", param=f"{path}.mode")
    names = set()
    for i, choice in enumerate(allowed["tools"]):
        if not isinstance(choice, dict):
            raise InvalidRequestError(f"{path}.tools[{i}] must be an object", param=f"{path}.tools[{i}]")
        names.add(_named_tool(choice, f"{path}.tools[{i}]", tools))
    return mode, names
