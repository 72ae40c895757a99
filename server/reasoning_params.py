"""What becomes of the thoughts that come before an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ReasoningFormat = Literal["auto", "none", "deepseek", "deepseek-legacy"]
"""Where thoughts go: into a field of their own (``auto`` and ``deepseek``), into the content as they were
written (``none``), or both (``deepseek-legacy``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasoningParams:
    """What becomes of the thoughts that come before an answer.

    Attributes:
        format: where they go.
        budget: most tokens of them; 0 allows none, -1 any number.
        message: what the model is made to think last where the budget is used up.
        control: whether ``POST /v1/chat/completions/control`` may end them.
    """

    format: ReasoningFormat = "auto"
    budget: int = -1
    message: str = ""
    control: bool = False
