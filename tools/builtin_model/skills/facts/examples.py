"""Questions about facts: capitals, colours, days, plurals, opposites, animals, numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import Final

from tools.builtin_model.example import Conversation, Judge, Message, Split, split_of
from tools.builtin_model.skills.facts import knowledge
from tools.builtin_model.words import with_article

_FOLLOW_UP_PERCENT: Final = 65


def _words(phrases: set[str], *patterns: str) -> re.Pattern[str]:
    """Return a pattern of whole words, the longest first, so that Mexico City is not taken for Mexico."""
    listed = map(re.escape, sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
    return re.compile(rf"(?<!\w)(?:{'|'.join((*listed, *patterns))})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class _Kind:
    """A table and how it is asked about.

    Templates hold {s}, the subject, and {v}, the value, or both with an article, {an_s} and {an_v}.

    Attributes:
        name: part of the key of a question.
        table: the value of each subject.
        questions: phrasings of a whole question.
        answer: what the assistant says.
        topic: what the question is about, in a line of thought.
        more: follow-ups of this kind only.
        short: how a follow-up names the subject.
        emphasis: how often a fact is asked, relative to those of other kinds.
    """

    name: str
    table: dict[str, str]
    questions: tuple[str, ...]
    answer: str
    topic: str
    more: tuple[str, ...] = ()
    short: str = "{s}"
    emphasis: float = 1.0

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """What the table holds, to choose from."""
        return tuple(self.table)

    @cached_property
    def follow_ups(self) -> tuple[str, ...]:
        """Phrasings that only name another subject."""
        return tuple(template.replace("{x}", self.short) for template in _FOLLOW_UPS) + self.more

    @cached_property
    def names(self) -> re.Pattern[str]:
        """Names and numbers, of which a right answer holds only its own, and a denial, which it lacks."""
        return _words({*self.table, *self.table.values(), "not"}, r"\d\w*")

    def write(self, template: str, subject: str) -> str:
        """Return a template filled in, with a capital letter."""
        value = self.table[subject]
        unit, _, whole = subject.partition(" in ")
        text = template.format(
            s=subject, v=value, an_s=with_article(subject), an_v=with_article(value), unit=unit, whole=whole
        )
        return text[0].upper() + text[1:]

    def judge(self, subject: str) -> Judge:
        """Return a judge that wants the value, and no other value, subject or number."""
        value = self.table[subject]
        wanted, own = _words({value}), {subject.casefold(), value.casefold()}
        head = self._head(subject)
        swapped = self._head(value) if value in self.table and value != subject else None

        def right(text: str) -> bool:
            said = text.casefold()
            if (swapped and swapped in said) or not own.issuperset(self.names.findall(said)):
                return False
            # Sheep has to occur once more than in "the plural of sheep is".
            return bool(wanted.search(said.replace(head, " ", 1)))

        return right

    def _head(self, subject: str) -> str:
        """Return how the answer begins, up to the value."""
        return self.write(re.split(r"\{v\}|\{an_v\}", self.answer)[0], subject).strip().casefold()


_FOLLOW_UPS: Final = knowledge.phrasings("""
    And {x}? | And what about {x}? | What about {x}? | How about {x}? | Ok, and {x}? | {x}? | And now {x}?
    And for {x}? | Thanks. And {x}? | Now {x}. | The same for {x}, please.""")


def _kind(
    name: str,
    table: dict[str, str],
    answer: str,
    topic: str,
    more: str,
    *,
    short: str = "{s}",
    emphasis: float = 1.0,
) -> _Kind:
    return _Kind(
        name, table, knowledge.QUESTIONS[name], answer, topic, knowledge.phrasings(more), short, emphasis
    )


def _neighbours(unit: str, circle: list[str]) -> tuple[_Kind, ...]:
    """Return what comes after and before the words of a circle."""
    return tuple(
        _Kind(
            name=f"{unit} {place}",
            table=table,
            questions=tuple(
                question.replace("{u}", unit).replace("{p}", place)
                for question in knowledge.QUESTIONS["neighbour"]
            ),
            answer=f"The {unit} {place} {{s}} is {{v}}.",
            topic=f"the {unit} {place} {{s}}",
            more=(f"And {place} {{s}}?",),
        )
        for place, table in (("after", knowledge.after(circle)), ("before", knowledge.before(circle)))
    )


def _of(name: str, table: dict[str, str], *, emphasis: float = 1.0) -> _Kind:
    """Return a kind that is called the something of the subject."""
    topic = f"the {name} of {{s}}"
    return _kind(name, table, f"{topic} is {{v}}.", topic, f"And of {{s}}? | And {topic}?", emphasis=emphasis)


_MONTHS: Final = dict(zip(knowledge.ORDINALS, knowledge.MONTHS, strict=True))
_MONTH_NUMBERS: Final = {month: str(number) for number, month in enumerate(knowledge.MONTHS, 1)}
_IN_WORDS: Final = {number: word for word, number in knowledge.DIGITS.items()}

KINDS: Final = (
    # People try a chat model with capitals.
    _of("capital", knowledge.CAPITALS, emphasis=1.8),
    _of("plural", knowledge.PLURALS),
    _of("opposite", knowledge.OPPOSITES),
    _kind("continent", knowledge.CONTINENTS, "{s} is in {v}.", "the continent of {s}", "And where is {s}?"),
    _kind(
        "colour",
        knowledge.COLOURS,
        "{s} is {v}.",
        "the colour of {s}",
        "And of {s}? | And what colour is {s}?",
    ),
    *_neighbours("day", knowledge.DAYS),
    *_neighbours("month", knowledge.MONTHS),
    *_neighbours("season", knowledge.SEASONS),
    _kind(
        "nth month",
        _MONTHS,
        "The {s} month of the year is {v}.",
        "the {s} month",
        "And the {s} month?",
        short="the {s}",
    ),
    _kind(
        "month number",
        _MONTH_NUMBERS,
        "{s} is month number {v}.",
        "the number of {s}",
        "And which one is {s}?",
    ),
    _kind("count", knowledge.COUNTS, "There are {v} {s}.", "{s}", "And how many {s}? | How many {s}, then?"),
    _kind(
        "young",
        knowledge.YOUNG,
        "A young {s} is called {an_v}.",
        "a young {s}",
        "And a young {s}? | A baby {s}?",
        short="{an_s}",
    ),
    _kind(
        "sound",
        knowledge.SOUNDS,
        "{an_s} {v}.",
        "the sound of {an_s}",
        "And what does {an_s} say?",
        short="{an_s}",
    ),
    _kind(
        "legs",
        knowledge.LEGS,
        "{an_s} has {v} legs.",
        "the legs of {an_s}",
        "And how many does {an_s} have?",
        short="{an_s}",
    ),
    _kind("digits", knowledge.DIGITS, "{s} in digits is {v}.", "{s} in digits", "And {s} in digits?"),
    _kind("in words", _IN_WORDS, "{s} in words is {v}.", "{s} in words", "And {s} in words?"),
)
# Each fact is asked about equally often, whatever the size of its table.
_CHANCES: Final = tuple(accumulate(len(kind.table) * kind.emphasis for kind in KINDS))


@dataclass(frozen=True)
class _Turn:
    """A question in a conversation; its key is what decides about its split."""

    kind: _Kind
    subject: str
    question: str
    key: tuple[str, ...]

    @property
    def messages(self) -> tuple[Message, Message]:
        """The question and its answer."""
        follows_up = len(self.key) > len(("kind", "subject", "phrasing"))
        topic = f"they mean {self.kind.topic}" if follows_up else self.kind.topic
        return (
            {"role": "user", "content": self.kind.write(self.question, self.subject)},
            {
                "role": "assistant",
                "content": self.kind.write(self.kind.answer, self.subject),
                "reasoning_content": self.kind.write(f"{topic}: {{v}}.", self.subject),
            },
        )


def _draw(random: Random, earlier: list[_Turn]) -> _Turn:
    previous = earlier[-1] if earlier else None
    if previous and random.randrange(100) < _FOLLOW_UP_PERCENT:
        kind, subject = previous.kind, random.choice(previous.kind.subjects)
        question = random.choice(kind.follow_ups)
        return _Turn(kind, subject, question, (kind.name, previous.subject, subject, question))
    kind = random.choices(KINDS, cum_weights=_CHANCES)[0]
    subject, question = random.choice(kind.subjects), random.choice(kind.questions)
    return _Turn(kind, subject, question, (kind.name, subject, question))


def fact(random: Random, split: Split) -> Conversation:
    """Make one to three questions about facts, some of which lean on the one before: "And of Italy?".

    The key of a question is its kind, subject and phrasing, so that the model has met each fact, but not
    asked in this way; that of a question that leans on another holds the subject of the other too.
    """
    turns: list[_Turn] = []
    count = random.choices((1, 2, 3), (55, 30, 15))[0]
    while len(turns) < count:
        turn = _draw(random, turns)
        wanted = split if len(turns) == count - 1 else "train"
        new = all((turn.kind, turn.subject) != (other.kind, other.subject) for other in turns)
        if new and split_of("fact", *turn.key) == wanted:
            turns.append(turn)
    messages = tuple(message for turn in turns for message in turn.messages)
    return Conversation(messages, turns[-1].kind.judge(turns[-1].subject))
