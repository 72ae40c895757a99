"""The scheduler alone, with anything happening in any order, and all books checked after each step."""

from __future__ import annotations

import pytest

from tests.engine.bench import Bench
from tests.engine.schedules import random_schedule


@pytest.mark.parametrize("part", range(20))
def test_any_schedule_keeps_the_books_true_and_ends_every_sequence_once(part: int) -> None:
    for seed in range(500 * part, 500 * (part + 1)):
        try:
            random_schedule(seed, Bench)
        except BaseException as error:
            error.add_note(f"random_schedule({seed})")
            raise
