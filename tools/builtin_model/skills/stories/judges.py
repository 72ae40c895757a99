"""When a story, or an answer about one, is right: by the names in it."""

from __future__ import annotations

import re
from typing import Final

from tools.builtin_model import words
from tools.builtin_model.example import Judge

_MAX_NAMES: Final = 3
_JUDGED_WORDS: Final = 75
_NAMES: Final = frozenset(words.NAMES)
_CAPITALISED: Final = re.compile(r"\b[A-Z][a-z]+\b")
# A capital letter that no sentence needs: what stands there is a name, even if nobody has it.
_INSIDE: Final = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+\b")
_DENIAL: Final = re.compile(r"\b(?:not|nobody|never)\b", re.IGNORECASE)


def names_in(text: str, known: tuple[str, ...]) -> set[str]:
    """Return the names in a text: known ones anywhere, and whatever has a capital letter inside a sentence.

    Args:
        text: any text.
        known: names besides ``words.NAMES``; an invented one that begins a sentence looks like any other first word.
    """
    return {word for word in _CAPITALISED.findall(text) if word in _NAMES or word in known} | set(
        _INSIDE.findall(text)
    )


def _beginning(text: str) -> str:
    """Return the part that is judged; a word that the end of the text may have cut off is none."""
    found = text.split()
    if found and found[-1][-1].isalpha():
        del found[-1]
    return " ".join(found[:_JUDGED_WORDS])


def judge_story(*, required: tuple[str, ...] = (), given: tuple[str, ...] = ()) -> Judge:
    """Return a judge of who is in a story.

    Judged are the first 75 words, about 100 tokens. A name is a word of ``words.NAMES``, one of the prompt, or any
    word with a capital letter inside a sentence. A story is right if

    * it has at least one name,
    * every required name is in it,
    * no more than three names are in the story and the prompt together, so that there is at most one name that
      the prompt does not give if it gives two, and at most two if it gives one.

    Args:
        required: names that have to be in the text: those in the user's request, or the protagonist's if it
            is the first sentences of the story that are given.
        given: all names in the prompt, whether or not they have to come again.
    """

    def judge(text: str) -> bool:
        found = names_in(_beginning(text), given)
        return bool(found) and found.issuperset(required) and len(found.union(given)) <= _MAX_NAMES

    return judge


def judge_answer(must: str, reference: str, names: tuple[str, ...]) -> Judge:
    """Return a judge of an answer to a question about a story.

    It wants what is asked for, no name that the right answer does not hold, and a denial only where there is one in it.

    Args:
        must: the words that are asked for.
        reference: the right answer.
        names: all names in the story.
    """
    right = names_in(reference, names)
    is_denial = bool(_DENIAL.search(reference))

    def judge(text: str) -> bool:
        is_found = words.has_phrase(text, must) and names_in(text, names) <= right
        return is_found and bool(_DENIAL.search(text)) == is_denial

    return judge
