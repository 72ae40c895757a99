"""The bodies of ``POST /api/chat`` and ``/api/generate``, as Ollama's clients send them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final, Literal

import msgspec

from pyllama.chat import Conversation, Message, ToolCall
from pyllama.constraint import Constraint
from pyllama.errors import InvalidRequestError, UnsupportedFeatureError
from server.config import ServerConfig
from server.schemas.body import decode_body
from server.schemas.chat import PromptParams, template_variables
from server.schemas.completion import GenerationParams, generation_of
from server.schemas.constraint import ANY_OBJECT
from server.schemas.ollama_options import OllamaOptions, check_options
from server.schemas.sampling import SamplingBody
from server.schemas.tools import choose_tools, parse_tools

_Think = bool | Literal["low", "medium", "high"] | None


class OllamaBody(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What bodies that ask for text have in common.

    Attributes:
        model: makes no difference; there is one.
        stream: send lines as the text is made; ``true`` if it is left out.
        format: ``json``, or a JSON schema that the text conforms to.
        options: how text is made.
        keep_alive: makes no difference: the model stays loaded as long as the server runs.
        think: whether the model thinks first, and how much.
        logprobs: must be false.
        top_logprobs: must be 0.
    """

    model: str | None = None
    stream: bool | None = None
    format: Literal["", "json"] | dict[str, Any] | None = None
    options: OllamaOptions | None = None
    keep_alive: str | float | None = None
    think: _Think = None
    logprobs: Literal[False] | None = None
    top_logprobs: Literal[0] | None = None


class OllamaFunction(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The function that was called."""

    name: str
    arguments: dict[str, Any]
    index: int | None = None
    description: str | None = None


class OllamaCall(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A call of a tool by the assistant."""

    function: OllamaFunction
    id: str | None = None
    type: Literal["function"] | None = None


class OllamaMessage(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A message; images cannot be read."""

    role: Literal["system", "user", "assistant", "tool"]
    content: str | None = None
    thinking: str | None = None
    images: list[str] | None = None
    tool_calls: list[OllamaCall] | None = None
    tool_name: str | None = None
    tool_call_id: str | None = None


class OllamaChatBody(OllamaBody, kw_only=True):
    """The conversation to answer in, and the tools that may be called.

    Without messages, nothing is answered but that the model is loaded.
    """

    messages: list[OllamaMessage] | None = None
    tools: list[dict[str, Any]] | None = None


class OllamaGenerateBody(OllamaBody, kw_only=True):
    """A text to answer, or to go on from.

    Attributes:
        prompt: what the user says; without it, nothing is answered but that the model is loaded.
        system: what the model is told before it.
        raw: the text goes on from the prompt, which no template writes.
        suffix: what comes after the text: fills a gap.
        template: must be empty: the server's own template is used.
        context: must be empty: nothing of former answers is sent again.
        images: must be empty.
    """

    prompt: str | None = None
    system: str | None = None
    raw: bool | None = None
    suffix: str | None = None
    template: Literal[""] | None = None
    context: Annotated[list[int], msgspec.Meta(max_length=0)] | None = None
    images: list[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OllamaParams:
    """What a client asks for.

    Attributes:
        prompt: the conversation; a text to go on from where no template is to write it; ``None`` where there
            is nothing to answer.
        suffix: what comes after that text.
        options: as they were sent.
        generation: how to answer.
    """

    prompt: PromptParams | str | None
    suffix: str
    options: OllamaOptions
    generation: GenerationParams


_ZERO: Final = re.compile(r"[+-]?0+(\.0*)?(h|m|s|ms|us|µs|ns)?")
"""A duration of nothing, with a unit or in seconds."""

_CHAT: Final = msgspec.json.Decoder(OllamaChatBody)
_GENERATE: Final = msgspec.json.Decoder(OllamaGenerateBody)


def parse_chat(data: bytes, config: ServerConfig) -> OllamaParams:
    """Read a body of ``/api/chat``.

    Raises:
        InvalidRequestError: not JSON, an unknown field, a wrong type, or a value out of its range.
        UnsupportedFeatureError: it has images, or a tool that is not a function; or it wants the model
            unloaded.
    """
    body = decode_body(data, _CHAT)
    if not body.messages:
        return _loaded(body, config)
    tools, tool_params = choose_tools(parse_tools(body.tools or []), None, parallel=None, parse=None)
    messages = tuple(_message(message, f"messages[{i}]") for i, message in enumerate(body.messages))
    prompt = PromptParams(
        conversation=Conversation(messages=messages, tools=tools),
        add_generation_prompt=None,
        continue_final_message=None,
        variables=_variables(body.think),
        tools=tool_params,
    )
    return _params(body, config, prompt)


def parse_generate(data: bytes, config: ServerConfig) -> OllamaParams:
    """Read a body of ``/api/generate``.

    Raises:
        InvalidRequestError: not JSON, an unknown field, a wrong type, a value out of its range, or fields
            that do not go together.
        UnsupportedFeatureError: it has images, or wants the model unloaded.
    """
    body = decode_body(data, _GENERATE)
    _check_images(body.images, "images")
    if not body.prompt and not body.suffix:
        return _loaded(body, config)
    if body.raw or body.suffix:
        for name in ("system", "think"):
            if getattr(body, name):
                raise InvalidRequestError(f"{name} needs a template: neither raw nor suffix", param=name)
        return _params(body, config, body.prompt or "", suffix=body.suffix or "")
    said = [Message(role="system", content=body.system)] if body.system else []
    prompt = PromptParams(
        conversation=Conversation(messages=(*said, Message(role="user", content=body.prompt or ""))),
        add_generation_prompt=None,
        continue_final_message=None,
        variables=_variables(body.think),
    )
    return _params(body, config, prompt)


def _loaded(body: OllamaBody, config: ServerConfig) -> OllamaParams:
    """Return what a client asks for that has nothing to answer, and so wants the model loaded or unloaded.

    Raises:
        UnsupportedFeatureError: it wants it unloaded.
    """
    if _ZERO.fullmatch(str(body.keep_alive)):
        message = "keep_alive: the model stays loaded as long as the server runs"
        raise UnsupportedFeatureError(message, param="keep_alive")
    return _params(body, config, None)


def _params(
    body: OllamaBody, config: ServerConfig, prompt: PromptParams | str | None, *, suffix: str = ""
) -> OllamaParams:
    options = body.options or OllamaOptions()
    check_options(options)
    shared = [name for name in OllamaOptions.__struct_fields__ if name in SamplingBody.__struct_fields__]
    given = SamplingBody(n_keep=options.num_keep, **{name: getattr(options, name) for name in shared})
    generation = generation_of(
        given,
        config,
        stream=body.stream is not False,
        max_tokens=None if options.num_predict is None else max(options.num_predict, -1),
        stop=options.stop,
    )
    if body.format:
        schema = ANY_OBJECT if body.format == "json" else msgspec.json.encode(body.format).decode()
        generation = replace(generation, constraint=Constraint("json_schema", schema, param="format"))
    return OllamaParams(prompt=prompt, suffix=suffix, options=options, generation=generation)


def _variables(think: _Think) -> dict[str, Any]:
    if isinstance(think, str):
        return template_variables(None, think)
    return {} if think is None else {"enable_thinking": think}


def _message(message: OllamaMessage, path: str) -> Message:
    _check_images(message.images, f"{path}.images")
    if message.role != "assistant" and (message.tool_calls or message.thinking):
        raise InvalidRequestError(f"{path}: only the assistant thinks and calls tools", param=path)
    calls = tuple(
        ToolCall(
            name=call.function.name,
            arguments=msgspec.json.encode(call.function.arguments).decode(),
            id=call.id,
        )
        for call in message.tool_calls or ()
    )
    return Message(
        role=message.role,
        content=message.content or (None if calls or message.thinking else ""),
        reasoning=message.thinking,
        tool_calls=calls,
        tool_call_id=message.tool_call_id,
        name=message.tool_name,
    )


def _check_images(images: list[str] | None, path: str) -> None:
    if images:
        raise UnsupportedFeatureError(f"{path} are not supported, only text is", param=path)
