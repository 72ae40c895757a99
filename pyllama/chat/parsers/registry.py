"""Which format a model has, known by marks in its chat template."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pyllama.chat.parsers.chat_format import ChatFormat
from pyllama.chat.parsers.json_calls import GENERIC, HERMES
from pyllama.chat.parsers.reasoning import reasoning_of

_FORMATS: Final[tuple[tuple[str, ChatFormat], ...]] = (("<tool_call>", HERMES),)
"""By a mark that is in the templates of a format and in no template of those below it."""


def format_of(template_source: str | None) -> ChatFormat:
    """Return the format of the models that have a template.

    Args:
        template_source: the text of the template for conversations with tools; ``None`` or a name where there
            is no text.

    Returns:
        The format, with the tags around thoughts. For a template without known marks, one that takes calls as
        the model is told to write them where a template cannot describe tools, and calls in plain JSON.
    """
    source = template_source or ""
    found = next((chat_format for mark, chat_format in _FORMATS if mark in source), GENERIC)
    return replace(found, reasoning=found.reasoning or reasoning_of(source))
