from __future__ import annotations

from typing import Any

import pytest

from tests.compat.ask import Answer
from tests.compat.compare import differences, matches
from tests.compat.differences import Known


def answer(body: Any, status: int = 200) -> Answer:
    return {"status": status, "body": body}


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        ({"a": 1}, {"a": 1.0}, []),
        ({"a": 1.0}, {"a": 1.0005}, []),
        ({"a": 1.0}, {"a": 1.002}, [("body.a", "value")]),
        ({"a": 1}, {"a": 2}, [("body.a", "value")]),
        ({"a": 1}, {"a": True}, [("body.a", "type")]),
        ({"a": None}, {"a": ""}, [("body.a", "type")]),
        ({"a": {"b": 1}}, {"a": {}}, [("body.a.b", "missing")]),
        ({}, {"a": None}, [("body.a", "extra")]),
        ([1, 2], [1], [("body", "length")]),
        ([{"a": 1}, 2], [{"a": 3}, "x"], [("body.0.a", "value"), ("body.1", "type")]),
        ({"free": 1, "a": "x"}, {"free": 2, "a": "y"}, [("body.a", "value")]),
        ({"free": 1}, {"free": "x"}, [("body.free", "type")]),
    ],
)
def test_what_differs(theirs: Any, ours: Any, expected: list[tuple[str, str]]) -> None:
    found = differences(answer(theirs), answer(ours), ["**.free"])
    assert [(difference.path, difference.kind) for difference in found] == expected


def test_another_status_is_the_only_difference() -> None:
    (difference,) = differences(answer({"a": 1}), answer({"b": 1}, 400))
    assert (difference.path, difference.theirs, difference.ours) == ("status", 200, 400)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("a.*.c", "a.0.c", True),
        ("a.*.c", "a.0.1.c", False),
        ("a.**", "a.0.1.c", True),
        ("**.c", "a.0.1.c", True),
        ("a.c", "a_c", False),
        ("a", "a.b", False),
    ],
)
def test_patterns(pattern: str, path: str, expected: bool) -> None:
    assert matches(pattern, path) is expected


def test_what_is_known_explains_no_more_than_it_says() -> None:
    (difference,) = differences(answer({"a": 1}), answer({"a": 2}))
    assert Known("x/*", "body.a", "").explains("x/y", difference)
    assert Known("x/*", "body.a", "", theirs=1, ours=2).explains("x/y", difference)
    assert not Known("z/*", "body.a", "").explains("x/y", difference)
    assert not Known("x/*", "body.b", "").explains("x/y", difference)
    assert not Known("x/*", "body.a", "", ours=3).explains("x/y", difference)
