"""A stream of events in OpenAI's form: increments, the usage if that was asked for, and a mark at the end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from quart_trio.wrappers import TrioResponse

from pyllama.engine import Delta
from server.formats.json import server_sent_event
from server.formats.openai import DONE
from server.generation_group import GenerationGroup, IndexedDeltas
from server.streaming import event_stream_response


class EventSource(Protocol):
    """Makes the events of one response."""

    def events(self, index: int, deltas: Iterable[Delta]) -> Iterable[object]:
        """Return the events for some deltas of one text."""
        ...

    def usage(self) -> object:
        """Return the event that tells the usage, after all others."""
        ...


async def openai_stream_response(
    group: GenerationGroup, source: EventSource, *, include_usage: bool
) -> TrioResponse:
    """Return the response once its first events are there.

    Raises: as ``GenerationGroup.next_deltas``, if no event is there yet; a later error becomes an event.
    """

    def encode(ready: Iterable[IndexedDeltas]) -> bytes:
        chunk = b"".join(
            server_sent_event(event) for index, deltas in ready for event in source.events(index, deltas)
        )
        if group.is_finished:
            chunk += server_sent_event(source.usage()) + DONE if include_usage else DONE
        return chunk

    return await event_stream_response(group, encode)
