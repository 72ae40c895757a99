"""How far a prompt is, in events of streams."""

from __future__ import annotations

import msgspec

from pyllama.engine import PromptProgress


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a prompt is: counts of tokens, and milliseconds since it was begun."""

    total: int
    cache: int
    processed: int
    time_ms: int


def progress_of(progress: PromptProgress) -> Progress:
    """Return what is shown of a report."""
    return Progress(
        total=progress.n_total,
        cache=progress.n_cached,
        processed=progress.n_done,
        time_ms=int(progress.time_ms),
    )
