"""What a text has to conform to, as a plain value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from pyllama.errors import GrammarError

ConstraintKind = Literal["grammar", "json_schema", "regex", "lark"]
"""The language that a constraint is written in: GBNF, JSON Schema, a regular expression, or Lark."""

MAX_CHARACTERS: Final = 1 << 17
"""Longest text of a constraint; what llguidance needs for one grows with it."""

_FORBIDDEN: Final = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Constraint:
    """A language that a generated text has to belong to.

    Attributes:
        kind: what it is written in.
        text: the grammar, the schema as JSON, or the expression; at most 128 Ki characters.
        param: how errors call it; ``""`` takes the kind.
        content: what ``@content`` stands for in a grammar in Lark.

    Raises:
        GrammarError: the text is empty, too long, or holds NUL or a lone surrogate.
    """

    kind: ConstraintKind
    text: str
    param: str = field(default="", compare=False)
    content: Constraint | None = None

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise self.error("it is empty")
        if len(self.text) > MAX_CHARACTERS:
            raise self.error(f"it is longer than {MAX_CHARACTERS} characters")
        match = _FORBIDDEN.search(self.text)
        if match is not None:
            line = self.text.count("\n", 0, match.start()) + 1
            raise self.error("it holds NUL or a lone surrogate", line)

    def error(self, reason: str, line: int | None = None) -> GrammarError:
        """Return the error that says what is wrong with it."""
        return GrammarError(reason, param=self.param or self.kind, line=line)
