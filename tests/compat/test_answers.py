"""This server's answers beside those that upstream's gave."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.compat.ask import Answer, Ask
from tests.compat.compare import Difference, differences
from tests.compat.differences import BY_TYPE, KNOWN, Known
from tests.compat.golden import read_commit, read_golden
from tests.compat.record import upstream_commit
from tests.compat.setups import SETUPS

ASKS = [question for setup in SETUPS for question in setup.asks]
THEIRS = {name: answer for setup in SETUPS for name, answer in read_golden(setup).items()}


def differences_of(name: str, theirs: Answer, ours: Answer) -> list[tuple[Difference, list[Known]]]:
    """The differences of two answers, each with what explains it."""
    return [
        (difference, [known for known in KNOWN if known.explains(name, difference)])
        for difference in differences(theirs, ours, tuple(BY_TYPE))
    ]


@pytest.mark.parametrize("question", ASKS, ids=lambda question: question.name)
def test_an_answer_is_upstreams(question: Ask, ours: dict[str, Answer]) -> None:
    name = question.name
    assert name in THEIRS, "ask upstream's server: python -m tests.compat.record"
    unexplained = [
        str(difference) for difference, known in differences_of(name, THEIRS[name], ours[name]) if not known
    ]
    assert not unexplained


def test_each_known_difference_is_there(ours: dict[str, Answer]) -> None:
    used = [
        known
        for name, theirs in THEIRS.items()
        for _, explanations in differences_of(name, theirs, ours[name])
        for known in explanations
    ]
    assert [known for known in KNOWN if known not in used] == []


def test_each_request_has_a_name_of_its_own() -> None:
    assert [name for name, n in Counter(question.name for question in ASKS).items() if n > 1] == []


def test_upstreams_answers_are_those_of_the_pinned_version() -> None:
    assert {read_commit(setup) for setup in SETUPS} == {upstream_commit()}
