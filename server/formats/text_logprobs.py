"""How probable the tokens of a text are, as OpenAI's text completions tell it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

import msgspec

from pyllama.detokenizer import Detokenizer
from pyllama.token_probs import TokenProbs
from pyllama.vocab import Vocab
from server.formats.json import encode

LEAST_LOGPROB: Final = -9999.0
"""Stands for the logarithm of 0, which JSON cannot say."""


class TextLogprobs(msgspec.Struct, frozen=True, kw_only=True):
    """Lists with one item for each token.

    Attributes:
        tokens: the tokens as text.
        token_logprobs: the natural logarithm of each one's probability; ``None`` where nothing stands before.
        top_logprobs: the most probable tokens with theirs, and the one that was chosen.
        text_offset: where each begins, in characters from the beginning of the prompt.
    """

    tokens: list[str]
    token_logprobs: list[float | None]
    top_logprobs: list[msgspec.Raw | None]
    text_offset: list[int]


class LogprobsWriter:
    """Writes the tokens of one text, part by part.

    Args:
        vocab: the vocabulary.
        n_top: how many of the most probable tokens to tell.
        prompt: the prompt's tokens.
        prompt_text: the prompt as text.
    """

    def __init__(self, vocab: Vocab, n_top: int, prompt: Sequence[int], prompt_text: str) -> None:
        self._vocab = vocab
        self._n_top = n_top
        self._prompt = prompt
        self._offset = len(prompt_text)
        self._detokenizer = Detokenizer()

    def write(
        self, probs: Iterable[TokenProbs], *, prompt_probs: Iterable[TokenProbs] | None = None
    ) -> TextLogprobs | None:
        """Return what is to be told of the next tokens, ``None`` if there are none.

        Args:
            probs: their probabilities.
            prompt_probs: those of the prompt's tokens but the first; then the prompt comes first.
        """
        written = TextLogprobs(tokens=[], token_logprobs=[], top_logprobs=[], text_offset=[])
        if prompt_probs is not None:
            self._write_prompt(written, prompt_probs)
        for item in probs:
            self._write_token(written, item, self._offset)
            # A token of control is no part of the text.
            self._offset += len(self._detokenizer.decode(self._vocab.piece(item.token)))
        return written if written.tokens else None

    def _write_prompt(self, written: TextLogprobs, probs: Iterable[TokenProbs]) -> None:
        detokenizer = Detokenizer()
        lengths = [len(detokenizer.decode(self._vocab.piece(token, special=True))) for token in self._prompt]
        # A token that begins the text, or a space that the tokenizer adds, stands before what was sent.
        offset = self._offset - sum(lengths)
        written.tokens.append(self._text(self._prompt[0]))
        written.token_logprobs.append(None)
        written.top_logprobs.append(None)
        written.text_offset.append(max(offset, 0))
        for length, item in zip(lengths, probs, strict=False):
            offset += length
            self._write_token(written, item, max(offset, 0))

    def _write_token(self, written: TextLogprobs, item: TokenProbs, offset: int) -> None:
        top: dict[str, float] = {}
        for token, logprob in (*islice(item.top(), self._n_top), (item.token, item.logprob)):
            # Tokens that are not whole characters may look the same; the best of them counts.
            top.setdefault(self._text(token), max(logprob, LEAST_LOGPROB))
        written.tokens.append(self._text(item.token))
        written.token_logprobs.append(max(item.logprob, LEAST_LOGPROB))
        # As objects, those of a long text would take many times the memory.
        written.top_logprobs.append(msgspec.Raw(encode(top)))
        written.text_offset.append(offset)

    def _text(self, token: int) -> str:
        return self._vocab.piece(token, special=True).decode(errors="replace")
