"""Token probabilities as ``POST /completion`` and its relatives show them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Final

import msgspec

from pyllama.detokenizer import Detokenizer
from pyllama.token_probs import TokenProbs
from server.formats.json import encode

Piece = Callable[[int], bytes]
"""Gives the bytes of a token."""

_LOWEST: Final = -3.4028234663852886e38  # of a float32; JSON has no infinity


class TokenItem(msgspec.Struct, frozen=True, kw_only=True):
    """A token and its probability, as a natural logarithm or from 0 to 1.

    Attributes:
        id: the token.
        token: its text; what is only the beginning of a character is left out.
        bytes: all of its bytes.
        logprob, prob: the one that was asked for.
        top_logprobs, top_probs: the most probable tokens in its place, if it is one of the text.
    """

    id: int
    token: str
    bytes: list[int]
    logprob: float | msgspec.UnsetType = msgspec.UNSET
    prob: float | msgspec.UnsetType = msgspec.UNSET
    top_logprobs: list[TokenItem] | msgspec.UnsetType = msgspec.UNSET
    top_probs: list[TokenItem] | msgspec.UnsetType = msgspec.UNSET


def encoded_items(
    probs: Iterable[TokenProbs], piece: Piece, *, post_sampling: bool, n_top: int | None = None
) -> list[msgspec.Raw]:
    """Return what is shown of the tokens of a text, a ``TokenItem`` for each, as JSON.

    Args:
        probs: of each token.
        piece: gives the bytes of a token.
        post_sampling: show probabilities, not their logarithms.
        n_top: how many of the most probable tokens to show; ``None`` shows all that are there.
    """
    items: list[msgspec.Raw] = []
    for place in probs:
        top = [_item(token, logprob, piece, post_sampling) for token, logprob in islice(place.top(), n_top)]
        # One after the other: as objects, those of a long text would take many times the memory.
        items.append(msgspec.Raw(encode(_item(place.token, place.logprob, piece, post_sampling, top))))
    return items


def finite(logprob: float) -> float:
    """Return a logarithm that JSON can hold."""
    return max(logprob, _LOWEST)


def _item(
    token: int,
    logprob: float,
    piece: Piece,
    post_sampling: bool,  # noqa: FBT001
    top: list[TokenItem] | msgspec.UnsetType = msgspec.UNSET,
) -> TokenItem:
    data = piece(token)
    text = Detokenizer().decode(data)
    if post_sampling:
        return TokenItem(id=token, token=text, bytes=list(data), prob=math.exp(logprob), top_probs=top)
    return TokenItem(id=token, token=text, bytes=list(data), logprob=finite(logprob), top_logprobs=top)
