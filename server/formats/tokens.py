"""The response objects of ``POST /tokenize`` and ``POST /detokenize``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyllama.vocab import Vocab


def tokens_response(tokens: Sequence[int], vocab: Vocab | None) -> dict[str, Any]:
    """Return token ids; with a vocabulary each of them comes with its text.

    The text of a token that is no whole character is a list of bytes.
    """
    if vocab is None:
        return {"tokens": tokens}
    pieces = [(token, vocab.piece(token, special=True)) for token in tokens]
    return {"tokens": [{"id": token, "piece": _text_or_bytes(piece)} for token, piece in pieces]}


def text_response(tokens: Sequence[int], vocab: Vocab) -> dict[str, Any]:
    """Return the text of tokens that are in the vocabulary."""
    text = b"".join(vocab.piece(token, special=True) for token in tokens)
    return {"content": text.decode(errors="replace")}


def _text_or_bytes(piece: bytes) -> str | list[int]:
    try:
        return piece.decode()
    except UnicodeDecodeError:
        return list(piece)
