"""An answer cut into segments, one behind the other: thoughts, text, calls; also named blocks or items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from pyllama.chat.reply import CallDelta, ReplyDelta
from pyllama.engine import Finished
from server.formats.chat_answer import AnswerDelta, AnswerEnd

SegmentKind = Literal["reasoning", "content", "call"]


@dataclass(slots=True, kw_only=True)
class Segment:
    """A part of an answer that is of one kind.

    Attributes:
        index: its place in the answer, from 0.
        kind: what it is.
        call_id: of a call, what the result refers to.
        name: of a call, the function.
        pieces: what it says so far; of a call, the JSON of the arguments.
    """

    index: int
    kind: SegmentKind
    call_id: str = ""
    name: str = ""
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that it says so far."""
        return "".join(self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What happens to a segment: it begins, grows by a piece, or ends."""

    action: Literal["begin", "piece", "end"]
    segment: Segment
    piece: str = ""


class Segments:
    """The segments of an answer that is being made.

    Attributes:
        all: the segments so far, in order.
        n_reasoning: tokens of thoughts so far.
        end: why the answer ended, when it has.
        source: how the generation ended, when it has.
    """

    def __init__(self) -> None:
        self.all: list[Segment] = []
        self.n_reasoning = 0
        self.end: AnswerEnd | None = None
        self.source: Finished | None = None
        self._call = -1

    def read(self, step: AnswerDelta) -> Iterator[Cut]:
        """Yield what an increment of the answer does."""
        if step.reply.reasoning:
            self.n_reasoning += len(step.tokens)
        yield from self._read(step.reply)
        if step.end is not None and isinstance(step.source, Finished):
            self.end, self.source = step.end, step.source
            yield from self._close()

    def read_all(self, steps: Iterable[AnswerDelta]) -> None:
        """Read a whole answer."""
        for step in steps:
            for _ in self.read(step):
                pass

    def _read(self, reply: ReplyDelta) -> Iterator[Cut]:
        if reply.reasoning:
            yield from self._grow("reasoning", reply.reasoning)
        if reply.content:
            yield from self._grow("content", reply.content)
        for call in reply.calls:
            yield from self._grow("call", call.arguments, call)

    def _grow(self, kind: SegmentKind, piece: str, call: CallDelta | None = None) -> Iterator[Cut]:
        current = self.all[-1] if self.all else None
        is_new_call = call is not None and call.index != self._call
        if current is None or current.kind != kind or is_new_call:
            yield from self._close()
            current = Segment(index=len(self.all), kind=kind)
            if call is not None:
                self._call = call.index
                current.call_id, current.name = call.id or "", call.name or ""
            self.all.append(current)
            yield Cut(action="begin", segment=current)
        if piece:
            current.pieces.append(piece)
            yield Cut(action="piece", segment=current, piece=piece)

    def _close(self) -> Iterator[Cut]:
        if self.all:
            yield Cut(action="end", segment=self.all[-1])
