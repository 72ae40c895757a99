"""The thoughts at the beginning of a text: where they are, and how they are brought to an end."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoning:
    """What a request says of the thoughts with which its text may begin.

    Attributes:
        open: the text that begins them; not empty.
        close: the text that ends them; not empty.
        is_open: whether the prompt ends within them.
        is_constrained: whether the constraint of the request says what they are; otherwise it holds for what
            follows them, where the prompt ends within them.
        budget: most tokens of them, the tags not counted; -1 is no limit.
        ending: the tokens that are put where they have to end, at least one; the text of the last ones is
            ``close``.
    """

    open: str
    close: str
    is_open: bool = False
    is_constrained: bool = False
    budget: int = -1
    ending: tuple[int, ...]


class ReasoningTracker:
    """Follows a text that may begin with thoughts, token by token.

    Args:
        reasoning: what to look for, and what to do.

    Attributes:
        is_inside: whether the next token belongs to the thoughts.
        ending: the tokens that have to come next, the last one first.
    """

    __slots__ = (
        "_budget",
        "_is_ending",
        "_n_tokens",
        "_reasoning",
        "_text",
        "_waits",
        "ending",
        "is_inside",
    )

    def __init__(self, reasoning: Reasoning) -> None:
        self._reasoning = reasoning
        self._budget = reasoning.budget
        self._n_tokens = 0
        self._is_ending = False
        self._text = ""
        # For the tag that begins them.
        self._waits = not reasoning.is_open
        self.is_inside = reasoning.is_open
        self.ending: list[int] = []
        self._force_if_due(is_whole=True)

    @property
    def is_free(self) -> bool:
        """Whether the constraint does not hold yet."""
        return self.is_inside and self._reasoning.is_open and not self._reasoning.is_constrained

    def feed(self, text: str, *, is_whole: bool) -> None:
        """Take the text of a token.

        Args:
            text: the characters that are complete with it.
            is_whole: whether no character is incomplete.
        """
        if self._waits:
            self._look_for_begin(text)
        elif self.is_inside:
            self._n_tokens += 1
            self._look_for_end(text)
            if self._is_ending and not self.ending:
                # Whatever the text of the forced tokens was.
                self.is_inside = False
        self._force_if_due(is_whole=is_whole)

    def end(self) -> None:
        """End the thoughts after the next token, or as soon as they begin."""
        self._budget = 0

    def end_now(self) -> None:
        """End the thoughts before the next token."""
        self._budget = 0
        self._force_if_due(is_whole=True)

    def _look_for_begin(self, text: str) -> None:
        self._text = (self._text + text).lstrip()
        tag = self._reasoning.open
        if self._text.startswith(tag):
            self.is_inside = True
            self._waits = False
            rest, self._text = self._text[len(tag) :], ""
            self._look_for_end(rest)
        elif not tag.startswith(self._text):
            self._waits = False

    def _look_for_end(self, text: str) -> None:
        tag = self._reasoning.close
        self._text += text
        if tag in self._text:
            self.is_inside = False
            self.ending.clear()
            return
        # As much as may be the beginning of the tag.
        self._text = self._text[max(len(self._text) - len(tag) + 1, 0) :]

    def _force_if_due(self, *, is_whole: bool) -> None:
        is_due = self.is_inside and not self._is_ending and 0 <= self._budget <= self._n_tokens
        # The rest of a character comes first, or the tag would not be read as one.
        if is_due and is_whole:
            self.ending = list(reversed(self._reasoning.ending))
            self._is_ending = True
