"""The response objects of ``POST /rerank``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from server.schemas.rerank import RerankBody


def rerank_response(
    body: RerankBody, scores: Sequence[float], *, model: str, n_tokens: int
) -> dict[str, Any] | list[dict[str, Any]]:
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
    return {
        "model": model if body.model is None else body.model,
        "object": "list",
        "usage": {"prompt_tokens": n_tokens, "total_tokens": n_tokens},
        "results": results,
    }


def _result(body: RerankBody, index: int, score: float, text: str) -> dict[str, Any]:
    result: dict[str, Any] = {"index": index, "score" if body.is_tei else "relevance_score": score}
    if body.return_text:
        result["text"] = text
    if body.return_documents:
        result["document"] = {"text": text}
    return result


def _sigmoid(score: float) -> float:
    return 0.5 + 0.5 * math.tanh(0.5 * score)
