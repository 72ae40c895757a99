"""Answers in all formats, and what they say."""

from __future__ import annotations

from collections.abc import Iterator

from pyllama.chat.parsers import ChatFormat
from tests.chat.parsers.example import Example
from tests.chat.parsers.json_examples import JSON_EXAMPLES
from tests.chat.parsers.own_examples import OWN_EXAMPLES
from tests.chat.parsers.tagged_examples import TAGGED_EXAMPLES

EXAMPLES: list[tuple[ChatFormat, list[Example]]] = [*JSON_EXAMPLES, *TAGGED_EXAMPLES, *OWN_EXAMPLES]


def all_examples() -> Iterator[tuple[str, ChatFormat, Example]]:
    """Yield each example with a name of its own."""
    for chat_format, examples in EXAMPLES:
        for i, example in enumerate(examples):
            yield f"{chat_format.name}-{i}", chat_format, example
