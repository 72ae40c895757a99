"""How conversations become prompts, where requests do not say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatParams:
    """How conversations become prompts.

    Attributes:
        template: the name of a template, or the text of a Jinja template; ``None`` takes the model's own.
        jinja: render texts as Jinja; otherwise native code must recognize the template.
        variables: variables for a Jinja template, where a request does not set them.
        prefill: the assistant goes on with a final message of its own, instead of beginning another.
    """

    template: str | None = None
    jinja: bool = True
    variables: Mapping[str, Any] = field(default_factory=dict)
    prefill: bool = True
