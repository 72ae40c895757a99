"""Runs CMake and Ninja for a plan, and writes what came out of it beside the libraries."""

from __future__ import annotations

import json
import os
import shlex
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO

from native.builder.errors import CompileError
from native.builder.plan import Plan
from native.builder.process import output_of, run_logged
from native.builder.store import LOG, RECORD
from native.builder.toolchain import BuildTool

SCHEMA = 1
_N_TAIL_LINES = 30
_PROBE = "abi-probe"


class Compilation:
    """One run of CMake and Ninja in a temporary folder.

    Args:
        plan: what to build.
        cmake: the CMake to use.
        ninja: the Ninja to use.
        workspace: an empty folder.

    Attributes:
        log: the file that gets the output of all programs.
    """

    def __init__(self, plan: Plan, cmake: BuildTool, ninja: BuildTool, workspace: Path) -> None:
        self.log = workspace / LOG
        self._plan = plan
        self._cmake = cmake
        self._ninja = ninja
        self._tree = workspace / "tree"

    def run(self, n_jobs: int, on_line: Callable[[str], None]) -> Path:
        """Compile everything, and return the folder with the results, their record and the log.

        Args:
            n_jobs: how many compilers run at once.
            on_line: called with each line that the long step prints.

        Raises:
            SourceError: the source cannot be provided.
            CompileError: a step failed.
        """
        source = self._plan.source.provide()
        environment = self._environment(source)
        started_at = time.monotonic()
        with self.log.open("w", encoding="utf-8") as log:
            step = partial(_run_step, log=log, environment=environment)
            step("CMake cannot configure the build", self._configure_command(source))
            # The probe first: a source that the bindings do not describe fails in seconds, not minutes.
            step(
                "abi_probe.c does not compile, so the bindings do not describe this source",
                self._ninja_command(n_jobs, _PROBE),
            )
            abi = self._probe_abi()
            step("compiling failed", self._ninja_command(n_jobs, "pyllama-native"), on_line=on_line)
        result = self._tree / "bin"
        record = self._record(abi, time.monotonic() - started_at)
        (result / RECORD).write_text(json.dumps(record, indent=1) + "\n", "utf-8")
        self.log.rename(result / LOG)
        return result

    def _configure_command(self, source: Path) -> list[str]:
        options = self._plan.options
        definitions = {
            "CMAKE_BUILD_TYPE": "Release",
            "CMAKE_MAKE_PROGRAM": self._ninja.path,
            "LLAMA_BUILD_COMMIT": self._plan.source.commit,
            "PYLLAMA_UPSTREAM": source.as_posix(),
            "PYLLAMA_ABI_PROBE": (self._plan.native / "abi_probe.c").as_posix(),
            "PYLLAMA_BACKEND": options.backend,
            "PYLLAMA_PORTABLE": _on_off(options.portable),
            "PYLLAMA_RPC": _on_off(options.rpc),
            "PYLLAMA_LLAMA_SERVER": _on_off(options.llama_server),
        }
        command = [self._cmake.path, "-G", "Ninja", "-S", str(self._plan.native), "-B", str(self._tree)]
        return command + [f"-D{name}={value}" for name, value in definitions.items()]

    def _ninja_command(self, n_jobs: int, target: str) -> list[str]:
        return [self._ninja.path, "-C", str(self._tree), "-j", str(n_jobs), target]

    def _environment(self, source: Path) -> dict[str, str]:
        return {
            **os.environ,
            "CC": shlex.join(self._plan.c_compiler.command),
            "CXX": shlex.join(self._plan.cxx_compiler.command),
            "NINJA_STATUS": "[%f/%t] ",
            # Upstream asks git for its version; a cache folder inside another checkout is not upstream's.
            "GIT_CEILING_DIRECTORIES": str(source.parent),
            **self._plan.backend_tools.environment,
        }

    def _probe_abi(self) -> object:
        output = output_of([self._tree / _PROBE])
        if output is None:
            raise CompileError("the ABI probe does not run")
        try:
            return json.loads(output)
        except ValueError as error:
            raise CompileError(f"the ABI probe does not print JSON: {error}") from error

    def _record(self, abi: object, duration_s: float) -> dict[str, object]:
        plan = self._plan
        return {
            "schema": SCHEMA,
            "source": plan.source.description,
            "commit": plan.source.commit,
            "backend": plan.options.backend,
            "options": {"portable": plan.options.portable, "rpc": plan.options.rpc},
            "compiler": plan.cxx_compiler.name,
            "cmake": self._cmake.version,
            "duration_s": round(duration_s, 1),
            "has_llama_server": plan.options.llama_server,
            "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "abi": abi,
        }


def _run_step(
    failure: str,
    command: list[str],
    *,
    log: IO[str],
    environment: dict[str, str],
    on_line: Callable[[str], None] = lambda _line: None,
) -> None:
    tail: deque[str] = deque(maxlen=_N_TAIL_LINES)

    def follow(line: str) -> None:
        on_line(line)
        if line and not line.startswith("["):  # Ninja's status tells nothing about the failure
            tail.append(line)

    if run_logged(command, log, environment=environment, on_line=follow) != 0:
        raise CompileError(failure, tail=tail)


def _on_off(value: bool) -> str:  # noqa: FBT001 - it converts one
    return "ON" if value else "OFF"
