"""Shows how far a download is: as a bar on a terminal, or else as lines of the log now and then."""

from __future__ import annotations

import logging
import time
from typing import Final, TextIO

from pyllama.hub import DownloadProgress

logger = logging.getLogger(__name__)

_BAR_S: Final = 0.1
_LOG_S: Final = 5.0
_N_BAR: Final = 24
_MB: Final = 1e6


class DownloadDisplay:
    """Shows how far a download is.

    Args:
        terminal: where a bar is drawn; ``None`` writes to the log.
    """

    def __init__(self, terminal: TextIO | None) -> None:
        self._terminal = terminal
        self._interval_s = _LOG_S if terminal is None else _BAR_S
        self._name = ""
        self._began_at = self._shown_at = 0.0
        self._n_before = 0
        self._is_line_open = False

    def __call__(self, state: DownloadProgress | None) -> None:
        """Show a state, if it is time to; ``None`` ends the bar, so that something else can be said."""
        now = time.monotonic()
        if state is None:
            self._end_line()
            return
        if state.name != self._name:
            self._name, self._n_before, self._began_at, self._shown_at = state.name, state.n_bytes, now, now
        is_done = state.n_bytes == state.size_bytes
        if now - self._shown_at >= self._interval_s or (is_done and self._terminal is not None):
            self._shown_at = now
            self._show(state, (state.n_bytes - self._n_before) / max(now - self._began_at, 1e-3))
        if is_done:
            self._end_line()

    def _show(self, state: DownloadProgress, bytes_per_s: float) -> None:
        if self._terminal is None:
            logger.info("%s: %s", state.name, _text(state, bytes_per_s))
            return
        share = state.n_bytes / state.size_bytes if state.size_bytes else 0.0
        bar = ("█" * int(share * _N_BAR)).ljust(_N_BAR, "░")
        self._terminal.write(f"\r{state.name[-40:]} {bar} {_text(state, bytes_per_s)}\x1b[K")
        self._terminal.flush()
        self._is_line_open = True

    def _end_line(self) -> None:
        if self._is_line_open and self._terminal is not None:
            self._is_line_open = False
            self._terminal.write("\n")
            self._terminal.flush()


def _text(state: DownloadProgress, bytes_per_s: float) -> str:
    rate = f"{bytes_per_s / _MB:.1f} MB/s"
    if not state.size_bytes:
        return f"{state.n_bytes / _MB:.0f} MB, {rate}"
    percent = 100 * state.n_bytes // state.size_bytes
    left_s = (state.size_bytes - state.n_bytes) / max(bytes_per_s, 1.0)
    left = "" if state.n_bytes == state.size_bytes else f", {_duration(left_s)} left"
    return f"{percent} % of {state.size_bytes / _MB:.0f} MB, {rate}{left}"


def _duration(seconds: float) -> str:
    minutes = int(seconds + 59) // 60
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 100 else f"{minutes / 60:.0f} h"
