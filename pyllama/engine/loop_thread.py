"""The life of a loop's thread, and of the other threads that use the loop's model."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import trio

from pyllama.errors import EngineClosedError, EngineCrashedError

T = TypeVar("T")


class LoopThread:
    """Runs a loop on a thread for the length of a block. All methods belong to one Trio thread.

    Args:
        run: the loop.
        stop: asks the loop to end soon.
        ended: called when the loop has ended, to fail what still waits for it.

    Attributes:
        closed: whether the loop has ended, or was asked to.
    """

    def __init__(
        self,
        run: Callable[[], None],
        stop: Callable[[], None],
        ended: Callable[[], None],
    ) -> None:
        self._run = run
        self._stop = stop
        self._ended = ended
        self.closed = False
        self._crash: Exception | None = None
        self._n_threads_busy = 0
        self._threads_idle = trio.lowlevel.ParkingLot()

    def close(self) -> None:
        """Ask the loop to end. Idempotent."""
        if not self.closed:
            self.closed = True
            self._stop()

    async def call(self, function: Callable[[], T]) -> T:
        """Call a function on another thread; the block does not end before it has returned.

        Cancelling takes effect then.

        Raises:
            EngineClosedError: the loop has ended, or was asked to.
        """
        if self.closed:
            raise EngineClosedError
        self._n_threads_busy += 1
        try:
            return await trio.to_thread.run_sync(function)
        finally:
            self._n_threads_busy -= 1
            if self._n_threads_busy == 0:
                self._threads_idle.unpark_all()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the loop for the length of the block.

        Raises:
            EngineCrashedError: the loop raised an exception, which is its cause; the block is cancelled.
        """
        error: BaseException | None = None
        async with trio.open_nursery() as nursery:
            nursery.start_soon(self._run_loop, nursery.cancel_scope)
            try:
                yield
            except (Exception, KeyboardInterrupt) as caught:  # noqa: BLE001  # raised below, outside the groups
                error = caught
            finally:
                self.close()
                # Native code that is at work in the model must not lose it.
                with trio.CancelScope(shield=True):
                    while self._n_threads_busy:
                        await self._threads_idle.park()
        if self._crash is not None:
            raise EngineCrashedError from self._crash
        if error is not None:
            raise error

    async def _run_loop(self, scope: trio.CancelScope) -> None:
        try:
            # A limiter of its own: the loop must never wait for a free thread of the default one.
            await trio.to_thread.run_sync(self._run, limiter=trio.CapacityLimiter(1))
        except Exception as caught:  # noqa: BLE001  # raised again by ``running``
            self._crash = caught
            scope.cancel()
        finally:
            self.closed = True
            self._ended()
