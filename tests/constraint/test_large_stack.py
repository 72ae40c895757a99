"""Calling on a large stack: what comes back, and what stays."""

from __future__ import annotations

import contextlib
import gc
import weakref

import pytest

from pyllama.constraint.large_stack import call_on_large_stack


class Large:
    """Stands for what takes much memory."""


def test_results_and_errors_come_back() -> None:
    assert call_on_large_stack(lambda: 5) == 5
    with pytest.raises(ZeroDivisionError):
        call_on_large_stack(lambda: 1 // 0)


def test_an_error_does_not_keep_what_its_function_used() -> None:
    seen: list[weakref.ref[Large]] = []

    def fail() -> None:
        large = Large()
        seen.append(weakref.ref(large))
        raise ValueError(large)

    gc.disable()
    try:
        with contextlib.suppress(ValueError):
            call_on_large_stack(fail)
        assert seen[0]() is None
    finally:
        gc.enable()
