"""Words of which prompts are made: common ones, a single token each in the vocabularies used here."""

from __future__ import annotations

import random

WORDS = """
the a of and to in one small old green river house morning winter road letter garden window stone boat
bird child farmer sailor teacher walked found carried opened counted remembered under over near before
after while slowly again never seven many bright quiet broken long gold rain bread story music
"""


class Writer:
    """Writes texts without meaning: the same ones for the same seed, and others for every other seed."""

    def __init__(self, seed: str) -> None:
        self._words = WORDS.split()
        self._random = random.Random(seed)

    def text(self, n_words: int) -> str:
        """Return ``n_words`` words with spaces between them, drawn anew at every call."""
        return " ".join(self._random.choices(self._words, k=n_words))
