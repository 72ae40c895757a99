"""What is wanted of an answer."""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Tools = Mapping[str, Mapping[str, Any]]
"""The JSON schema of each tool's arguments, by the tool's name."""

_LETTERS: Final = string.ascii_letters + string.digits


def new_call_id() -> str:
    """Return an id for a call: ``call_`` and 24 random letters and digits."""
    return "call_" + "".join(secrets.choice(_LETTERS) for _ in range(24))


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseOptions:
    """What is wanted of an answer.

    Attributes:
        tools: the tools that the model may call.
        parse_tool_calls: find calls; otherwise their text is content.
        reasoning: find thoughts; otherwise their text and tags are content. Calls are not looked for in
            thoughts either way.
        starts_in_reasoning: the prompt ended inside of thoughts.
        new_id: makes an id for a call to which the model gives none.
    """

    tools: Tools = field(default_factory=dict)
    parse_tool_calls: bool = False
    reasoning: bool = False
    starts_in_reasoning: bool = False
    new_id: Callable[[], str] = new_call_id
