"""Finds the line that is indented too little, which ends a text of code."""

from __future__ import annotations


class IndentMatcher:
    """Watches the lines after the first one for their indentation.

    Args:
        n_indent: how many spaces and tabs a line must begin with. An empty line has none.
    """

    __slots__ = ("_n_indent", "_n_seen", "is_short")

    def __init__(self, n_indent: int) -> None:
        self._n_indent = n_indent
        self._n_seen: int | None = None  # of the line that has nothing but white space so far
        self.is_short = False
        """Whether a line with less was found. Nothing may be fed after it is set."""

    def feed(self, text: str) -> str:
        """Take more text and return what may be shown of it: all before what stands on a short line."""
        for i, character in enumerate(text):
            if self._n_seen is not None:
                if character in " \t":
                    self._n_seen += 1
                    continue
                if self._n_seen < self._n_indent:
                    self.is_short = True
                    return text[:i]
            self._n_seen = 0 if character == "\n" else None
        return text
