"""The response objects of ``POST /embeddings`` and ``POST /v1/embeddings``."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt

from server.formats.json import encode

Encoding = Literal["float", "base64"]
Rows = npt.NDArray[np.float32]
"""The vectors of one input: shape ``(n_rows, n)``, with one row unless there is no pooling."""


class NativeEmbedding(msgspec.Struct, frozen=True):
    """One input's vectors."""

    index: int
    embedding: list[msgspec.Raw]


class OpenAIEmbedding(msgspec.Struct, frozen=True, kw_only=True):
    """One input's vector, in OpenAI's form."""

    object: Literal["embedding"] = "embedding"
    index: int
    embedding: msgspec.Raw
    encoding_format: Literal["base64"] | msgspec.UnsetType = msgspec.UNSET


class EmbeddingsUsage(msgspec.Struct, frozen=True):
    """How many tokens were computed."""

    prompt_tokens: int
    total_tokens: int


class OpenAIEmbeddings(msgspec.Struct, frozen=True, kw_only=True):
    """All vectors, in OpenAI's form."""

    object: Literal["list"] = "list"
    model: str
    data: list[OpenAIEmbedding]
    usage: EmbeddingsUsage


def native_response(inputs: Sequence[Rows], encoding: Encoding) -> list[NativeEmbedding]:
    """Return the response for all inputs, in order."""
    return [NativeEmbedding(i, [_vector(row, encoding) for row in rows]) for i, rows in enumerate(inputs)]


def openai_response(
    inputs: Sequence[Rows], encoding: Encoding, *, model: str, n_tokens: int
) -> OpenAIEmbeddings:
    """Return the response for all inputs, in order; each must have one row.

    Args:
        inputs: the vectors.
        encoding: how to write them.
        model: what the response calls the model.
        n_tokens: of all inputs.
    """
    return OpenAIEmbeddings(
        model=model,
        data=[
            OpenAIEmbedding(
                index=i,
                embedding=_vector(row, encoding),
                encoding_format="base64" if encoding == "base64" else msgspec.UNSET,
            )
            for i, (row,) in enumerate(inputs)
        ],
        usage=EmbeddingsUsage(n_tokens, n_tokens),
    )


def _vector(row: npt.NDArray[np.float32], encoding: Encoding) -> msgspec.Raw:
    """Return a vector as JSON. Encoding each by itself lets other threads run in between."""
    if encoding == "base64":
        return msgspec.Raw(b'"%b"' % base64.b64encode(row.astype("<f4").tobytes()))
    return msgspec.Raw(encode(row.tolist()))
