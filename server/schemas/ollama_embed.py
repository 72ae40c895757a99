"""The bodies of ``POST /api/embed`` and ``/api/embeddings``, as Ollama's clients send them."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

import msgspec

from server.schemas.body import decode_body


class OllamaEmbedBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to embed.

    Attributes:
        input: a text, or a list of them.
        dimensions: how many of the first numbers of each vector to give.
        truncate: must be false: an input that is too long is refused.
        options: must be empty.
        model: makes no difference; there is one.
        keep_alive: makes no difference: the model stays loaded as long as the server runs.
    """

    input: str | list[str]
    dimensions: Annotated[int, msgspec.Meta(ge=1)] | None = None
    truncate: Literal[False] | None = None
    options: Annotated[dict[str, Any], msgspec.Meta(max_length=0)] | None = None
    model: str | None = None
    keep_alive: str | float | None = None


class OllamaEmbeddingsBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to embed, in the older form.

    Attributes:
        prompt: a text; without it, there are no numbers in the vector.
        options: must be empty.
        model: makes no difference; there is one.
        keep_alive: makes no difference: the model stays loaded as long as the server runs.
    """

    prompt: str | None = None
    options: Annotated[dict[str, Any], msgspec.Meta(max_length=0)] | None = None
    model: str | None = None
    keep_alive: str | float | None = None


_EMBED: Final = msgspec.json.Decoder(OllamaEmbedBody)
_EMBEDDINGS: Final = msgspec.json.Decoder(OllamaEmbeddingsBody)


def parse_embeddings(data: bytes) -> OllamaEmbeddingsBody:
    """Read a body of ``/api/embeddings``.

    Raises:
        InvalidRequestError: not JSON, an unknown field, or a wrong type.
    """
    return decode_body(data, _EMBEDDINGS)


def parse_embed(data: bytes) -> OllamaEmbedBody:
    """Read a body of ``/api/embed``.

    Raises:
        InvalidRequestError: not JSON, an unknown field, or a wrong type.
    """
    return decode_body(data, _EMBED)
