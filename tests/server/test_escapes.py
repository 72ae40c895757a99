from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.escapes import unescape


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        (r"a\nb\rc\td", "a\nb\rc\td"),
        (r"\'\"\\", "'\"\\"),
        (r"\\n", r"\n"),
        (r"\x41\x0a", "A\n"),
        (r"\x4", r"\x4"),
        (r"\q", r"\q"),
        ("\\", "\\"),
        ("", ""),
    ],
)
def test_meanings(text: str, meaning: str) -> None:
    assert unescape(text) == meaning


@given(st.text())
def test_text_whose_backslashes_are_doubled_stays(text: str) -> None:
    assert unescape(text.replace("\\", r"\\")) == text
