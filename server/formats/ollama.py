"""The response objects of ``POST /api/chat`` and ``/api/generate``, in Ollama's form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from server.errors import ErrorDetail
from server.formats.chat_answer import AnswerDelta
from server.formats.segments import Segment, Segments

DoneReason = Literal["stop", "length", "load"]


class CalledFunction(msgspec.Struct, frozen=True, kw_only=True):
    """The function that is called; its arguments are an object."""

    index: int
    name: str
    arguments: dict[str, Any]


class OllamaToolCall(msgspec.Struct, frozen=True, kw_only=True):
    """A call of a tool, always whole."""

    id: str
    function: CalledFunction


class OllamaAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A message of the assistant, or an increment of it."""

    role: Literal["assistant"] = "assistant"
    content: str
    thinking: str | msgspec.UnsetType = msgspec.UNSET
    tool_calls: tuple[OllamaToolCall, ...] | msgspec.UnsetType = msgspec.UNSET


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    """What each line has; times, in nanoseconds, and counts are in the last one."""

    model: str
    created_at: str
    done: bool
    done_reason: DoneReason | msgspec.UnsetType = msgspec.UNSET
    total_duration: int | msgspec.UnsetType = msgspec.UNSET
    load_duration: int | msgspec.UnsetType = msgspec.UNSET
    prompt_eval_count: int | msgspec.UnsetType = msgspec.UNSET
    prompt_eval_duration: int | msgspec.UnsetType = msgspec.UNSET
    eval_count: int | msgspec.UnsetType = msgspec.UNSET
    eval_duration: int | msgspec.UnsetType = msgspec.UNSET


class OllamaChat(_Line, frozen=True, kw_only=True):
    """A line of an answer, or all of it."""

    message: OllamaAnswer


class OllamaText(_Line, frozen=True, kw_only=True):
    """A line of a text, or all of it."""

    response: str
    thinking: str | msgspec.UnsetType = msgspec.UNSET


OllamaLine = OllamaChat | OllamaText


class OllamaError(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong: the body of an error, and the last line of a stream that failed."""

    error: str


def ollama_error(detail: ErrorDetail) -> OllamaError:
    """Return an error in Ollama's form."""
    return OllamaError(error=detail.message)


def timestamp(seconds: float | None = None) -> str:
    """Return a time, by default now, as text.

    Args:
        seconds: since 1970.
    """
    time = datetime.now(UTC) if seconds is None else datetime.fromtimestamp(seconds, UTC)
    return time.isoformat().replace("+00:00", "Z")


class OllamaLines:
    """Turns an answer into its lines, in order; or into one that has all of it.

    Args:
        model: name of the model.
        is_chat: an answer in a conversation, and not a text.
    """

    def __init__(self, model: str, *, is_chat: bool) -> None:
        self._model = model
        self._line: Callable[..., OllamaLine] = self._chat_line if is_chat else self._text_line
        self._segments = Segments()
        self._n_calls = 0

    def begin(self) -> Iterator[OllamaLine]:
        """Yield the lines before all others: none."""
        yield from ()

    def read(self, step: AnswerDelta) -> Iterator[OllamaLine]:
        """Yield the lines for an increment."""
        for cut in self._segments.read(step):
            kind = cut.segment.kind
            if kind == "call" and cut.action == "end":
                yield self._line(calls=(cut.segment,))
            elif kind != "call" and cut.action == "piece":
                yield self._line(**{kind: cut.piece})
        if self._segments.source is not None:
            yield self._line(segments=self._segments)

    def loaded(self) -> OllamaLine:
        """Return what answers a client that only wants the model to be loaded, as it is."""
        line = self._line()
        return msgspec.structs.replace(line, done=True, done_reason="load")

    def whole(self, segments: Segments) -> OllamaLine:
        """Return all of an answer that has been read."""
        texts = {
            kind: "".join(segment.text for segment in segments.all if segment.kind == kind)
            for kind in ("content", "reasoning")
        }
        calls = tuple(segment for segment in segments.all if segment.kind == "call")
        return self._line(calls=calls, segments=segments, **texts)

    def _chat_line(
        self,
        *,
        content: str = "",
        reasoning: str = "",
        calls: tuple[Segment, ...] = (),
        segments: Segments | None = None,
    ) -> OllamaChat:
        message = OllamaAnswer(
            content=content,
            thinking=reasoning or msgspec.UNSET,
            tool_calls=tuple(_call(i, call) for i, call in enumerate(calls, self._n_calls)) or msgspec.UNSET,
        )
        self._n_calls += len(calls)
        return OllamaChat(message=message, **self._common(segments))

    def _text_line(
        self,
        *,
        content: str = "",
        reasoning: str = "",
        calls: tuple[Segment, ...] = (),  # noqa: ARG002  a text calls nothing
        segments: Segments | None = None,
    ) -> OllamaText:
        thinking = reasoning or msgspec.UNSET
        return OllamaText(response=content, thinking=thinking, **self._common(segments))

    def _common(self, segments: Segments | None) -> dict[str, Any]:
        common = {"model": self._model, "created_at": timestamp(), "done": segments is not None}
        if segments is None or segments.source is None:
            return common
        end = segments.source
        prompt_ns, text_ns = round(end.prompt_ms * 1e6), round(end.predicted_ms * 1e6)
        return common | {
            "done_reason": "length" if segments.end == "length" else "stop",
            "total_duration": prompt_ns + text_ns,
            "load_duration": 0,
            "prompt_eval_count": end.n_prompt_tokens,
            "prompt_eval_duration": prompt_ns,
            "eval_count": end.n_decoded,
            "eval_duration": text_ns,
        }


def _call(index: int, call: Segment) -> OllamaToolCall:
    try:
        arguments = msgspec.json.decode(call.text, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError):
        # They were cut off, and have to be an object.
        arguments = {}
    function = CalledFunction(index=index, name=call.name, arguments=arguments)
    return OllamaToolCall(id=call.call_id, function=function)
