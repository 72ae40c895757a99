"""Random texts that conform to a constraint."""

from __future__ import annotations

from random import Random

from pyllama import Model
from pyllama.constraint import Matcher


def random_text(matcher: Matcher, model: Model, random: Random, n_tokens: int = 200) -> str | None:
    """Choose tokens at random until the text ends; ``None`` if it does not within so many tokens.

    From the middle on, texts are ended where they may be, and short tokens preferred.
    """
    end = model.vocab.end_of_generation
    text = b""
    for i in range(n_tokens):
        allowed = matcher.mask().ids().tolist()
        assert allowed, text
        others = [token for token in allowed if token not in end]
        if len(others) < len(allowed) and (not others or i > n_tokens // 2 or random.random() < 0.3):
            return text.decode()
        closing = [token for token in others if model.vocab.piece(token)[:1] in {b'"', b"}", b"]"}]
        token = random.choice(closing if closing and random.random() < 0.5 else others)
        matcher.accept(token)
        text += model.vocab.piece(token)
    return None
