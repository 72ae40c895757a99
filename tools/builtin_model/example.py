"""What a skill of the built-in model makes: an example to learn from, or to be judged by."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

Split = Literal["train", "held_out"]
Message = dict[str, Any]
Tool = dict[str, Any]
Judge = Callable[[str], bool]

HELD_OUT_PERCENT = 10


@dataclass(frozen=True)
class Conversation:
    """A chat that ends with the assistant's message.

    Attributes:
        messages: as in the body of a chat completion. An assistant's message may carry ``reasoning_content``,
            a line or two of thinking before the answer, and ``tool_calls`` with an object as arguments.
        judge: whether a text is a right last message; it gets what the model wrote, without the end token and
            without thinking. The text of the last message itself always passes.
        tools: the functions that the assistant may call, as in the body of a chat completion.
    """

    messages: tuple[Message, ...]
    judge: Judge
    tools: tuple[Tool, ...] = ()


@dataclass(frozen=True)
class Text:
    """A text without chat markup and how it goes on.

    Attributes:
        prompt: where the model begins to write; may hold special tokens.
        completion: what it should write; the end-of-text token is added after it.
        judge: whether a completion is right; it gets what the model wrote, without the end token.
    """

    prompt: str
    completion: str
    judge: Judge


Example = Conversation | Text
Make = Callable[[Random, Split], Example]


@dataclass(frozen=True)
class Skill:
    """One thing the model can do.

    Attributes:
        name: its name in tables.
        make: makes a random example of one of the splits.
        share: how many examples of the corpus are of this skill, relative to the others.
        criterion: what the judge asks, in a few words.
        goal: the share of held-out examples that must be right, from 0 to 1; ``None`` if it is not measured.
    """

    name: str
    make: Make
    share: float
    criterion: str
    goal: float | None


def split_of(*content: object) -> Split:
    """Return the split that a combination of contents belongs to, the same in every run.

    Examples are split by what they are about, so that nothing the model is judged by was in its corpus: a
    pair of numbers, a fact in one phrasing, a name together with a city.
    """
    digest = zlib.crc32("|".join(map(str, content)).encode())
    # The low bits of a CRC of similar short texts are not independent; a multiplication mixes them.
    return "held_out" if (digest * 2654435761 % 2**32) % 100 < HELD_OUT_PERCENT else "train"
