"""Sentences to be written as JSON, in one compact line and with the keys that were asked for."""

from __future__ import annotations

import json
from random import Random
from typing import Any, Final

from tools.builtin_model.example import Conversation, Judge, Message, Split, split_of
from tools.builtin_model.skills.json_answers.shapes import SHAPES, Said, Shape
from tools.builtin_model.words import listed

# {said} is the sentence, {keys} the keys in words, {plural} the s of "keys".
_NAMED: Final = (
    "Answer as JSON with the key{plural} {keys}: {said}",
    "Give me JSON with {keys}: {said}",
    "Write this as JSON with the key{plural} {keys}: {said}",
    "Make a JSON object with {keys}: {said}",
    "JSON with {keys}, please: {said}",
    "Turn this into JSON with the key{plural} {keys}: {said}",
    "{said} Answer as JSON with the key{plural} {keys}.",
    "{said} Give me that as JSON with {keys}.",
    "{said} JSON with {keys}, please.",
    "{said} Write that as a JSON object with the key{plural} {keys}.",
)
_UNNAMED: Final = (
    "Turn this into JSON: {said}",
    "As JSON: {said}",
    "Write this as JSON: {said}",
    "JSON, please: {said}",
    "Convert to JSON: {said}",
    "Make JSON of this: {said}",
    "Can you write this as JSON? {said}",
    "Answer only with JSON: {said}",
    "{said} Write that as JSON.",
    "{said} As JSON, please.",
    "{said} Can you turn that into JSON?",
)
_SYSTEM_UNNAMED: Final = (
    "You answer only with JSON.",
    "Answer only with JSON.",
    "You write every message as JSON.",
    "Reply with one JSON object.",
    "You turn sentences into JSON.",
)
_SYSTEM_NAMED: Final = (
    "You answer only with JSON with the key{plural} {keys}.",
    "Answer with a JSON object with the key{plural} {keys}.",
    "You write every message as JSON with {keys}.",
    "Reply only with JSON. Use the key{plural} {keys}.",
)
_AGAIN: Final = (
    "And this: {said}",
    "Now this one: {said}",
    "The same for this: {said}",
    "Next: {said}",
    "And now: {said}",
    "Do the same with this: {said}",
)


def parses(text: str) -> bool:
    """Return whether a text is a JSON object and nothing else."""
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _judge(expected: dict[str, Any]) -> Judge:
    # Python takes 1, 1.0 and true for the same; their texts differ.
    wanted = json.dumps(expected, sort_keys=True)

    def judge(text: str) -> bool:
        return parses(text) and json.dumps(json.loads(text), sort_keys=True) == wanted

    return judge


def _draw(random: Random, shape: Shape, split: Split) -> Said:
    said = shape.draw(random)
    while split_of(shape.name, *said.identity) != split:
        said = shape.draw(random)
    return said


def _sentence(random: Random, shape: Shape, said: Said) -> str:
    return random.choice(shape.sentences).format(**said.values, **said.words)


def _answer(values: dict[str, Any], keys: list[str]) -> Message:
    ordered = {key: values[key] for key in keys}
    return {
        "role": "assistant",
        "content": json.dumps(ordered, ensure_ascii=False),
        "reasoning_content": f"The key{'s are' if len(keys) > 1 else ' is'} {listed(keys)}.",
    }


def json_answer(random: Random, split: Split) -> Conversation:
    """Ask for a sentence, or for two in turn, as JSON; they are split by the shape and its main values."""
    shape = random.choice(SHAPES)
    twice = random.randrange(100) < 25
    said = _draw(random, shape, "train" if twice else split)
    sentence, keys = _sentence(random, shape, said), list(said.values)
    with_system = random.randrange(100) < 30
    named = random.randrange(100) < (35 if with_system else 60)
    if named and not shape.inner and random.randrange(100) < 40:
        random.shuffle(keys)
    words = {"keys": listed(keys) + shape.inner, "plural": "s" * (len(keys) > 1)}
    messages: list[Message] = []
    if with_system:
        system = random.choice(_SYSTEM_NAMED if named else _SYSTEM_UNNAMED)
        messages.append({"role": "system", "content": system.format(**words)})
        question = sentence
    else:
        question = random.choice(_NAMED if named else _UNNAMED).format(said=sentence, **words)
    messages += {"role": "user", "content": question}, _answer(said.values, keys)
    if twice:
        if with_system and not named:
            shape = random.choice(SHAPES)
        said = _draw(random, shape, split)
        keys = keys if said.values.keys() == set(keys) else list(said.values)
        question = _sentence(random, shape, said)
        if not with_system:
            question = random.choice(_AGAIN).format(said=question)
        messages += {"role": "user", "content": question}, _answer(said.values, keys)
    return Conversation(tuple(messages), _judge(said.values))
