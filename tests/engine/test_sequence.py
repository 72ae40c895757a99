"""One sequence: what its reader gets of each token, and how it ends."""

from __future__ import annotations

from pyllama.engine.request import Finished, GenerationRequest, TextDelta
from pyllama.engine.sequence import Sequence
from pyllama.engine.token_table import TokenTable

EOS = 9
PIECES = {1: b"a", 2: b"\n", 3: "é".encode()[:1], 4: "é".encode()[1:], 6: b"ST", 7: b"OP", EOS: b""}
TABLE = TokenTable(piece=PIECES.__getitem__, end_of_generation=frozenset({EOS}))


def make(*, max_tokens: int = -1, stop: tuple[str, ...] = ()) -> Sequence:
    request = GenerationRequest(prompt=(1, 1), max_tokens=max_tokens, stop=stop)
    return Sequence(0, request, TABLE, n_ctx=100)


def test_each_token_is_one_delta() -> None:
    sequence = make()
    assert sequence.append(1, now=1.0) == TextDelta("a", (1,), 1, -1)
    assert sequence.append(2, now=2.0) == TextDelta("\n", (2,), 2, -1)


def test_half_a_character_waits_for_the_other_and_no_token_is_lost() -> None:
    sequence = make()
    assert sequence.append(3, now=1.0) is None
    assert sequence.append(4, now=2.0) == TextDelta("é", (3, 4), 2, -1)


def test_half_a_character_at_the_end_is_shown_as_such() -> None:
    sequence = make(max_tokens=1)
    finished = sequence.append(3, now=1.0)
    assert isinstance(finished, Finished)
    assert finished.text == "\ufffd"


def test_a_stop_string_ends_it_and_is_not_shown() -> None:
    sequence = make(stop=("STOP",))
    sequence.append(1, now=1.0)
    assert sequence.append(6, now=2.0) is None
    finished = sequence.append(7, now=3.0)
    assert isinstance(finished, Finished)
    assert (finished.stop_type, finished.stopping_word) == ("word", "STOP")
    assert (finished.text, finished.tokens, finished.n_decoded) == ("", (6, 7), 3)


def test_text_that_was_held_back_comes_out_at_the_end() -> None:
    sequence = make(stop=("STOP",), max_tokens=1)
    finished = sequence.append(6, now=1.0)
    assert isinstance(finished, Finished)
    assert (finished.stop_type, finished.text) == ("limit", "ST")


def test_an_end_of_generation_token_shows_what_was_held_back() -> None:
    sequence = make(stop=("STOP",))
    sequence.append(6, now=1.0)
    finished = sequence.append(EOS, now=2.0)
    assert isinstance(finished, Finished)
    assert (finished.stop_type, finished.text, finished.tokens) == ("eos", "ST", (6, EOS))


def test_line_breaks_and_times_are_noted() -> None:
    sequence = make(max_tokens=3)
    sequence.t_start = 1.0
    sequence.append(1, now=1.5)
    sequence.append(2, now=2.5)
    finished = sequence.append(1, now=3.5)
    assert isinstance(finished, Finished)
    assert finished.has_new_line
    assert (finished.prompt_ms, finished.predicted_ms) == (500.0, 2000.0)


def test_a_line_with_too_little_indentation_ends_it() -> None:
    request = GenerationRequest(prompt=(1, 1), n_indent=1)
    sequence = Sequence(0, request, TABLE, n_ctx=100)
    sequence.append(1, now=1.0)
    sequence.append(2, now=2.0)
    finished = sequence.append(1, now=3.0)
    assert isinstance(finished, Finished)
    assert (finished.stop_type, finished.text, finished.tokens) == ("limit", "", (1,))
