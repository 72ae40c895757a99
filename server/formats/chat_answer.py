"""What an answer in a conversation says, made of what the engine generates: for all dialects.

The deltas of one answer go through one ``AnswerReader``. It gives ``AnswerDelta`` objects, of which a stream
makes its events; ``whole_answer`` puts them together.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from pyllama.chat.reply import ReplyDelta, ReplyParser
from pyllama.engine import Delta, Finished, PromptProgress
from pyllama.token_probs import TokenProbs

logger: Final = logging.getLogger(__name__)

AnswerEnd = Literal["stop", "length", "tool_calls"]
"""Why an answer ended: it was complete, a limit was reached, or tools are to be called."""

_NOTHING: Final = ReplyDelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDelta:
    """An increment of an answer.

    Attributes:
        source: what the engine said last: how far it is, and how long that took.
        reply: new text, thoughts and calls.
        tokens: new tokens. They come with what they say, so tokens of which a marker may be made come later.
        probs: of those among them that are of the content, as far as they were asked for.
        prompt: how far the prompt is; such a delta says nothing else.
        end: why the answer ended; in the last delta only, whose ``reply`` is empty.
    """

    source: Delta
    reply: ReplyDelta = _NOTHING
    tokens: tuple[int, ...] = ()
    probs: tuple[TokenProbs, ...] = ()
    prompt: PromptProgress | None = None
    end: AnswerEnd | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call of a tool.

    Attributes:
        id: what its result refers to.
        name: the function.
        arguments: JSON, as the model wrote it.
    """

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole answer.

    Attributes:
        content: the text.
        reasoning: the thoughts.
        calls: the calls of tools, in order.
        tokens: all tokens.
        probs: of those of the content.
        end: why it ended.
        source: how the generation ended.
    """

    content: str
    reasoning: str
    calls: tuple[Call, ...]
    tokens: tuple[int, ...]
    probs: tuple[TokenProbs, ...]
    end: AnswerEnd
    source: Finished


class AnswerReader:
    """Reads one answer as it is generated.

    Args:
        parser: finds out what the text says.
        markers: texts that begin a call; one that stays in the content is noted in the log.
    """

    def __init__(self, parser: ReplyParser, markers: tuple[str, ...] = ()) -> None:
        self._parser = parser
        self._markers = markers
        self._tokens: list[int] = []
        self._probs: list[tuple[int, tuple[TokenProbs, ...]]] = []
        self._has_calls = False
        self._is_content = True

    def read(self, delta: Delta) -> Iterator[AnswerDelta]:
        """Yield what a delta of the engine says; nothing if that is not certain yet."""
        if not isinstance(delta, Finished) and delta.prompt is not None:
            yield AnswerDelta(source=delta, prompt=delta.prompt)
            return
        self._tokens += delta.tokens
        self._probs.append((len(delta.text), delta.probs))
        yield from self._increment(delta, self._parser.decode(delta.text))
        if isinstance(delta, Finished):
            yield from self._increment(delta, self._parser.flush())
            yield self._end(delta)

    def _increment(self, source: Delta, reply: ReplyDelta) -> Iterator[AnswerDelta]:
        if reply == _NOTHING:
            return
        self._has_calls = self._has_calls or bool(reply.calls)
        self._is_content = bool(reply.content)
        if reply.content:
            self._note_unread(reply.content)
        probs = self._take_probs(len(reply.content))
        yield AnswerDelta(source=source, reply=reply, tokens=self._take_tokens(), probs=probs)

    def _end(self, source: Finished) -> AnswerDelta:
        end: AnswerEnd = "tool_calls" if self._has_calls else "stop"
        if source.stop_type == "limit":
            end = "length"
        # What is left has no text: the token that ended the answer.
        probs = tuple(item for _, items in self._probs for item in items) if self._is_content else ()
        return AnswerDelta(source=source, tokens=self._take_tokens(), probs=probs, end=end)

    def _take_tokens(self) -> tuple[int, ...]:
        tokens = tuple(self._tokens)
        self._tokens.clear()
        return tokens

    def _take_probs(self, n_characters: int) -> tuple[TokenProbs, ...]:
        """Return those of the last tokens, whose text has so many characters; forget the others."""
        taken: list[tuple[TokenProbs, ...]] = []
        while self._probs and n_characters > 0:
            n_text, probs = self._probs.pop()
            n_characters -= n_text
            taken.append(probs)
        self._probs.clear()
        return tuple(item for probs in reversed(taken) for item in probs)

    def _note_unread(self, content: str) -> None:
        marker = next((marker for marker in self._markers if marker in content), None)
        if marker is not None:
            logger.debug("no call could be read after %s, so it is content: %s", marker, content)


def whole_answer(reader: AnswerReader, deltas: Iterable[Delta]) -> Answer:
    """Read all deltas of an answer, the last of which is a ``Finished``."""
    content: list[str] = []
    reasoning: list[str] = []
    calls: list[Call] = []
    arguments: list[list[str]] = []
    tokens: list[int] = []
    probs: list[TokenProbs] = []
    for step in (step for delta in deltas for step in reader.read(delta)):
        content.append(step.reply.content)
        reasoning.append(step.reply.reasoning)
        tokens += step.tokens
        probs += step.probs
        for call in step.reply.calls:
            if call.index == len(calls):
                calls.append(Call(id=call.id or "", name=call.name or "", arguments=""))
                arguments.append([])
            arguments[call.index].append(call.arguments)
        if step.end is not None and isinstance(step.source, Finished):
            return Answer(
                content="".join(content),
                reasoning="".join(reasoning),
                calls=tuple(
                    Call(id=call.id, name=call.name, arguments="".join(pieces))
                    for call, pieces in zip(calls, arguments, strict=True)
                ),
                tokens=tuple(tokens),
                probs=tuple(probs),
                end=step.end,
                source=step.source,
            )
    raise ValueError("the generation is not finished")
