"""The response objects of ``POST /v1/completions``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from pyllama.engine import Delta, Finished, PromptProgress
from pyllama.token_probs import TokenProbs
from server.formats.joined import Joined, joined
from server.formats.openai import FinishReason, ResponseHead, Usage, finish_reason, usage_of
from server.formats.progress import Progress, progress_of
from server.formats.text_logprobs import LogprobsWriter, TextLogprobs
from server.formats.timings import Timings, timings_of


class TextChoice(msgspec.Struct, frozen=True, kw_only=True):
    """One text, or an increment of it."""

    text: str
    index: int
    logprobs: TextLogprobs | None = None
    finish_reason: FinishReason | None = None
    tokens: tuple[int, ...] | msgspec.UnsetType = msgspec.UNSET


class TextCompletion(msgspec.Struct, frozen=True, kw_only=True):
    """A whole response, or an event of a stream.

    Attributes:
        usage: of the response; in a stream only in its last event, which has no choice.
        prompt_progress: how far the prompt of the choice is, whose text has not begun.
        timings: of the choice, where the object has one that has ended, or each event was to have them.
    """

    choices: tuple[TextChoice, ...]
    created: int
    model: str
    system_fingerprint: str
    object: str = "text_completion"
    usage: Usage | msgspec.UnsetType = msgspec.UNSET
    id: str
    prompt_progress: Progress | msgspec.UnsetType = msgspec.UNSET
    timings: Timings | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class TextParams:
    """What to tell of each text.

    Attributes:
        n_choices: how many texts of each prompt to give.
        n_generated: how many were generated; those with the most probable tokens are given.
        with_tokens: give the tokens.
        timings_per_token: give timings with each event of a stream.
        with_progress: tell in a stream how far prompts are.
    """

    n_choices: int
    n_generated: int
    with_tokens: bool
    timings_per_token: bool
    with_progress: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextHead:
    """What is known of one text before it begins.

    Attributes:
        echo: what stands before it in the response: the prompt, or nothing.
        n_prompt: length of the prompt in tokens.
        logprobs: tells how probable the tokens are, of the response's text, if that was asked for.
    """

    echo: str
    n_prompt: int
    logprobs: LogprobsWriter | None = None


def whole_completion(
    head: ResponseHead,
    heads: Sequence[TextHead],
    params: TextParams,
    deltas: Sequence[Sequence[Delta]],
) -> TextCompletion:
    """Return the response for all deltas of all texts, those of the first prompt first."""
    texts = [(text_head, joined(its_deltas)) for text_head, its_deltas in zip(heads, deltas, strict=True)]
    n = params.n_generated
    given = [text for start in range(0, len(texts), n) for text in _best(texts[start : start + n], params)]
    choices = tuple(
        _choice(i, text_head, text, with_tokens=params.with_tokens)
        for i, (text_head, text) in enumerate(given)
    )
    has_timings = len(given) == 1
    return _completion(
        head,
        choices,
        usage=usage_of([text.end for _, text in texts], n),
        timings=timings_of(given[0][1].end, given[0][0].n_prompt) if has_timings else msgspec.UNSET,
    )


def _best(texts: list[tuple[TextHead, Joined]], params: TextParams) -> list[tuple[TextHead, Joined]]:
    """Return the texts of one prompt that are given, the best first if there was a choice."""
    if len(texts) == params.n_choices:
        return texts
    # Sorting is stable, so of equally probable texts the first one is better.
    return sorted(texts, key=lambda text: -_mean_logprob(text[1]))[: params.n_choices]


def _mean_logprob(text: Joined) -> float:
    return sum(item.logprob for item in text.probs) / max(len(text.probs), 1)


def _choice(index: int, head: TextHead, text: Joined, *, with_tokens: bool) -> TextChoice:
    logprobs = None
    if head.logprobs is not None:
        logprobs = head.logprobs.write(text.probs, prompt_probs=text.prompt_probs if head.echo else None)
    return TextChoice(
        text=head.echo + text.text,
        index=index,
        logprobs=logprobs,
        finish_reason=finish_reason(text.end),
        tokens=text.tokens if with_tokens else msgspec.UNSET,
    )


class TextStream:
    """Turns the deltas of a response into its events, in order.

    Args:
        head: what all events repeat.
        texts: the texts.
        params: what to tell of each.
    """

    def __init__(self, head: ResponseHead, texts: Sequence[TextHead], params: TextParams) -> None:
        self._head = head
        self._texts = texts
        self._params = params
        # A prompt is sent before the first delta of its text; its probabilities come in parts until then.
        self._unsent: dict[int, list[TokenProbs]] = {i: [] for i, text in enumerate(texts) if text.echo}
        self._ends: dict[int, Finished] = {}

    def events(self, index: int, deltas: Iterable[Delta]) -> Iterator[TextCompletion]:
        """Yield the events for some deltas of one text."""
        for delta in deltas:
            if not isinstance(delta, Finished) and delta.prompt is not None:
                self._unsent.get(index, []).extend(delta.prompt.probs)
                if self._params.with_progress:
                    yield self._progress(index, delta.prompt)
                continue
            if index in self._unsent:
                yield self._echo(index)
            if delta.text or delta.probs:
                yield self._event(index, delta)
            if isinstance(delta, Finished):
                self._ends[index] = delta
                yield self._end(index, delta)

    def usage(self) -> TextCompletion:
        """Return the last event, after all others."""
        ends = [self._ends[i] for i in range(len(self._texts))]
        return _completion(self._head, (), usage=usage_of(ends, self._params.n_generated))

    def _progress(self, index: int, progress: PromptProgress) -> TextCompletion:
        choice = TextChoice(text="", index=index)
        return _completion(self._head, (choice,), prompt_progress=progress_of(progress))

    def _echo(self, index: int) -> TextCompletion:
        text = self._texts[index]
        probs = self._unsent.pop(index)
        logprobs = text.logprobs.write((), prompt_probs=probs) if text.logprobs is not None else None
        return _completion(self._head, (TextChoice(text=text.echo, index=index, logprobs=logprobs),))

    def _event(self, index: int, delta: Delta) -> TextCompletion:
        writer = self._texts[index].logprobs
        choice = TextChoice(
            text=delta.text,
            index=index,
            logprobs=writer.write(delta.probs) if writer is not None else None,
            tokens=delta.tokens if self._params.with_tokens else msgspec.UNSET,
        )
        timings = self._timings(index, delta) if self._params.timings_per_token else msgspec.UNSET
        return _completion(self._head, (choice,), timings=timings)

    def _end(self, index: int, end: Finished) -> TextCompletion:
        choice = TextChoice(text="", index=index, finish_reason=finish_reason(end))
        return _completion(self._head, (choice,), timings=self._timings(index, end))

    def _timings(self, index: int, delta: Delta) -> Timings:
        return timings_of(delta, self._texts[index].n_prompt)


def _completion(
    head: ResponseHead,
    choices: tuple[TextChoice, ...],
    *,
    usage: Usage | msgspec.UnsetType = msgspec.UNSET,
    prompt_progress: Progress | msgspec.UnsetType = msgspec.UNSET,
    timings: Timings | msgspec.UnsetType = msgspec.UNSET,
) -> TextCompletion:
    return TextCompletion(
        choices=choices,
        created=head.created,
        model=head.model,
        system_fingerprint=head.system_fingerprint,
        usage=usage,
        id=head.id,
        prompt_progress=prompt_progress,
        timings=timings,
    )
