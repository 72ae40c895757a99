"""Which llama.cpp is at work."""

from __future__ import annotations

from functools import cache

from pyllama import Backend


@cache
def build_info() -> str:
    """Return the number and the commit of llama.cpp's build, or its version; the source has no number."""
    with Backend() as backend:
        return f"b0-{backend.commit}" if backend.commit else backend.version
