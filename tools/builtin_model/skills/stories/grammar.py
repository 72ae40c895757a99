"""The grammar of stories: who is in them, where they live, and how a plot becomes sentences.

Plots are tables of text. An empty line ends a plot, and an indented line goes on with the one before it. ``topic``
says how a user asks for the plot, ``gist`` what happens, ``who`` whose story it can only be, ``let`` what is drawn for
each story (values of several names hang together), ``-`` the ways to say the next thing (``-?``: the story can do without), and ``?`` how to ask about
it, the answer, and what the answer has to hold. {P}, {F} and {H} are the names of the protagonist, the friend and
somebody else; {they}, {them} and {their} are pronouns of the protagonist in the singular, {f_they} and so on those of
the friend.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random
from typing import Final

from tools.builtin_model import words
from tools.builtin_model.skills.stories.elements import (
    ANIMALS,
    CLOSINGS,
    DAYS,
    FANTASY,
    MEN,
    OPENINGS,
    PLACES,
    TRAITS,
    WOMEN,
)
from tools.builtin_model.skills.stories.troubles import TROUBLES
from tools.builtin_model.skills.stories.wishes import WISHES

_INVENTED_PERCENT: Final = 10
_MAX_WORDS: Final = 135
_LEFT_OUT_PERCENT: Final = 40
_CLOSING_PERCENT: Final = 60

_MORNINGS: Final = tuple(day for day in DAYS if "morning" in day)
_TRAIT_NAMES: Final = tuple(TRAITS)
_GIRLS: Final = frozenset(words.GIRLS)
_BOYS: Final = frozenset(words.BOYS)


@dataclass(frozen=True)
class Slot:
    """The wordings of one thing that happens, and whether the story is the same without it."""

    wordings: tuple[str, ...]
    is_optional: bool


@dataclass(frozen=True)
class Question:
    """A question about a story: templates of its phrasings, the answer, and what that has to hold."""

    phrasings: tuple[str, ...]
    answer: str
    must: str


@dataclass(frozen=True)
class Plot:
    """What happens in a story, as templates.

    Attributes:
        topics: how a user asks for the plot, after "a story about".
        gist: the plot in one sentence.
        who: the only kind of protagonist it fits; empty if it fits all.
        lets: names, and the values they take together.
        slots: the sentences of the story in order, each in several wordings.
        questions: what can be asked about it.
        has_helper: whether somebody besides the two friends has a name.
    """

    topics: tuple[str, ...]
    gist: str
    who: str
    lets: tuple[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]], ...]
    slots: tuple[Slot, ...]
    questions: tuple[Question, ...]
    has_helper: bool


def _plot(block: str) -> Plot:
    """Read one plot."""
    lines = re.sub(r"\n {2,}", " ", block).split("\n")
    lets = [words.phrases(line[len("let ") :], ":") for line in lines if line.startswith("let ")]
    fields = {
        line[: line.index(":")]: line[line.index(":") + 2 :]
        for line in lines
        if line.startswith(("topic:", "gist:", "who:"))
    }
    asked = [words.phrases(line[len("? ") :], "|") for line in lines if line.startswith("? ")]
    return Plot(
        topics=words.phrases(fields["topic"], ";"),
        gist=fields["gist"],
        who=fields.get("who", ""),
        lets=tuple(
            (
                words.phrases(names, ","),
                tuple(words.phrases(value, "=") for value in words.phrases(values, ";")),
            )
            for names, values in lets
        ),
        slots=tuple(
            Slot(words.phrases(line.lstrip("-? "), "|"), is_optional=line.startswith("-?"))
            for line in lines
            if line.startswith("-")
        ),
        questions=tuple(
            Question(words.phrases(phrasings, ";"), answer, must) for phrasings, answer, must in asked
        ),
        has_helper="{H}" in block,
    )


PLOTS: Final = tuple(
    _plot(block.strip("\n")) for block in f"{TROUBLES}\n{WISHES}".split("\n\n") if block.strip()
)
_ANYBODYS: Final = tuple(plot for plot in PLOTS if not plot.who)


@dataclass(frozen=True)
class Character:
    """Somebody in a story."""

    name: str
    kind: str
    is_she: bool


@dataclass(frozen=True)
class Story:
    """Everything that is drawn before the wording.

    Attributes:
        hero: the protagonist.
        friend: the second character, named in the opening.
        helper: the third, named later; ``None`` if the plot has none.
        place: where they live, with a preposition.
        plot: what happens.
        fields: what the templates hold.
    """

    hero: Character
    friend: Character
    helper: Character | None
    place: str
    plot: Plot
    fields: dict[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all characters, the protagonist's first."""
        return tuple(one.name for one in (self.hero, self.friend, self.helper) if one)

    def fill(self, template: str) -> str:
        """Return a template filled in, with a capital letter."""
        text = template.format_map(self.fields)
        return text[0].upper() + text[1:]

    def opening(self, random: Random) -> str:
        """Return the one or two sentences that introduce protagonist, friend and place."""
        return self.fill(random.choice(OPENINGS))

    def body(self, random: Random, n_words_before: int) -> str:
        """Return everything after the opening, short enough that the story has 70 to 140 words."""
        told = [
            (self.fill(random.choice(slot.wordings)), slot.is_optional)
            for slot in self.plot.slots
            if not slot.is_optional or random.randrange(100) >= _LEFT_OUT_PERCENT
        ]
        last = TRAITS[self.fields["trait"]] if random.randrange(2) else CLOSINGS
        if random.randrange(100) < _CLOSING_PERCENT:
            told.append((self.fill(random.choice(last)), True))
        n_words = n_words_before + sum(text.count(" ") + 1 for text, _ in told)
        while n_words > _MAX_WORDS and (optional := [one for one in told if one[1]]):
            left_out = random.choice(optional)
            told.remove(left_out)
            n_words -= left_out[0].count(" ") + 1
        return " ".join(text for text, _ in told)


def draw_character(
    random: Random, others: tuple[Character, ...] = (), *, is_person: bool = False
) -> Character:
    """Return a character who differs in name and kind from the others; a person is a girl or a boy like any other."""
    taken, kinds = [other.name for other in others], [other.kind for other in others]
    while (name := words.name(random, invented_percent=_INVENTED_PERCENT)) in taken:
        pass
    is_she = name in _GIRLS or (name not in _BOYS and random.randrange(2) == 0)
    people = WOMEN if is_she else MEN
    if is_person:
        return Character(name, people[0], is_she)
    while (kind := random.choice(random.choice((people, ANIMALS, ANIMALS, FANTASY)))) in kinds:
        pass
    return Character(name, kind, is_she)


def _pronouns(one: Character, before: str) -> dict[str, str]:
    they, them, their = ("she", "her", "her") if one.is_she else ("he", "him", "his")
    return {f"{before}they": they, f"{before}them": them, f"{before}their": their}


def _fields(
    random: Random, hero: Character, friend: Character, *, helper: Character | None, place: str, plot: Plot
) -> dict[str, str]:
    """Return what the templates of a story hold."""
    trait = random.choice(_TRAIT_NAMES)
    fields = {
        "P": hero.name,
        "F": friend.name,
        "kind": hero.kind,
        "f_kind": friend.kind,
        "place": place,
        "trait": trait,
    }
    fields |= _pronouns(hero, "") | _pronouns(friend, "f_")
    fields |= {"Place": place[0].upper() + place[1:]}
    fields |= {
        "Day": random.choice(DAYS),
        "Morning": random.choice(_MORNINGS),
        "a_trait": words.with_article(trait),
    }
    if helper:
        fields |= {"H": helper.name, "h_kind": helper.kind, **_pronouns(helper, "h_")}
    for names, values in plot.lets:
        fields |= zip(names, random.choice(values), strict=True)
    fields |= {
        f"a_{name}": words.with_article(fields[name])
        for name in ("kind", "f_kind", "h_kind", "thing")
        if name in fields
    }
    # What is drawn may name a character itself: "under {P}'s own pillow".
    return fields | {name: value.format_map(fields) for name, value in fields.items() if "{" in value}


def draw_story(
    random: Random,
    hero: Character,
    friend: Character,
    *,
    besides: Plot | None = None,
) -> Story:
    """Return a story of two characters.

    Args:
        random: where chance comes from.
        hero: the protagonist.
        friend: the other one.
        besides: a plot that is not drawn.
    """
    plot = besides
    while plot is None or plot is besides:
        own = [plot for plot in PLOTS if plot.who == hero.kind] if random.randrange(2) else []
        plot = random.choice(own or _ANYBODYS)
    helper = draw_character(random, (hero, friend)) if plot.has_helper else None
    place = random.choice(PLACES)
    fields = _fields(random, hero, friend, helper=helper, place=place, plot=plot)
    return Story(hero, friend, helper, place, plot, fields)
