"""A scheduler on a simulated memory: runs steps, and checks that plans and books are true."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count, cycle, islice
from typing import Any

from pyllama import DecodeError
from pyllama.engine.cache.host_states import HostParams
from pyllama.engine.cache.kv_cache import KVCache
from pyllama.engine.cache.sequence_cache import SequenceCache
from pyllama.engine.cache.slot_cache import SlotCache
from pyllama.engine.lora_scales import LoraScales
from pyllama.engine.plan import BatchPlan
from pyllama.engine.request import Event, Failed, Finished, GenerationRequest, TextDelta
from pyllama.engine.scheduler import Scheduler, SchedulerParams
from pyllama.engine.sequence import Sequence
from pyllama.engine.token_table import TokenTable
from tests.engine.simulated_memory import SimulatedMemory

EOS = 0
TABLE = TokenTable(
    piece=lambda token: b"" if token == EOS else b"%d " % token, end_of_generation=frozenset({EOS})
)


@dataclass
class Bench:
    n_slots: int = 2
    n_batch: int = 16
    n_ctx: int = 64
    n_cells: int = 0  # as many as the slots can fill
    n_retained: int = 4
    can_share: bool = True
    can_cut: bool = True
    can_shift: bool = False
    host_bytes: int = 0
    max_itl_ms: float = 0.0
    n_cells_mixed: int = 0
    step_s: float = 0.01
    forced: tuple[int, ...] = ()
    n_forced_max: int = 0
    lora_sets: tuple[LoraScales, ...] = ((), ((0, 1.0),), ((0, 0.5), (1, -1.0)))
    events: dict[int, list[Event]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.n_cells = self.n_cells or self.n_slots * self.n_ctx
        host = HostParams(limit_bytes=self.host_bytes, state_bytes=lambda n: 100 * n)
        self.cache: SequenceCache
        if self.can_share:
            n_seq_max = self.n_slots + 2 + self.n_retained
            self.cache = KVCache(n_cells=self.n_cells, n_seq_max=n_seq_max, host=host)
        else:
            self.cache = SlotCache(
                n_cells=self.n_cells, n_slots=self.n_slots, can_remove_part=self.can_cut, host=host
            )
        params = SchedulerParams(
            n_slots=self.n_slots,
            n_batch=self.n_batch,
            max_itl_ms=self.max_itl_ms,
            n_cells_mixed=self.n_cells_mixed,
        )
        self.scheduler = Scheduler(params, self.cache)
        self.memory = SimulatedMemory(self.n_cells, can_share=self.can_share, can_cut=self.can_cut)
        self.sequences: dict[int, Sequence] = {}
        self.ids = count()
        self.now = 0.0

    def submit(self, *prompt: int, max_tokens: int = 4, **fields: Any) -> Sequence:
        request = GenerationRequest(prompt=prompt, max_tokens=max_tokens, **fields)
        sequence = Sequence(
            next(self.ids),
            request,
            TABLE,
            self.n_ctx,
            can_shift=self.can_shift,
            t_submitted=self.now,
            lora=request.lora or (),
        )
        self.events[sequence.id_request] = []
        self.sequences[sequence.id_request] = sequence
        self.scheduler.submit(sequence)
        return sequence

    def plan(self) -> BatchPlan | None:
        """Schedule a step and do it to the memory, without its result."""
        self.now += self.step_s
        plan = self.scheduler.schedule(self.now)
        self.note(self.scheduler.take_events())
        if plan is not None:
            self.apply(plan)
        return plan

    def apply(self, plan: BatchPlan) -> None:
        """Do what a plan says, and check that it may be done."""
        n_rows = 0
        assert all(sequence.lora == plan.lora for sequence in plan.sequences())
        for sequence in plan.decoding:
            assert sequence.n_past == len(sequence.tokens) - 1
            n_rows += 1
        for chunk in plan.forced:
            assert chunk.start == chunk.sequence.n_past < chunk.end <= len(chunk.sequence.tokens)
            assert chunk.sequence.n_due > 1
            n_rows += len(chunk)
        for chunk in plan.chunks:
            assert chunk.start == chunk.sequence.n_past < chunk.end <= chunk.sequence.n_prompt
            n_rows += len(chunk)
        assert 0 < n_rows <= self.n_batch
        self.execute(plan)

    def execute(self, plan: BatchPlan) -> None:
        """Do to the simulated memory what the runner does to the real one."""
        self.memory.apply(plan.ops)
        for sequence in plan.decoding:
            self.memory.compute(sequence.seq_id, sequence.n_past, sequence.tokens[-1], plan.lora)
        for chunk in (*plan.forced, *plan.chunks):
            for pos in range(chunk.start, chunk.end):
                self.memory.compute(chunk.sequence.seq_id, pos, chunk.sequence.tokens[pos], plan.lora)

    def chosen(self, plan: BatchPlan, token: int) -> list[int]:
        """Return the token of each output of a plan: here always this one."""
        return [token] * len(list(plan.outputs()))

    def force(self, plan: BatchPlan) -> None:
        """Let tokens follow the chosen ones, as the runner would where a grammar leaves no choice."""
        for sequence in plan.outputs():
            n_max = min(self.n_forced_max, sequence.n_ctx - 2 - len(sequence.tokens))
            sequence.forced = list(islice(cycle(self.forced), max(n_max, 0)))

    def step(self, token: int = 7) -> BatchPlan | None:
        plan = self.plan()
        if plan is not None:
            tokens = self.chosen(plan, token)
            self.force(plan)
            self.note(self.scheduler.commit(plan, tokens, self.now))
            self.check()
        return plan

    def fail(self) -> None:
        """Let the native code fail a step."""
        plan = self.plan()
        if plan is not None:
            error = DecodeError("no", function="llama_decode", code=-3)
            self.note(self.scheduler.fail(plan.sequences(), error))
            self.check()

    def cancel(self, id_request: int) -> Sequence | None:
        dropped = self.scheduler.cancel(id_request)
        self.check()
        return dropped

    def run(self, n_max: int = 2000) -> int:
        for n in range(n_max):
            if self.step() is None and self.scheduler.is_idle:
                self.check()  # the loop does what is due before it falls asleep
                return n
        raise AssertionError("the scheduler does not come to an end")

    @property
    def is_crowded(self) -> bool:
        """Whether the memory cannot hold what all slots could have."""
        return self.n_cells < self.n_slots * self.n_ctx

    @property
    def n_parked_states(self) -> int:
        """How many states lie in host memory for sequences that shall go on."""
        return sum(key < 0 for key in self.memory.states)

    def check(self) -> None:
        """Check the books against the memory, after what is due."""
        self.memory.apply(self.scheduler.take_ops())
        assert self.memory.n_used == self.cache.n_used <= self.n_cells
        if isinstance(self.cache, KVCache):
            self.cache.check_integrity()
        for sequence in self.sequences.values():
            if (
                sequence.seq_id >= 0
                and sequence.id_slot >= 0
                and sequence.status.value in {"prompt", "decoding"}
            ):
                tokens = sequence.tokens[: sequence.n_past]
                self.memory.check(sequence.seq_id, tokens, sequence.n_exact, sequence.lora)

    def note(self, posted: list[tuple[Sequence, Any]]) -> None:
        for sequence, event in posted:
            if isinstance(event, TextDelta | Finished | Failed):
                self.events[sequence.id_request].append(event)

    def last(self, sequence: Sequence) -> Event:
        return self.events[sequence.id_request][-1]

    # ----------------------------------------------------------------- slots

    def save_slot(self, id_slot: int) -> Any:
        """Return what an idle slot remembers, here without a state, after checking that it is there."""
        tokens, lora, seq_id = self.scheduler.placement.lend(id_slot)
        self.memory.apply(self.scheduler.take_ops())
        if seq_id is not None:
            self.memory.check(seq_id, tokens, len(tokens), lora)
        self.check()
        return tokens, lora

    def restore_slot(self, id_slot: int, saved: Any) -> None:
        """Let an idle slot remember what another one did."""
        tokens, lora = saved
        seq_id = self.scheduler.placement.receive(id_slot, tokens, lora)
        self.memory.apply(self.scheduler.take_ops())
        if seq_id is not None:
            for pos, token in enumerate(tokens):
                self.memory.compute(seq_id, pos, token, lora)
            self.scheduler.placement.settle(id_slot, seq_id, tokens, lora)
        self.check()

    def erase_slot(self, id_slot: int) -> None:
        self.scheduler.placement.erase(id_slot)
        self.check()
