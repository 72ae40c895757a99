"""Turns the bytes of tokens into text without ever cutting a character."""

from __future__ import annotations

import codecs


class Detokenizer:
    """Decodes UTF-8 that arrives in pieces.

    A token may end in the middle of a character; its bytes are held back until the rest arrives. Bytes
    that can never become a character turn into U+FFFD, so decoding does not fail.
    """

    __slots__ = ("_decoder",)

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def decode(self, piece: bytes) -> str:
        """Return the text that is complete after ``piece``; ``""`` while a character is incomplete."""
        return self._decoder.decode(piece)

    @property
    def is_whole(self) -> bool:
        """Whether no character is incomplete."""
        return not self._decoder.getstate()[0]

    def flush(self) -> str:
        """End the stream: return U+FFFD if a character was left incomplete, else ``""``."""
        return self._decoder.decode(b"", final=True)
