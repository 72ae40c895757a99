"""What the tokenizer puts around a prompt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from pyllama.vocab import Vocab


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEnds:
    """What the tokenizer puts around a text, so that the template's own copy of it must go.

    Attributes:
        bos: text of the BOS token; empty where there is none.
        eos: text of the EOS token; empty where there is none.
        adds_bos: whether the tokenizer puts BOS before a text.
        adds_eos: whether the tokenizer puts EOS behind a text.
    """

    bos: str = ""
    eos: str = ""
    adds_bos: bool = False
    adds_eos: bool = False

    @classmethod
    def of_vocab(cls, vocab: Vocab) -> Self:
        """Return those of a vocabulary."""

        def text(token: int | None) -> str:
            return "" if token is None else vocab.piece(token, special=True).decode("utf-8", "replace")

        return cls(
            bos=text(vocab.special.bos),
            eos=text(vocab.special.eos),
            adds_bos=vocab.adds_bos,
            adds_eos=vocab.adds_eos,
        )

    def strip(self, prompt: str) -> str:
        """Remove what the tokenizer will add."""
        if self.adds_bos:
            prompt = prompt.removeprefix(self.bos)
        return prompt.removesuffix(self.eos) if self.adds_eos else prompt
