"""The stream of one answer, in whichever dialect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from quart_trio.wrappers import TrioResponse

from server.chat_generation import ChatGeneration
from server.formats.chat_answer import AnswerDelta
from server.generation_group import IndexedDeltas
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
    """

    event: Callable[[Event], bytes]


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

    def encode(ready: Sequence[IndexedDeltas]) -> bytes:
        events = [
            event
            for _, deltas in ready
            for delta in deltas
            for step in reader.read(delta)
            for event in source.read(step)
        ]
        if ready and not events:
            return b""
        chunk = b"".join(map(form.event, [*unsent, *events]))
        unsent.clear()
        return chunk

    return await event_stream_response(chat.group, encode, form)
