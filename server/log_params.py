"""What is logged, how and where to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class LogParams:
    """What is logged, how and where to.

    Attributes:
        verbosity: 0 nothing, 1 errors, 2 warnings, 3 what happens to the server, 4 what the native library
            says, 5 and more every request and all else.
        disabled: log nothing, whatever the verbosity.
        file: a file that the log goes to the end of, beside standard error.
        format: lines for people, or one JSON object a line.
        colors: whether levels have colors; ``auto`` where standard error is a terminal.
        prefix: whether lines for people begin with the level.
        timestamps: whether they begin with the time.
        prompts: whether the tokens of prompts are logged.
    """

    verbosity: int = 3
    disabled: bool = False
    file: str | None = None
    format: Literal["plain", "json"] = "plain"
    colors: Literal["on", "off", "auto"] = "auto"
    prefix: bool = True
    timestamps: bool = True
    prompts: bool = False
