"""The body of ``POST /embeddings`` and ``POST /v1/embeddings``."""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec

from pyllama.errors import InvalidRequestError, UnsupportedFeatureError
from server.schemas.body import decode_body
from server.schemas.prompt import Prompt, PromptItem

_Input = str | list[PromptItem | list[PromptItem]]


class EmbeddingsBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to embed, and how.

    Attributes:
        input: one input (text; tokens and text mixed) or a list of inputs.
        content: the same, by the name that asks for this server's own format.
        encoding_format: vectors as numbers, or as the base64 of little-endian float32.
        dimensions: how many of the first numbers of each vector to give.
        embd_normalize: what pooled vectors are divided by; see ``pyllama.normalize``.
        image_data: images; none can be embedded.
        model: repeated in the response.
        user: ignored.
    """

    input: _Input | None = None
    content: _Input | None = None
    encoding_format: Literal["float", "base64"] | None = None
    dimensions: Annotated[int, msgspec.Meta(ge=1)] | None = None
    embd_normalize: Annotated[int, msgspec.Meta(ge=-1, le=2**31 - 1)] | None = None
    image_data: list[msgspec.Raw] | None = None
    model: str | None = None
    user: str | None = None

    @property
    def inputs(self) -> Prompt:
        """What to embed."""
        return self.content or "" if self.input is None else self.input

    @property
    def path(self) -> str:
        """What errors call it."""
        return "content" if self.input is None else "input"


_DECODER: Final = msgspec.json.Decoder(EmbeddingsBody)


def parse_embeddings(data: bytes) -> EmbeddingsBody:
    """Read a body.

    Raises:
        InvalidRequestError: not JSON, no input or two, an unknown field, or a wrong type.
        UnsupportedFeatureError: there are images.
    """
    body = decode_body(data, _DECODER)
    if (body.input is None) == (body.content is None):
        raise InvalidRequestError("one of input and content is required", param="input")
    if body.image_data:
        raise UnsupportedFeatureError("image_data is not supported yet", param="image_data")
    return body
