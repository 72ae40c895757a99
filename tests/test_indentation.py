"""Indentation: the first line that has too little ends the text, however the text is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyllama.indentation import IndentMatcher


def run(n_indent: int, pieces: list[str]) -> tuple[str, bool]:
    """Feed pieces until a line is short; return the text shown, and whether one was."""
    matcher = IndentMatcher(n_indent)
    shown = ""
    for piece in pieces:
        shown += matcher.feed(piece)
        if matcher.is_short:
            break
    return shown, matcher.is_short


@pytest.mark.parametrize(
    ("text", "shown", "is_short"),
    [
        ("x = 1", "x = 1", False),
        ("x\n  y\n\t z\n", "x\n  y\n\t z\n", False),
        ("x\n y", "x\n ", True),
        ("x\n\n  y", "x\n", True),
        ("x\n  y\nz", "x\n  y\n", True),
        ("x\n ", "x\n ", False),
    ],
)
def test_lines_after_the_first_one_are_watched(text: str, shown: str, is_short: bool) -> None:
    assert run(2, [text]) == (shown, is_short)


@given(pieces=st.lists(st.text("x \n\t", max_size=4)), n_indent=st.integers(1, 3))
def test_how_the_text_is_cut_makes_no_difference(pieces: list[str], n_indent: int) -> None:
    assert run(n_indent, pieces) == run(n_indent, ["".join(pieces)])
