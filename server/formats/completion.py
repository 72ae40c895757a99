"""The response objects of ``POST /completion``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from pyllama.engine import Delta, Finished, TextDelta
from pyllama.token_probs import TokenProbs
from server.formats.joined import joined
from server.formats.progress import Progress, progress_of
from server.formats.timings import Timings, timings_of
from server.formats.token_probs import Piece, encoded_items


class CompletionEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One increment of a stream."""

    index: int
    content: str
    tokens: tuple[int, ...]
    stop: bool = False
    id_slot: int
    tokens_predicted: int
    tokens_evaluated: int
    timings: Timings | msgspec.UnsetType = msgspec.UNSET
    prompt_progress: Progress | msgspec.UnsetType = msgspec.UNSET
    completion_probabilities: list[msgspec.Raw] | msgspec.UnsetType = msgspec.UNSET


class CompletionResult(msgspec.Struct, frozen=True, kw_only=True):
    """A whole completion, or the last event of a stream, which then repeats no text."""

    index: int
    content: str
    tokens: tuple[int, ...]
    id_slot: int
    stop: bool = True
    model: str
    tokens_predicted: int
    tokens_evaluated: int
    generation_settings: dict[str, Any]
    prompt: str
    has_new_line: bool
    truncated: bool
    stop_type: str
    stopping_word: str
    tokens_cached: int
    timings: Timings
    completion_probabilities: list[msgspec.Raw] | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionHead:
    """What is known of a completion before it begins.

    Attributes:
        index: which of the request's prompts it belongs to.
        model: name of the model.
        prompt: the prompt as text, special tokens included.
        n_prompt: length of the prompt in tokens.
        settings: what it is made with.
        timings_per_token: whether each event has timings.
        post_sampling_probs: whether probabilities are shown as such, not as logarithms.
        piece: gives the bytes of a token.
    """

    index: int
    model: str
    prompt: str
    n_prompt: int
    settings: dict[str, Any]
    timings_per_token: bool
    post_sampling_probs: bool
    piece: Piece


def stream_events(
    head: CompletionHead,
    deltas: Iterable[Delta],
) -> Iterator[CompletionEvent | CompletionResult]:
    """Yield the events for some deltas."""
    for delta in deltas:
        # The last tokens come in an event of their own too: clients read text only where stop is false.
        if delta.tokens or delta.text or not isinstance(delta, Finished):
            yield _event(head, delta)
        if isinstance(delta, Finished):
            yield _result(head, delta, content="", tokens=())


def whole_result(head: CompletionHead, deltas: Iterable[Delta], *, with_tokens: bool) -> CompletionResult:
    """Return the response for all deltas of a completion, the last of which is a ``Finished``."""
    whole = joined(deltas)
    tokens = whole.tokens if with_tokens else ()
    return _result(head, whole.end, content=whole.text, tokens=tokens, probs=whole.probs)


def _event(head: CompletionHead, delta: TextDelta | Finished) -> CompletionEvent:
    progress = delta.prompt if isinstance(delta, TextDelta) else None
    return CompletionEvent(
        index=head.index,
        content=delta.text,
        tokens=delta.tokens,
        id_slot=delta.id_slot,
        tokens_predicted=delta.n_decoded,
        tokens_evaluated=head.n_prompt,
        timings=timings_of(delta, head.n_prompt) if head.timings_per_token else msgspec.UNSET,
        prompt_progress=msgspec.UNSET if progress is None else progress_of(progress),
        completion_probabilities=_probabilities(head, delta.probs) if delta.probs else msgspec.UNSET,
    )


def _probabilities(head: CompletionHead, probs: Iterable[TokenProbs]) -> list[msgspec.Raw]:
    return encoded_items(probs, head.piece, post_sampling=head.post_sampling_probs)


def _result(
    head: CompletionHead,
    end: Finished,
    *,
    content: str,
    tokens: tuple[int, ...],
    probs: Sequence[TokenProbs] = (),
) -> CompletionResult:
    return CompletionResult(
        index=head.index,
        content=content,
        tokens=tokens,
        id_slot=end.id_slot,
        model=head.model,
        tokens_predicted=end.n_decoded,
        tokens_evaluated=end.n_prompt_tokens,
        generation_settings=head.settings,
        prompt=head.prompt,
        has_new_line=end.has_new_line,
        truncated=end.truncated,
        stop_type=end.stop_type,
        stopping_word=end.stopping_word,
        tokens_cached=end.n_past,
        timings=timings_of(end, head.n_prompt),
        completion_probabilities=_probabilities(head, probs) if probs else msgspec.UNSET,
    )
