"""Many tasks that use one engine in every way at once, for a while; then nothing is left behind.

``PYLLAMA_SOAK_S`` says how long, in seconds.
"""

from __future__ import annotations

import gc
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
import trio

from pyllama import (
    Engine,
    EngineParams,
    EngineStatistics,
    GenerationRequest,
    SamplingParams,
    UnavailableError,
)
from pyllama.engine import readers
from tests.engine.conftest import OpenEngine, random_tokens, until
from tests.engine.real_memory import check_nothing_is_left

SOAK_S = float(os.environ.get("PYLLAMA_SOAK_S", "10"))
N_TASKS = 32
N_USES_MIN = 3  # of each task, however slow the machine is
HOST_BYTES = 2**22
SLACK_BYTES = 2**24


@dataclass(frozen=True)
class Process:
    """What this process uses."""

    n_threads: int
    n_files: int
    n_bytes: int

    @classmethod
    def now(cls) -> Process:
        gc.collect()
        n_pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return cls(
            n_threads=len(os.listdir("/proc/self/task")),  # noqa: PTH208  # names only
            n_files=len(os.listdir("/proc/self/fd")),  # noqa: PTH208
            n_bytes=4096 * n_pages,
        )


def random_request(random: Random, engine: Engine) -> GenerationRequest:
    n_ctx = engine.n_ctx_slot
    stem = random_tokens(random.randrange(4), random.randint(1, n_ctx - 40))
    return GenerationRequest(
        prompt=(*stem, *random_tokens(random.randrange(10**6), random.randint(0, 30))),
        max_tokens=random.choice((0, 1, 20, 100, 1000)),
        sampling=SamplingParams(seed=random.randrange(100), temperature=random.choice((0.0, 1.5))),
        stop=random.choice(((), ("Whe", "There"))),
        cache_prompt=random.random() < 0.9,
        n_cache_reuse=random.choice((0, 0, 8)),
        id_slot=random.choice((None, None, None, random.randrange(engine.n_slots))),
        n_keep=random.choice((0, 10, -1)),
        timeout_ms=random.choice((None, None, 500)),
        priority=random.choice(("interactive", "batch")),
        tenant=random.choice("abc"),
    )


async def use_slots(random: Random, engine: Engine) -> None:
    saved = await engine.save_slot(random.randrange(engine.n_slots))
    if random.random() < 0.5:
        await engine.erase_slot(random.randrange(engine.n_slots))
    await engine.restore_slot(random.randrange(engine.n_slots), saved)


async def use_once(random: Random, engine: Engine) -> None:
    """Ask for something, and read all of it, some of it, or nothing."""
    generation = engine.submit(random_request(random, engine))
    how = random.choice(("read", "read", "stop", "drop", "stall", "never"))
    if how == "read":
        await generation.complete()
    elif how == "stop":
        for _ in range(random.randint(1, 5)):
            await generation.next_deltas()
        generation.close()
    elif how == "drop":
        await generation.next_deltas()
    elif how == "stall":
        # Until the engine has no patience any more, or has finished.
        with trio.move_on_after(random.random()):
            await until(engine, lambda s: is_gone(s, generation.id_request))
        await generation.complete()


def is_gone(statistics: EngineStatistics, id_request: int) -> bool:
    return statistics.n_waiting == 0 and all(slot.id_request != id_request for slot in statistics.slots)


async def use(engine: Engine, seed: int, seconds: float) -> None:
    random = Random(seed)
    end = trio.current_time() + seconds
    n_uses = 0
    while trio.current_time() < end or n_uses < N_USES_MIN:
        n_uses += 1
        await trio.lowlevel.checkpoint()
        try:
            if random.random() < 0.05:
                with trio.move_on_after(random.random()):
                    await use_slots(random, engine)
            else:
                await use_once(random, engine)
        except UnavailableError:
            pass


async def use_by_many(engine: Engine, seed: int, seconds: float) -> None:
    async with trio.open_nursery() as nursery:
        for i in range(N_TASKS):
            nursery.start_soon(use, engine, seed + i, seconds)
    gc.collect()
    await until(engine, lambda s: s.n_waiting == 0 and not any(slot.is_processing for slot in s.slots))


@pytest.mark.parametrize("sharing", ["equal", "unified", "separate"])
async def test_nothing_is_left_behind(
    open_engine: OpenEngine, sharing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "N_BUFFERED_MAX", 64)
    n_threads = threading.active_count()
    params = EngineParams(sharing=sharing, context_shift=True, host_cache_bytes=HOST_BYTES)  # type: ignore[arg-type]
    n_ctx = 512 if sharing == "unified" else 4 * 256
    seconds = SOAK_S / 3
    async with open_engine(n_slots=4, n_ctx=n_ctx, params=params) as engine:
        await use_by_many(engine, 0, seconds / 3)
        before = Process.now()
        await use_by_many(engine, N_TASKS, seconds * 2 / 3)
        after = Process.now()
        statistics = engine.statistics()
        n_cells = await engine._call_slot(0, check_nothing_is_left)
        assert statistics.n_cells_used == n_cells
        assert statistics.n_parked == 0
        assert len(engine._readers) == 0
        assert engine._readers.admission.n_waiting == 0
        assert not engine._slot_calls
        n_ended = statistics.n_finished + statistics.n_cancelled + statistics.n_failed
        assert n_ended > N_TASKS
        assert statistics.n_shifts > 0
        assert sharing != "unified" or statistics.n_parkings > 0
    assert after.n_threads <= before.n_threads
    assert after.n_files == before.n_files
    assert after.n_bytes - before.n_bytes < SLACK_BYTES
    assert threading.active_count() <= n_threads + 1  # Trio keeps an idle thread for a while
