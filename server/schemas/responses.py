"""The body of ``POST /v1/responses`` and ``/v1/responses/input_tokens``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any, Final, Literal

import msgspec

from pyllama.chat import Conversation
from pyllama.constraint import Constraint
from pyllama.errors import InvalidRequestError, UnsupportedFeatureError
from server.config import ServerConfig
from server.schemas.body import decode_body
from server.schemas.chat import PromptParams, template_variables
from server.schemas.completion import GenerationParams, generation_of
from server.schemas.constraint import ANY_OBJECT
from server.schemas.fields import IGNORED, NOT_YET, check_fields
from server.schemas.openai import StreamOptions, includes_usage
from server.schemas.response_items import parse_input
from server.schemas.sampling import SamplingBody
from server.schemas.tools import Tool, choose_tools, parse_tools

RESPONSES_HARMLESS: Final = IGNORED | {"prompt_cache_key", "prompt_cache_options", "safety_identifier"}
"""Fields that tell OpenAI who asks and where to keep it; a response does not depend on them."""

RESPONSES_REFUSED: Final[dict[str, tuple[object, ...]]] = NOT_YET | {
    "access_programs": (),
    "background": (False,),
    "context_management": ([],),
    "conversation": (),
    "max_tool_calls": (),
    "moderation": (),
    "prompt": (),
    "prompt_cache_retention": ("in_memory", "in-memory"),
    "service_tier": ("auto", "default"),
    "store": (False,),
    "top_logprobs": (0,),
    "truncation": ("disabled",),
}
"""Fields that ask for what this server does not do, with the values that do not."""

_Limit = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]


class TextFormat(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The form of the text; a schema is always followed strictly."""

    type: Literal["text", "json_object", "json_schema"]
    name: str | None = None
    description: str | None = None
    schema: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    strict: bool | None = None


class TextConfig(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How the text is to be."""

    format: TextFormat | None = None
    verbosity: Literal["medium"] | None = None


class ReasoningConfig(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How much the model thinks, in a word for its template; thoughts are given in full, not in summary."""

    effort: str | None = None
    summary: Literal["auto"] | None = None


class ResponsesBody(SamplingBody, kw_only=True):
    """The fields as they are sent: OpenAI's, and those of ``/completion`` that say how text is made.

    Attributes:
        input: what was said: a text of the user, or a list of items.
        instructions: what the model is told before it.
        max_output_tokens: most tokens to generate; left out, it is as the server was told.
        stream: send events as the response is made.
        stream_options: what a stream has besides.
        tools: what the model may call.
        tool_choice: whether it may, must, or must not.
        parallel_tool_calls: whether it may call several at once.
        text: the form of the text.
        reasoning: how much the model thinks.
        include: what to give besides; thoughts are always given in full.
        metadata: repeated in the response.
        previous_response_id: must be null: no responses are stored.
        chat_template_kwargs: variables for the template.
    """

    input: str | list[dict[str, Any]]
    instructions: str | None = None
    max_output_tokens: _Limit | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    tools: list[dict[str, Any]] | None = None
    tool_choice: str | dict[str, Any] | None = None
    parallel_tool_calls: bool | None = None
    text: TextConfig | None = None
    reasoning: ReasoningConfig | None = None
    include: list[Literal["reasoning.encrypted_content"]] | None = None
    metadata: dict[str, str] | None = None
    previous_response_id: str | None = None
    chat_template_kwargs: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsesParams:
    """What a client asks for.

    Attributes:
        body: the fields that the response repeats.
        prompt: the conversation.
        generation: how to answer.
    """

    body: ResponsesBody
    prompt: PromptParams
    generation: GenerationParams


_DECODER: Final = msgspec.json.Decoder(ResponsesBody)
_KNOWN: Final = frozenset(ResponsesBody.__struct_fields__)


def parse_responses(data: bytes, config: ServerConfig) -> ResponsesParams:
    """Read a body.

    Raises:
        InvalidRequestError: not JSON, an unknown field, a wrong type, a value out of its range, or fields
            that do not go together.
        UnsupportedFeatureError: it uses what is not supported.
    """
    check_fields(data, _KNOWN, ignored=RESPONSES_HARMLESS, not_yet=RESPONSES_REFUSED)
    body = decode_body(data, _DECODER)
    if body.previous_response_id is not None:
        param = "previous_response_id"
        message = f"{param}: responses are not stored; send the items of the conversation as input"
        raise UnsupportedFeatureError(message, param=param)
    includes_usage(body.stream_options, stream=bool(body.stream))
    return ResponsesParams(body=body, prompt=_prompt(body, config), generation=_generation(body, config))


def _prompt(body: ResponsesBody, config: ServerConfig) -> PromptParams:
    tools, tool_params = choose_tools(
        parse_tools([_tool(tool) for tool in body.tools or ()]),
        body.tool_choice,
        parallel=body.parallel_tool_calls,
        parse=None,
    )
    effort = body.reasoning.effort if body.reasoning is not None else None
    return PromptParams(
        conversation=Conversation(messages=parse_input(body.input, body.instructions), tools=tools),
        add_generation_prompt=None,
        continue_final_message=None,
        variables=template_variables(body.chat_template_kwargs, effort),
        tools=tool_params,
        reasoning=config.chat.reasoning,
    )


def _tool(tool: dict[str, Any]) -> Tool:
    """Return a function as ``/v1/chat/completions`` has it; other tools are refused by who reads those."""
    if tool.get("type") != "function" or "function" in tool:
        return tool
    names = ("name", "description", "parameters", "strict")
    return {
        "type": "function",
        "function": {name: tool[name] for name in names if tool.get(name) is not None},
    }


def _generation(body: ResponsesBody, config: ServerConfig) -> GenerationParams:
    generation = generation_of(body, config, stream=body.stream, max_tokens=body.max_output_tokens, stop=None)
    form = body.text.format if body.text is not None else None
    if form is None:
        return generation
    if form.type == "text":
        is_own = generation.constraint != config.constraint
        return replace(generation, constraint=generation.constraint if is_own else None)
    path = "text.format.schema"
    if generation.constraint not in (None, config.constraint):
        raise InvalidRequestError(f"{path}: another field says what the text conforms to", param=path)
    if form.type == "json_object":
        return replace(generation, constraint=Constraint("json_schema", ANY_OBJECT, param="text.format"))
    if form.schema is msgspec.UNSET:
        raise InvalidRequestError(f"{path} is required", param=path)
    return replace(generation, constraint=Constraint("json_schema", bytes(form.schema).decode(), param=path))
