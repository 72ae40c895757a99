"""Finds what can end, among parts of a grammar or of a schema that may use each other for ever."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

Needs = tuple[Sequence[Hashable], int]
"""What a part uses, and how many of these have to end before it does."""


def ending_parts(needs: Mapping[Any, Needs]) -> set[Hashable]:
    """Return the parts that can end, in time linear in the number of uses.

    Args:
        needs: what each part needs; whatever is used must be a part itself.
    """
    users: dict[Hashable, list[Hashable]] = {part: [] for part in needs}
    for part, (used, _) in needs.items():
        for other in used:
            users[other].append(part)
    n_missing = {part: n for part, (_, n) in needs.items()}
    done: list[Hashable] = [part for part, n in n_missing.items() if n == 0]
    for part in done:  # grows while it is read
        for user in users[part]:
            n_missing[user] -= 1
            if n_missing[user] == 0:
                done.append(user)
    return set(done)
