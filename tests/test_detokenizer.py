"""UTF-8 in pieces: no character is ever cut, and nothing fails."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pyllama import Detokenizer


def test_an_incomplete_character_is_held_back() -> None:
    detokenizer = Detokenizer()
    first, second = b"\xc3", b"\xa1"
    assert detokenizer.decode(b"a" + first) == "a"
    assert detokenizer.decode(second + b"b") == "áb"


def test_bytes_that_are_no_character_become_the_replacement_character() -> None:
    detokenizer = Detokenizer()
    assert detokenizer.decode(b"a\xffb") == "a\ufffdb"


def test_flush_shows_that_a_character_was_left_incomplete() -> None:
    detokenizer = Detokenizer()
    assert detokenizer.decode("é".encode()[:1]) == ""
    assert detokenizer.flush() == "\ufffd"
    assert detokenizer.flush() == ""


@given(st.text(), st.lists(st.integers(min_value=0, max_value=40)))
def test_the_cut_into_pieces_does_not_matter(text: str, cuts: list[int]) -> None:
    data = text.encode()
    edges = [0, *sorted(c for c in cuts if c < len(data)), len(data)]
    detokenizer = Detokenizer()
    pieces = [detokenizer.decode(data[a:b]) for a, b in pairwise(edges)]
    assert "".join(pieces) + detokenizer.flush() == text


@given(st.lists(st.binary(max_size=8)))
def test_any_bytes_give_some_text(pieces: list[bytes]) -> None:
    detokenizer = Detokenizer()
    text = "".join(map(detokenizer.decode, pieces)) + detokenizer.flush()
    assert text == b"".join(pieces).decode("utf-8", "replace")
