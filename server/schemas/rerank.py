"""The body of ``POST /rerank``, in the forms of Jina and of TEI (text-embeddings-inference)."""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec

from pyllama.errors import InvalidRequestError
from server.schemas.body import decode_body


class TextDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document that is an object."""

    text: str


class RerankBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A query, and what to sort by it.

    Attributes:
        query: what is looked for.
        documents: where; asks for Jina's form of the response.
        texts: the same; asks for TEI's form.
        top_n: how many of the best to give; ``None`` is all.
        return_text: give the texts too.
        return_documents: the same, by Jina's name and in its form.
        raw_scores: whether scores are as the model gives them; ``False`` maps them to 0 to 1.
        truncate: TEI's switch to shorten texts, which can only be off.
        model: repeated in the response.
        user: ignored.
    """

    query: str
    documents: list[str | TextDocument] | None = None
    texts: list[str] | None = None
    top_n: Annotated[int, msgspec.Meta(ge=0)] | None = None
    return_text: bool | None = None
    return_documents: bool | None = None
    raw_scores: bool | None = None
    truncate: Literal[False] | None = None
    model: str | None = None
    user: str | None = None

    @property
    def is_tei(self) -> bool:
        """Whether the response has TEI's form."""
        return self.texts is not None

    @property
    def path(self) -> str:
        """What errors call the documents."""
        return "texts" if self.is_tei else "documents"

    @property
    def candidates(self) -> list[str]:
        """The text of each document."""
        if self.texts is not None:
            return self.texts
        return [item.text if isinstance(item, TextDocument) else item for item in self.documents or ()]


_DECODER: Final = msgspec.json.Decoder(RerankBody)


def parse_rerank(data: bytes) -> RerankBody:
    """Read a body.

    Raises:
        InvalidRequestError: not JSON, no query, no documents, both kinds of them, an unknown field, or a
            wrong type.
    """
    body = decode_body(data, _DECODER)
    if body.documents is not None and body.texts is not None:
        raise InvalidRequestError("documents and texts exclude each other", param="texts")
    if not body.candidates:
        raise InvalidRequestError("documents must be a list of one text or more", param=body.path)
    return body
