"""Short stories, told when asked for or continued from their first sentences.

The pairs of a protagonist's name with another name, a kind of character, a place or a topic are split.
"""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import Final

from tools.builtin_model.example import Conversation, Judge, Message, Split, Text, split_of
from tools.builtin_model.skills.stories.grammar import Question, Story, draw_character, draw_story
from tools.builtin_model.skills.stories.judges import judge_answer, judge_story, names_in

_FIRST_SENTENCE_PERCENT: Final = 20
_ANOTHER_PERCENT: Final = 12
_QUESTIONS_PERCENT: Final = 25

_PLAIN_REQUESTS: Final = (
    "Tell me a story.",
    "Tell me a story, please.",
    "Can you tell me a story?",
    "Could you tell me a short story?",
    "A bedtime story please",
    "story please",
    "I can't sleep. Tell me a story.",
    "Write a short story.",
    "Make up a story for me.",
    "I would like to hear a story.",
    "Do you know any stories?",
    "Tell my children a story.",
)
_REQUESTS: Final = (
    "Tell me a story about {s}.",
    "Tell me a story about {s}.",
    "Write a short story about {s}.",
    "Write a story about {s}.",
    "Can you tell me a story about {s}?",
    "A story about {s}, please.",
    "story about {s}",
    "Please tell me a short story about {s}.",
    "I would like a story about {s}.",
    "Make up a story about {s}.",
    "bedtime story about {s}",
    "Do you know a story about {s}?",
    "Could you write me a little story about {s}?",
    "Tell me a bedtime story about {s}.",
)
_MORE_REQUESTS: Final = (
    "Tell me another one about {s}.",
    "Another story about {s}, please.",
    "Now one more about {s}.",
    "Can you tell me another story about {s}?",
    "another one about {s}",
    "Nice! Tell me one more about {s}.",
    "I liked that. Another one about {s}?",
)
_PLAIN_MORE_REQUESTS: Final = (
    "Another one, please.",
    "another one",
    "One more story, please.",
    "Tell me another story.",
    "Nice! Now one with somebody else.",
    "Again! A new story, please.",
)
_QUESTIONS: Final = (
    Question(
        ("What was the {kind}'s name?", "What was the name of the {kind}?", "name of the {kind}?"),
        "The {kind}'s name was {P}.",
        "{P}",
    ),
    Question(
        ("What was the {f_kind}'s name?", "What was the {f_kind} called?", "And the name of the {f_kind}?"),
        "The {f_kind}'s name was {F}.",
        "{F}",
    ),
    Question(
        ("Who was {P}'s friend?", "What was the name of {P}'s friend?", "Who was the friend of {P}?"),
        "{P}'s friend was {F}.",
        "{F}",
    ),
    Question(("Where did {P} live?", "Where was {P}'s home?"), "{P} lived {place}.", "{place}"),
    Question(("Who was {P}?", "What was {P}?"), "{P} was {a_kind}.", "{kind}"),
    Question(("Who was {F}?", "And who was {F}?", "What was {F}?"), "{F} was {a_f_kind}.", "{f_kind}"),
)


def _split(one: str, other: str) -> Split:
    return split_of("story", *sorted((one, other)))


def _is_in(story: Story, split: Split, judged: str) -> bool:
    """Tell whether a story is of train in all its pairs, or held out in the one it is judged by."""
    hero, names = story.hero.name, story.names
    if split == "held_out":
        return _split(hero, judged) == split
    others = (story.hero.kind, story.friend.kind, story.place, story.plot.topics[0])
    pairs = [*combinations(names, 2), *((hero, other) for other in others)]
    return all(_split(one, other) == split for one, other in pairs)


# How a request says what the story is about. Those with the protagonist's name and something else can be held out.
_SUBJECTS: Final = {
    "": ("",),
    "kind": ("{a_kind}",),
    "kinds": ("{a_kind} and {a_f_kind}",),
    "topic": ("{topic}",),
    "name": ("{P}", "{P}", "someone called {P}"),
    "named kind": ("{a_kind} named {P}", "{a_kind} named {P}", "{P} the {kind}", "{a_kind} called {P}"),
    "friend kind": ("{P} and {a_f_kind}", "{P} and {a_f_kind}", "{P}, who meets {a_f_kind}"),
    "place": ("{P} {place}", "{a_kind} named {P} who lives {place}"),
    "topic with name": ("{topic} with {P}", "{topic}, with {P} in it"),
    "again": ("{P}", "{P}", "{P} the {kind}", "the {kind}"),
    "names again": ("{P} and {F}", "{P} and {F}", "{P} and a friend named {F}"),
    "names": (
        "{P} and {F}",
        "{P} and {F}",
        "{P} and a friend named {F}",
        "two friends, {P} and {F}",
        "{a_kind} named {P} and {a_f_kind} named {F}",
        "{P} the {kind} and {F} the {f_kind}",
    ),
}
_TRAIN_WAYS: Final = (
    *("", "", "kind", "kinds", "topic", "name", "name", "named kind", "named kind", "named kind"),
    *("friend kind", "friend kind", "place", "topic with name", "names", "names", "names"),
)
_HELD_OUT_WAYS: Final = (
    "named kind",
    "named kind",
    "friend kind",
    "place",
    "topic with name",
    "names",
    "names",
)


def _judged(story: Story, way: str) -> str:
    """Return what the protagonist's name is paired with in a request."""
    match way:
        case "named kind":
            return story.hero.kind
        case "friend kind":
            return story.friend.kind
        case "place":
            return story.place
        case "topic with name":
            return story.plot.topics[0]
        case _:
            return story.friend.name


def _story(random: Random, split: Split, way: str, before: Story | None = None) -> Story:
    """Draw until a story is of the split; after another story it is about the same protagonist."""
    while True:
        is_person = way == "friend kind" or (way in {"name", "names", "place"} and random.randrange(2) == 0)
        hero = before.hero if before else draw_character(random, is_person=is_person)
        others = (hero, before.friend) if before else (hero,)
        friend = draw_character(random, others, is_person=way == "names" and random.randrange(3) == 0)
        # Most draws of a held-out story fail here, before the costly part.
        early = {"named kind": hero.kind, "friend kind": friend.kind}.get(way, friend.name)
        if (
            split == "held_out"
            and way not in {"place", "topic with name"}
            and _split(hero.name, early) != split
        ):
            continue
        story = draw_story(random, hero, friend, besides=before.plot if before else None)
        if _is_in(story, split, _judged(story, way)):
            return story


def _told(random: Random, story: Story) -> Message:
    opening = story.opening(random)
    body = story.body(random, opening.count(" ") + 1)
    thought = story.fill("{P} the {kind} and {F} the {f_kind}. " + story.plot.gist)
    return {"role": "assistant", "reasoning_content": thought, "content": f"{opening} {body}"}


def _user(text: str) -> Message:
    return {"role": "user", "content": text[0].upper() + text[1:] if text.endswith((".", "?")) else text}


def _given(story: Story, text: str) -> tuple[str, ...]:
    found = names_in(text, story.names)
    return tuple(name for name in story.names if name in found)


def _asked(
    random: Random, story: Story, way: str, requests: tuple[str, ...], plain: tuple[str, ...]
) -> tuple[Message, Judge]:
    """Return a request for a story and the judge of what is told."""
    topic = random.choice(story.plot.topics)
    subject = random.choice(_SUBJECTS[way]).replace("{topic}", topic).format_map(story.fields)
    request = random.choice(requests).format(s=subject) if way else random.choice(plain)
    given = _given(story, subject)
    return _user(request), judge_story(required=given, given=given)


def _question(random: Random, story: Story, split: Split, asked: set[str]) -> tuple[Message, Message, Judge]:
    """Return a question about a story that was not asked yet, its answer, and the judge of the answer."""
    while True:
        about = random.choice((random.choice(_QUESTIONS), random.choice(story.plot.questions)))
        answer = story.fill(about.answer)
        # With a girl and another girl, "the girl" is nobody.
        is_unclear = story.hero.kind == story.friend.kind and "kind}'s" in about.answer
        # Who comes to tea is the same in every story, so that the answer could be known without reading this one.
        is_constant = split == "held_out" and "{" not in about.must
        if answer not in asked and not is_unclear and not is_constant:
            break
    asked.add(answer)
    reply = {"role": "assistant", "reasoning_content": f"The story says it: {answer}", "content": answer}
    question = _user(story.fill(random.choice(about.phrasings)))
    return question, reply, judge_answer(about.must.format_map(story.fields), answer, story.names)


def _another(random: Random, split: Split) -> Conversation:
    """Return a conversation with two stories, the second mostly about the same protagonist."""
    first_way = random.choice(("", "name", "named kind", "names"))
    first = _story(random, "train", first_way)
    way = (
        "names again"
        if split == "held_out"
        else random.choice(("", "again", "again", "again", "names again"))
    )
    second = _story(random, split, way, first if way else None)
    request, _ = _asked(random, first, first_way, _REQUESTS, _PLAIN_REQUESTS)
    more, judge = _asked(random, second, way, _MORE_REQUESTS, _PLAIN_MORE_REQUESTS)
    return Conversation((request, _told(random, first), more, _told(random, second)), judge)


def chat_story(random: Random, split: Split) -> Conversation:
    """Make a conversation in which the user asks for a story, and perhaps asks about it or wants one more."""
    chance = random.randrange(100)
    if chance < _ANOTHER_PERCENT:
        return _another(random, split)
    has_questions = chance >= 100 - _QUESTIONS_PERCENT
    way = random.choice(_HELD_OUT_WAYS if split == "held_out" and not has_questions else _TRAIN_WAYS)
    # A question is about the two characters, however the story was asked for.
    story = _story(random, split, "" if has_questions and split == "held_out" else way)
    request, judge = _asked(random, story, way, _REQUESTS, _PLAIN_REQUESTS)
    messages = [request, _told(random, story)]
    asked: set[str] = set()
    n_questions = (1 if split == "held_out" else random.choice((1, 1, 2))) if has_questions else 0
    for _ in range(n_questions):
        question, answer, judge = _question(random, story, split, asked)
        messages += question, answer
    return Conversation(tuple(messages), judge)


def raw_story(random: Random, split: Split) -> Text:
    """Make a story to continue, without chat markup.

    A held-out prompt names both characters, in a pair that the corpus never has; one of the corpus is now and then
    only the first sentence. ``judge_story`` wants the protagonist in the continuation and at most one name that is
    new, two if the prompt names one character.
    """
    story = _story(random, split, "")
    opening = story.opening(random)
    body = story.body(random, opening.count(" ") + 1)
    first, dot, second = opening.partition(". ")
    if (
        story.hero.name in first
        and second
        and split == "train"
        and random.randrange(100) < _FIRST_SENTENCE_PERCENT
    ):
        opening, body = first + dot.rstrip(), f"{second} {body}"
    given = _given(story, opening)
    return Text(opening, f" {body}", judge_story(required=(story.hero.name,), given=given))
