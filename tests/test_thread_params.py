"""How threads compute: what is refused, and what native code is told."""

from __future__ import annotations

import logging
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyllama import InvalidRequestError, ThreadParams, UnsupportedFeatureError
from pyllama.ctypes_api import ggml
from pyllama.thread_params import ThreadPriority, check_cpus

HAS_AFFINITY = hasattr(os, "sched_getaffinity")
CPUS = frozenset(os.sched_getaffinity(0) if HAS_AFFINITY else range(os.cpu_count() or 1))
FIRST = frozenset({min(CPUS)})
MISSING = 511
needs_affinity = pytest.mark.skipif(sys.platform not in {"linux", "win32"}, reason="the system has none")


def test_the_defaults_are_those_of_the_library() -> None:
    expected = ggml.ggml_threadpool_params_default(3)
    assert ggml.ggml_threadpool_params_match(ThreadParams().native(3), expected)


@given(cpus=st.frozensets(st.integers(0, 511), min_size=1), strict=st.booleans(), poll=st.integers(0, 100))
def test_native_code_is_told_everything(cpus: frozenset[int], strict: bool, poll: int) -> None:
    native = ThreadParams(cpus=cpus, strict=strict, poll=poll).native(7)
    assert {cpu for cpu, named in enumerate(native.cpumask) if named} == cpus
    assert (native.n_threads, native.strict_cpu, native.poll) == (7, strict, poll)


@pytest.mark.parametrize(
    ("priority", "number"), [("low", -1), ("normal", 0), ("medium", 1), ("high", 2), ("realtime", 3)]
)
def test_priorities_have_the_numbers_of_the_library(priority: ThreadPriority, number: int) -> None:
    assert ThreadParams(priority=priority).native(1).prio == number


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cpus", frozenset({-1})),
        ("cpus", frozenset({0, 512})),
        ("poll", -1),
        ("poll", 101),
        ("priority", "x"),
    ],
)
def test_values_out_of_range(name: str, value: object) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        ThreadParams(**{name: value})  # type: ignore[arg-type]
    assert caught.value.param == name


def test_there_are_no_more_threads_than_named_cpus() -> None:
    assert ThreadParams(cpus=frozenset({3, 5})).limit(8) == 2
    assert ThreadParams(cpus=frozenset({3, 5})).limit(1) == 1
    assert ThreadParams().limit(8) == 8


def test_cpus_are_filled_in_where_none_are_named() -> None:
    assert ThreadParams(poll=3).with_cpus() == ThreadParams(cpus=CPUS, poll=3)
    assert ThreadParams(cpus=frozenset({3})).with_cpus() == ThreadParams(cpus=frozenset({3}))


def test_strict_threads_without_cpus_share_out_all() -> None:
    native = ThreadParams(strict=True).native(1)
    assert {cpu for cpu, named in enumerate(native.cpumask) if named} == CPUS


# --------------------------------------------------------------------------- what the machine can


@needs_affinity
@pytest.mark.parametrize("cpus", [frozenset[int](), FIRST, CPUS])
def test_cpus_that_exist_and_the_present_thread_keeps_its_own(cpus: frozenset[int]) -> None:
    check_cpus(cpus)
    assert ThreadParams().with_cpus().cpus == CPUS


@needs_affinity
@pytest.mark.parametrize("cpus", [frozenset({MISSING}), FIRST | {MISSING}, FIRST | {MISSING, 10**5}])
def test_cpus_that_do_not_exist(cpus: frozenset[int]) -> None:
    with pytest.raises(InvalidRequestError, match=r"^CPU 511 does not exist or may not be used$") as caught:
        check_cpus(cpus)
    assert caught.value.param == "cpus"
    assert ThreadParams().with_cpus().cpus == CPUS


@needs_affinity
@pytest.mark.parametrize("params", [ThreadParams(cpus=FIRST), ThreadParams(cpus=FIRST, priority="low")])
def test_more_threads_than_cpus_are_slow(params: ThreadParams, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        params.check_fits(1)
        assert caplog.messages == []
        params.check_fits(2)
    assert caplog.messages == ["2 threads may use only 1 of the CPUs, which makes them slow"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere real-time threads make room for each other")
@pytest.mark.parametrize("priority", ["medium", "high", "realtime"])
def test_more_real_time_threads_than_cpus_would_never_end(priority: ThreadPriority) -> None:
    for params, n_cpus in (
        (ThreadParams(cpus=FIRST, priority=priority), 1),
        (ThreadParams(priority=priority), len(CPUS)),
    ):
        params.check_fits(n_cpus)
        with pytest.raises(InvalidRequestError, match="need as many CPUs") as caught:
            params.check_fits(n_cpus + 1)
        assert caught.value.param == "priority"


@pytest.mark.parametrize(
    ("params", "param"),
    [
        (ThreadParams(cpus=FIRST), "cpus"),
        (ThreadParams(strict=True), "cpus"),
        (ThreadParams(priority="high"), "priority"),
    ],
)
def test_a_system_that_does_not_let_threads_choose(
    params: ThreadParams, param: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "plan9")
    with pytest.raises(UnsupportedFeatureError) as caught:
        params.check_fits(1)
    assert caught.value.param == param
    ThreadParams().check_fits(1)
