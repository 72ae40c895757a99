"""Turns of small conversations: a message of the user, its answer, and how the answer is judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tools.builtin_model.example import Conversation, Judge, Message, Split, split_of


@dataclass(frozen=True)
class Turn:
    """A question and its answer.

    Attributes:
        key: what decides about the split.
        question: what the user says.
        answer: what the assistant says.
        thought: a line of thinking that leads there.
        judge: whether an answer is right.
        common: said so often that it always is of the train split; nobody forgives a chat model that does not
            know "Hello".
    """

    key: tuple[object, ...]
    question: str
    answer: str
    thought: str
    judge: Judge
    common: bool = False

    @property
    def split(self) -> Split:
        """The split that the turn is of."""
        return "train" if self.common else split_of(*self.key)

    @property
    def messages(self) -> tuple[Message, Message]:
        """The question and the answer."""
        return (
            {"role": "user", "content": self.question},
            {"role": "assistant", "content": self.answer, "reasoning_content": self.thought},
        )


def of_split(random: Random, split: Split, draw: Callable[[Random], Turn]) -> Turn:
    """Draw turns until one is of a split."""
    while True:
        turn = draw(random)
        if turn.split == split:
            return turn


def conversation(*turns: Turn) -> Conversation:
    """Return turns as a conversation, judged by its last one."""
    return Conversation(tuple(message for turn in turns for message in turn.messages), turns[-1].judge)


def normalized(text: str) -> str:
    """Return a message without what people leave out in a hurry, case and last sign, for keys."""
    return text.casefold().rstrip(".?! ")
