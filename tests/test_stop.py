"""Stop strings: found wherever they begin, never shown in part, however the text is cut."""

from hypothesis import given
from hypothesis import strategies as st

from pyllama import StopMatcher


def run(stop: list[str], pieces: list[str]) -> tuple[str, str | None]:
    """Feed pieces until a stop string is found; return the text shown and the stop string."""
    matcher = StopMatcher(stop)
    shown = ""
    for piece in pieces:
        shown += matcher.feed(piece)
        if matcher.stopping_word is not None:
            return shown, matcher.stopping_word
    return shown + matcher.flush(), None


def test_without_stop_strings_everything_passes_at_once() -> None:
    assert StopMatcher().feed("text") == "text"


def test_a_stop_string_is_cut_off() -> None:
    assert run(["END"], ["one END two"]) == ("one ", "END")


def test_a_stop_string_across_pieces_is_never_shown_in_part() -> None:
    matcher = StopMatcher(["</s>"])
    assert matcher.feed("a<") == "a"
    assert matcher.feed("/s") == ""
    assert matcher.feed(">b") == ""
    assert matcher.stopping_word == "</s>"


def test_text_that_only_looked_like_a_stop_string_comes_out() -> None:
    matcher = StopMatcher(["</s>"])
    assert matcher.feed("a</") == "a"
    assert matcher.feed("p>") == "</p>"


def test_flush_returns_what_was_held_back() -> None:
    matcher = StopMatcher(["abc"])
    assert matcher.feed("xab") == "x"
    assert matcher.flush() == "ab"
    assert matcher.flush() == ""


def test_the_stop_string_that_is_complete_first_wins() -> None:
    assert run(["abcd", "bc"], ["abcd"]) == ("a", "bc")
    assert run(["bc", "abc"], ["abc"]) == ("", "abc")


words = st.text(alphabet="ab\n", min_size=1, max_size=4)


@given(stop=st.lists(words, max_size=4), pieces=st.lists(st.text(alphabet="ab\n", max_size=5), max_size=12))
def test_the_cut_into_pieces_does_not_matter(stop: list[str], pieces: list[str]) -> None:
    text = "".join(pieces)
    assert run(stop, pieces) == run(stop, list(text))


@given(stop=st.lists(words, min_size=1, max_size=4), pieces=st.lists(st.text(alphabet="ab\n", max_size=5)))
def test_what_is_shown_holds_no_stop_string(stop: list[str], pieces: list[str]) -> None:
    text = "".join(pieces)
    shown, word = run(stop, pieces)
    assert not any(s in shown for s in stop)
    assert (shown == text) if word is None else text.startswith(shown + word)
