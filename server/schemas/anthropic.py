"""The body of ``POST /v1/messages`` and ``/v1/messages/count_tokens``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any, Final, Literal

import msgspec

from pyllama.chat import Conversation
from pyllama.constraint import Constraint
from pyllama.errors import InvalidRequestError, UnsupportedFeatureError
from server.config import ServerConfig
from server.schemas.anthropic_messages import CacheControl, TextBlock, TurnBody, parse_turns
from server.schemas.body import decode_body
from server.schemas.chat import PromptParams, template_variables
from server.schemas.completion import GenerationParams, generation_of
from server.schemas.fields import NOT_YET, check_fields
from server.schemas.sampling import SamplingBody
from server.schemas.tools import Tool, ToolChoice, ToolParams, choose_tools, parse_tools

ANTHROPIC_HARMLESS: Final = frozenset(
    {"cache_control", "metadata", "model", "user_profile_id", "workspace_id"}
)
"""Fields that tell Anthropic who asks and where to keep it; an answer does not depend on them."""

ANTHROPIC_REFUSED: Final[dict[str, tuple[object, ...]]] = NOT_YET | {
    "container": (),
    "context_management": (),
    "diagnostics": (),
    "inference_geo": (),
    "mcp_servers": ([],),
    "service_tier": ("auto", "standard_only"),
    "speed": ("standard",),
}
"""Fields that ask for what this server does not do, with the values that do not."""

_Display = Literal["summarized", "omitted"] | None
_Budget = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
_Limit = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]


class ThinkingEnabled(
    msgspec.Struct, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="enabled"
):
    """The model thinks; its thoughts end after so many tokens."""

    budget_tokens: _Budget
    display: _Display = None


class ThinkingAdaptive(
    msgspec.Struct, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="adaptive"
):
    """The model thinks as long as it wants."""

    display: _Display = None


class ThinkingDisabled(
    msgspec.Struct, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="disabled"
):
    """The model does not think, if its template can tell it so."""

    display: _Display = None


class AnthropicTool(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A tool; those of Anthropic's own types do not exist here."""

    name: str
    type: str | None = None
    description: str | None = None
    input_schema: dict[str, Any] | None = None
    cache_control: CacheControl = None
    strict: bool | None = None
    eager_input_streaming: bool | None = None


class AnthropicToolChoice(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which tools may be called."""

    type: Literal["auto", "any", "tool", "none"]
    name: str | None = None
    disable_parallel_tool_use: bool | None = None


class OutputFormat(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A JSON schema that the text conforms to."""

    type: Literal["json_schema"]
    schema: msgspec.Raw


class OutputConfig(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How much the model thinks, in a word for its template, and the form of its text."""

    effort: str | None = None
    format: OutputFormat | None = None


class MessagesBody(SamplingBody, kw_only=True):
    """The fields as they are sent: Anthropic's, and those of ``/completion`` that say how text is made.

    Attributes:
        messages: the conversation; a final message of the assistant is continued.
        system: what the model is told before it.
        max_tokens: most tokens to generate; left out, it is as the server was told.
        stop_sequences: strings that end the text.
        stream: send events as the answer is made.
        tools: what the model may call.
        tool_choice: whether it may, must, or must not.
        thinking: whether the model thinks first.
        output_config: how much it thinks, and the form of the text.
        chat_template_kwargs: variables for the template.
    """

    messages: list[TurnBody]
    system: str | list[TextBlock] | None = None
    max_tokens: _Limit | None = None
    stop_sequences: list[str] | None = None
    stream: bool | None = None
    tools: list[AnthropicTool] | None = None
    tool_choice: AnthropicToolChoice | None = None
    thinking: ThinkingEnabled | ThinkingAdaptive | ThinkingDisabled | None = None
    output_config: OutputConfig | None = None
    chat_template_kwargs: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesParams:
    """What a client asks for: the conversation, and how to answer."""

    prompt: PromptParams
    generation: GenerationParams


_DECODER: Final = msgspec.json.Decoder(MessagesBody)
_KNOWN: Final = frozenset(MessagesBody.__struct_fields__)


def parse_anthropic(data: bytes, config: ServerConfig) -> MessagesParams:
    """Read a body.

    Raises:
        InvalidRequestError: not JSON, an unknown field, a wrong type, a value out of its range, or fields
            that do not go together.
        UnsupportedFeatureError: it uses what is not supported.
    """
    check_fields(data, _KNOWN, ignored=ANTHROPIC_HARMLESS, not_yet=ANTHROPIC_REFUSED)
    body = decode_body(data, _DECODER)
    return MessagesParams(prompt=_prompt(body, config), generation=_generation(body, config))


def _prompt(body: MessagesBody, config: ServerConfig) -> PromptParams:
    tools, tool_params = _tools(body)
    reasoning = config.chat.reasoning
    if isinstance(body.thinking, ThinkingEnabled):
        reasoning = replace(reasoning, budget=body.thinking.budget_tokens)
    return PromptParams(
        conversation=Conversation(messages=parse_turns(body.messages, body.system), tools=tools),
        add_generation_prompt=None,
        continue_final_message=None,
        variables=_variables(body),
        tools=tool_params,
        reasoning=reasoning,
    )


def _generation(body: MessagesBody, config: ServerConfig) -> GenerationParams:
    generation = generation_of(
        body, config, stream=body.stream, max_tokens=body.max_tokens, stop=body.stop_sequences
    )
    form = body.output_config.format if body.output_config is not None else None
    if form is None:
        return generation
    path = "output_config.format.schema"
    if generation.constraint not in (None, config.constraint):
        raise InvalidRequestError(f"{path}: another field says what the text conforms to", param=path)
    return replace(generation, constraint=Constraint("json_schema", bytes(form.schema).decode(), param=path))


def _variables(body: MessagesBody) -> dict[str, Any]:
    effort = body.output_config.effort if body.output_config is not None else None
    given = dict(body.chat_template_kwargs or {})
    if body.thinking is not None:
        if body.thinking.display == "omitted":
            path = "thinking.display"
            raise UnsupportedFeatureError(f"{path}: thoughts are always given", param=path)
        given.setdefault("enable_thinking", not isinstance(body.thinking, ThinkingDisabled))
    return template_variables(given, effort)


def _tools(body: MessagesBody) -> tuple[tuple[Tool, ...], ToolParams]:
    tools = parse_tools([_tool(tool, f"tools[{i}]") for i, tool in enumerate(body.tools or ())])
    given = body.tool_choice
    choice: ToolChoice = None
    if given is not None and given.type == "tool":
        if given.name is None:
            raise InvalidRequestError("tool_choice.name is required", param="tool_choice.name")
        choice = {"type": "function", "function": {"name": given.name}}
    elif given is not None:
        choice = "required" if given.type == "any" else given.type
    one_only = given is not None and given.disable_parallel_tool_use
    return choose_tools(tools, choice, parallel=False if one_only else None, parse=None)


def _tool(tool: AnthropicTool, path: str) -> Tool:
    if tool.type not in (None, "custom"):
        path += ".type"
        raise UnsupportedFeatureError(f"{path}: {tool.type!r} is not a tool of this server", param=path)
    function: dict[str, Any] = {"name": tool.name}
    if tool.description is not None:
        function["description"] = tool.description
    if tool.strict is not None:
        function["strict"] = tool.strict
    if tool.input_schema is None:
        raise InvalidRequestError(f"{path}.input_schema is required", param=f"{path}.input_schema")
    return {"type": "function", "function": function | {"parameters": tool.input_schema}}
