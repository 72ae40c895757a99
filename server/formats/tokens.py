"""The response objects of ``POST /tokenize`` and ``POST /detokenize``."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pyllama.vocab import Vocab


class TokenPiece(msgspec.Struct, frozen=True):
    """A token, and its text, or its bytes where they are no text."""

    id: int
    piece: str | list[int]


class Tokens(msgspec.Struct, frozen=True):
    """Tokens, with their texts or without."""

    tokens: Sequence[int | TokenPiece]


class TokensText(msgspec.Struct, frozen=True):
    """The text of tokens."""

    content: str


def tokens_response(tokens: Sequence[int], vocab: Vocab | None) -> Tokens:
    """Return token ids; with a vocabulary each of them comes with its text.

    The text of a token that is no whole character is a list of bytes.
    """
    if vocab is None:
        return Tokens(tokens)
    pieces = [(token, vocab.piece(token, special=True)) for token in tokens]
    return Tokens([TokenPiece(token, _text_or_bytes(piece)) for token, piece in pieces])


def text_response(tokens: Sequence[int], vocab: Vocab) -> TokensText:
    """Return the text of tokens that are in the vocabulary."""
    text = b"".join(vocab.piece(token, special=True) for token in tokens)
    return TokensText(text.decode(errors="replace"))


def _text_or_bytes(piece: bytes) -> str | list[int]:
    try:
        return piece.decode()
    except UnicodeDecodeError:
        return list(piece)
