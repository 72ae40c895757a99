"""The response objects of ``POST /v1/chat/completions``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from pyllama.chat.reply import CallDelta, ReplyDelta
from pyllama.engine import Delta, Finished, PromptProgress
from pyllama.token_probs import TokenProbs
from server.formats.chat_answer import Answer, AnswerDelta, AnswerEnd, AnswerReader, whole_answer
from server.formats.openai import ResponseHead, Usage, usage_of
from server.formats.progress import Progress, progress_of
from server.formats.timings import Timings, timings_of
from server.formats.token_probs import Piece, encoded_items


class ChatLogprobs(msgspec.Struct, frozen=True, kw_only=True):
    """How probable the tokens of an answer are, one ``TokenItem`` for each, as JSON."""

    content: list[msgspec.Raw]


class CalledFunction(msgspec.Struct, frozen=True, kw_only=True):
    """The function that is called, and its arguments: JSON, or a part of it."""

    name: str | msgspec.UnsetType = msgspec.UNSET
    arguments: str


class ChatToolCall(msgspec.Struct, frozen=True, kw_only=True):
    """A call; an increment has its index, and all but the first one of a call only more arguments."""

    index: int | msgspec.UnsetType = msgspec.UNSET
    id: str | msgspec.UnsetType = msgspec.UNSET
    type: str | msgspec.UnsetType = msgspec.UNSET
    function: CalledFunction


class ChatMessage(msgspec.Struct, frozen=True, kw_only=True):
    """An answer; its content is null where it only calls tools."""

    role: str = "assistant"
    content: str | None
    reasoning_content: str | msgspec.UnsetType = msgspec.UNSET
    tool_calls: tuple[ChatToolCall, ...] | msgspec.UnsetType = msgspec.UNSET


class ChatDelta(msgspec.Struct, frozen=True, kw_only=True):
    """An increment of an answer; the first one has its role."""

    role: str | msgspec.UnsetType = msgspec.UNSET
    reasoning_content: str | msgspec.UnsetType = msgspec.UNSET
    content: str | msgspec.UnsetType = msgspec.UNSET
    tool_calls: tuple[ChatToolCall, ...] | msgspec.UnsetType = msgspec.UNSET


class ChatChoice(msgspec.Struct, frozen=True, kw_only=True):
    """One answer."""

    finish_reason: AnswerEnd
    index: int
    message: ChatMessage
    logprobs: ChatLogprobs | msgspec.UnsetType = msgspec.UNSET
    tokens: tuple[int, ...] | msgspec.UnsetType = msgspec.UNSET


class ChatChunkChoice(msgspec.Struct, frozen=True, kw_only=True):
    """What an event tells of one answer."""

    finish_reason: AnswerEnd | None = None
    index: int
    delta: ChatDelta
    logprobs: ChatLogprobs | msgspec.UnsetType = msgspec.UNSET
    tokens: tuple[int, ...] | msgspec.UnsetType = msgspec.UNSET


class ChatCompletion(msgspec.Struct, frozen=True, kw_only=True):
    """A whole response; it has timings where it has one answer."""

    choices: tuple[ChatChoice, ...]
    created: int
    model: str
    system_fingerprint: str
    object: str = "chat.completion"
    usage: Usage
    id: str
    timings: Timings | msgspec.UnsetType = msgspec.UNSET


class ChatChunk(msgspec.Struct, frozen=True, kw_only=True):
    """An event of a stream.

    Attributes:
        usage: of the response, in its last event, which has no choice.
        prompt_progress: how far the prompt of the choice is, whose answer has not begun.
        timings: of the choice, in its last event, or in each that brings tokens.
    """

    choices: tuple[ChatChunkChoice, ...]
    created: int
    id: str
    model: str
    system_fingerprint: str
    object: str = "chat.completion.chunk"
    usage: Usage | msgspec.UnsetType = msgspec.UNSET
    prompt_progress: Progress | msgspec.UnsetType = msgspec.UNSET
    timings: Timings | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatHead:
    """What is known of a response before it begins.

    Attributes:
        response: what all of its objects repeat.
        n_prompt: length of the prompt in tokens.
        n_choices: how many answers there are.
        n_top: how many of the most probable tokens to give with each token; ``None`` gives no probabilities.
        post_sampling_probs: whether probabilities are shown as such, not as logarithms.
        with_tokens: give the tokens.
        with_progress: tell in a stream how far the prompt is.
        timings_per_token: give timings with each event that brings tokens.
        piece: gives the bytes of a token.
    """

    response: ResponseHead
    n_prompt: int
    n_choices: int
    n_top: int | None
    post_sampling_probs: bool
    with_tokens: bool
    with_progress: bool
    timings_per_token: bool
    piece: Piece

    def logprobs(self, probs: Sequence[TokenProbs]) -> ChatLogprobs | msgspec.UnsetType:
        """Return what is told of the probabilities of some tokens."""
        if self.n_top is None or not probs:
            return msgspec.UNSET
        items = encoded_items(probs, self.piece, post_sampling=self.post_sampling_probs, n_top=self.n_top)
        return ChatLogprobs(content=items)

    def tokens(self, tokens: tuple[int, ...]) -> tuple[int, ...] | msgspec.UnsetType:
        """Return what is told of tokens."""
        return tokens if self.with_tokens else msgspec.UNSET


def whole_chat(
    head: ChatHead, readers: Sequence[AnswerReader], deltas: Sequence[Sequence[Delta]]
) -> ChatCompletion:
    """Return the response for all deltas of all answers, which the readers have not read yet."""
    answers = [whole_answer(*one) for one in zip(readers, deltas, strict=True)]
    response = head.response
    return ChatCompletion(
        choices=tuple(_choice(head, i, answer) for i, answer in enumerate(answers)),
        created=response.created,
        model=response.model,
        system_fingerprint=response.system_fingerprint,
        usage=usage_of([answer.source for answer in answers], head.n_choices),
        id=response.id,
        timings=timings_of(answers[0].source, head.n_prompt) if len(answers) == 1 else msgspec.UNSET,
    )


def _choice(head: ChatHead, index: int, answer: Answer) -> ChatChoice:
    return ChatChoice(
        finish_reason=answer.end,
        index=index,
        message=_message(answer),
        logprobs=head.logprobs(answer.probs),
        tokens=head.tokens(answer.tokens),
    )


def _message(answer: Answer) -> ChatMessage:
    calls = tuple(
        ChatToolCall(
            id=call.id,
            type="function",
            function=CalledFunction(name=call.name, arguments=call.arguments),
        )
        for call in answer.calls
    )
    return ChatMessage(
        content=answer.content or (None if calls else ""),
        reasoning_content=answer.reasoning or msgspec.UNSET,
        tool_calls=calls or msgspec.UNSET,
    )


def _delta(reply: ReplyDelta) -> ChatDelta:
    return ChatDelta(
        reasoning_content=reply.reasoning or msgspec.UNSET,
        content=reply.content or msgspec.UNSET,
        tool_calls=tuple(map(_call_increment, reply.calls)) or msgspec.UNSET,
    )


def _call_increment(call: CallDelta) -> ChatToolCall:
    if call.name is None:
        return ChatToolCall(index=call.index, function=CalledFunction(arguments=call.arguments))
    return ChatToolCall(
        index=call.index,
        id=call.id or msgspec.UNSET,
        type="function",
        function=CalledFunction(name=call.name, arguments=call.arguments),
    )


class ChatStream:
    """Turns the deltas of a response into its events, in order.

    Args:
        head: what is known of the response.
        readers: what reads the answers.
    """

    def __init__(self, head: ChatHead, readers: Sequence[AnswerReader]) -> None:
        self._head = head
        self._readers = readers
        self._begun: set[int] = set()
        self._ends: dict[int, Finished] = {}

    def events(self, index: int, deltas: Iterable[Delta]) -> Iterator[ChatChunk]:
        """Yield the events for some deltas of one answer."""
        for step in (step for delta in deltas for step in self._readers[index].read(delta)):
            if step.prompt is not None:
                if self._head.with_progress:
                    yield self._progress(index, step.prompt)
                continue
            if index not in self._begun:
                self._begun.add(index)
                delta_of_role = ChatDelta(role="assistant", content="")
                yield self._chunk((ChatChunkChoice(index=index, delta=delta_of_role),))
            if step.end is None:
                yield self._increment(index, step)
            elif isinstance(step.source, Finished):
                self._ends[index] = step.source
                yield self._end(index, step)

    def usage(self) -> ChatChunk:
        """Return the last event, after all others."""
        head = self._head
        ends = [self._ends[i] for i in range(head.n_choices)]
        return self._chunk((), usage=usage_of(ends, head.n_choices))

    def _progress(self, index: int, progress: PromptProgress) -> ChatChunk:
        choice = ChatChunkChoice(index=index, delta=ChatDelta())
        return self._chunk((choice,), prompt_progress=progress_of(progress))

    def _increment(self, index: int, step: AnswerDelta) -> ChatChunk:
        head = self._head
        choice = ChatChunkChoice(
            index=index,
            delta=_delta(step.reply),
            logprobs=head.logprobs(step.probs),
            tokens=head.tokens(step.tokens),
        )
        timings = timings_of(step.source, head.n_prompt) if head.timings_per_token else msgspec.UNSET
        return self._chunk((choice,), timings=timings)

    def _end(self, index: int, step: AnswerDelta) -> ChatChunk:
        head = self._head
        choice = ChatChunkChoice(
            finish_reason=step.end,
            index=index,
            delta=ChatDelta(),
            logprobs=head.logprobs(step.probs),
            tokens=head.tokens(step.tokens) if step.tokens else msgspec.UNSET,
        )
        return self._chunk((choice,), timings=timings_of(step.source, head.n_prompt))

    def _chunk(
        self,
        choices: tuple[ChatChunkChoice, ...],
        *,
        usage: Usage | msgspec.UnsetType = msgspec.UNSET,
        prompt_progress: Progress | msgspec.UnsetType = msgspec.UNSET,
        timings: Timings | msgspec.UnsetType = msgspec.UNSET,
    ) -> ChatChunk:
        response = self._head.response
        return ChatChunk(
            choices=choices,
            created=response.created,
            id=response.id,
            model=response.model,
            system_fingerprint=response.system_fingerprint,
            usage=usage,
            prompt_progress=prompt_progress,
            timings=timings,
        )
