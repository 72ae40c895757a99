"""One stream of tokens: what was asked, what is there so far, and what its reader has seen of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from pyllama.detokenizer import Detokenizer
from pyllama.engine.request import Finished, GenerationRequest, StopType, TextDelta
from pyllama.stop import StopMatcher


class SequenceStatus(Enum):
    """Where a sequence is in its life."""

    WAITING = "waiting"  # for a slot
    PROMPT = "prompt"  # its prompt is being evaluated
    DECODING = "decoding"  # one token a step
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class TokenTable:
    """What a sequence must know of a vocabulary.

    Attributes:
        piece: gives the bytes of a token; those of special tokens are empty.
        end_of_generation: tokens that end a generation.
    """

    piece: Callable[[int], bytes]
    end_of_generation: frozenset[int]


@dataclass(slots=True, eq=False)
class Sequence:
    """One stream of tokens.

    The tokens are in three parts, and only the counters between them move::

        tokens:  [ prompt ................. | generated ... ]
                 [ in the memory ... | not yet ............ ]
                 0                   n_past                 len(tokens)

    While decoding exactly one token, the newest, is not in the memory yet.

    Attributes:
        id_request: names the sequence in messages between the threads.
        request: what was asked.
        table: the vocabulary.
        n_ctx: size of the slot's context in tokens.
        tokens: prompt and generated tokens.
        n_past: how many tokens are in the memory.
        n_cached: how many prompt tokens were there from the start.
        id_slot: the slot, -1 while waiting.
        t_start, t_first, t_last: seconds; when the prompt was begun, the first and the last token chosen.
    """

    id_request: int
    request: GenerationRequest
    table: TokenTable
    n_ctx: int
    status: SequenceStatus = SequenceStatus.WAITING
    tokens: list[int] = field(init=False)
    n_past: int = 0
    n_cached: int = 0
    id_slot: int = -1
    t_start: float = 0.0
    t_first: float = 0.0
    t_last: float = 0.0
    _has_new_line: bool = False
    _unsent: list[int] = field(default_factory=list)
    _detokenizer: Detokenizer = field(default_factory=Detokenizer)
    _stop: StopMatcher = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = list(self.request.prompt)
        self._stop = StopMatcher(self.request.stop)

    @property
    def n_prompt(self) -> int:
        """Length of the prompt."""
        return len(self.request.prompt)

    @property
    def n_decoded(self) -> int:
        """How many tokens were generated."""
        return len(self.tokens) - len(self.request.prompt)

    def append(self, token: int, now: float) -> TextDelta | Finished | None:
        """Take a chosen token; return what the reader gets of it, if anything can be shown yet."""
        if self.n_decoded == 0:
            self.t_first = now
        self.t_last = now
        self.tokens.append(token)
        self._unsent.append(token)
        if token in self.table.end_of_generation:
            return self.finish("eos")
        piece = self.table.piece(token)
        text = self._stop.feed(self._detokenizer.decode(piece))
        if self._stop.stopping_word is not None:
            return self._finish("word", text, truncated=False)
        if self.n_decoded == self.request.max_tokens:
            return self.finish("limit", text)
        # One cell stays free, as it does in llama.cpp's server: both stop after the same token.
        if self.n_past + 1 >= self.n_ctx:
            return self.finish("limit", text, truncated=True)
        if not text:
            return None
        self._note_new_line(text)
        return TextDelta(
            text,
            self._take_unsent(),
            self.n_decoded,
            self.id_slot,
            self.n_cached,
            prompt_ms=1e3 * (self.t_first - self.t_start),
            predicted_ms=1e3 * (self.t_last - self.t_first),
        )

    def finish(self, stop_type: StopType, text: str = "", *, truncated: bool = False) -> Finished:
        """End the sequence; text that was held back comes out."""
        text += self._stop.feed(self._detokenizer.flush())
        if self._stop.stopping_word is None:
            text += self._stop.flush()
        return self._finish(stop_type, text, truncated=truncated)

    def _finish(self, stop_type: StopType, text: str, *, truncated: bool) -> Finished:
        self.status = SequenceStatus.FINISHED
        self._note_new_line(text)
        return Finished(
            text=text,
            tokens=self._take_unsent(),
            stop_type=stop_type,
            stopping_word=self._stop.stopping_word or "",
            truncated=truncated,
            has_new_line=self._has_new_line,
            n_prompt_tokens=self.n_prompt,
            n_cached_tokens=self.n_cached,
            n_decoded=self.n_decoded,
            n_past=self.n_past,
            id_slot=self.id_slot,
            prompt_ms=1e3 * (self.t_first - self.t_start),
            predicted_ms=1e3 * (self.t_last - self.t_first),
        )

    def _note_new_line(self, text: str) -> None:
        self._has_new_line = self._has_new_line or "\n" in text

    def _take_unsent(self) -> tuple[int, ...]:
        tokens = tuple(self._unsent)
        self._unsent.clear()
        return tokens
