"""Checks that the frozen parameter classes share."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pyllama.errors import InvalidRequestError


def check_ranges(params: object, ranges: Mapping[str, tuple[float, float]]) -> None:
    """Check that numbers lie between two bounds, both included.

    Raises:
        InvalidRequestError: one does not; ``param`` is its field.
    """
    for name, (low, high) in ranges.items():
        value = getattr(params, name)
        if not low <= value <= high:
            raise InvalidRequestError(f"{name} must lie between {low} and {high}, not {value}", param=name)


def check_choices(params: object, choices: Mapping[str, Collection[str]]) -> None:
    """Check that words are among those that are known.

    Raises:
        InvalidRequestError: one is not; ``param`` is its field.
    """
    for name, known in choices.items():
        value = getattr(params, name)
        if value not in known:
            raise InvalidRequestError(f"{name} must be one of {', '.join(known)}, not {value!r}", param=name)
