"""``POST /rerank``: how well documents answer a query."""

from __future__ import annotations

from http import HTTPStatus

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from server.embedding_inputs import rerank_inputs
from server.errors import EndpointDisabledError
from server.formats.rerank import RankedDocument, Ranking, rerank_response
from server.openapi import Operation
from server.responses import json_response
from server.schemas.rerank import RerankBody, parse_rerank
from server.state import ServerState


def rerank_routes(state: ServerState) -> Blueprint:
    """Return the endpoint, under its four names."""
    routes = Blueprint("rerank", __name__)

    @routes.post("/rerank")
    @routes.post("/reranking")
    @routes.post("/v1/rerank")
    @routes.post("/v1/reranking")
    @Operation(
        summary="How well documents answer a query, in the forms of Jina and of TEI",
        tag="Embeddings",
        body=(RerankBody,),
        response=(Ranking, list[RankedDocument]),
        errors=(HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.NOT_IMPLEMENTED),
    )
    async def rerank() -> TrioResponse:
        if not state.config.embeddings or state.embedder.pooling != "rank":
            raise EndpointDisabledError("reranking", "--reranking")
        embedder = state.embedder
        body = parse_rerank(await request.get_data(cache=False, as_text=False, parse_form_data=False))
        inputs = await rerank_inputs(body, embedder)
        embeddings = await embedder.embed(list(inputs.values()), names=list(inputs))
        # A classifier of several classes has the score of relevance first.
        scores = [float(embedding[0]) for embedding in embeddings]
        n_tokens = sum(map(len, inputs.values()))
        return json_response(rerank_response(body, scores, model=state.config.alias, n_tokens=n_tokens))

    return routes
