"""The body of a response that is a stream of events."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

from quart.wrappers.response import ResponseBody
from quart_trio.wrappers import TrioResponse

from server.errors import error_body, is_expected
from server.formats.json import EVENT_STREAM_TYPE, server_sent_event

logger = logging.getLogger(__name__)

NextChunk = Callable[[], Awaitable[bytes]]
"""Waits for the next events and returns all that are ready, ``b""`` at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamForm:
    """How a stream looks on the wire.

    Attributes:
        content_type: what it is.
        error: makes the event that tells an error, which is the last one.
    """

    content_type: str
    error: Callable[[Exception], bytes]


EVENTS: Final = StreamForm(
    content_type=EVENT_STREAM_TYPE, error=lambda error: server_sent_event(error_body(error))
)
"""Server-sent events, in the form of this server and of OpenAI."""


class EventStream(ResponseBody):
    """Sends chunks of events; an error becomes the last event.

    A class and not a generator: a generator that is left half way would be cleaned up at some later time,
    by another task.

    Args:
        first: the first chunk, which was made before the status was sent.
        next_chunk: makes the others.
        form: how an error looks.
    """

    def __init__(self, first: bytes, next_chunk: NextChunk, form: StreamForm) -> None:
        self._first = first
        self._next_chunk = next_chunk
        self._form = form
        self._failed = False

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


async def event_stream_response(next_chunk: NextChunk, form: StreamForm = EVENTS) -> TrioResponse:
    """Return a streamed response once its first events are there, so that a failure before has a status.

    Raises: what the first call of ``next_chunk`` raises.
    """
    first = await next_chunk()
    response = TrioResponse(b"", content_type=form.content_type)
    response.response = EventStream(first, next_chunk, form)
    del response.headers["Content-Length"]
    response.headers["Cache-Control"] = "no-cache"
    # Proxies that buffer responses must not do so here.
    response.headers["X-Accel-Buffering"] = "no"
    return response
