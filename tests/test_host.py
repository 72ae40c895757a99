"""What may be used of the machine: hardware threads of one core count once, a container's limits are kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pyllama.host import available_memory_bytes, n_cores


def write(root: Path, siblings: dict[int, str], quota: str | None = None) -> Path:
    for cpu, text in siblings.items():
        folder = root / f"sys/devices/system/cpu/cpu{cpu}/topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text(text + "\n")
    if quota is not None:
        (root / "sys/fs/cgroup").mkdir(parents=True)
        (root / "sys/fs/cgroup/cpu.max").write_text(quota + "\n")
    return root


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


MEMINFO = "MemTotal:       24000000 kB\nMemAvailable:    1000 kB\n"


def test_available_memory(tmp_path: Path) -> None:
    assert available_memory_bytes(tmp_path) is None
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc/meminfo").write_text(MEMINFO)
    assert available_memory_bytes(tmp_path) == 1_024_000


@pytest.mark.parametrize(("limit", "expected"), [("500000", 400_000), ("max", 1_024_000), ("1", 0)])
def test_a_containers_limit_is_kept(tmp_path: Path, limit: str, expected: int) -> None:
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc/meminfo").write_text(MEMINFO)
    folder = tmp_path / "sys/fs/cgroup"
    folder.mkdir(parents=True)
    (folder / "memory.max").write_text(limit + "\n")
    (folder / "memory.current").write_text("100000\n")
    assert available_memory_bytes(tmp_path) == expected
