"""What the engine must know of a vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import partial

from pyllama.vocab import Vocab


@dataclass(frozen=True, slots=True)
class TokenTable:
    """What a sequence must know of a vocabulary.

    Attributes:
        piece: gives the bytes of a token; those of special tokens may be empty.
        end_of_generation: tokens that end a generation.
        bos: the token that begins a text, if there is one. It stays when the context is shifted.
        kept_piece: gives the bytes of special tokens too; ``None`` where ``piece`` does so.
    """

    piece: Callable[[int], bytes]
    end_of_generation: frozenset[int]
    bos: int | None = None
    kept_piece: Callable[[int], bytes] | None = None

    @classmethod
    def of(cls, vocab: Vocab, *, special: bool) -> TokenTable:
        """Return the table of a vocabulary.

        Args:
            vocab: the vocabulary.
            special: whether all special tokens are written.
        """
        return cls(
            piece=partial(vocab.piece, special=special),
            end_of_generation=vocab.end_of_generation,
            bos=vocab.special.bos if vocab.adds_bos else None,
            kept_piece=partial(vocab.piece, special=True),
        )

    def bytes_of(self, token: int, kept: Container[int]) -> bytes:
        """Return the bytes of a token, also if it is special where it is one of the kept ones."""
        if self.kept_piece is not None and token in kept:
            return self.kept_piece(token)
        return self.piece(token)
