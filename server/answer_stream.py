"""The stream of one answer, in whichever dialect."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import trio
from quart_trio.wrappers import TrioResponse

from server.chat_generation import ChatGeneration
from server.formats.chat_answer import AnswerDelta
from server.streaming import StreamForm, event_stream_response

Event_co = TypeVar("Event_co", covariant=True)
Event = TypeVar("Event")


class AnswerEvents(Protocol[Event_co]):
    """Makes the events of one answer."""

    def begin(self) -> Iterable[Event_co]:
        """Return the events before all others."""

    def read(self, step: AnswerDelta) -> Iterable[Event_co]:
        """Return the events for an increment; those for the last one end the stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerForm(StreamForm, Generic[Event]):
    """How the stream of an answer looks on the wire.

    Attributes:
        event: writes an event.
        ping: what is sent while there is nothing to send.
        ping_s: seconds of silence after which it is.
    """

    event: Callable[[Event], bytes]
    ping: bytes = b""
    ping_s: float = math.inf


async def answer_stream_response(
    chat: ChatGeneration, source: AnswerEvents[Event], form: AnswerForm[Event]
) -> TrioResponse:
    """Return the response once its first events are there, or it is time for a ping.

    Args:
        chat: the answer.
        source: makes its events.
        form: how they look.

    Raises: as ``GenerationGroup.next_deltas``, if no event is there yet; a later error becomes an event.
    """
    (reader,) = chat.readers
    unsent = list(source.begin())

    async def next_chunk() -> bytes:
        while not chat.group.is_finished:
            events, pings = list(unsent), True
            with trio.move_on_after(form.ping_s):
                for _, deltas in await chat.group.next_deltas():
                    for delta in deltas:
                        for step in reader.read(delta):
                            events += source.read(step)
                pings = False
            if pings or len(events) > len(unsent):
                unsent.clear()
                return b"".join(map(form.event, events)) + (form.ping if pings else b"")
        return b""

    return await event_stream_response(next_chunk, form)
