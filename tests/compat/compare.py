"""Finds where two answers differ."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from tests.compat.ask import Answer

TOLERANCE: Final = 1e-3

Kind = Literal["missing", "extra", "type", "length", "value"]
"""What upstream has and this server has not, the reverse, or how the two differ where both have something."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where two answers differ.

    Attributes:
        path: where; names and indices with dots between them.
        kind: how.
        theirs: what upstream's server has there.
        ours: what this one has there.
    """

    path: str
    kind: Kind
    theirs: Any
    ours: Any

    def __str__(self) -> str:
        return f"{self.path}: {self.kind}, {str(self.theirs)[:200]!r} there, {str(self.ours)[:200]!r} here"


def differences(theirs: Answer, ours: Answer, by_type: Sequence[str] = ()) -> list[Difference]:
    """Return where two answers differ; what belongs to different statuses is not compared further.

    Args:
        theirs: of upstream's server.
        ours: of this server.
        by_type: patterns of paths at which only the types of values have to be equal.
    """
    if theirs["status"] != ours["status"]:
        return [Difference("status", "value", theirs["status"], ours["status"])]
    return list(_walk("", theirs, ours, by_type))


def matches(pattern: str, path: str) -> bool:
    """Return whether a path fits a pattern, in which ``*`` is one part and ``**`` any number of them."""
    return _regex(pattern).fullmatch(path) is not None


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    parts = {"**": r".*", "*": r"[^./]*"}
    tokens = re.split(r"(\*\*|\*)", pattern)
    return re.compile("".join(parts.get(token, re.escape(token)) for token in tokens))


def _walk(path: str, theirs: Any, ours: Any, by_type: Sequence[str]) -> Iterator[Difference]:
    if _type(theirs) != _type(ours):
        yield Difference(path, "type", theirs, ours)
    elif isinstance(theirs, dict):
        for name in [*theirs, *(name for name in ours if name not in theirs)]:
            inner = f"{path}.{name}" if path else name
            if name not in ours:
                yield Difference(inner, "missing", theirs[name], None)
            elif name not in theirs:
                yield Difference(inner, "extra", None, ours[name])
            else:
                yield from _walk(inner, theirs[name], ours[name], by_type)
    elif isinstance(theirs, list):
        if len(theirs) != len(ours):
            yield Difference(path, "length", theirs, ours)
        for i, (their, our) in enumerate(zip(theirs, ours, strict=False)):
            yield from _walk(f"{path}.{i}", their, our, by_type)
    elif not _equal(theirs, ours) and not any(matches(pattern, path) for pattern in by_type):
        yield Difference(path, "value", theirs, ours)


def _type(value: Any) -> str:
    # JSON has one type of number, and a bool is an int in Python.
    return "number" if type(value) in {int, float} else type(value).__name__


def _equal(theirs: Any, ours: Any) -> bool:
    if isinstance(theirs, float) or isinstance(ours, float):
        return math.isclose(theirs, ours, rel_tol=1e-5, abs_tol=TOLERANCE)
    return bool(theirs == ours)
