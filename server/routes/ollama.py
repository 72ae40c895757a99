"""``POST /api/chat`` and ``/api/generate``: answers and texts in Ollama's form."""

from __future__ import annotations

from typing import Final

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from server.answer_stream import AnswerForm, answer_stream_response
from server.chat_generation import ChatGeneration, begin_chat, begin_text, read_whole
from server.error_responses import error_handler
from server.errors import error_body
from server.formats.json import NDJSON_TYPE, json_line
from server.formats.ollama import (
    OllamaChat,
    OllamaError,
    OllamaLine,
    OllamaLines,
    OllamaText,
    ollama_error,
)
from server.openapi import GENERATES, Operation
from server.responses import json_response
from server.schemas.ollama import (
    OllamaChatBody,
    OllamaGenerateBody,
    OllamaParams,
    parse_chat,
    parse_generate,
)
from server.schemas.ollama_options import check_n_ctx
from server.state import ServerState

_FORM: Final[AnswerForm[OllamaLine]] = AnswerForm(
    content_type=NDJSON_TYPE,
    error=lambda error: json_line(ollama_error(error_body(error).error)),
    event=json_line,
)


def ollama_routes(state: ServerState) -> Blueprint:
    """Return the endpoints."""
    routes = Blueprint("ollama", __name__)
    routes.register_error_handler(Exception, error_handler(ollama_error))

    @routes.post("/api/chat")
    @Operation(
        summary="An answer in a conversation, in Ollama's form",
        tag="Chat",
        body=(OllamaChatBody,),
        response=(OllamaChat,),
        events=(OllamaChat,),
        stream_type=NDJSON_TYPE,
        errors=GENERATES,
        error=OllamaError,
    )
    async def chat() -> TrioResponse:
        body = await request.get_data(cache=False, as_text=False, parse_form_data=False)
        return await _respond(state, parse_chat(body, state.config), is_chat=True)

    @routes.post("/api/generate")
    @Operation(
        summary="A text, in Ollama's form",
        tag="Text",
        body=(OllamaGenerateBody,),
        response=(OllamaText,),
        events=(OllamaText,),
        stream_type=NDJSON_TYPE,
        errors=GENERATES,
        error=OllamaError,
    )
    async def generate() -> TrioResponse:
        body = await request.get_data(cache=False, as_text=False, parse_form_data=False)
        return await _respond(state, parse_generate(body, state.config), is_chat=False)

    return routes


async def _respond(state: ServerState, params: OllamaParams, *, is_chat: bool) -> TrioResponse:
    check_n_ctx(params.options, state.engine.n_ctx_slot)
    lines = OllamaLines(state.config.alias, is_chat=is_chat)
    if params.prompt is None:
        return json_response(lines.loaded())
    chat: ChatGeneration
    if isinstance(params.prompt, str):
        chat = await begin_text(state, request.scope, params.prompt, params.generation, suffix=params.suffix)
    else:
        chat = await begin_chat(state, request.scope, params.prompt, params.generation)
    if params.generation.stream:
        return await answer_stream_response(chat, lines, _FORM)
    return json_response(lines.whole(await read_whole(chat)))
