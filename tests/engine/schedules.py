"""Random schedules: requests that arrive, fork, shift, are cancelled, parked, fail; on any bench."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeVar

from pyllama.engine.request import Failed, Finished
from pyllama.engine.sequence import SequenceStatus
from tests.engine.bench import EOS, Bench

BenchType = TypeVar("BenchType", bound=Bench)


def random_schedule(seed: int, make_bench: Callable[..., BenchType]) -> BenchType:
    """Let anything happen in any order, with all books checked after each step; return the bench."""
    random = Random(seed)
    can_share = random.random() < 0.8
    n_ctx = random.choice((24, 48, 96))
    n_slots = random.randint(1, 4)
    bench = make_bench(
        n_slots=n_slots,
        n_batch=random.randint(6, 40),
        n_ctx=n_ctx,
        n_cells=random.choice((n_ctx, n_ctx + 20, n_ctx * n_slots)) if can_share else 0,
        n_retained=random.randint(0, 3),
        can_share=can_share,
        can_cut=can_share or random.random() < 0.5,
        can_shift=can_share and random.random() < 0.5,
        host_bytes=random.choice((0, 8_000, 100_000)),
        step_s=1.0,
        forced=(1, 2, 3),
    )
    stem = [random.randint(1, 3) for _ in range(n_ctx)]
    cancelled: set[int] = set()
    for _ in range(random.randint(5, 50)):
        roll = random.random()
        if roll < 0.3:
            prompt = stem[: random.randint(0, n_ctx - 2)] + random.choices((1, 2, 3), k=random.randint(1, 8))
            bench.submit(
                *prompt[: n_ctx - 1],
                max_tokens=random.choice((-1, 0, 1, 5, 30)) if not bench.can_shift else random.randint(0, 60),
                cache_prompt=random.random() < 0.9,
                n_cache_reuse=random.choice((0, 0, 4)) if bench.can_cut else 0,
                id_slot=random.choice((None, None, None, random.randrange(n_slots))),
                n_keep=random.choice((0, 3, -1)),
                n_discard=random.choice((0, 5)),
                timeout_ms=random.choice((None, None, None, 9_000)),
                priority=random.choice(("interactive", "batch")),
                tenant=random.choice("ab"),
                lora=random.choice(bench.lora_sets),
            )
        elif roll < 0.4 and bench.sequences:
            id_request = random.choice(list(bench.sequences))
            if bench.cancel(id_request) is not None:
                cancelled.add(id_request)
        elif roll < 0.43:
            bench.fail()
        elif roll < 0.5:
            idle = [i for i in range(n_slots) if bench.scheduler.placement.slots[i].sequence is None]
            if idle:
                id_slot = random.choice(idle)
                saved = bench.save_slot(id_slot)
                if random.random() < 0.5:
                    bench.erase_slot(random.choice(idle))
                else:
                    bench.restore_slot(random.choice(idle), saved)
        else:
            bench.n_forced_max = random.choice((0, 0, 1, 5, 30))
            bench.step(random.choice((1, 2, 3, EOS)) if random.random() < 0.2 else random.choice((1, 2, 3)))
    bench.n_forced_max = 0
    bench.run()
    for sequence in bench.sequences.values():
        events = bench.events[sequence.id_request]
        ends = [event for event in events if isinstance(event, Finished | Failed)]
        assert sequence.status is SequenceStatus.FINISHED
        assert len(ends) == (0 if sequence.id_request in cancelled else 1)
        assert not ends or events[-1] is ends[0]
    assert bench.n_parked_states == 0
    return bench
