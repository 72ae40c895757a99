"""Which pages of other sites may use the server from a browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

ANY: Final = "*"
"""Stands for every origin."""

LOCALHOST: Final = "localhost"
"""Stands for every origin on the browser's own machine, whatever its port."""

_LOCAL_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CorsParams:
    """What pages of other sites may do.

    Attributes:
        origins: origins whose pages may use the server, such as ``https://example.org``; ``ANY`` and
            ``LOCALHOST`` stand for several.
        methods: the methods they may use, as the header says them.
        headers: the headers they may send, as the header says them.
        credentials: whether they may send what the browser keeps for this server, such as cookies.
    """

    origins: tuple[str, ...] = (ANY,)
    methods: str = "GET, POST, DELETE, OPTIONS"
    headers: str = "*"
    credentials: bool = True

    def allows(self, origin: str) -> bool:
        """Whether a page of this origin may use the server."""
        if ANY in self.origins or origin.lower() in self.origins:
            return True
        return LOCALHOST in self.origins and _is_local(origin)


def _is_local(origin: str) -> bool:
    try:
        return urlsplit(origin).hostname in _LOCAL_NAMES
    except ValueError:
        return False
