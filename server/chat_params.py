"""How conversations become prompts, and how answers are read, where requests do not say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from server.reasoning_params import ReasoningParams


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatParams:
    """How conversations become prompts, and how answers are read.

    Attributes:
        template: the name of a template, or the text of a Jinja template; ``None`` takes the model's own.
        jinja: render texts as Jinja; otherwise native code must recognize the template.
        variables: variables for a Jinja template, where a request does not set them.
        thinks: whether the model is to think; ``None`` leaves that to the template.
        effort: how much it is to think, in a word that the template knows; ``None`` leaves that to it.
        preserve: whether the model gets to see its former thoughts; ``None`` leaves that to the template.
        prefill: the assistant goes on with a final message of its own, instead of beginning another.
        parse: find thoughts and calls in answers; otherwise all that the model writes is content.
        reasoning: what becomes of thoughts.
    """

    template: str | None = None
    jinja: bool = True
    variables: Mapping[str, Any] = field(default_factory=dict)
    thinks: bool | None = None
    effort: str | None = None
    preserve: bool | None = None
    prefill: bool = True
    parse: bool = True
    reasoning: ReasoningParams = field(default_factory=ReasoningParams)

    @property
    def all_variables(self) -> dict[str, Any]:
        """The variables, with those that stand for the other attributes under the names that are common."""
        given = {
            "enable_thinking": self.thinks,
            "reasoning_effort": self.effort,
            "preserve_thinking": self.preserve,
            "clear_thinking": None if self.preserve is None else not self.preserve,
        }
        return {name: value for name, value in given.items() if value is not None} | dict(self.variables)
