from __future__ import annotations

import signal
import socket
import sys

import pytest

from benchmarks import process
from benchmarks.errors import BenchmarkError
from benchmarks.process import HOST, free_port, running
from benchmarks.servers import PROJECT

SERVER = [sys.executable, "-m", "tests.benchmarks.streaming_server", "--port"]


def test_a_server_is_started_measured_and_ended() -> None:
    port = free_port()
    with running("counter", [*SERVER, str(port)], port=port, folder=PROJECT) as started:
        assert 0 < started.wait_until_healthy(timeout_s=30) < 30
        peak = started.peak_resident_bytes()
        if sys.platform == "linux":
            assert peak is not None
            assert 5e6 < peak < 5e8
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, port))


def test_a_server_that_dies_is_reported_with_its_last_lines() -> None:
    port = free_port()
    program = "import sys; print('loading', flush=True); sys.exit('out of paper')"
    with (
        running("printer", [sys.executable, "-c", program], port=port) as started,
        pytest.raises(BenchmarkError, match=r"printer ended with status 1\n +loading\n +out of paper"),
    ):
        started.wait_until_healthy(timeout_s=30)


def test_a_server_that_never_answers_is_given_up() -> None:
    port = free_port()
    program = "import signal; signal.pause()"
    with (
        running("sleeper", [sys.executable, "-c", program], port=port) as started,
        pytest.raises(BenchmarkError, match=r"sleeper was not healthy after 0\.2 s"),
    ):
        started.wait_until_healthy(timeout_s=0.2)


def test_a_missing_program_is_one_line() -> None:
    with (
        pytest.raises(BenchmarkError, match="cannot start nothing"),
        running("nothing", ["/no/such/program"], port=free_port()),
    ):
        pass


def test_a_server_that_ignores_sigterm_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "STOP_TIMEOUT_S", 0.1)
    program = "import signal as s; s.signal(s.SIGTERM, s.SIG_IGN); print('deaf', flush=True); s.pause()"
    with running("deaf", [sys.executable, "-c", program], port=free_port()) as deaf:
        while "deaf" not in deaf.last_log_lines():
            deaf.check_alive()
    assert deaf._process.returncode == -signal.SIGKILL


def test_a_port_in_use_is_refused_before_the_start() -> None:
    with socket.create_server((HOST, 0)) as listener:
        port = listener.getsockname()[1]
        with (
            pytest.raises(BenchmarkError, match=f"port {port} cannot be used"),
            running("late", [*SERVER, str(port)], port=port),
        ):
            pass
