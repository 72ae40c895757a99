"""Small conversations: greetings, what the model is, and what it was told or not."""

from __future__ import annotations

import re
from random import Random
from typing import Final

from tools.builtin_model.example import Conversation, Judge, Split
from tools.builtin_model.skills.chat.copying import copying_turn
from tools.builtin_model.skills.chat.memories import Memory, memory
from tools.builtin_model.skills.chat.self_description import IDENTITY
from tools.builtin_model.skills.chat.small_talk import ANY_JOKE, GREETING, JOKE_ABOUT, JOKES
from tools.builtin_model.skills.chat.topics import SLOTS, Topic
from tools.builtin_model.skills.chat.turns import Turn, conversation, normalized, of_split

_N_COMMON: Final = 3
"""How many phrasings of each topic are too common to be held out."""

_COMMON: Final = {
    topic.name: frozenset(map(normalized, topic.questions[:_N_COMMON])) for topic in (*GREETING, *IDENTITY)
}
_SLOT: Final = re.compile(r"\{(\w+)\}")
_SLOT_OF: Final = {
    topic.name: found[1] for topic in (*GREETING, *IDENTITY) if (found := _SLOT.search(topic.questions[0]))
}
_OFTEN: Final = frozenset({"hello", "how are you", "abilities", "who", "load", "pyllama", "name"})
_GREETING: Final = (*GREETING, *(topic for topic in GREETING if topic.name in _OFTEN))
_IDENTITY: Final = (*IDENTITY, *(topic for topic in IDENTITY if topic.name in _OFTEN))
# Nobody goes on after a goodbye.
_GREETING_BEFORE: Final = tuple(topic for topic in _GREETING if topic.name != "bye")
_JOKE_TOPICS: Final = tuple(JOKES)
_COMMON_JOKES: Final = frozenset(map(normalized, ANY_JOKE[:_N_COMMON]))


def _wants(topic: Topic, value: str) -> Judge:
    """Return a judge that wants all entries of a topic, as whole words."""

    def right(text: str) -> bool:
        said = text.casefold().replace("\n", " ")
        return all(
            any(
                _says(said, word.replace(f"{{{_SLOT_OF.get(topic.name)}}}", value).casefold())
                for word in entry
            )
            for entry in topic.wanted
        )

    return right


def _says(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}s?(?!\w)", text) is not None


def _topic_turn(random: Random, topics: tuple[Topic, ...]) -> Turn:
    topic = random.choice(topics)
    slot = _SLOT_OF.get(topic.name, "")
    value = random.choice(SLOTS[slot]) if slot else ""
    filling = {slot: value}
    phrasing = random.choice(topic.questions)
    question = phrasing.format(**filling)
    return Turn(
        ("chat", normalized(question)),
        question,
        random.choice(topic.answers).format(**filling),
        topic.thought.format(**filling),
        _wants(topic, value),
        common=normalized(phrasing) in _COMMON[topic.name],
    )


def _joke(random: Random) -> Turn:
    subject = random.choice(_JOKE_TOPICS)
    joke = JOKES[subject]
    if random.randrange(100) < 40:
        question = random.choice(JOKE_ABOUT).format(x=subject)
        return Turn(
            ("chat", normalized(question)),
            question,
            joke,
            f"A joke about {subject}.",
            lambda text: text.strip() == joke,
        )
    question = random.choice(ANY_JOKE)
    return Turn(
        ("chat", normalized(question)),
        question,
        joke,
        f"I tell the joke about {subject}.",
        lambda text: text.strip() in JOKES.values(),
        common=normalized(question) in _COMMON_JOKES,
    )


def _small_talk(random: Random) -> Turn:
    return _joke(random) if random.randrange(100) < 12 else _topic_turn(random, _GREETING)


def _small_talk_before(random: Random) -> Turn:
    return _joke(random) if random.randrange(100) < 12 else _topic_turn(random, _GREETING_BEFORE)


def _about_itself(random: Random) -> Turn:
    return _topic_turn(random, _IDENTITY)


def _other_memory(random: Random, than: Memory) -> Memory:
    """Draw a memory of the train split that neither hides another nor has its value."""
    while True:
        other = memory(random)
        turn = other.tell(random)
        about_same = (other.kind, other.thing) == (than.kind, than.thing)
        if turn.split == "train" and not about_same and other.value != than.value:
            return other


def _remembered(random: Random, split: Split) -> Conversation:
    """Make a conversation in which the user tells something and most often asks for it later."""
    told = memory(random)
    while (tell := told.tell(random)).split != split:
        told = memory(random)
    roll = random.randrange(100)
    if roll < 25:
        return conversation(tell)
    if roll < 50:
        return conversation(tell, told.ask(random))
    if roll < 75:
        other = _other_memory(random, told)
        turns = [tell, other.tell(random)]
        if random.randrange(2):
            turns.reverse()
        return conversation(*turns, told.ask(random, (other,)))
    between = random.choice((_small_talk_before, _small_talk_before, _about_itself, copying_turn))
    return conversation(tell, of_split(random, "train", between), told.ask(random))


def greeting(random: Random, split: Split) -> Conversation:
    """Make small talk of one to three turns, or something that the user tells and asks for later.

    The key of small talk is what the user says, without case and the last sign; the commonest phrasings of each
    topic are never held out. The key of what is told is its kind and value.
    """
    if random.randrange(100) < 50:
        return _remembered(random, split)
    last = of_split(random, split, _small_talk)
    n_before = random.choices((0, 1, 2), (70, 22, 8))[0]
    return conversation(*(of_split(random, "train", _small_talk_before) for _ in range(n_before)), last)


def identity(random: Random, split: Split) -> Conversation:
    """Make questions about the model, about pyllama and about models.

    The key is what the user says, without case and the last sign; the commonest phrasings of each topic are never
    held out.
    """
    last = of_split(random, split, _about_itself)
    roll = random.randrange(100)
    if roll < 70:
        return conversation(last)
    before = of_split(random, "train", _about_itself if roll < 85 else _small_talk_before)
    return conversation(before, last)


def untold(random: Random, split: Split) -> Conversation:
    """Make a question for something that the user has not told, or has not told that kind of.

    It must not stand in a longer conversation, where it may have been told. The key is the question.
    """
    asked = memory(random)
    while (ask := asked.untold(random)).split != split:
        asked = memory(random)
    if random.randrange(2):
        return conversation(ask)
    return conversation(_other_memory(random, asked).tell(random), ask)
