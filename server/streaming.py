"""The body of a response that is a stream of events."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

import trio
from quart.wrappers.response import ResponseBody
from quart_trio.wrappers import TrioResponse

from pyllama.engine import TextDelta
from server.errors import error_body, is_expected
from server.formats.json import EVENT_STREAM_TYPE, server_sent_event
from server.generation_group import GenerationGroup, IndexedDeltas

logger = logging.getLogger(__name__)

Encode = Callable[[Sequence[IndexedDeltas]], bytes]
"""Makes events of what was read, ``b""`` if there are none yet; of nothing, where a ping is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamForm:
    """How a stream looks on the wire.

    Attributes:
        content_type: what it is.
        error: makes the event that tells an error, which is the last one.
        ping: what is sent while there is nothing to send.
        ping_s: seconds of silence after which it is.
    """

    content_type: str
    error: Callable[[Exception], bytes]
    ping: bytes = b""
    ping_s: float = math.inf


EVENTS: Final = StreamForm(
    content_type=EVENT_STREAM_TYPE, error=lambda error: server_sent_event(error_body(error))
)
"""Server-sent events, in the form of this server and of OpenAI."""


class EventStream(ResponseBody):
    """Sends chunks of events; an error becomes the last event.

    A class and not a generator: a generator that is left half way would be cleaned up at some later time,
    by another task.

    Args:
        group: what is read.
        encode: makes the events.
        form: how the stream looks.
    """

    def __init__(self, group: GenerationGroup, encode: Encode, form: StreamForm) -> None:
        self._group = group
        self._encode = encode
        self._form = form
        self._first = b""
        self._has_begun = False
        self._failed = False

    async def begin(self) -> None:
        """Wait for the first chunk; before it, an error can still be told by the status."""
        self._first = await self._next_chunk()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        pass

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        if self._first:
            first, self._first = self._first, b""
            return first
        if self._failed:
            raise StopAsyncIteration
        # The first chunk has been sent, and the head of the response before it.
        self._has_begun = True
        try:
            chunk = await self._next_chunk()
        except Exception as error:  # whatever it is, the client is told
            if not is_expected(error):
                logger.exception("a stream failed", exc_info=error)
            self._failed = True
            return self._form.error(error)
        if not chunk:
            raise StopAsyncIteration
        return chunk

    async def _next_chunk(self) -> bytes:
        """Wait for the next events, and return all that are ready; ``b""`` at the end."""
        direct = self._group.direct
        while not self._group.is_finished:
            ready: list[IndexedDeltas] = []
            n_sent = direct.n_sent
            try:
                with trio.move_on_after(self._form.ping_s), self._direct_way():
                    ready = await self._group.next_deltas()
            finally:
                await direct.send_rest()
            if not ready and direct.n_sent > n_sent:
                continue
            chunk = self._encode(ready)
            if ready:
                direct.n_sent = max((deltas[-1].n_decoded for _, deltas in ready if deltas), default=0)
            else:
                chunk += self._form.ping
            if chunk:
                return chunk
        return b""

    def _direct_way(self) -> AbstractContextManager[None]:
        return self._group.direct.open(self._encode_directly) if self._has_begun else nullcontext()

    def _encode_directly(self, delta: TextDelta) -> bytes:
        self._group.note(0, [delta])
        return self._encode([(0, [delta])])


async def event_stream_response(
    group: GenerationGroup, encode: Encode, form: StreamForm = EVENTS
) -> TrioResponse:
    """Return a streamed response once its first events are there, or it is time for a ping.

    Raises: as ``GenerationGroup.next_deltas``, if no event is there yet; a later error becomes an event.
    """
    body = EventStream(group, encode, form)
    await body.begin()
    response = TrioResponse(b"", content_type=form.content_type)
    response.response = body
    del response.headers["Content-Length"]
    response.headers["Cache-Control"] = "no-cache"
    # Proxies that buffer responses must not do so here.
    response.headers["X-Accel-Buffering"] = "no"
    return response
