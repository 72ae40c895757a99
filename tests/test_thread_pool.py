"""Threads of real contexts: where they run, and that results do not depend on it."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from pyllama import Batch, Context, ContextParams, Model, ThreadParams

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux says about threads")

CPUS = frozenset(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else frozenset({0})
FIRST, LAST = frozenset({min(CPUS)}), frozenset({max(CPUS)})
needs_two_cpus = pytest.mark.skipif(len(CPUS) < 2, reason="one CPU is no choice")


@dataclass(frozen=True)
class Observed:
    """What a context computed, and on which CPUs its threads could run then.

    Attributes:
        logits: those after a prompt and after one more token.
        prompt: CPUs of the thread that decoded, after the prompt.
        step: the same after one more token.
        others: CPUs of each other thread of the context.
    """

    logits: np.ndarray
    prompt: frozenset[int]
    step: frozenset[int]
    others: list[frozenset[int]]


def task_ids() -> set[int]:
    return {int(path.name) for path in Path("/proc/self/task").iterdir()}


def cpus_of(task_id: int = 0) -> frozenset[int]:
    return frozenset(os.sched_getaffinity(task_id))


def observe(
    model: Model,
    *,
    n_threads: int = 0,
    n_threads_batch: int = 0,
    threads: ThreadParams | None = None,
    threads_batch: ThreadParams | None = None,
) -> Observed:
    """Decode on a thread of its own, as it keeps what the context makes of it."""
    params = ContextParams(
        n_ctx=256,
        n_threads=n_threads,
        n_threads_batch=n_threads_batch,
        threads=threads or ThreadParams(),
        threads_batch=threads_batch,
    )

    def decode() -> Observed:
        before = task_ids()
        with Context(model, params) as context, Batch(16) as batch:
            assert cpus_of() == CPUS
            batch.add_run([1, 300, 301], 0, 0, output_last=True)
            context.decode(batch)
            first, prompt = context.logits(2).copy(), cpus_of()
            batch.clear()
            batch.add(302, 3, 0, output=True)
            context.decode(batch)
            logits = np.concatenate((first, context.logits(0)))
            return Observed(logits, prompt, cpus_of(), [cpus_of(task) for task in task_ids() - before])

    with ThreadPoolExecutor(1) as executor:
        return executor.submit(decode).result(timeout=60)


@pytest.fixture(scope="module")
def expected(decoder: Model) -> Observed:
    """What two threads compute that may run anywhere."""
    return observe(decoder, n_threads=2)


def test_without_parameters_threads_may_run_anywhere(expected: Observed) -> None:
    assert expected.prompt == expected.step == CPUS
    assert expected.others == [CPUS]


def test_threads_that_do_not_poll(decoder: Model, expected: Observed) -> None:
    observed = observe(decoder, n_threads=2, threads=ThreadParams(poll=0))
    assert np.array_equal(observed.logits, expected.logits)


@needs_two_cpus
def test_all_threads_have_all_named_cpus(decoder: Model, expected: Observed) -> None:
    observed = observe(decoder, n_threads=2, threads=ThreadParams(cpus=FIRST | LAST))
    assert observed.prompt == observed.step == FIRST | LAST
    assert observed.others == [FIRST | LAST]
    assert np.array_equal(observed.logits, expected.logits)


@needs_two_cpus
def test_each_strict_thread_has_one_cpu(decoder: Model, expected: Observed) -> None:
    observed = observe(decoder, n_threads=2, threads=ThreadParams(cpus=FIRST | LAST, strict=True))
    assert observed.prompt == observed.step == LAST
    assert observed.others == [FIRST]
    assert np.array_equal(observed.logits, expected.logits)


def test_by_default_there_is_a_thread_for_each_named_cpu(decoder: Model) -> None:
    observed = observe(decoder, threads=ThreadParams(cpus=FIRST))
    assert observed.prompt == observed.step == FIRST
    assert observed.others == []


@needs_two_cpus
def test_prompts_may_have_other_cpus(decoder: Model, expected: Observed) -> None:
    observed = observe(decoder, threads=ThreadParams(cpus=FIRST), threads_batch=ThreadParams(cpus=LAST))
    assert (observed.prompt, observed.step, observed.others) == (LAST, FIRST, [])
    assert np.allclose(observed.logits, expected.logits, atol=1e-3)


@needs_two_cpus
def test_cpus_for_prompts_do_not_bind_the_other_steps(decoder: Model) -> None:
    observed = observe(decoder, n_threads=2, threads_batch=ThreadParams(cpus=FIRST))
    assert (observed.prompt, observed.step, observed.others) == (FIRST, CPUS, [CPUS])


@pytest.mark.parametrize(
    ("params", "n_pools"),
    [
        (ContextParams(n_ctx=256), 1),
        (ContextParams(n_ctx=256, threads_batch=ThreadParams()), 1),
        (ContextParams(n_ctx=256, n_threads=1, n_threads_batch=2), 2),
        (ContextParams(n_ctx=256, threads_batch=ThreadParams(poll=0)), 2),
    ],
)
def test_one_pool_where_one_is_enough(decoder: Model, params: ContextParams, n_pools: int) -> None:
    with Context(decoder, params) as context:
        assert len(context._pools) == n_pools


_WITHOUT_PERMISSION = """
import os, resource, sys
from pyllama import Batch, Context, ContextParams, Model, ThreadParams

params = ContextParams(n_ctx=256, n_threads=1, threads=ThreadParams(priority="realtime"))
with Model.load(sys.argv[1]) as model, Context(model, params) as context, Batch(16) as batch:
    batch.add_run([1, 300, 301], 0, 0, output_last=True)
    resource.setrlimit(resource.RLIMIT_RTPRIO, (0, 0))
    if os.geteuid() == 0:
        os.setuid(65534)
    context.decode(batch)
    print(os.sched_getscheduler(0) == os.SCHED_OTHER, context.has_output(2))
"""


def test_a_priority_without_permission_is_a_warning(decoder_path: Path) -> None:
    command = (sys.executable, "-c", _WITHOUT_PERMISSION, str(decoder_path))
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (result.returncode, result.stdout) == (0, "True True\n"), result.stderr
    assert "failed to set thread priority" in result.stderr
