"""The corpus: documents made by rule from a seed, the same in every run. ``--show N`` prints some.

A document is one example, or several conversations joined to a long one. It varies what users vary: the
system prompt, the first letter, the last sign.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from multiprocessing import Pool
from random import Random
from typing import Final

from tools.builtin_model.chat_template import render
from tools.builtin_model.example import Conversation, Example, Message, Skill, Tool
from tools.builtin_model.skills import SKILLS

SYSTEM_PROMPTS: Final = (
    "You are a helpful assistant.",
    "You are a helpful assistant.",
    "You are a helpful assistant.",
    "You are a friendly and helpful assistant.",
    "You are a kind assistant. Answer briefly.",
    "Answer briefly.",
    "Be concise.",
    "Help the user.",
    "You are an AI assistant.",
    "You are a small language model that runs on this computer.",
    "You are a careful assistant who answers in short sentences.",
    "You are a chatbot.",
)
SYSTEM_PERCENT: Final = 30
THINKING_PERCENT: Final = 12
JOINED_PERCENT: Final = 15
# Few texts fill the context, but all of its positions have to be met.
LONG_PERCENT: Final = 2
DOCUMENTS_PER_CHUNK: Final = 500

# What can be said beside a tool call without a function that would have been the better answer.
_BESIDE_TOOLS: Final = frozenset({"greeting", "story"})
_BESIDE_NO_TOOLS: Final = frozenset(
    {"greeting", "identity", "unknown", "repeat", "fact", "arithmetic", "story", "code"}
)
_TOOL_SKILLS: Final = tuple(skill for skill in SKILLS if skill.name in {"tool call", "tool answer"})


@dataclass(frozen=True)
class Document:
    """A text to learn from.

    Attributes:
        text: with special tokens written out.
        learn_from: index of the character where the model begins to write; ``None`` for a chat, where it
            writes all messages of the assistant.
    """

    text: str
    learn_from: int | None


@dataclass(frozen=True)
class Course:
    """A part of what is learned, one after the other.

    Attributes:
        name: a word for files and messages.
        seed: of the documents.
        n_documents: how many.
        learn_all_percent: share of documents of which also what the model does not write itself is learned.
        shares: of the skills, where they differ from ``Skill.share``.
    """

    name: str
    seed: int
    n_documents: int
    learn_all_percent: int
    shares: Mapping[str, float]


COURSES: Final = (
    Course("first", seed=1, n_documents=120_000, learn_all_percent=10, shares={}),
    # What takes longer to learn than sums and stories: gaps in code, calls of functions, looking back.
    Course(
        "second",
        seed=11,
        n_documents=60_000,
        learn_all_percent=60,
        shares={
            "greeting": 8,
            "untold": 3,
            "identity": 7,
            "fact": 9,
            "arithmetic": 6,
            "story": 2,
            "raw story": 2,
            "json": 7,
            "tool call": 14,
            "tool answer": 6,
            "fill in the middle": 36,
        },
    ),
    # Gaps in code once more, and enough of the rest that nothing is forgotten.
    Course(
        "third",
        seed=12,
        n_documents=90_000,
        learn_all_percent=60,
        shares={
            "greeting": 5,
            "untold": 2,
            "identity": 4,
            "unknown": 2,
            "repeat": 4,
            "fact": 5,
            "arithmetic": 5,
            "story": 1,
            "raw story": 1,
            "json": 4,
            "tool call": 9,
            "tool answer": 5,
            "fill in the middle": 100,
            "code": 3,
        },
    ),
)


def document(course: Course, index: int) -> Document:
    """Return one document of a course."""
    random = Random(f"{course.seed}/{index}")
    roll = random.randrange(100)
    if roll < LONG_PERCENT:
        return _chat(random, _joined(random, course, random.randint(6, 14)))
    if roll < LONG_PERCENT + JOINED_PERCENT:
        return _chat(random, _joined(random, course, random.randint(2, 5)))
    example = _example(random, course, SKILLS)
    if isinstance(example, Conversation):
        return _chat(random, example)
    # Prose is learned from its first letter, code from where the gap is filled.
    learn_from = len(example.prompt) if example.prompt.startswith("<|") else 0
    return Document(example.prompt + example.completion + "<|endoftext|>", learn_from)


def documents(course: Course, n_documents: int) -> Iterator[Document]:
    """Make the first documents of a course in parallel, in order."""
    with Pool() as pool:
        starts = range(0, n_documents, DOCUMENTS_PER_CHUNK)
        yield from chain.from_iterable(pool.imap(partial(_documents_from, course, n_documents), starts))


def _documents_from(course: Course, end: int, start: int) -> list[Document]:
    return [document(course, index) for index in range(start, min(start + DOCUMENTS_PER_CHUNK, end))]


def _example(random: Random, course: Course, skills: tuple[Skill, ...]) -> Example:
    (skill,) = random.choices(skills, [course.shares.get(skill.name, skill.share) for skill in skills])
    return skill.make(random, "train")


def _joined(random: Random, course: Course, n_parts: int) -> Conversation:
    """Return several conversations as one, now and then one with tool calls among them."""
    messages: list[Message] = []
    tools: tuple[Tool, ...] = ()
    with_tools = random.randrange(4) == 0
    names = _BESIDE_TOOLS if with_tools else _BESIDE_NO_TOOLS
    skills = tuple(skill for skill in SKILLS if skill.name in names)
    tool_position = random.randrange(n_parts) if with_tools else None
    for position in range(n_parts):
        chosen = _TOOL_SKILLS if position == tool_position else skills
        part = _example(random, course, chosen)
        while not isinstance(part, Conversation) or part.messages[0]["role"] == "system":
            part = _example(random, course, chosen)
        messages += part.messages
        tools = tools or part.tools
    return Conversation(tuple(messages), part.judge, tools)


def _chat(random: Random, conversation: Conversation) -> Document:
    messages = [_as_typed(random, message) for message in conversation.messages]
    if messages[0]["role"] != "system" and random.randrange(100) < SYSTEM_PERCENT:
        messages.insert(0, {"role": "system", "content": random.choice(SYSTEM_PROMPTS)})
    if random.randrange(100) >= THINKING_PERCENT:
        messages = [
            {key: message[key] for key in message if key != "reasoning_content"} for message in messages
        ]
    return Document(render(messages, conversation.tools), None)


def _as_typed(random: Random, message: Message) -> Message:
    """Return a user's message as people write it in a hurry, most often as it is."""
    if message["role"] != "user":
        return message
    text: str = message["content"]
    if random.randrange(100) < 15:
        text = text[:1].lower() + text[1:]
    if random.randrange(100) < 12 and text[-1:] in {".", "?", "!"}:
        text = text[:-1]
    return {**message, "content": text}


def main() -> None:
    """Print documents."""
    arguments = argparse.ArgumentParser(description="Print documents of the corpus of the built-in model.")
    arguments.add_argument("--show", type=int, default=10, metavar="N", help="how many (default: 10)")
    names = {course.name: course for course in COURSES}
    arguments.add_argument(
        "--course", choices=names, default="first", help="of which course (default: first)"
    )
    options = arguments.parse_args()
    for index in range(options.show):
        print(document(names[options.course], index).text, end="\n\n---\n\n")


if __name__ == "__main__":
    main()
