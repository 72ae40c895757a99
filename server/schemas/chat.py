"""A conversation and how its template is to write it, in bodies such as that of ``POST /apply-template``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Final

import msgspec

from pyllama.chat import Conversation
from pyllama.errors import InvalidRequestError
from server.reasoning_params import ReasoningFormat, ReasoningParams
from server.schemas.body import decode_body
from server.schemas.completion import GenerationBody
from server.schemas.fields import check_fields
from server.schemas.messages import MessageBody, parse_messages
from server.schemas.openai import HARMLESS, REFUSED
from server.schemas.tools import Tool, ToolParams, choose_tools, parse_tools

_Budget = Annotated[int, msgspec.Meta(ge=-1, le=2**31 - 1)]
_Text = Annotated[str, msgspec.Meta(max_length=4096)]


class ConversationBody(GenerationBody, kw_only=True):
    """The fields that a prompt is made of, and those that say how to go on from there.

    Attributes:
        messages: the conversation, one message or more.
        tools: functions that the model may call.
        tool_choice: ``auto``, ``none``, ``required``, or an object that names what may be called.
        parallel_tool_calls: whether an answer may have several calls.
        parse_tool_calls: whether calls are taken out of the text.
        documents: texts for templates that know of them.
        add_generation_prompt: end the prompt where the answer begins.
        continue_final_message: go on with the last message.
        chat_template_kwargs: more variables for the template.
        reasoning_effort: a word that the template knows; ``none`` turns thinking off.
        reasoning_format: what becomes of thoughts.
        reasoning_budget_tokens, thinking_budget_tokens: most tokens of thoughts; -1 is what the server was
            told.
        reasoning_budget_message: what the model is made to think last where the budget is used up.
        reasoning_control: let the thoughts be ended while they run.
    """

    messages: list[MessageBody]
    tools: list[Tool] | None = None
    tool_choice: str | dict[str, Any] | None = None
    parallel_tool_calls: bool | None = None
    parse_tool_calls: bool | None = None
    documents: list[dict[str, Any]] | None = None
    add_generation_prompt: bool | None = None
    continue_final_message: bool | None = None
    chat_template_kwargs: dict[str, Any] | None = None
    reasoning_effort: str | None = None
    reasoning_format: ReasoningFormat | None = None
    reasoning_budget_tokens: _Budget | None = None
    thinking_budget_tokens: _Budget | None = None
    reasoning_budget_message: _Text | None = None
    reasoning_control: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptParams:
    """A conversation, and how it becomes a prompt.

    Attributes:
        conversation: what was said.
        add_generation_prompt: end where the assistant's answer begins; ``None`` if that is not said.
        continue_final_message: end where the text of the final message ends; ``None`` if that is not said.
        variables: more variables for the template.
        tools: what the model may call.
        reasoning: what becomes of its thoughts; ``None`` is as the server was told.
    """

    conversation: Conversation
    add_generation_prompt: bool | None
    continue_final_message: bool | None
    variables: Mapping[str, Any]
    tools: ToolParams = field(default_factory=ToolParams)
    reasoning: ReasoningParams | None = None


_DECODER: Final = msgspec.json.Decoder(ConversationBody)
_KNOWN: Final = frozenset(ConversationBody.__struct_fields__)
_OWN_VARIABLES: Final = ("messages", "tools", "documents", "add_generation_prompt")


def parse_conversation(data: bytes, defaults: ReasoningParams) -> PromptParams:
    """Read a body of ``POST /apply-template``, which is one of ``/v1/chat/completions``.

    Args:
        data: the body.
        defaults: what holds where it says nothing of thoughts.

    Raises:
        InvalidRequestError: not JSON, an unknown field, a wrong type, or fields that do not go together.
        UnsupportedFeatureError: it uses a field that is not supported.
    """
    check_fields(data, _KNOWN, ignored=HARMLESS, not_yet=REFUSED)
    return prompt_params(decode_body(data, _DECODER), defaults)


def prompt_params(body: ConversationBody, defaults: ReasoningParams) -> PromptParams:
    """Return what a body says about the prompt, and about how the answer is read.

    Args:
        body: the body.
        defaults: what holds where it says nothing of thoughts.

    Raises:
        InvalidRequestError: fields that do not go together; ``param`` is the path.
        UnsupportedFeatureError: a part of a message is not text, or a tool is not a function.
    """
    tools, tool_params = choose_tools(
        parse_tools(body.tools or []),
        body.tool_choice,
        parallel=body.parallel_tool_calls,
        parse=body.parse_tool_calls,
    )
    conversation = Conversation(
        messages=parse_messages(body.messages),
        tools=tools,
        documents=tuple(body.documents or ()),
    )
    if body.continue_final_message and body.add_generation_prompt:
        message = "add_generation_prompt and continue_final_message cannot both be true"
        raise InvalidRequestError(message, param="add_generation_prompt")
    return PromptParams(
        conversation=conversation,
        add_generation_prompt=body.add_generation_prompt,
        continue_final_message=body.continue_final_message,
        variables=template_variables(body.chat_template_kwargs, body.reasoning_effort),
        tools=tool_params,
        reasoning=_reasoning(body, defaults),
    )


def _reasoning(body: ConversationBody, defaults: ReasoningParams) -> ReasoningParams:
    budget = body.reasoning_budget_tokens
    if budget is None:
        budget = body.thinking_budget_tokens
    given: dict[str, Any] = {
        "format": body.reasoning_format,
        # -1 is what a client sends that knows of the field but wants no budget of its own.
        "budget": None if budget == -1 else budget,
        "message": body.reasoning_budget_message,
        "control": body.reasoning_control,
    }
    return replace(defaults, **{name: value for name, value in given.items() if value is not None})


def template_variables(given: Mapping[str, Any] | None, effort: str | None) -> dict[str, Any]:
    """Return the variables for a template.

    Args:
        given: ``chat_template_kwargs``.
        effort: how much the model is to think, in a word; ``"none"`` is not at all.

    Raises:
        InvalidRequestError: one is a field of the body, or has a wrong type; ``param`` is its path.
    """
    variables = dict(given or {})
    for name in _OWN_VARIABLES:
        if name in variables:
            path = f"chat_template_kwargs.{name}"
            raise InvalidRequestError(f"{path}: this is a field of the body", param=path)
    if not isinstance(variables.get("enable_thinking", True), bool):
        path = "chat_template_kwargs.enable_thinking"
        raise InvalidRequestError(f"{path} must be true or false", param=path)
    if effort == "none":
        variables.setdefault("enable_thinking", False)
    elif effort is not None:
        variables.setdefault("enable_thinking", True)
        variables.setdefault("reasoning_effort", effort)
    return variables
