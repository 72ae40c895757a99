"""``/api/tags``, ``/api/ps``, ``/api/show``: what there is to know of the model, in Ollama's form."""

from __future__ import annotations

from http import HTTPStatus

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from pyllama import __version__
from server.error_responses import error_handler
from server.errors import EndpointUnsupportedError
from server.formats.ollama import OllamaError, ollama_error
from server.formats.ollama_models import (
    OllamaProcesses,
    OllamaShow,
    OllamaTags,
    OllamaVersion,
    ollama_processes,
    ollama_show,
    ollama_tags,
)
from server.openapi import Operation
from server.responses import json_response
from server.schemas.ollama_models import OllamaShowBody, parse_show
from server.state import ServerState


def ollama_model_routes(state: ServerState) -> Blueprint:
    """Return the endpoints."""
    routes = Blueprint("ollama_models", __name__)
    routes.register_error_handler(Exception, error_handler(ollama_error))

    @routes.get("/api/tags")
    @Operation(summary="The model, in Ollama's form", tag="Server", response=(OllamaTags,), error=OllamaError)
    async def tags() -> TrioResponse:
        return json_response(ollama_tags(state.config.alias, state.computing.model, state.loaded_at))

    @routes.get("/api/ps")
    @Operation(
        summary="The model as it is loaded, in Ollama's form",
        tag="Server",
        response=(OllamaProcesses,),
        error=OllamaError,
    )
    async def processes() -> TrioResponse:
        return json_response(ollama_processes(state.config, state.computing))

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
        shown = ollama_show(state.computing.model, state.loaded_at, makes_embeddings=state.config.embeddings)
        return json_response(shown)

    @routes.get("/api/version")
    @Operation(
        summary="The version of the server", tag="Server", response=(OllamaVersion,), error=OllamaError
    )
    async def version() -> TrioResponse:
        return json_response(OllamaVersion(version=__version__))

    @routes.post("/api/pull")
    @routes.post("/api/push")
    @routes.post("/api/create")
    @routes.post("/api/copy")
    @routes.delete("/api/delete")
    @Operation(
        summary="Not served: the model is chosen when the server starts",
        tag="Server",
        response=(),
        errors=(HTTPStatus.NOT_IMPLEMENTED,),
        error=OllamaError,
    )
    async def change_models() -> TrioResponse:
        message = "models are not fetched, made, copied or deleted by requests; the server starts with one"
        raise EndpointUnsupportedError(message)

    return routes
