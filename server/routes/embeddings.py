"""``POST /embeddings`` and ``POST /v1/embeddings``: vectors of texts."""

from __future__ import annotations

from http import HTTPStatus

import numpy as np
from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from pyllama import normalize
from pyllama.embedding import Embedder, Embedding
from pyllama.errors import InvalidRequestError
from server.embedding_inputs import embedding_inputs
from server.formats.embeddings import (
    NativeEmbedding,
    OpenAIEmbeddings,
    Rows,
    native_response,
    openai_response,
)
from server.formats.json import encode
from server.openapi import Operation
from server.responses import encoded_response
from server.schemas.embeddings import EmbeddingsBody, parse_embeddings
from server.state import ServerState


def embedding_routes(state: ServerState) -> Blueprint:
    """Return the endpoints."""
    routes = Blueprint("embeddings", __name__)

    @routes.post("/embedding")
    @routes.post("/embeddings")
    @Operation(
        summary="Vectors of texts",
        tag="Embeddings",
        body=(EmbeddingsBody,),
        response=(list[NativeEmbedding],),
        errors=(HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.NOT_IMPLEMENTED),
    )
    async def native() -> TrioResponse:
        return await _respond(state, await _data(), is_native=True)

    @routes.post("/v1/embeddings")
    @Operation(
        summary="Vectors of texts, in OpenAI's form; in this server's own if the input is called content",
        tag="Embeddings",
        body=(EmbeddingsBody,),
        response=(OpenAIEmbeddings, list[NativeEmbedding]),
        errors=(HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.NOT_IMPLEMENTED),
    )
    async def openai() -> TrioResponse:
        return await _respond(state, await _data(), is_native=False)

    return routes


async def _data() -> bytes:
    return await request.get_data(cache=False, as_text=False, parse_form_data=False)


async def _respond(state: ServerState, data: bytes, *, is_native: bool) -> TrioResponse:
    embedder = state.embedder
    body = parse_embeddings(data)
    # Only this server's own format has the name "content".
    is_native = is_native or body.input is None
    if embedder.pooling == "none" and not is_native:
        message = (
            "without pooling there is no vector of a whole text; ask /embeddings, or use another --pooling"
        )
        raise InvalidRequestError(message)
    inputs = await embedding_inputs(body.inputs, embedder, path=body.path)
    embeddings = await embedder.embed(list(inputs.values()), names=list(inputs))
    kind = state.config.embd_normalize if body.embd_normalize is None else body.embd_normalize

    def encoded() -> bytes:
        rows = [_rows(embedding, body, embedder, kind) for embedding in embeddings]
        encoding = body.encoding_format or "float"
        if is_native:
            return encode(native_response(rows, encoding))
        model = state.config.alias if body.model is None else body.model
        n_tokens = sum(map(len, inputs.values()))
        return encode(openai_response(rows, encoding, model=model, n_tokens=n_tokens))

    if body.dimensions is not None and body.dimensions > embeddings[0].shape[-1]:
        message = f"dimensions must be at most {embeddings[0].shape[-1]}, not {body.dimensions}"
        raise InvalidRequestError(message, param="dimensions")
    return encoded_response(await embedder.run_in_thread(encoded))


def _rows(embedding: Embedding, body: EmbeddingsBody, embedder: Embedder, kind: int) -> Rows:
    """Return the vectors of an input. Only those of a whole text are normalized, and no scores."""
    rows = np.atleast_2d(embedding)[:, : body.dimensions]
    return rows if embedder.pooling in {"none", "rank"} else normalize(rows, kind)
