from __future__ import annotations

import pytest

from benchmarks.goals import GOALS, Goal
from benchmarks.report import LABELS
from benchmarks.rounds import MEMORY, START
from benchmarks.scenarios import SCENARIOS


@pytest.mark.parametrize(
    ("goal", "text", "ours", "theirs", "reached"),
    [
        (Goal(1.05, at_least=True), ">= 1.05", 105.0, 100.0, True),
        (Goal(1.05, at_least=True), ">= 1.05", 104.0, 100.0, False),
        (Goal(0.2), "<= 0.20", 20.0, 100.0, True),
        (Goal(0.2), "<= 0.20", 21.0, 100.0, False),
        (Goal(0.2), "<= 0.20", 20.0, None, None),
        (Goal(0.2), "<= 0.20", 20.0, 0.0, None),
        (Goal(120, of="difference"), "<= theirs + 120", 620.0, 500.0, True),
        (Goal(120, of="difference"), "<= theirs + 120", 621.0, 500.0, False),
        (Goal(120, of="difference"), "<= theirs + 120", 1.0, None, None),
        (Goal(1.5, of="value"), "<= 1.5", 1.5, None, True),
        (Goal(1.5, of="value"), "<= 1.5", 1.6, 9.0, False),
    ],
)
def test_a_goal_is_judged(
    goal: Goal, text: str, ours: float, theirs: float | None, reached: bool | None
) -> None:
    assert str(goal) == text
    assert goal.is_reached(ours, theirs) is reached


DOCUMENTS = {"document", "documents", "greedy step", "sampled step", "mask", "built-in documents"}


def test_every_goal_is_for_something_that_is_measured() -> None:
    scenarios = [scenario for make in SCENARIOS.values() for scenario in make("seed")]
    groups = {scenario.name: {c.group for c in scenario.conversations} for scenario in scenarios}
    for section, name in GOALS:
        metric, _, group = name.partition("/")
        assert metric in LABELS
        assert section in {MEMORY, START, *DOCUMENTS} or (
            section in groups and (not group or group in groups[section])
        )
