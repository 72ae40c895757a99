"""The response objects of ``POST /rerank``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import msgspec

from server.formats.embeddings import EmbeddingsUsage
from server.schemas.rerank import RerankBody, TextDocument


class RankedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document, with its score by TEI's name for it or by Jina's, and its text if that was asked for."""

    index: int
    score: float | msgspec.UnsetType = msgspec.UNSET
    relevance_score: float | msgspec.UnsetType = msgspec.UNSET
    text: str | msgspec.UnsetType = msgspec.UNSET
    document: TextDocument | msgspec.UnsetType = msgspec.UNSET


class Ranking(msgspec.Struct, frozen=True, kw_only=True):
    """All documents, in Jina's form."""

    model: str
    object: Literal["list"] = "list"
    usage: EmbeddingsUsage
    results: list[RankedDocument]


def rerank_response(
    body: RerankBody, scores: Sequence[float], *, model: str, n_tokens: int
) -> Ranking | list[RankedDocument]:
    """Return the documents in the order of their scores, the best first.

    Args:
        body: what was asked.
        scores: of each document.
        model: what the response calls the model, if the request does not.
        n_tokens: of all inputs.
    """
    if body.raw_scores is False:
        scores = [_sigmoid(score) for score in scores]
    best = sorted(range(len(scores)), key=lambda i: -scores[i])
    texts = body.candidates
    results = [_result(body, i, scores[i], texts[i]) for i in best[: body.top_n]]
    if body.is_tei:
        return results
    return Ranking(
        model=model if body.model is None else body.model,
        usage=EmbeddingsUsage(n_tokens, n_tokens),
        results=results,
    )


def _result(body: RerankBody, index: int, score: float, text: str) -> RankedDocument:
    return RankedDocument(
        index=index,
        score=score if body.is_tei else msgspec.UNSET,
        relevance_score=msgspec.UNSET if body.is_tei else score,
        text=text if body.return_text else msgspec.UNSET,
        document=TextDocument(text) if body.return_documents else msgspec.UNSET,
    )


def _sigmoid(score: float) -> float:
    return 0.5 + 0.5 * math.tanh(0.5 * score)
