"""Decides which rows a step has: who decodes, and how much of which prompt. Pure, as the scheduler."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Final

from pyllama.engine.cache.sequence_cache import SequenceCache
from pyllama.engine.lora_scales import LoraScales
from pyllama.engine.placement import Placement
from pyllama.engine.plan import BatchPlan, Chunk
from pyllama.engine.sequence import Sequence, SequenceStatus
from pyllama.engine.step_time import TILE, StepTime
from pyllama.engine.turns import Turn, Turns

AGEING_TOKENS_PER_S: Final = 20.0
"""How many tokens shorter a prompt counts for each second since it was begun."""

LONE_STEP_S: Final = 0.2
"""How long a step may take while nobody decodes: a cancelled or a new request waits no longer."""

N_PROBS_ROWS: Final = 32
"""Most rows in a step of a prompt whose probabilities are wanted: each has logits of the whole vocabulary."""


class BatchComposer:
    """Fills the batch of each step: a row for each sequence that decodes, and chunks of prompts.

    A step has sequences with one set of LoRA adapters only. The sets take turns, and share the time that the
    next token of anybody may be held up.

    Args:
        placement: who runs.
        cache: the books of the memory.
        n_batch: most rows of one step.
        max_itl_ms: milliseconds that prompts may hold up those who decode; 0 is no limit.
        n_cells_mixed: cells of those who decode up to which their rows stand beside a tile of prompt rows; 0
            is no limit.
    """

    def __init__(
        self,
        placement: Placement,
        cache: SequenceCache,
        *,
        n_batch: int,
        max_itl_ms: float,
        n_cells_mixed: int,
    ) -> None:
        self._placement = placement
        self._cache = cache
        self._n_batch = n_batch
        self._max_itl_s = 1e-3 * max_itl_ms
        self._n_cells_mixed = n_cells_mixed
        self._step_time = StepTime()
        self._turns = Turns()

    def compose(self, now: float, park: Callable[[], bool]) -> BatchPlan:
        """Return the rows of the next step; there may be none.

        Args:
            now: the present time in seconds.
            park: takes a running sequence out of its slot to free its cells; returns whether there was one.
        """
        turns = self._turns.among(sequence.lora for sequence in self._placement.running())
        for lora, turn in turns:
            plan = self._compose(lora, turn, self._max_itl_s / len(turns), now, park)
            if plan:
                self._turns.began(lora)
                return plan
        return BatchPlan()

    def prompt_s(self, n_prompt_tokens: int) -> float:
        """Return how long so many prompt tokens take, in seconds; 0 while nothing is known."""
        return self._step_time.prompt_s(n_prompt_tokens)

    def observe(self, plan: BatchPlan, seconds: float) -> None:
        """Learn from how long a step took."""
        self._step_time.observe(plan.n_decode_rows, plan.n_prompt_tokens, seconds)
        self._turns.ended(plan.lora, seconds, has_prompts=bool(plan.chunks))

    def _compose(
        self, lora: LoraScales, turn: Turn, max_itl_s: float, now: float, park: Callable[[], bool]
    ) -> BatchPlan:
        """Return the rows of a step with these adapters."""
        decoding = self._decoding(lora, park)
        prompts = [s for s in self._running(lora) if s.status is SequenceStatus.PROMPT]
        is_long = sum(sequence.n_due for sequence in prompts) >= TILE
        is_owed = bool(decoding) and (turn.is_prompts_turn or (turn.owed_s > 0 and is_long))
        turn.is_prompts_turn = not is_owed and self._take_turns(decoding, prompts, max_itl_s)
        if turn.is_prompts_turn:
            room = self._room_apart(len(decoding), max_itl_s)
            return BatchPlan(chunks=self._chunks(prompts, 0, room, turn, now), lora=lora)
        if is_owed:
            prompts = []
        room = self._room_beside(len(decoding), max_itl_s)
        plan = BatchPlan(
            decoding=[sequence for sequence in decoding if sequence.n_due == 1],
            forced=list(self._forced(decoding, room)),
            lora=lora,
        )
        n_rows = plan.n_decode_rows
        plan.chunks = self._chunks(prompts, n_rows, room - (n_rows - len(decoding)), turn, now)
        return plan

    def _running(self, lora: LoraScales) -> Iterator[Sequence]:
        return (sequence for sequence in self._placement.running() if sequence.lora == lora)

    def _decoding(self, lora: LoraScales, park: Callable[[], bool]) -> list[Sequence]:
        """Return who decodes, after making room for them."""
        while True:
            decoding = [s for s in self._running(lora) if s.status is SequenceStatus.DECODING]
            if self._cache.make_room(sum(sequence.n_due for sequence in decoding)):
                return decoding
            if not park():
                n_rows = accumulate(sequence.n_due for sequence in decoding)
                return [s for s, n in zip(decoding, n_rows, strict=True) if n <= self._cache.n_free]

    def _take_turns(self, decoding: list[Sequence], prompts: list[Sequence], max_itl_s: float) -> bool:
        """Whether those who decode and the prompts get steps of their own, in turns, now one of the prompts.

        On a CPU attention works on tiles of rows, and a tile looks at the cells of all its rows. With long
        contexts in it that takes longer than reading the weights once more.
        """
        if not prompts or not 0 < self._n_cells_mixed < sum(sequence.n_past for sequence in decoding):
            return False
        n_left = sum(sequence.n_due for sequence in prompts)
        return min(n_left, self._room_apart(len(decoding), max_itl_s)) >= TILE

    def _room_apart(self, n_decode: int, max_itl_s: float) -> int:
        """Return how many prompt tokens a step may have that comes between two of those who decode."""
        if max_itl_s == 0:
            return self._n_batch
        target_s = max_itl_s - self._step_time.base(n_decode)
        return min(self._n_batch, self._step_time.prompt_room(0, target_s))

    def _room_beside(self, n_decode: int, max_itl_s: float) -> int:
        """Return how many prompt tokens a step may have beside rows that decode."""
        room = self._n_batch - n_decode
        if max_itl_s == 0:
            return room
        target_s = max_itl_s if self._placement.is_decoding else max(max_itl_s, LONE_STEP_S)
        return min(room, self._step_time.prompt_room(n_decode, target_s))

    def _forced(self, decoding: list[Sequence], room: int) -> Iterator[Chunk]:
        """Yield the tokens of those who have several to evaluate, in all so many more than one for each."""
        for sequence in decoding:
            if sequence.n_due > 1:
                n = min(1 + max(room, 0), sequence.n_due)
                room -= n - 1
                end = sequence.n_past + n
                yield Chunk(sequence, sequence.n_past, end, output=end == len(sequence.tokens))

    def _chunks(
        self, prompts: list[Sequence], n_decode: int, room: int, turn: Turn, now: float
    ) -> list[Chunk]:
        """Return parts of prompts, the one first of which least is left."""
        prompts.sort(key=lambda s: s.n_due - AGEING_TOKENS_PER_S * (now - s.t_start))
        return list(self._parts(prompts, n_decode, room, turn))

    def _parts(self, prompts: list[Sequence], n_decode: int, room: int, turn: Turn) -> Iterator[Chunk]:
        n_rows = n_decode
        was_held_back, turn.is_held_back = turn.is_held_back, False
        for sequence in prompts:
            n_left = sequence.n_due
            n = min(room, n_left)
            if sequence.request.prompt_probs is not None:
                n = min(n, N_PROBS_ROWS)
            if n < n_left and n_rows > n_decode and self._max_itl_s and not was_held_back:
                # A step in which prompts end is soon over, without a part of a longer one in it; but not
                # twice in a row.
                turn.is_held_back = True
                return
            if not self._cache.make_room(n_rows + n):
                n = self._cache.n_free - n_rows
            if n <= 0:
                return
            end = sequence.n_past + n
            output = end == sequence.n_prompt and sequence.request.max_tokens != 0
            yield Chunk(sequence, sequence.n_past, end, output)
            n_rows += n
            room -= n
