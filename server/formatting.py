"""Makes large responses without holding up other clients."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

import trio

from pyllama.engine import Engine

T = TypeVar("T")

_ONE_AT_A_TIME: Final = trio.CapacityLimiter(1)


async def format_response(engine: Engine, function: Callable[[], T], *, has_probs: bool) -> T:
    """Call a function that makes a response.

    Probabilities of a long text are so many objects that they are made on another thread; for one response
    at a time, so that other threads wait the least.

    Args:
        engine: its model stays open meanwhile.
        function: makes the response.
        has_probs: whether the response has probabilities.

    Cancelling: takes effect when the function has returned.

    Raises:
        EngineClosedError: the engine is shutting down.
    """
    if not has_probs:
        return function()
    async with _ONE_AT_A_TIME:
        return await engine.run_in_thread(function)
