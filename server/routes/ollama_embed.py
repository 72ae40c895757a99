"""``POST /api/embed`` and ``/api/embeddings``: vectors of texts, in Ollama's form."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from pyllama import normalize
from pyllama.embedding import Embedder
from pyllama.errors import InvalidRequestError
from server.embedding_inputs import embedding_inputs
from server.error_responses import error_handler
from server.formats.json import encode
from server.formats.ollama import OllamaError, ollama_error
from server.formats.ollama_embed import OllamaEmbedding, OllamaEmbeddings, ollama_embeddings
from server.openapi import Operation
from server.responses import encoded_response, json_response
from server.schemas.ollama_embed import (
    OllamaEmbedBody,
    OllamaEmbeddingsBody,
    parse_embed,
    parse_embeddings,
)
from server.schemas.ollama_options import OllamaOptions, check_n_ctx
from server.state import ServerState

_ERRORS: Final = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.NOT_IMPLEMENTED)


def ollama_embed_routes(state: ServerState) -> Blueprint:
    """Return the endpoints."""
    routes = Blueprint("ollama_embed", __name__)
    routes.register_error_handler(Exception, error_handler(ollama_error))

    @routes.post("/api/embed")
    @Operation(
        summary="Vectors of texts, in Ollama's form",
        tag="Embeddings",
        body=(OllamaEmbedBody,),
        response=(OllamaEmbeddings,),
        errors=_ERRORS,
        error=OllamaError,
    )
    async def embed() -> TrioResponse:
        embedder = state.embedder
        body = parse_embed(await request.get_data(cache=False, as_text=False, parse_form_data=False))
        _check(embedder, body.options)
        texts: str | list[int | str | list[int | str]] = (
            body.input if isinstance(body.input, str) else list(body.input)
        )
        inputs = await embedding_inputs(texts, embedder, path="input")
        embeddings = await embedder.embed(list(inputs.values()), names=list(inputs))
        n = embeddings[0].shape[-1]
        if body.dimensions is not None and body.dimensions > n:
            raise InvalidRequestError(f"dimensions must be at most {n}", param="dimensions")
        n_tokens = sum(map(len, inputs.values()))

        def encoded() -> bytes:
            rows = [normalize(embedding[: body.dimensions], 2) for embedding in embeddings]
            return encode(ollama_embeddings(rows, model=state.config.alias, n_tokens=n_tokens))

        return encoded_response(await embedder.run_in_thread(encoded))

    @routes.post("/api/embeddings")
    @Operation(
        summary="The vector of a text, in Ollama's older form",
        tag="Embeddings",
        body=(OllamaEmbeddingsBody,),
        response=(OllamaEmbedding,),
        errors=_ERRORS,
        error=OllamaError,
    )
    async def embeddings() -> TrioResponse:
        embedder = state.embedder
        body = parse_embeddings(await request.get_data(cache=False, as_text=False, parse_form_data=False))
        _check(embedder, body.options)
        if not body.prompt:
            return json_response(OllamaEmbedding(embedding=[]))
        inputs = await embedding_inputs(body.prompt, embedder, path="prompt")
        (vector,) = await embedder.embed(list(inputs.values()), names=list(inputs))
        return json_response(OllamaEmbedding(embedding=vector.reshape(-1).tolist()))

    return routes


def _check(embedder: Embedder, options: OllamaOptions | None) -> None:
    check_n_ctx(options, embedder.n_tokens_max)
    if embedder.pooling in {"none", "rank"}:
        raise InvalidRequestError("this model gives no vector of a whole text; use another --pooling")
