"""How many cores may be used: hardware threads of one core count once, and a quota is kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pyllama.processors import n_cores


def write(sysfs: Path, siblings: dict[int, str], quota: str | None = None) -> Path:
    for cpu, text in siblings.items():
        folder = sysfs / f"devices/system/cpu/cpu{cpu}/topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text(text + "\n")
    if quota is not None:
        (sysfs / "fs/cgroup").mkdir(parents=True)
        (sysfs / "fs/cgroup/cpu.max").write_text(quota + "\n")
    return sysfs


@pytest.fixture
def eight_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(8)), raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 8)


FOUR_CORES = {cpu: f"{cpu % 4},{cpu % 4 + 4}" for cpu in range(8)}


def test_hardware_threads_of_a_core_count_once(eight_threads: None, tmp_path: Path) -> None:
    assert n_cores(write(tmp_path, FOUR_CORES)) == 4


def test_only_usable_ones_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 1, 4}, raising=False)
    assert n_cores(write(tmp_path, FOUR_CORES)) == 2


@pytest.mark.parametrize(
    ("quota", "expected"), [("150000 100000", 2), ("max 100000", 4), ("1 100000", 1), ("?", 4)]
)
def test_a_quota_is_kept(eight_threads: None, tmp_path: Path, quota: str, expected: int) -> None:
    assert n_cores(write(tmp_path, FOUR_CORES, quota)) == expected


def test_without_the_files_hardware_threads_count(eight_threads: None, tmp_path: Path) -> None:
    assert n_cores(tmp_path) == 8


def test_this_machine_has_some() -> None:
    assert 1 <= n_cores() <= (os.cpu_count() or 1)
