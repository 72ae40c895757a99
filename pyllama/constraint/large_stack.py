"""Calls functions that need a large stack."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

STACK_BYTES: Final = 256 << 20
"""Enough for llguidance to follow a chain of as many rules as the longest text can define, one in another."""

_lock = threading.Lock()


def call_on_large_stack(function: Callable[[], T]) -> T:
    """Call a function on a new thread with a stack of 256 MiB, which are reserved but not used, and wait.

    Raises: what the function raises.
    """
    results: list[T] = []
    errors: list[BaseException] = []

    def call() -> None:
        try:
            results.append(function())
        except BaseException as error:  # noqa: BLE001  # raised again where the result is wanted
            errors.append(error)

    thread = threading.Thread(target=call, name="pyllama-compile", daemon=True)
    with _lock:  # the size is that of all threads that are started meanwhile
        size = threading.stack_size(STACK_BYTES)
        try:
            thread.start()
        finally:
            threading.stack_size(size)
    thread.join()
    if errors:
        # An error knows this frame: if that knew it too, what both hold would live until the next collection.
        raise errors.pop()
    return results[0]
