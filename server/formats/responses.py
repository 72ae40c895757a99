"""The response objects of ``POST /v1/responses``."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from pyllama.engine import Finished
from server.formats.segments import Segment, Segments

ItemStatus = Literal["in_progress", "completed", "incomplete"]


class OutputText(msgspec.Struct, frozen=True, kw_only=True, tag="output_text", tag_field="type"):
    """Text."""

    text: str
    annotations: tuple[()] = ()
    logprobs: tuple[()] = ()


class ReasoningText(msgspec.Struct, frozen=True, kw_only=True, tag="reasoning_text", tag_field="type"):
    """Thoughts."""

    text: str


class OutputMessage(msgspec.Struct, frozen=True, kw_only=True, tag="message", tag_field="type"):
    """What the assistant says."""

    id: str
    status: ItemStatus
    role: Literal["assistant"] = "assistant"
    content: tuple[OutputText, ...]


class OutputReasoning(msgspec.Struct, frozen=True, kw_only=True, tag="reasoning", tag_field="type"):
    """What the assistant thinks; it can be sent back as it is."""

    id: str
    status: ItemStatus
    summary: tuple[()] = ()
    content: tuple[ReasoningText, ...]
    encrypted_content: None = None


class OutputCall(msgspec.Struct, frozen=True, kw_only=True, tag="function_call", tag_field="type"):
    """A call of a tool."""

    id: str
    status: ItemStatus
    call_id: str
    name: str
    arguments: str


OutputItem = OutputMessage | OutputReasoning | OutputCall


class CachedTokens(msgspec.Struct, frozen=True, kw_only=True):
    """How many tokens of the prompt did not have to be evaluated."""

    cached_tokens: int
    cache_write_tokens: int = 0


class ReasoningTokens(msgspec.Struct, frozen=True, kw_only=True):
    """How many of the generated tokens are thoughts."""

    reasoning_tokens: int


class ResponseUsage(msgspec.Struct, frozen=True, kw_only=True):
    """How many tokens a response took."""

    input_tokens: int
    input_tokens_details: CachedTokens
    output_tokens: int
    output_tokens_details: ReasoningTokens
    total_tokens: int


class IncompleteDetails(msgspec.Struct, frozen=True, kw_only=True):
    """Why a response is not complete."""

    reason: Literal["max_output_tokens"] = "max_output_tokens"


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """A response; what was asked for is repeated in it."""

    id: str
    object: Literal["response"] = "response"
    created_at: int
    completed_at: int | None
    status: ItemStatus
    error: None = None
    incomplete_details: IncompleteDetails | None
    instructions: str | None
    max_output_tokens: int | None
    metadata: dict[str, str]
    model: str
    output: tuple[OutputItem, ...]
    parallel_tool_calls: bool
    previous_response_id: None = None
    reasoning: dict[str, str | None]
    store: Literal[False] = False
    temperature: float
    text: dict[str, Any]
    tool_choice: str | dict[str, Any]
    tools: tuple[dict[str, Any], ...]
    top_p: float
    truncation: Literal["disabled"] = "disabled"
    usage: ResponseUsage | None


class InputTokens(msgspec.Struct, frozen=True, kw_only=True):
    """The length of a prompt."""

    object: Literal["response.input_tokens"] = "response.input_tokens"
    input_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseAsked:
    """What a response repeats of its request, and its name."""

    model: str
    instructions: str | None
    max_output_tokens: int | None
    metadata: dict[str, str]
    parallel_tool_calls: bool
    effort: str | None
    temperature: float
    top_p: float
    text: dict[str, Any]
    tool_choice: str | dict[str, Any]
    tools: Sequence[dict[str, Any]]
    id: str = field(default_factory=lambda: f"resp_{uuid.uuid4().hex}")
    created_at: int = field(default_factory=lambda: int(time.time()))


def response_of(asked: ResponseAsked, segments: Segments) -> Response:
    """Return the response as far as it is."""
    source, is_cut = segments.source, segments.end == "length"
    status: ItemStatus = "in_progress" if source is None else "incomplete" if is_cut else "completed"
    return Response(
        id=asked.id,
        created_at=asked.created_at,
        completed_at=int(time.time()) if status == "completed" else None,
        status=status,
        incomplete_details=IncompleteDetails() if status == "incomplete" else None,
        instructions=asked.instructions,
        max_output_tokens=asked.max_output_tokens,
        metadata=asked.metadata,
        model=asked.model,
        output=() if source is None else tuple(item_of(asked, segments, segment) for segment in segments.all),
        parallel_tool_calls=asked.parallel_tool_calls,
        reasoning={"effort": asked.effort, "summary": None},
        temperature=asked.temperature,
        text=asked.text,
        tool_choice=asked.tool_choice,
        tools=tuple(asked.tools),
        top_p=asked.top_p,
        usage=None if source is None else _usage(source, segments.n_reasoning),
    )


def item_id(asked: ResponseAsked, segment: Segment) -> str:
    """Return the name of an item."""
    prefix = {"content": "msg", "reasoning": "rs", "call": "fc"}[segment.kind]
    return f"{prefix}_{asked.id.removeprefix('resp_')}_{segment.index}"


def item_of(
    asked: ResponseAsked, segments: Segments, segment: Segment, *, begins: bool = False
) -> OutputItem:
    """Return an item: one that begins, or one that is as complete as it gets."""
    name, text = item_id(asked, segment), segment.text
    is_cut = segments.end == "length" and segment is segments.all[-1]
    status: ItemStatus = "in_progress" if begins else "incomplete" if is_cut else "completed"
    if segment.kind == "content":
        return OutputMessage(id=name, status=status, content=() if begins else (OutputText(text=text),))
    if segment.kind == "reasoning":
        return OutputReasoning(id=name, status=status, content=() if begins else (ReasoningText(text=text),))
    arguments = "" if begins else text
    return OutputCall(id=name, status=status, call_id=segment.call_id, name=segment.name, arguments=arguments)


def _usage(source: Finished, n_reasoning: int) -> ResponseUsage:
    return ResponseUsage(
        input_tokens=source.n_prompt_tokens,
        input_tokens_details=CachedTokens(cached_tokens=source.n_cached_tokens),
        output_tokens=source.n_decoded,
        output_tokens_details=ReasoningTokens(reasoning_tokens=n_reasoning),
        total_tokens=source.n_prompt_tokens + source.n_decoded,
    )
