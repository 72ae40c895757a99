"""``/api/…``: answers, texts, and what there is to know of the model, in Ollama's form."""

from __future__ import annotations

from typing import Final

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from pyllama import __version__
from pyllama.errors import InvalidRequestError
from pyllama.model import Model
from server.answer_stream import AnswerForm, answer_stream_response
from server.chat_generation import ChatGeneration, begin_chat, begin_text, read_whole
from server.error_responses import error_handler
from server.errors import error_body
from server.formats.json import NDJSON_TYPE, json_line
from server.formats.ollama import (
    OllamaChat,
    OllamaDetails,
    OllamaError,
    OllamaLine,
    OllamaLines,
    OllamaModel,
    OllamaShow,
    OllamaTags,
    OllamaText,
    OllamaVersion,
    ollama_error,
    timestamp,
)
from server.openapi import GENERATES, Operation
from server.responses import json_response
from server.schemas.ollama import (
    OllamaChatBody,
    OllamaGenerateBody,
    OllamaParams,
    OllamaShowBody,
    parse_chat,
    parse_generate,
    parse_show,
)
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

    @routes.get("/api/tags")
    @Operation(summary="The model, in Ollama's form", tag="Server", response=(OllamaTags,), error=OllamaError)
    async def tags() -> TrioResponse:
        return json_response(OllamaTags(models=(_model(state),)))

    @routes.post("/api/show")
    @Operation(
        summary="The model in detail, in Ollama's form",
        tag="Server",
        body=(OllamaShowBody,),
        response=(OllamaShow,),
        error=OllamaError,
    )
    async def show() -> TrioResponse:
        parse_show(await request.get_data(cache=False, as_text=False, parse_form_data=False))
        model = state.computing.model
        return json_response(
            OllamaShow(
                template=model.chat_template() or "",
                modified_at=timestamp(state.loaded_at),
                details=_details(model),
                # Templates and vocabularies are long, and are told elsewhere.
                model_info={k: v for k, v in model.metadata.items() if not k.startswith("tokenizer.")},
                capabilities=("embedding",) if state.config.embeddings else ("completion", "tools"),
            )
        )

    @routes.get("/api/version")
    @Operation(
        summary="The version of the server", tag="Server", response=(OllamaVersion,), error=OllamaError
    )
    async def version() -> TrioResponse:
        return json_response(OllamaVersion(version=__version__))

    return routes


async def _respond(state: ServerState, params: OllamaParams, *, is_chat: bool) -> TrioResponse:
    n_ctx = state.engine.n_ctx_slot
    if params.n_ctx > n_ctx:
        message = f"options.num_ctx must be at most {n_ctx}; the context is set when the server starts (-c)"
        raise InvalidRequestError(message, param="options.num_ctx")
    chat: ChatGeneration
    if isinstance(params.prompt, str):
        chat = await begin_text(state, request.scope, params.prompt, params.generation, suffix=params.suffix)
    else:
        chat = await begin_chat(state, request.scope, params.prompt, params.generation)
    lines = OllamaLines(state.config.alias, is_chat=is_chat)
    if params.generation.stream:
        return await answer_stream_response(chat, lines, _FORM)
    return json_response(lines.whole(await read_whole(chat)))


def _details(model: Model) -> OllamaDetails:
    family = model.metadata.get("general.architecture", "")
    return OllamaDetails(
        family=family,
        families=(family,),
        parameter_size=f"{model.n_params / 1e6:.1f}M",
        quantization_level=model.file_type,
    )


def _model(state: ServerState) -> OllamaModel:
    model, name = state.computing.model, state.config.alias
    return OllamaModel(
        name=name,
        model=name,
        modified_at=timestamp(state.loaded_at),
        size=model.size_bytes,
        details=_details(model),
    )
