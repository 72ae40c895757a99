"""A scheduler on a real memory: the same steps as on the simulated one, computed by llama.cpp."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pyllama import Context, LoraAdapter, Model, SamplingParams, UnavailableError
from pyllama.batch import Batch
from pyllama.engine.plan import BatchPlan
from pyllama.engine.runner import Runner
from pyllama.engine.sequence import Sequence, SequenceStatus
from pyllama.engine.slot_actions import restore_slot, save_slot
from tests.engine.bench import EOS, Bench
from tests.engine.conftest import EXACT
from tests.engine.real_memory import check_memory

N_CELLS: Final = 512
"""Length of the unified buffer: more than a bench uses, as native code rounds it up to a multiple of 256."""

N_SEQ_MAX: Final = 10
STRANGER: Final = N_SEQ_MAX - 1
"""A sequence that is in no books. It holds the cells that a bench must not have."""


def unified_context(model: Model) -> Context:
    """Return a context for benches that share cells."""
    return Context(model, replace(EXACT, n_ctx=N_CELLS, n_seq_max=N_SEQ_MAX, n_batch=64))


def separate_context(model: Model) -> Context:
    """Return a context for benches of at most 4 slots with buffers of their own."""
    return Context(model, replace(EXACT, n_ctx=4 * 256, n_seq_max=4, n_batch=64, kv_unified=False))


@dataclass
class RealBench(Bench):
    """A bench on a context, which others used before it.

    Attributes:
        context: of ``unified_context`` or ``separate_context``, as ``can_share`` is.
        adapters: what ``lora_sets`` speak of.
        approximate: requests that began with cells of another place, so that nobody knows their text.
    """

    context: Context = field(kw_only=True)
    adapters: tuple[LoraAdapter, ...] = ()
    approximate: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.context.memory.clear()
        self.context.set_lora([])
        if self.can_share:
            self._fill_up()
        self.runner = Runner(self.context, self.n_ctx, self.adapters)
        self._tokens: list[int] = []

    def submit(self, *prompt: int, max_tokens: int = 4, **fields: Any) -> Sequence:
        greedy = SamplingParams(temperature=0.0)
        return super().submit(*prompt, max_tokens=max_tokens, sampling=greedy, **fields)

    def execute(self, plan: BatchPlan) -> None:
        for chunk in plan.chunks:
            if chunk.sequence.n_exact < chunk.sequence.n_prompt:
                self.approximate.add(chunk.sequence.id_request)
        self._tokens = self.runner.execute(plan)

    def chosen(self, plan: BatchPlan, token: int) -> list[int]:
        """Return what the model has chosen."""
        return self._tokens

    def force(self, plan: BatchPlan) -> None:
        """Let the model choose every token: the texts are compared with it alone."""

    def cancel(self, id_request: int) -> Sequence | None:
        dropped = super().cancel(id_request)
        if dropped is not None:
            self.runner.release(dropped)
        return dropped

    def note(self, posted: list[tuple[Sequence, Any]]) -> None:
        super().note(posted)
        for sequence, _ in posted:
            if sequence.status is SequenceStatus.FINISHED:
                self.runner.release(sequence)

    @property
    def n_parked_states(self) -> int:
        return sum(key < 0 for key in self.runner._states)

    def check(self) -> None:
        assert (
            check_memory(self.scheduler, self.runner, stranger=STRANGER) == self.cache.n_used <= self.n_cells
        )

    def save_slot(self, id_slot: int) -> Any:
        saved = save_slot(self.scheduler, self.runner, id_slot)
        self.check()
        return saved

    def restore_slot(self, id_slot: int, saved: Any) -> None:
        with suppress(UnavailableError):
            restore_slot(self.scheduler, self.runner, id_slot, saved)
        self.check()

    def close(self) -> None:
        assert self.runner._chooser._choosing == {}
        self.runner.close()

    def _fill_up(self) -> None:
        n_batch = self.context.n_batch
        with Batch(n_batch) as batch:
            for pos in range(0, N_CELLS - self.n_cells, n_batch):
                batch.clear()
                batch.add_run(
                    [EOS] * min(n_batch, N_CELLS - self.n_cells - pos), pos, STRANGER, output_last=False
                )
                self.context.decode(batch)
