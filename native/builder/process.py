"""Runs the programs of a build so that stopping the builder stops them too."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO

from native.builder.errors import Interrupted

_STOP_TIMEOUT_S = 5.0


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """Turn the first SIGINT or SIGTERM into ``Interrupted``; later ones do not disturb the cleaning up."""

    def interrupt(number: int, _frame: FrameType | None) -> None:
        for each in previous:
            signal.signal(each, signal.SIG_IGN)
        raise Interrupted(number)

    previous = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def run_logged(
    command: Sequence[str | Path],
    log: IO[str],
    *,
    environment: dict[str, str] | None = None,
    on_line: Callable[[str], None] = lambda _line: None,
) -> int:
    """Run a program to its end and return its exit status.

    Args:
        command: program and arguments.
        log: gets the command and everything it prints, as it comes.
        environment: the whole environment; ``None`` for this process's own.
        on_line: called with each line that the program prints.
    """
    log.write(f"$ {' '.join(map(str, command))}\n")
    log.flush()
    process = subprocess.Popen(  # a session of its own, so that all its descendants can be signalled
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    if process.stdout is None:
        raise RuntimeError("stdout is a pipe, because it was asked for")
    try:
        with process.stdout:
            for line in process.stdout:
                log.write(line)
                on_line(line.rstrip("\n"))
        return process.wait()
    except BaseException:
        _stop(process)
        raise
    finally:
        log.flush()


def output_of(
    command: Sequence[str | Path], *, cwd: Path | None = None, with_stderr: bool = False
) -> str | None:
    """Return what a short program prints, or ``None`` if it cannot be run or fails."""
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if with_stderr else subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _stop(process: subprocess.Popen[str]) -> None:
    _signal_group(process, signal.SIGTERM)
    try:
        process.wait(_STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        if sys.platform != "win32":
            _signal_group(process, signal.SIGKILL)
        process.kill()
        process.wait()


def _signal_group(process: subprocess.Popen[str], number: signal.Signals) -> None:
    if sys.platform == "win32":
        process.terminate()
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
