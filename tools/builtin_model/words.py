"""Words that more than one skill talks about, and how skills write and find words."""

from __future__ import annotations

import re
from random import Random
from typing import Final

GIRLS: Final = (
    "Ada Alice Amy Anna Bella Carla Clara Daisy Dora Ella Emma Eva Fay Flora Grace Greta Hana Helen Ida "
    "Ines Iris Ivy Jane Julia Kate Kira Lara Laura Lea Lena Lily Lina Lisa Lucy Luna Maria Maya Mia Mila "
    "Mina Mona Nadia Nina Nora Olga Olive Paula Petra Rita Rosa Ruby Ruth Sara Selma Sofia Sonia Stella "
    "Tara Tina Vera Wanda Yara Zoe"
).split()
BOYS: Final = (
    "Adam Alan Albert Anton Arthur Ben Boris Bruno Carl Chris Cody Dan David Dean Diego Edgar Eli Emil "
    "Eric Felix Finn Frank Fred Gary Georg Gus Hans Harry Henry Hugo Ian Igor Ivan Jack Jacob Jan Joel "
    "John Jonas Kai Karl Ken Kurt Leo Liam Louis Lukas Marco Mark Martin Max Milo Nick Nils Noah Oleg "
    "Oscar Otto Owen Paul Peter Ralph Robin Ron Sam Simon Sven Theo Tim Toby Tom Victor Walter Will Yusuf"
).split()
NAMES: Final = tuple(sorted(GIRLS + BOYS))

_ONSETS: Final = "b br d dr f fl g gr h j k kl l m n p pr r s sh st t tr v w z".split()
_VOWELS: Final = "a e i o u a e i o ai ei ou".split()
_CODAS: Final = ("", "", "", "n", "l", "r", "s", "m", "x", "nd", "rt")


def invented_word(random: Random) -> str:
    """Return a word of two or three syllables that means nothing, in lower case.

    The model has to copy such words letter by letter, which is how it learns to take over names that it has
    never seen.
    """
    syllables = [random.choice(_ONSETS) + random.choice(_VOWELS) for _ in range(random.choice((2, 2, 3)))]
    return "".join(syllables) + random.choice(_CODAS)


def name(random: Random, *, invented_percent: int = 15) -> str:
    """Return a given name, now and then one that nobody has."""
    if random.randrange(100) < invented_percent:
        return invented_word(random).capitalize()
    return random.choice(NAMES)


def listed(words: list[str]) -> str:
    """Return words as a list in a sentence: ``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def phrases(text: str, separator: str = "|") -> tuple[str, ...]:
    """Return the parts of a text between separators, each on one line; empty ones are left out."""
    return tuple(" ".join(part.split()) for part in text.split(separator) if part.strip())


def with_article(noun: str) -> str:
    """Return a noun with its indefinite article."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def has_phrase(text: str, phrase: str) -> bool:
    """Return whether a phrase is in a text, in whole words and whatever the case."""
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE) is not None
