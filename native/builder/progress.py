"""Shows how far a build is, on a terminal or in a log."""

from __future__ import annotations

import re
import time
from typing import TextIO

_STATUS = re.compile(r"\[(\d+)/(\d+)\] ")
_STEP_PERCENT = 10


def say(text: str, stream: TextIO) -> None:
    """Print a line at once, so that it is seen while the next step runs."""
    print(text, file=stream, flush=True)


class NinjaProgress:
    """Follows Ninja's ``[done/total]`` lines: one updating line on a terminal, else a line every 10%.

    Args:
        stream: where to show it.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._on_terminal = stream.isatty()
        self._started_at = time.monotonic()
        self._next_percent = _STEP_PERCENT
        self._is_line_open = False

    def __call__(self, line: str) -> None:
        """Look at a line that Ninja printed."""
        match = _STATUS.match(line)
        if match is None:
            return
        n_done, n_total = int(match[1]), int(match[2])
        percent = 100 * n_done // max(n_total, 1)
        text = f"  compiled {n_done}/{n_total} ({percent}%) in {time.monotonic() - self._started_at:.0f} s"
        if self._on_terminal:
            self._stream.write(f"\r{text}\x1b[K")
            self._stream.flush()
            self._is_line_open = True
        elif percent >= self._next_percent:
            self._next_percent = percent - percent % _STEP_PERCENT + _STEP_PERCENT
            say(text, self._stream)

    def close(self) -> None:
        """End the updating line."""
        if self._is_line_open:
            self._is_line_open = False
            say("", self._stream)
