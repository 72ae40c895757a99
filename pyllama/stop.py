"""Finds stop strings in a stream of text, and never lets a part of one through."""

from __future__ import annotations

from collections.abc import Sequence


class StopMatcher:
    """Watches text for stop strings.

    Text that may be the start of a stop string is held back until it is clear that it is not. The stop
    string that is complete first wins, of two that end at the same place the longer one: so the result
    does not depend on how the text was cut into pieces.

    Args:
        stop: the stop strings; none of them empty.
    """

    __slots__ = ("_held", "_longest", "_stop", "hidden", "stopping_word")

    def __init__(self, stop: Sequence[str] = ()) -> None:
        self._stop = tuple(stop)
        self._longest = max(map(len, stop), default=0)
        self._held = ""
        self.stopping_word: str | None = None
        """The stop string that was found, or ``None``. Nothing may be fed after it is set."""
        self.hidden = ""
        """That string, and what was fed behind it."""

    def feed(self, text: str) -> str:
        """Take more text and return what may be shown of all text so far, without the stop string."""
        if not self._stop:
            return text
        text = self._held + text
        found = [(index + len(word), index, word) for word in self._stop if (index := text.find(word)) >= 0]
        if found:
            _, index, self.stopping_word = min(found)
            self._held = ""
            self.hidden = text[index:]
            return text[:index]
        n_held = self._n_possible_start(text)
        self._held = text[len(text) - n_held :]
        return text[: len(text) - n_held]

    def flush(self) -> str:
        """End the stream: return the text that was held back."""
        held, self._held = self._held, ""
        return held

    def _n_possible_start(self, text: str) -> int:
        """Return the length of the longest end of ``text`` that some stop string starts with."""
        longest = min(len(text), self._longest - 1)
        for n in range(longest, 0, -1):
            end = text[-n:]
            if any(word.startswith(end) for word in self._stop):
                return n
        return 0
