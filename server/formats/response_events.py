"""The events of a stream of ``POST /v1/responses``."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from server.errors import ErrorDetail
from server.formats.chat_answer import AnswerDelta
from server.formats.responses import (
    OutputItem,
    OutputText,
    ReasoningText,
    Response,
    ResponseAsked,
    item_id,
    item_of,
    response_of,
)
from server.formats.segments import Cut, Segment, Segments


class ResponseEvent(msgspec.Struct, frozen=True, kw_only=True):
    """What happens to the response: it was created, is in progress, is complete, or was cut off."""

    type: str
    sequence_number: int
    response: Response


class ItemEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An item is added, or done."""

    type: str
    sequence_number: int
    output_index: int
    item: OutputItem


class PartEvent(msgspec.Struct, frozen=True, kw_only=True):
    """The content of an item is added, or done."""

    type: str
    sequence_number: int
    item_id: str
    output_index: int
    content_index: int = 0
    part: OutputText | ReasoningText


class TextEvent(msgspec.Struct, frozen=True, kw_only=True):
    """The text of an item, its thoughts, or its arguments grow (``delta``), or are done."""

    type: str
    sequence_number: int
    item_id: str
    output_index: int
    content_index: int | msgspec.UnsetType = msgspec.UNSET
    delta: str | msgspec.UnsetType = msgspec.UNSET
    text: str | msgspec.UnsetType = msgspec.UNSET
    arguments: str | msgspec.UnsetType = msgspec.UNSET
    name: str | msgspec.UnsetType = msgspec.UNSET
    logprobs: tuple[()] | msgspec.UnsetType = msgspec.UNSET


StreamedEvent = ResponseEvent | ItemEvent | PartEvent | TextEvent

_TEXT_TYPES = {
    "content": "response.output_text",
    "reasoning": "response.reasoning_text",
    "call": "response.function_call_arguments",
}


class ResponseErrorEvent(msgspec.Struct, frozen=True, kw_only=True):
    """Something went wrong; the last event."""

    type: str = "error"
    code: str
    message: str
    param: str | None


def error_event(detail: ErrorDetail) -> ResponseErrorEvent:
    """Return the event that tells an error."""
    return ResponseErrorEvent(code=detail.type, message=detail.message, param=detail.param)


class ResponseStream:
    """Turns an answer into its events, in order."""

    def __init__(self, asked: ResponseAsked) -> None:
        self._asked = asked
        self._segments = Segments()
        self._n_events = 0

    def begin(self) -> Iterator[StreamedEvent]:
        """Yield the events before all others."""
        yield self._response("response.created")
        yield self._response("response.in_progress")

    def read(self, step: AnswerDelta) -> Iterator[StreamedEvent]:
        """Yield the events for an increment."""
        for cut in self._segments.read(step):
            yield from self._events(cut)
        if self._segments.source is not None:
            is_cut = self._segments.end == "length"
            yield self._response("response.incomplete" if is_cut else "response.completed")

    def _events(self, cut: Cut) -> Iterator[StreamedEvent]:
        segment = cut.segment
        if cut.action == "begin":
            yield self._item("response.output_item.added", segment, begins=True)
            if segment.kind != "call":
                yield self._part("response.content_part.added", segment, "")
        elif cut.action == "piece":
            yield self._text("delta", segment, cut.piece)
        else:
            yield self._text("done", segment, segment.text)
            if segment.kind != "call":
                yield self._part("response.content_part.done", segment, segment.text)
            yield self._item("response.output_item.done", segment, begins=False)

    def _next(self) -> int:
        self._n_events += 1
        return self._n_events - 1

    def _response(self, kind: str) -> ResponseEvent:
        response = response_of(self._asked, self._segments)
        return ResponseEvent(type=kind, sequence_number=self._next(), response=response)

    def _item(self, kind: str, segment: Segment, *, begins: bool) -> ItemEvent:
        item = item_of(self._asked, self._segments, segment, begins=begins)
        return ItemEvent(type=kind, sequence_number=self._next(), output_index=segment.index, item=item)

    def _part(self, kind: str, segment: Segment, text: str) -> PartEvent:
        return PartEvent(
            type=kind,
            sequence_number=self._next(),
            item_id=item_id(self._asked, segment),
            output_index=segment.index,
            part=OutputText(text=text) if segment.kind == "content" else ReasoningText(text=text),
        )

    def _text(self, action: str, segment: Segment, text: str) -> TextEvent:
        is_call, is_done = segment.kind == "call", action == "done"
        return TextEvent(
            type=f"{_TEXT_TYPES[segment.kind]}.{action}",
            sequence_number=self._next(),
            item_id=item_id(self._asked, segment),
            output_index=segment.index,
            content_index=msgspec.UNSET if is_call else 0,
            delta=msgspec.UNSET if is_done else text,
            text=text if is_done and not is_call else msgspec.UNSET,
            arguments=text if is_done and is_call else msgspec.UNSET,
            name=segment.name if is_done and is_call else msgspec.UNSET,
            logprobs=() if segment.kind == "content" else msgspec.UNSET,
        )
