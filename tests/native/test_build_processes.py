"""Several builders at once, and builders that are stopped half way."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from native.builder.lock import exclusive
from tests.native.mini_upstream import Builder, Gate


def test_second_builder_waits_and_uses_the_first_ones_build(builder: Builder, gate: Gate) -> None:
    arguments = ("--backend", "cpu", "--source", str(builder.source))
    first = builder.start(*arguments, **gate.environment)
    gate.wait_until_reached()
    second = builder.start(*arguments)
    assert second.stderr is not None
    assert second.stderr.readline() == "Waiting for another build to finish\n"
    gate.open()
    first_out, _ = first.communicate(timeout=60)
    second_out, second_err = second.communicate(timeout=60)
    assert (first.returncode, second.returncode) == (0, 0)
    assert first_out == second_out
    assert second_err == ""
    assert builder.finished_builds() == [Path(first_out.strip())]


def test_killed_build_leaves_no_build_and_the_next_one_succeeds(builder: Builder, gate: Gate) -> None:
    killed = builder.start("--backend", "cpu", "--source", str(builder.source), **gate.environment)
    gate.wait_until_reached()
    killed.kill()
    killed.communicate(timeout=60)
    assert not builder.finished_builds()
    (leftover,) = (builder.cache / "native").glob(".building-*")
    build = builder.build()
    assert builder.finished_builds() == [build]
    assert not leftover.exists()
    gate.open()  # the killed builder's shell still waits here; it finds nobody to report to


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_ends_the_build_and_its_children(builder: Builder, gate: Gate, number: signal.Signals) -> None:
    stopped = builder.start("--backend", "cpu", "--source", str(builder.source), **gate.environment)
    gate.wait_until_reached()
    stopped.send_signal(number)
    out, err = stopped.communicate(timeout=60)
    assert stopped.returncode == 128 + number
    assert out == ""
    assert err.splitlines()[-1] == "build_native.py: stopped, nothing is left behind"
    assert "Traceback" not in err
    assert not gate.is_held()
    assert [entry.name for entry in (builder.cache / "native").iterdir()] == [".lock"]


def test_lock_is_free_again_when_its_holder_is_killed(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    program = "import sys; from pathlib import Path; from native.builder.lock import exclusive\n"
    program += "with exclusive(Path(sys.argv[1]), lambda: None): print('held', flush=True); sys.stdin.read()"
    waits: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-c", program, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"

        def kill_holder() -> None:
            waits.append("waited")
            holder.kill()

        with exclusive(lock, kill_holder):
            assert waits == ["waited"]
    with exclusive(lock, lambda: waits.append("waited again")):
        assert waits == ["waited"]
