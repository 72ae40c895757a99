"""How many threads compute a small model fastest: often fewer than there are cores."""

from __future__ import annotations

import time
from statistics import median
from typing import Final

from pyllama.backend import has_gpu
from pyllama.batch import Batch
from pyllama.context import Context

SMALL_BYTES: Final = 64 * 2**20
"""Size of a model below which waiting for each other may take threads longer than computing."""

_N_STREAMS: Final = 8  # as many rows as a step with some streams has
_N_STEPS: Final = 9


def tune_threads(context: Context) -> None:
    """Use as many of the context's threads as are fastest, for one row and for several.

    Takes some milliseconds. The memory is empty before and after. Nothing is done with a model that is not
    small, where the number of threads was asked for, or where a GPU computes.

    Raises: as ``Context.decode`` does.
    """
    params, model = context.params, context.model
    if params.n_threads or params.n_threads_batch or model.size_bytes >= SMALL_BYTES or has_gpu():
        return
    n_all = context.n_threads
    if n_all < 2:
        return
    one = min((1, n_all), key=lambda n: _step_s(context, 1, n))
    several = min((1, n_all), key=lambda n: _step_s(context, min(_N_STREAMS, context.n_batch), n))
    context.set_threads(one, several)
    context.memory.clear()


def _step_s(context: Context, n_rows: int, n_threads: int) -> float:
    """Return how long a step takes, in seconds."""
    context.set_threads(n_threads, n_threads)
    token = context.model.vocab.special.bos or 0
    times = []
    with Batch(n_rows) as batch:
        for _ in range(_N_STEPS):
            context.memory.clear()
            batch.clear()
            batch.add_run([token] * n_rows, 0, 0, output_last=True)
            start = time.perf_counter()
            context.decode(batch)
            times.append(time.perf_counter() - start)
    return median(times)
