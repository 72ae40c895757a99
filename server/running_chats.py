"""The completions that somebody may act on while they run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class RunningChats:
    """Completions by the ids that their clients know, and which generations they are made of."""

    def __init__(self) -> None:
        self._generations: dict[str, tuple[int, ...]] = {}

    @contextmanager
    def running(self, completion_id: str, id_requests: tuple[int, ...], *, control: bool) -> Iterator[None]:
        """Know a completion for the length of the block; without ``control``, nobody may act on it."""
        self._generations[completion_id] = id_requests if control else ()
        try:
            yield
        finally:
            del self._generations[completion_id]

    def generations(self, completion_id: str) -> tuple[int, ...] | None:
        """Return the generations of a completion that runs: ``()`` if nobody may act on it."""
        return self._generations.get(completion_id)
