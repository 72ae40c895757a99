"""The response objects of ``POST /v1/messages``."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import msgspec

from pyllama.engine import Finished
from server.errors import ErrorDetail
from server.formats.chat_answer import AnswerDelta, AnswerEnd
from server.formats.segments import Cut, Segment, Segments

StopReason = Literal["end_turn", "max_tokens", "stop_sequence", "tool_use"]

_OTHER_ERRORS: Final = {
    "exceed_context_size_error": "invalid_request_error",
    "not_supported_error": "api_error",
    "server_error": "api_error",
    "unavailable_error": "api_error",
}
"""What Anthropic calls errors that are called otherwise here."""


class TextContent(msgspec.Struct, frozen=True, kw_only=True, tag="text", tag_field="type"):
    """Text."""

    text: str


class ThinkingContent(msgspec.Struct, frozen=True, kw_only=True, tag="thinking", tag_field="type"):
    """Thoughts; there is nothing to sign."""

    thinking: str
    signature: str = ""


class ToolUseContent(msgspec.Struct, frozen=True, kw_only=True, tag="tool_use", tag_field="type"):
    """A call; ``input`` is an object."""

    id: str
    name: str
    input: Any


ContentBlock = TextContent | ThinkingContent | ToolUseContent


class MessageUsage(msgspec.Struct, frozen=True, kw_only=True):
    """How many tokens a message took; those of the prompt that were reused are counted apart."""

    input_tokens: int
    output_tokens: int
    cache_creation_input_tokens: int = 0
    cache_read_input_tokens: int = 0


class AnthropicMessage(msgspec.Struct, frozen=True, kw_only=True, tag="message", tag_field="type"):
    """An answer."""

    id: str
    role: Literal["assistant"] = "assistant"
    model: str
    content: tuple[ContentBlock, ...]
    stop_reason: StopReason | None
    stop_sequence: str | None
    usage: MessageUsage


class MessageStart(msgspec.Struct, frozen=True, kw_only=True, tag="message_start", tag_field="type"):
    """The first event: the message before it has content."""

    message: AnthropicMessage


class BlockStart(msgspec.Struct, frozen=True, kw_only=True, tag="content_block_start", tag_field="type"):
    """A block begins, empty."""

    index: int
    content_block: ContentBlock


class TextIncrement(msgspec.Struct, frozen=True, kw_only=True, tag="text_delta", tag_field="type"):
    """More text."""

    text: str


class ThinkingIncrement(msgspec.Struct, frozen=True, kw_only=True, tag="thinking_delta", tag_field="type"):
    """More thoughts."""

    thinking: str


class SignatureIncrement(msgspec.Struct, frozen=True, kw_only=True, tag="signature_delta", tag_field="type"):
    """The signature of thoughts, which is empty."""

    signature: str = ""


class InputIncrement(msgspec.Struct, frozen=True, kw_only=True, tag="input_json_delta", tag_field="type"):
    """More of the JSON of a call's input."""

    partial_json: str


Increment = TextIncrement | ThinkingIncrement | SignatureIncrement | InputIncrement


class BlockDelta(msgspec.Struct, frozen=True, kw_only=True, tag="content_block_delta", tag_field="type"):
    """A block grows."""

    index: int
    delta: Increment


class BlockStop(msgspec.Struct, frozen=True, kw_only=True, tag="content_block_stop", tag_field="type"):
    """A block is complete."""

    index: int


class MessageEnd(msgspec.Struct, frozen=True, kw_only=True):
    """Why a message ended."""

    stop_reason: StopReason | None
    stop_sequence: str | None


class MessageDelta(msgspec.Struct, frozen=True, kw_only=True, tag="message_delta", tag_field="type"):
    """The message is complete."""

    delta: MessageEnd
    usage: MessageUsage


class MessageStop(msgspec.Struct, frozen=True, kw_only=True, tag="message_stop", tag_field="type"):
    """The last event."""


class Ping(msgspec.Struct, frozen=True, kw_only=True, tag="ping", tag_field="type"):
    """There is nothing to tell yet."""


MessageEvent = MessageStart | BlockStart | BlockDelta | BlockStop | MessageDelta | MessageStop | Ping


class AnthropicErrorDetail(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong: one word for programs, one sentence for people."""

    type: str
    message: str


class AnthropicError(msgspec.Struct, frozen=True, kw_only=True, tag="error", tag_field="type"):
    """The body of a response that is an error, and the event of one in a stream."""

    error: AnthropicErrorDetail


class TokenCount(msgspec.Struct, frozen=True, kw_only=True):
    """The length of a prompt."""

    input_tokens: int


def anthropic_error(detail: ErrorDetail) -> AnthropicError:
    """Return an error in Anthropic's form."""
    kind = _OTHER_ERRORS.get(detail.type, detail.type)
    return AnthropicError(error=AnthropicErrorDetail(type=kind, message=detail.message))


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageHead:
    """What is known of a message before it begins.

    Attributes:
        model: name of the model.
        n_prompt: length of the prompt in tokens.
        id: names the message.
    """

    model: str
    n_prompt: int
    id: str = field(default_factory=lambda: f"msg_{uuid.uuid4().hex}")


def whole_message(head: MessageHead, segments: Segments) -> AnthropicMessage:
    """Return an answer that has been read to its end."""
    if segments.source is None:
        raise ValueError("the answer is not finished")
    end = _end(segments.source, segments.end)
    return AnthropicMessage(
        id=head.id,
        model=head.model,
        content=tuple(_block(segment, segment.text) for segment in segments.all),
        stop_reason=end.stop_reason,
        stop_sequence=end.stop_sequence,
        usage=_usage(segments.source),
    )


class MessageStream:
    """Turns an answer into its events, in order."""

    def __init__(self, head: MessageHead) -> None:
        self._head = head
        self._segments = Segments()

    def begin(self) -> Iterator[MessageEvent]:
        """Yield the events before all others; how much of the prompt is reused is not known yet."""
        usage = MessageUsage(input_tokens=self._head.n_prompt, output_tokens=0)
        yield MessageStart(
            message=AnthropicMessage(
                id=self._head.id,
                model=self._head.model,
                content=(),
                stop_reason=None,
                stop_sequence=None,
                usage=usage,
            )
        )
        yield Ping()

    def read(self, step: AnswerDelta) -> Iterator[MessageEvent]:
        """Yield the events for an increment."""
        for cut in self._segments.read(step):
            yield from _events(cut)
        source = self._segments.source
        if source is not None:
            yield MessageDelta(delta=_end(source, self._segments.end), usage=_usage(source))
            yield MessageStop()


def _events(cut: Cut) -> Iterator[MessageEvent]:
    index = cut.segment.index
    if cut.action == "begin":
        yield BlockStart(index=index, content_block=_block(cut.segment, ""))
    elif cut.action == "piece":
        yield BlockDelta(index=index, delta=_increment(cut))
    else:
        if cut.segment.kind == "reasoning":
            yield BlockDelta(index=index, delta=SignatureIncrement())
        yield BlockStop(index=index)


def _block(segment: Segment, text: str) -> ContentBlock:
    if segment.kind == "content":
        return TextContent(text=text)
    if segment.kind == "reasoning":
        return ThinkingContent(thinking=text)
    return ToolUseContent(id=segment.call_id, name=segment.name, input=_input(text))


def _increment(cut: Cut) -> Increment:
    if cut.segment.kind == "content":
        return TextIncrement(text=cut.piece)
    if cut.segment.kind == "reasoning":
        return ThinkingIncrement(thinking=cut.piece)
    return InputIncrement(partial_json=cut.piece)


def _input(arguments: str) -> Any:
    """Return the arguments of a call; none where they were cut off, as ``input`` must be an object."""
    try:
        return msgspec.json.decode(arguments, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError):
        return {}


def _end(source: Finished, end: AnswerEnd | None) -> MessageEnd:
    if end == "length":
        return MessageEnd(stop_reason="max_tokens", stop_sequence=None)
    if end == "tool_calls":
        return MessageEnd(stop_reason="tool_use", stop_sequence=None)
    if source.stopping_word:
        return MessageEnd(stop_reason="stop_sequence", stop_sequence=source.stopping_word)
    return MessageEnd(stop_reason="end_turn", stop_sequence=None)


def _usage(source: Finished) -> MessageUsage:
    return MessageUsage(
        input_tokens=source.n_prompt_tokens - source.n_cached_tokens,
        output_tokens=source.n_decoded,
        cache_read_input_tokens=source.n_cached_tokens,
    )
