"""The process that renders templates, as seen from this one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, Final

import msgspec

from pyllama.errors import ChatTemplateError, ClosedError

TIMEOUT_S: Final = 10.0
"""Seconds that a template may take; a usual one takes milliseconds."""

MAX_CHARS: Final = 2**26
"""Longest text that a template may write, in characters."""

MEMORY_BYTES: Final = 2 * 2**30
"""Most memory of the process, where the system can limit it."""

_SCRIPT: Final = Path(__file__).with_name("sandbox.py")
_TIMED_OUT: Final = 1
_KEPT_VARIABLES: Final = ("LANG", "LC_ALL", "LC_TIME", "SYSTEMROOT", "TZ")


class _Answer(msgspec.Struct, frozen=True):
    text: str | None = None
    kind: str = ""
    error: str = ""
    line: int | None = None


_DECODER: Final = msgspec.json.Decoder(_Answer)


class Renderer:
    """Renders Jinja templates in another process, which starts with the first one, and again after a failure.

    Thread-safe; one template is rendered at a time.

    Args:
        timeout_s: seconds that a template may take.
    """

    def __init__(self, *, timeout_s: float = TIMEOUT_S) -> None:
        self._timeout_s = timeout_s
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def render(self, source: str, variables: Mapping[str, Any]) -> str:
        """Render a template. Blocks, at most as long as a template may take.

        Args:
            source: the text of the template.
            variables: what it can read; values that JSON has.

        Raises:
            ChatTemplateError: it is not a template, it refuses what it was given, it fails, or it needs too
                much time or memory.
            ClosedError: the renderer is closed.
        """
        try:
            request = msgspec.json.encode({"source": source, "variables": variables}) + b"\n"
        except RecursionError:
            raise ChatTemplateError("what it is given nests too deeply", kind="error") from None
        except UnicodeEncodeError:
            raise ChatTemplateError("what it is given is not valid text", kind="error") from None
        with self._lock:
            answer = _DECODER.decode(self._ask(request))
        if answer.text is None:
            raise ChatTemplateError(answer.error, kind=answer.kind, line=answer.line)
        return answer.text

    def close(self) -> None:
        """End the process, whatever it does. Idempotent."""
        self._closed = True
        if (process := self._process) is not None:
            process.kill()
        with self._lock:
            self._end()

    def _ask(self, request: bytes) -> bytes:
        if self._closed:
            raise ClosedError(type(self).__name__)
        process = self._process or self._start()
        assert process.stdin is not None  # noqa: S101  # both are pipes
        assert process.stdout is not None  # noqa: S101
        try:
            process.stdin.write(request)
            process.stdin.flush()
            answer = process.stdout.readline()
        except BrokenPipeError:
            answer = b""
        if answer.endswith(b"\n"):
            return answer
        status = self._end()
        if self._closed:
            raise ClosedError(type(self).__name__)
        if status == _TIMED_OUT:
            raise ChatTemplateError(f"it takes longer than {self._timeout_s:g} seconds", kind="time")
        raise ChatTemplateError("its process has ended", kind="memory")

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(_SCRIPT), str(self._timeout_s), str(MAX_CHARS), str(MEMORY_BYTES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: value for name in _KEPT_VARIABLES if (value := os.environ.get(name)) is not None},
            # A signal from the terminal is for this process, which then closes that one.
            start_new_session=True,
        )
        return self._process

    def _end(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        # The end of its input ends a process that waits; one that has not answered has ended already, and
        # what was meant for it cannot be written any more.
        with suppress(BrokenPipeError), process:
            return process.wait()
        return process.wait()
