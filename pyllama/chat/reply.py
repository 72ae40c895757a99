"""What the answer of a model says: text, thoughts, and calls of tools, as they come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDelta:
    """An increment of one tool call.

    Attributes:
        index: which call of the answer, from 0.
        id: what the result will refer to; with the first increment of a call only.
        name: the whole name of the function; with the first increment only.
        arguments: to be appended to the JSON text of the arguments.
    """

    index: int
    id: str | None = None
    name: str | None = None
    arguments: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyDelta:
    """An increment of an answer; empty fields say nothing new.

    Attributes:
        content: to be appended to the text for the user.
        reasoning: to be appended to the thoughts.
        calls: increments of calls, in order; at most one of each call.
    """

    content: str = ""
    reasoning: str = ""
    calls: tuple[CallDelta, ...] = ()


class ReplyParser(Protocol):
    """Finds out what generated text says; nothing that it returned is ever taken back.

    How the text is cut into pieces does not change the sum of what is returned. Text that cannot be parsed
    comes back as content. Takes time in proportion to the text.
    """

    def decode(self, text: str) -> ReplyDelta:
        """Take more text, and return what it says as far as that is certain."""

    def flush(self) -> ReplyDelta:
        """End the text, and return what was uncertain so far."""
