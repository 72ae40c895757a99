"""One stream of tokens: what was asked, what is there so far, and what its reader has seen of it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from pyllama.detokenizer import Detokenizer
from pyllama.engine.lora_scales import LoraScales
from pyllama.engine.outlet import Outlet
from pyllama.engine.reasoning import ReasoningTracker
from pyllama.engine.request import Finished, GenerationRequest, PromptProgress, StopType, TextDelta
from pyllama.engine.token_table import TokenTable
from pyllama.errors import PyllamaError
from pyllama.indentation import IndentMatcher
from pyllama.stop import StopMatcher
from pyllama.token_probs import TokenProbs

EVERYTHING: Final = 2**31
"""More cells than there can be."""


class SequenceStatus(Enum):
    """Where a sequence is in its life."""

    WAITING = "waiting"  # for a slot; one that was parked has begun already
    PROMPT = "prompt"  # its prompt is being evaluated
    DECODING = "decoding"  # one token a step
    FINISHED = "finished"


@dataclass(slots=True, eq=False)
class Sequence:
    """One stream of tokens.

    The tokens are in three parts, and only the counters between them move::

        tokens:  [ prompt ................. | generated ... ]
                 [ in the memory ... | not yet ............ ]
                 0                   n_past                 len(tokens)

    While decoding, the newest token is not in the memory yet, nor are those before it that had to follow
    their predecessors. A shift of the context takes tokens out of the middle.

    Attributes:
        id_request: names the sequence in messages between the threads.
        request: what was asked.
        table: the vocabulary.
        n_ctx: size of the slot's context in tokens.
        can_shift: go on when the context is full, by dropping tokens from its middle.
        t_submitted: seconds; when it was asked for.
        lora: the adapters that it is computed with, as ``in_use`` returns them.
        outlet: takes text before the reader does, if it can.
        tokens: prompt and generated tokens, without those that shifts have dropped.
        n_decoded: how many tokens were generated.
        n_past: how many tokens are in the memory.
        n_exact: how many leading cells of the memory are what an evaluation of the tokens would give; behind
            them are cells that were moved, or computed from such.
        n_cached: how many prompt tokens were there from the start.
        id_slot: the slot, -1 while waiting.
        seq_id: its number in the memory, -1 while it has none.
        is_parked: whether it has begun, and its memory lies in host memory now.
        is_moving: whether cells of it get other positions before its next step.
        t_start, t_first, t_last: seconds; when the prompt was begun, the first and the last token chosen.
        probs: probabilities of tokens whose text was not given to the reader yet; the runner adds them.
        prompt_probs: those of tokens of the prompt.
        forced: tokens that have to follow the chosen one; the runner notes them.
        n_forced: how many generated tokens were forced.
        reasoning: where the thoughts are, if the request says how to know them.
        error: why no token could be chosen; the runner notes it.
    """

    id_request: int
    request: GenerationRequest
    table: TokenTable
    n_ctx: int
    can_shift: bool = False
    t_submitted: float = 0.0
    lora: LoraScales = ()
    outlet: Outlet | None = None
    status: SequenceStatus = SequenceStatus.WAITING
    tokens: list[int] = field(init=False)
    n_decoded: int = 0
    n_past: int = 0
    n_exact: int = EVERYTHING
    n_cached: int = 0
    id_slot: int = -1
    seq_id: int = -1
    is_parked: bool = False
    is_moving: bool = False
    t_start: float = 0.0
    t_first: float = 0.0
    t_last: float = 0.0
    probs: list[TokenProbs] = field(default_factory=list)
    prompt_probs: list[TokenProbs] = field(default_factory=list)
    forced: list[int] = field(default_factory=list)
    n_forced: int = 0
    error: PyllamaError | None = None
    _has_new_line: bool = False
    _was_shifted: bool = False
    _unsent: list[int] = field(default_factory=list)
    _detokenizer: Detokenizer = field(default_factory=Detokenizer)
    _stop: StopMatcher = field(init=False)
    _indent: IndentMatcher | None = field(init=False)
    reasoning: ReasoningTracker | None = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = list(self.request.prompt)
        self._stop = StopMatcher(self.request.stop)
        n_indent = self.request.n_indent
        self._indent = IndentMatcher(n_indent) if n_indent else None
        reasoning = self.request.reasoning
        self.reasoning = None if reasoning is None else ReasoningTracker(reasoning)

    @property
    def n_prompt(self) -> int:
        """Length of the prompt."""
        return len(self.request.prompt)

    @property
    def n_due(self) -> int:
        """How many tokens are to be evaluated before the next one can be chosen."""
        return len(self.tokens) - self.n_past

    @property
    def reusable_tokens(self) -> list[int]:
        """The tokens of the prompt that need not be evaluated where they are known."""
        request = self.request
        if not request.cache_prompt or request.prompt_probs is not None:
            return []
        # The last one is evaluated in any case: the first choice is made from its logits.
        return self.tokens[: self.n_prompt - 1]

    @property
    def reports_prompt(self) -> bool:
        """Whether the reader wants to hear of the prompt before the first token."""
        return self.request.return_progress or self.request.prompt_probs is not None

    @property
    def exact_tokens(self) -> list[int]:
        """The tokens whose cells may be shared with others."""
        return self.tokens[: min(self.n_past, self.n_exact)]

    @property
    def deadline(self) -> float:
        """When it has to be finished, in seconds."""
        timeout_ms = self.request.timeout_ms
        return math.inf if timeout_ms is None else self.t_submitted + 1e-3 * timeout_ms

    @property
    def is_full(self) -> bool:
        """Whether its context has no room for what it would compute next."""
        # One cell stays free, as it does in llama.cpp's server: both stop after the same token.
        return len(self.tokens) >= self.n_ctx

    @property
    def is_constrained(self) -> bool:
        """Whether the constraint of the request, if there is one, holds for the next token."""
        return self.reasoning is None or not self.reasoning.is_free

    def shift_range(self) -> tuple[int, int]:
        """Return which tokens the next shift drops: the first, and the one behind the last."""
        request = self.request
        n_keep = self.n_prompt if request.n_keep < 0 else request.n_keep
        # The count that clients give is without BOS.
        n_keep += self.tokens[0] == self.table.bos and request.n_keep >= 0
        n_keep = min(n_keep, self.n_ctx - 4)
        n_left = self.n_past - n_keep
        n_discard = min(request.n_discard or n_left // 2, n_left - 1)
        return n_keep, n_keep + max(n_discard, 1)

    def shift(self) -> None:
        """Drop the tokens of ``shift_range``, whose cells are gone already."""
        start, end = self.shift_range()
        del self.tokens[start:end]
        self.n_past -= end - start
        self.n_exact = min(self.n_exact, start)
        self._was_shifted = True
        self.is_moving = True

    def prompt_progress(self, now: float) -> TextDelta:
        """Return what the reader gets after a part of the prompt."""
        probs = tuple(self.prompt_probs)
        self.prompt_probs.clear()
        time_ms = 1e3 * (now - self.t_start)
        progress = PromptProgress(self.n_prompt, self.n_cached, self.n_past, time_ms, probs)
        return TextDelta("", (), 0, self.id_slot, self.n_cached, prompt_ms=time_ms, prompt=progress)

    def append(self, token: int, now: float) -> TextDelta | Finished | None:
        """Take a chosen token; return what the reader gets of it, if anything can be shown yet."""
        if self.n_decoded == 0:
            self.t_first = now
        self.t_last = now
        self.n_decoded += 1
        self.tokens.append(token)
        self._unsent.append(token)
        text = self._detokenizer.decode(self.table.bytes_of(token, self.request.kept_tokens))
        if self.reasoning is not None:
            self.reasoning.feed(text, is_whole=self._detokenizer.is_whole)
        text = self._stop.feed(text)
        if self._indent is not None:
            text = self._indent.feed(text)
            if self._indent.is_short:
                return self._finish("limit", text, truncated=False)
        if self._stop.stopping_word is not None:
            return self._finish("word", text, truncated=False)
        if token in self.table.end_of_generation:
            return self.finish("eos", text)
        self._note_new_line(text)
        is_cut = self.is_full and not self.can_shift
        if is_cut or self.n_decoded == self.request.max_tokens or self._is_slow():
            return self.finish("limit", text, truncated=is_cut and self.n_decoded != self.request.max_tokens)
        if not text:
            return None
        return TextDelta(
            text,
            self._take_unsent(),
            self.n_decoded,
            self.id_slot,
            self.n_cached,
            prompt_ms=1e3 * (self.t_first - self.t_start),
            predicted_ms=1e3 * (self.t_last - self.t_first),
            probs=self._take_probs() if self.probs else (),
            n_forced=self.n_forced,
        )

    def append_forced(self, now: float) -> Iterator[TextDelta | Finished]:
        """Take the tokens that have to follow, up to the end of the sequence; yield what the reader gets."""
        forced, self.forced = self.forced, []
        for token in forced:
            if self.status is SequenceStatus.FINISHED:
                return
            self.n_forced += 1
            event = self.append(token, now)
            if event is not None:
                yield event

    def finish(self, stop_type: StopType, text: str = "", *, truncated: bool = False) -> Finished:
        """End the sequence; text that was held back comes out."""
        rest = self._stop.feed(self._detokenizer.flush())
        if self._stop.stopping_word is None:
            rest += self._stop.flush()
        if self._indent is not None:
            rest = self._indent.feed(rest)
        return self._finish(stop_type, text + rest, truncated=truncated)

    def _finish(self, stop_type: StopType, text: str, *, truncated: bool) -> Finished:
        self.status = SequenceStatus.FINISHED
        self._note_new_line(text)
        probs = self._take_probs(self._n_hidden()) if self.probs else ()
        return Finished(
            text=text,
            tokens=self._take_unsent(),
            stop_type=stop_type,
            stopping_word=self._stop.stopping_word or "",
            truncated=truncated or self._was_shifted,
            has_new_line=self._has_new_line,
            n_prompt_tokens=self.n_prompt,
            n_cached_tokens=self.n_cached,
            n_decoded=self.n_decoded,
            n_past=self.n_past,
            id_slot=self.id_slot,
            prompt_ms=1e3 * (self.t_first - self.t_start),
            predicted_ms=1e3 * (self.t_last - self.t_first),
            probs=probs,
            n_forced=self.n_forced,
        )

    def _n_hidden(self) -> int:
        """Return how many of the last tokens have no text but the stop string and what is behind it."""
        n_hidden = 0
        n_bytes = len(self._stop.hidden.encode())
        for token in reversed(self._unsent):
            n_bytes -= len(self.table.bytes_of(token, self.request.kept_tokens))
            if n_bytes < 0:
                break
            n_hidden += 1
            if n_bytes == 0:
                break
        return n_hidden if self._stop.hidden else 0

    def _take_probs(self, n_hidden: int = 0) -> tuple[TokenProbs, ...]:
        probs = tuple(self.probs[: len(self.probs) - n_hidden])
        self.probs.clear()
        return probs

    def _is_slow(self) -> bool:
        """Whether the time that the request allows for its tokens is over, and a line too."""
        limit_ms = self.request.t_max_predict_ms
        return 0 < limit_ms < 1e3 * (self.t_last - self.t_first) and self._has_new_line

    def _note_new_line(self, text: str) -> None:
        self._has_new_line = self._has_new_line or "\n" in text

    def _take_unsent(self) -> tuple[int, ...]:
        tokens = tuple(self._unsent)
        self._unsent.clear()
        return tokens
