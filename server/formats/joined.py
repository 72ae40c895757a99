"""All deltas of a generation, put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyllama.engine import Delta, Finished
from pyllama.token_probs import TokenProbs


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A generation that has ended.

    Attributes:
        text: all of its text.
        tokens: all of its tokens.
        probs: the probabilities of the tokens, as far as they were asked for.
        prompt_probs: those of the prompt's tokens but the first.
        end: how it ended.
    """

    text: str
    tokens: tuple[int, ...]
    probs: tuple[TokenProbs, ...]
    prompt_probs: tuple[TokenProbs, ...]
    end: Finished


def joined(deltas: Iterable[Delta]) -> Joined:
    """Put deltas together, the last of which is a ``Finished``."""
    text: list[str] = []
    tokens: list[int] = []
    probs: list[TokenProbs] = []
    prompt_probs: list[TokenProbs] = []
    for delta in deltas:
        text.append(delta.text)
        tokens += delta.tokens
        probs += delta.probs
        if isinstance(delta, Finished):
            return Joined(
                text="".join(text),
                tokens=tuple(tokens),
                probs=tuple(probs),
                prompt_probs=tuple(prompt_probs),
                end=delta,
            )
        if delta.prompt is not None:
            prompt_probs += delta.prompt.probs
    raise ValueError("the generation is not finished")
