"""``POST /v1/responses`` and ``/v1/responses/input_tokens``: answers in OpenAI's newer form."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from server.answer_stream import AnswerForm, answer_stream_response
from server.chat_generation import begin_chat, count_prompt, read_whole
from server.errors import error_body
from server.formats.json import EVENT_STREAM_TYPE, named_event
from server.formats.response_events import (
    ItemEvent,
    PartEvent,
    ResponseErrorEvent,
    ResponseEvent,
    ResponseStream,
    StreamedEvent,
    TextEvent,
    error_event,
)
from server.formats.responses import InputTokens, Response, ResponseAsked, response_of
from server.openapi import GENERATES, Operation
from server.responses import json_response
from server.schemas.responses import (
    RESPONSES_HARMLESS,
    RESPONSES_REFUSED,
    ResponsesBody,
    ResponsesParams,
    TextFormat,
    parse_responses,
)
from server.state import ServerState


def _error(error: Exception) -> bytes:
    event = error_event(error_body(error).error)
    return named_event(event.type, event)


_FORM: Final[AnswerForm[StreamedEvent]] = AnswerForm(
    content_type=EVENT_STREAM_TYPE,
    error=_error,
    event=lambda event: named_event(event.type, event),
)


def responses_routes(state: ServerState) -> Blueprint:
    """Return the endpoints."""
    routes = Blueprint("responses", __name__)

    @routes.post("/v1/responses")
    @Operation(
        summary="A response to a conversation, in OpenAI's newer form",
        tag="Chat",
        body=(ResponsesBody,),
        ignored=RESPONSES_HARMLESS,
        refused=RESPONSES_REFUSED,
        response=(Response,),
        events=(ResponseEvent, ItemEvent, PartEvent, TextEvent, ResponseErrorEvent),
        errors=GENERATES,
    )
    async def responses() -> TrioResponse:
        body = await request.get_data(cache=False, as_text=False, parse_form_data=False)
        params = parse_responses(body, state.config)
        chat = await begin_chat(state, request.scope, params.prompt, params.generation, path="input")
        asked = _asked(params, state.config.alias)
        if params.generation.stream:
            return await answer_stream_response(chat, ResponseStream(asked), _FORM)
        return json_response(response_of(asked, await read_whole(chat)))

    @routes.post("/v1/responses/input_tokens")
    @Operation(
        summary="The length of a conversation's prompt, in OpenAI's newer form",
        tag="Tokens",
        body=(ResponsesBody,),
        ignored=RESPONSES_HARMLESS,
        refused=RESPONSES_REFUSED,
        response=(InputTokens,),
    )
    async def input_tokens() -> TrioResponse:
        body = await request.get_data(cache=False, as_text=False, parse_form_data=False)
        params = parse_responses(body, state.config)
        return json_response(InputTokens(input_tokens=await count_prompt(state, params.prompt)))

    return routes


def _asked(params: ResponsesParams, model: str) -> ResponseAsked:
    body, sampling = params.body, params.generation.sampling
    form = body.text.format if body.text is not None else None
    return ResponseAsked(
        model=model,
        instructions=body.instructions,
        max_output_tokens=body.max_output_tokens,
        metadata=body.metadata or {},
        parallel_tool_calls=body.parallel_tool_calls is not False,
        effort=body.reasoning.effort if body.reasoning is not None else None,
        temperature=sampling.temperature,
        top_p=sampling.top_p,
        text={"format": {"type": "text"} if form is None else _sent(form)},
        tool_choice=body.tool_choice or "auto",
        tools=body.tools or (),
    )


def _sent(form: TextFormat) -> dict[str, Any]:
    """Return a format with the fields that were sent."""
    fields = {name: getattr(form, name) for name in form.__struct_fields__}
    return {name: value for name, value in fields.items() if value is not None and value is not msgspec.UNSET}
