"""Checks a grammar in Lark for what would take llguidance too long."""

from __future__ import annotations

import re
from typing import Final

from pyllama.errors import GrammarError

MAX_DEFINITIONS: Final = 500
"""Most rules and terminals; an error in one costs time quadratic in how many are within each other."""

_DEFINITION: Final = re.compile(r"^[ \t]*[?!]?\w+[^:\n]*:", re.MULTILINE)


def checked_lark(text: str) -> str:
    """Return a grammar as it is.

    Raises:
        GrammarError: it has too many definitions.
    """
    n = sum(1 for _ in _DEFINITION.finditer(text))
    if n > MAX_DEFINITIONS:
        raise GrammarError(f"it has more than {MAX_DEFINITIONS} definitions, {n}", param="lark")
    return text
