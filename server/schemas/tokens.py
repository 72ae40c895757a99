"""The bodies of ``POST /tokenize`` and ``POST /detokenize``."""

from __future__ import annotations

from typing import Final

import msgspec

from server.schemas.body import decode_body
from server.schemas.prompt import PromptItem


class TokenizeBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Text to turn into tokens.

    Attributes:
        content: text, or tokens and text mixed.
        add_special: add BOS and EOS where the model wants them.
        parse_special: read special tokens in the text as such.
        with_pieces: give the text of each token too.
    """

    content: str | list[PromptItem]
    add_special: bool | None = None
    parse_special: bool | None = None
    with_pieces: bool | None = None


class DetokenizeBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Tokens to turn into text."""

    tokens: list[int]


_TOKENIZE: Final = msgspec.json.Decoder(TokenizeBody)
_DETOKENIZE: Final = msgspec.json.Decoder(DetokenizeBody)


def parse_tokenize(data: bytes) -> TokenizeBody:
    """Read a body.

    Raises:
        InvalidRequestError: not JSON, no ``content``, or a wrong type.
    """
    return decode_body(data, _TOKENIZE)


def parse_detokenize(data: bytes) -> DetokenizeBody:
    """Read a body.

    Raises:
        InvalidRequestError: not JSON, no ``tokens``, or a wrong type.
    """
    return decode_body(data, _DETOKENIZE)
