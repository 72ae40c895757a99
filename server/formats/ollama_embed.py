"""The response objects of ``POST /api/embed`` and ``/api/embeddings``."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import numpy as np
import numpy.typing as npt

from server.formats.json import encode


class OllamaEmbeddings(msgspec.Struct, frozen=True, kw_only=True):
    """All vectors, each of length 1, and how many tokens were computed."""

    model: str
    embeddings: list[msgspec.Raw]
    prompt_eval_count: int


class OllamaEmbedding(msgspec.Struct, frozen=True, kw_only=True):
    """The vector of a text, as the model gives it."""

    embedding: list[float]


def ollama_embeddings(
    rows: Iterable[npt.NDArray[np.float32]], *, model: str, n_tokens: int
) -> OllamaEmbeddings:
    """Return the response for the vectors of all inputs, in order."""
    vectors = [msgspec.Raw(encode(row.tolist())) for row in rows]
    return OllamaEmbeddings(model=model, embeddings=vectors, prompt_eval_count=n_tokens)
