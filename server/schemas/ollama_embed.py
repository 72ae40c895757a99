"""The bodies of ``POST /api/embed`` and ``/api/embeddings``, as Ollama's clients send them."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeVar

import msgspec

from server.schemas.body import decode_body
from server.schemas.ollama_options import OllamaOptions, check_embedding_options


class OllamaEmbedBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to embed.

    Attributes:
        input: a text, or a list of them.
        dimensions: how many of the first numbers of each vector to give.
        truncate: must be false: an input that is too long is refused.
        options: only ``num_ctx``: the tokens that are needed; more than one input can have are refused.
        model: makes no difference; there is one.
        keep_alive: makes no difference: the model stays loaded as long as the server runs.
    """

    input: str | list[str]
    dimensions: Annotated[int, msgspec.Meta(ge=1)] | None = None
    truncate: Literal[False] | None = None
    options: OllamaOptions | None = None
    model: str | None = None
    keep_alive: str | float | None = None


class OllamaEmbeddingsBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to embed, in the older form.

    Attributes:
        prompt: a text; without it, there are no numbers in the vector.
        options: only ``num_ctx``: the tokens that are needed; more than one input can have are refused.
        model: makes no difference; there is one.
        keep_alive: makes no difference: the model stays loaded as long as the server runs.
    """

    prompt: str | None = None
    options: OllamaOptions | None = None
    model: str | None = None
    keep_alive: str | float | None = None


Body = TypeVar("Body", OllamaEmbedBody, OllamaEmbeddingsBody)

_EMBED: Final = msgspec.json.Decoder(OllamaEmbedBody)
_EMBEDDINGS: Final = msgspec.json.Decoder(OllamaEmbeddingsBody)


def parse_embeddings(data: bytes) -> OllamaEmbeddingsBody:
    """Read a body of ``/api/embeddings``.

    Raises:
        InvalidRequestError: not JSON, an unknown field, a wrong type, or an option that does nothing here.
        UnsupportedFeatureError: an option that a request cannot choose.
    """
    return _checked(decode_body(data, _EMBEDDINGS))


def parse_embed(data: bytes) -> OllamaEmbedBody:
    """Read a body of ``/api/embed``.

    Raises:
        InvalidRequestError: not JSON, an unknown field, a wrong type, or an option that does nothing here.
        UnsupportedFeatureError: an option that a request cannot choose.
    """
    return _checked(decode_body(data, _EMBED))


def _checked(body: Body) -> Body:
    if body.options is not None:
        check_embedding_options(body.options)
    return body
