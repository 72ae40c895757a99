"""What the scheduler wants done in one step, for the runner to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyllama.engine.cache.memory_ops import MemoryOp
from pyllama.engine.lora_scales import LoraScales
from pyllama.engine.sequence import Sequence


@dataclass(frozen=True, slots=True)
class Chunk:
    """Evaluate some tokens of a sequence: ``start`` to ``end`` (exclusive).

    Attributes:
        output: whether a token is chosen after the last one.
    """

    sequence: Sequence
    start: int
    end: int
    output: bool

    @property
    def gives_probs(self) -> bool:
        """Whether all of its rows have outputs, because the probabilities of the prompt are wanted."""
        return self.sequence.request.prompt_probs is not None and self.start < self.sequence.n_prompt

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(slots=True)
class BatchPlan:
    """One step: first what the memory has to do, then one batch of rows, in the order of the attributes.

    Attributes:
        ops: what the memory has to do, in order.
        decoding: sequences that continue with their newest token, one row each.
        forced: sequences that continue with several tokens, as a grammar leaves no choice.
        chunks: parts of prompts.
        lora: the adapters that all of it is computed with.
    """

    ops: list[MemoryOp] = field(default_factory=list)
    decoding: list[Sequence] = field(default_factory=list)
    forced: list[Chunk] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)
    lora: LoraScales = ()

    def __bool__(self) -> bool:
        """Whether there is anything to evaluate."""
        return bool(self.decoding or self.forced or self.chunks)

    @property
    def n_decode_rows(self) -> int:
        """Rows of those who decode."""
        return len(self.decoding) + sum(len(chunk) for chunk in self.forced)

    @property
    def n_prompt_tokens(self) -> int:
        """Rows of prompts."""
        return sum(len(chunk) for chunk in self.chunks)

    def outputs(self) -> Iterator[Sequence]:
        """Yield the sequences that get a token, in the order of the batch's output rows."""
        yield from self.decoding
        for chunk in (*self.forced, *self.chunks):
            if chunk.output:
                yield chunk.sequence

    def sequences(self) -> Iterator[Sequence]:
        """Yield every sequence that has rows in the batch."""
        yield from self.decoding
        for chunk in (*self.forced, *self.chunks):
            yield chunk.sequence
