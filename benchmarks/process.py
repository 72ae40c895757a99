"""Run a server as a child process: start it, wait until it is healthy, measure it, end it."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from benchmarks.errors import BenchmarkError

HOST = "127.0.0.1"
POLL_S = 0.005
STOP_TIMEOUT_S = 10.0
N_LOG_LINES = 12
LOG_BYTES = 1 << 14


@dataclass(frozen=True, slots=True)
class ServerProcess:
    """A server that was started.

    Attributes:
        name: for messages.
        port: where it will listen on ``HOST``.
        started_s: when it was started, on the clock of ``time.perf_counter``.
    """

    name: str
    port: int
    started_s: float
    _process: subprocess.Popen[bytes]
    _log: IO[bytes]

    def wait_until_healthy(self, timeout_s: float) -> float:
        """Wait for the first ``GET /health`` with status 200 and return the seconds since the start.

        Raises:
            BenchmarkError: the process died or time ran out.
        """
        deadline_s = self.started_s + timeout_s
        while time.perf_counter() < deadline_s:
            if _is_healthy(self.port):
                return time.perf_counter() - self.started_s
            self.check_alive()
            time.sleep(POLL_S)
        raise BenchmarkError(f"{self.name} was not healthy after {timeout_s:g} s{self.last_log_lines()}")

    def check_alive(self) -> None:
        """Raise ``BenchmarkError`` with the last lines of the log if the process has ended."""
        status = self._process.poll()
        if status is not None:
            raise BenchmarkError(f"{self.name} ended with status {status}{self.last_log_lines()}")

    def peak_resident_bytes(self) -> int | None:
        """Return the greatest resident memory so far in bytes, or ``None`` where the system does not tell."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text()
        except OSError:
            return None
        peak = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
        return int(peak[1]) * 1024 if peak else None

    def last_log_lines(self) -> str:
        """Return the end of what the process wrote, ready to follow a message."""
        # Not `read`, which would move the position at which the process writes, too.
        size = os.fstat(self._log.fileno()).st_size
        end = os.pread(self._log.fileno(), LOG_BYTES, max(0, size - LOG_BYTES))
        lines = end.decode(errors="replace").splitlines()[-N_LOG_LINES:]
        return "".join(f"\n    {line}" for line in lines)


@contextmanager
def running(
    name: str, command: Sequence[str], *, port: int, folder: Path | None = None
) -> Iterator[ServerProcess]:
    """Start a server for the length of a ``with`` block; then end it, with SIGKILL if SIGTERM does not help.

    Raises:
        BenchmarkError: the port is in use, or the program cannot be started.
    """
    check_port_is_free(port)
    with tempfile.TemporaryFile() as log:
        started_s = time.perf_counter()
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=folder
            )
        except OSError as error:
            raise BenchmarkError(f"cannot start {name}: {error}") from None
        try:
            yield ServerProcess(name, port, started_s, process, log)
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        pass
    finally:
        # Also when a second interrupt cuts the wait short; it does nothing to a process that has ended.
        process.kill()
        process.wait()


def free_port() -> int:
    """Return a port that no one listens on at the moment."""
    with socket.create_server((HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def check_port_is_free(port: int) -> None:
    """Raise ``BenchmarkError`` if someone listens on ``port``, who would be measured instead."""
    try:
        socket.create_server((HOST, port)).close()
    except OSError as error:
        raise BenchmarkError(f"port {port} cannot be used: {error}") from None


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
