"""The reader's end of one generation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import trio

from pyllama.closing import Closing
from pyllama.engine.request import Delta, Event, Failed, Finished, GenerationRequest
from pyllama.errors import ClosedError, PyllamaError, SlowConsumerError


@dataclass(frozen=True, slots=True)
class Completion:
    """A whole generation.

    Attributes:
        text: all of its text.
        tokens: all of its token ids.
        finished: how it ended.
    """

    text: str
    tokens: tuple[int, ...]
    finished: Finished


class Generation(Closing):
    """A running generation: an async iterator of deltas, the last of which is a ``Finished``.

    Use it as ``async for delta in generation``, or call ``next_deltas()`` for all that are ready at once.
    ``close()`` stops the generation before the engine's next step; dropping the object does the same.

    Cancelling a task that waits here loses no delta and does not stop the generation; closing does.
    """

    def __init__(
        self,
        request: GenerationRequest,
        id_request: int,
        n_buffered_max: int,
        cancel: Callable[[int], None],
    ) -> None:
        self.request = request
        self.id_request = id_request
        self._send, self._receive = trio.open_memory_channel[Event](n_buffered_max)
        self._n_buffered_max = n_buffered_max
        self._cancel = cancel
        self._ended_by: PyllamaError | None = None
        self._ended = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Delta:
        """Return the next delta.

        Raises:
            SlowConsumerError: deltas were not read for too long.
            EngineClosedError: the engine was shut down or has crashed.
            DecodeError: native code failed.
        """
        try:
            event = await self._receive.receive()
        except trio.EndOfChannel:
            if self._ended_by is not None:
                raise self._ended_by from None
            raise StopAsyncIteration from None
        except trio.ClosedResourceError:
            raise StopAsyncIteration from None
        return self._unpack(event)

    async def next_deltas(self) -> list[Delta]:
        """Wait for a delta, and return it with all others that are ready; ``[]`` after the last one.

        Raises: as iteration does.
        """
        try:
            deltas = [await self.__anext__()]
        except StopAsyncIteration:
            return []
        while True:
            try:
                event = self._receive.receive_nowait()
            except (trio.WouldBlock, trio.EndOfChannel):
                return deltas
            if isinstance(event, Failed):
                # The error is raised by the next call; what came before it is not lost.
                self._ended_by = event.error
                return deltas
            deltas.append(event)

    async def complete(self) -> Completion:
        """Read to the end and return the whole. Cancelling closes it.

        Raises:
            ClosedError: it was closed before.
            PyllamaError: as iteration does.
        """
        text: list[str] = []
        tokens: list[int] = []
        with self:
            async for delta in self:
                text.append(delta.text)
                tokens.extend(delta.tokens)
                if isinstance(delta, Finished):
                    return Completion("".join(text), tuple(tokens), delta)
        raise ClosedError("Generation")

    def close(self) -> None:
        """Stop the generation, if it still runs, before the engine's next step. Idempotent."""
        self._receive.close()
        if not self._ended:
            self._ended = True
            self._send.close()
            self._cancel(self.id_request)

    def deliver(self, event: Event) -> bool:
        """Put an event into the buffer; called by the engine.

        Returns:
            Whether the reader can take more. If not, the engine drops the sequence.
        """
        if self._ended:
            return False
        try:
            self._send.send_nowait(event)
        except trio.WouldBlock:
            self._end(SlowConsumerError(self._n_buffered_max))
            return False
        if isinstance(event, Finished | Failed):
            self._end(None)
        return True

    def _unpack(self, event: Event) -> Delta:
        if isinstance(event, Failed):
            raise event.error
        return event

    def _end(self, error: PyllamaError | None) -> None:
        self._ended = True
        self._ended_by = error
        self._send.close()

    def __del__(self) -> None:
        # A reader that forgot the object cannot want its tokens. Nobody waits on the channel any more, so
        # closing it is safe on whatever thread the garbage collector runs.
        if hasattr(self, "_cancel"):
            self.close()
