"""The tags that models put around their thoughts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ReasoningTags:
    """What begins and what ends the thoughts of a model.

    Attributes:
        open: begins them, at the beginning of the answer or the end of the prompt.
        close: ends them.
    """

    open: str
    close: str


THINK: Final = ReasoningTags("<think>", "</think>")

_KNOWN: Final = (
    ReasoningTags("<seed:think>", "</seed:think>"),
    ReasoningTags("<mm:think>", "</mm:think>"),
    ReasoningTags("[THINK]", "[/THINK]"),
    ReasoningTags("Here are my reasoning steps:", "[BEGIN FINAL RESPONSE]"),
    ReasoningTags("<|START_THINKING|>", "<|END_THINKING|>"),
    THINK,
)


def reasoning_of(template_source: str) -> ReasoningTags | None:
    """Return the tags that a template knows; ``None`` where it knows none."""
    # Some templates only cut thoughts off, behind what ends them.
    fitting = (
        tags
        for tags in _KNOWN
        if tags.close in template_source and (tags is THINK or tags.open in template_source)
    )
    return next(fitting, None)
