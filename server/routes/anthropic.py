"""``POST /v1/messages`` and ``/v1/messages/count_tokens``: answers in a conversation, in Anthropic's form."""

from __future__ import annotations

from typing import Final

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from server.answer_stream import AnswerForm, answer_stream_response
from server.chat_generation import begin_chat, count_prompt, read_whole
from server.error_responses import error_handler
from server.errors import error_body
from server.formats.anthropic import (
    AnthropicError,
    AnthropicMessage,
    MessageEvent,
    MessageHead,
    MessageStream,
    Ping,
    TokenCount,
    anthropic_error,
    whole_message,
)
from server.formats.json import EVENT_STREAM_TYPE, named_event
from server.openapi import GENERATES, Operation
from server.responses import json_response
from server.schemas.anthropic import ANTHROPIC_HARMLESS, ANTHROPIC_REFUSED, MessagesBody, parse_anthropic
from server.state import ServerState

PING_S: Final = 10.0
"""Seconds after which a client that waits is told that all is well."""


def _event(event: MessageEvent) -> bytes:
    return named_event(str(event.__struct_config__.tag), event)


_FORM: Final[AnswerForm[MessageEvent]] = AnswerForm(
    content_type=EVENT_STREAM_TYPE,
    error=lambda error: named_event("error", anthropic_error(error_body(error).error)),
    event=_event,
    ping=_event(Ping()),
    ping_s=PING_S,
)


def anthropic_routes(state: ServerState) -> Blueprint:
    """Return the endpoints."""
    routes = Blueprint("anthropic", __name__)
    routes.register_error_handler(Exception, error_handler(anthropic_error))

    @routes.post("/v1/messages")
    @Operation(
        summary="An answer in a conversation, in Anthropic's form",
        tag="Chat",
        body=(MessagesBody,),
        ignored=ANTHROPIC_HARMLESS,
        refused=ANTHROPIC_REFUSED,
        response=(AnthropicMessage,),
        events=(MessageEvent,),
        errors=GENERATES,
        error=AnthropicError,
    )
    async def messages() -> TrioResponse:
        body = await request.get_data(cache=False, as_text=False, parse_form_data=False)
        params = parse_anthropic(body, state.config)
        chat = await begin_chat(state, request.scope, params.prompt, params.generation)
        head = MessageHead(model=state.config.alias, n_prompt=chat.n_prompt)
        if params.generation.stream:
            return await answer_stream_response(chat, MessageStream(head), _FORM)
        return json_response(whole_message(head, await read_whole(chat)))

    @routes.post("/v1/messages/count_tokens")
    @Operation(
        summary="The length of a conversation's prompt, in Anthropic's form",
        tag="Tokens",
        body=(MessagesBody,),
        ignored=ANTHROPIC_HARMLESS,
        refused=ANTHROPIC_REFUSED,
        response=(TokenCount,),
        error=AnthropicError,
    )
    async def count_tokens() -> TrioResponse:
        body = await request.get_data(cache=False, as_text=False, parse_form_data=False)
        params = parse_anthropic(body, state.config)
        return json_response(TokenCount(input_tokens=await count_prompt(state, params.prompt)))

    return routes
