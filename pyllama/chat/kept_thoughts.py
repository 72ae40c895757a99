"""Parsers made of others, for clients that want thoughts where they were written."""

from __future__ import annotations

from dataclasses import replace

from pyllama.chat.reply import ReplyDelta, ReplyParser


class PrefixedParser:
    """Puts a text before the content, such as the tag that the prompt has written already."""

    def __init__(self, parser: ReplyParser, prefix: str) -> None:
        self._parser = parser
        self._prefix = prefix

    def decode(self, text: str) -> ReplyDelta:
        """Take more text, and return what it says as far as that is certain."""
        return self._prefixed(self._parser.decode(text))

    def flush(self) -> ReplyDelta:
        """End the text, and return what was uncertain so far."""
        return self._prefixed(self._parser.flush())

    def _prefixed(self, reply: ReplyDelta) -> ReplyDelta:
        prefix, self._prefix = self._prefix, ""
        return replace(reply, content=prefix + reply.content) if prefix else reply


class LegacyParser:
    """Gives thoughts twice: as such, and within the content.

    Args:
        content: leaves thoughts in the content.
        reasoning: finds them.
    """

    def __init__(self, content: ReplyParser, reasoning: ReplyParser) -> None:
        self._content = content
        self._reasoning = reasoning

    def decode(self, text: str) -> ReplyDelta:
        """Take more text, and return what it says as far as that is certain."""
        return replace(self._content.decode(text), reasoning=self._reasoning.decode(text).reasoning)

    def flush(self) -> ReplyDelta:
        """End the text, and return what was uncertain so far."""
        return replace(self._content.flush(), reasoning=self._reasoning.flush().reasoning)
