"""What the responses of OpenAI's endpoints have in common."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import msgspec

from pyllama.engine import Finished

FinishReason = Literal["stop", "length"]

DONE_DATA: Final = "[DONE]"
"""The data of the event after the last one of a stream."""

DONE: Final = f"data: {DONE_DATA}\n\n".encode()
"""That event."""


class PromptTokensDetails(msgspec.Struct, frozen=True, kw_only=True):
    """How many tokens of the prompts did not have to be evaluated."""

    cached_tokens: int


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """How many tokens a response took: each prompt counts once, however many texts go on from it."""

    completion_tokens: int
    prompt_tokens: int
    total_tokens: int
    prompt_tokens_details: PromptTokensDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseHead:
    """What all objects of a response repeat.

    Attributes:
        id: names the response.
        created: when it began, in seconds since 1970.
        model: name of the model.
        system_fingerprint: which llama.cpp is at work.
    """

    id: str
    created: int
    model: str
    system_fingerprint: str


def response_head(prefix: str, model: str, system_fingerprint: str) -> ResponseHead:
    """Return the head of a response that begins now, with a new id that has this prefix."""
    return ResponseHead(
        id=f"{prefix}-{uuid.uuid4().hex}",
        created=int(time.time()),
        model=model,
        system_fingerprint=system_fingerprint,
    )


def finish_reason(end: Finished) -> FinishReason:
    """Return why a text ended."""
    return "length" if end.stop_type == "limit" else "stop"


def usage_of(ends: Sequence[Finished], n_choices: int) -> Usage:
    """Return the usage of a response.

    Args:
        ends: the ends of all texts, of the first prompt first.
        n_choices: how many texts each prompt has.
    """
    # All texts of a prompt begin at once, and only the first of them evaluates it.
    firsts = ends[::n_choices]
    completion_tokens = sum(end.n_decoded for end in ends)
    prompt_tokens = sum(end.n_prompt_tokens for end in firsts)
    return Usage(
        completion_tokens=completion_tokens,
        prompt_tokens=prompt_tokens,
        total_tokens=prompt_tokens + completion_tokens,
        prompt_tokens_details=PromptTokensDetails(cached_tokens=sum(end.n_cached_tokens for end in firsts)),
    )
