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
    ReasoningTags("[THINK]", "[/THINK]"),
    ReasoningTags("<|START_THINKING|>", "<|END_THINKING|>"),
    THINK,
)


def reasoning_of(template_source: str) -> ReasoningTags | None:
    """Return the tags that a template knows; ``None`` where it knows none."""
    return next((tags for tags in _KNOWN if tags.close in template_source), None)
