"""The web page that comes with the server: one file, compressed once, that may load nothing else."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from quart import request
from quart_trio.wrappers import TrioResponse

# Read from the beginning, because a script may have the name of a tag in it.
_INLINE: Final = re.compile(rb"<(script|style)\b[^>]*>(.*?)</\1>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page with all of its scripts and styles in it.

    Attributes:
        html: the page.
        compressed: the same, as gzip.
        etag: changes with the page.
        policy: what a browser may do for it: run its own scripts, and ask the server that it came from.
    """

    html: bytes
    compressed: bytes
    etag: str
    policy: str

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a page; this takes some 50 ms.

        Raises:
            OSError: it cannot be read.
        """
        html = path.read_bytes()
        # Without the time, the same page is always the same bytes.
        compressed = gzip.compress(html, 9, mtime=0)
        return cls(html, compressed, hashlib.sha256(html).hexdigest()[:32], _policy(html))

    def response(self) -> TrioResponse:
        """Return the response to the present request."""
        response = TrioResponse(b"", content_type="text/html; charset=utf-8")
        # Browsers keep it, and ask whether it is still the same.
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Content-Security-Policy"] = self.policy
        response.headers["Referrer-Policy"] = "no-referrer"
        response.vary.add("Accept-Encoding")
        response.headers["X-Content-Type-Options"] = "nosniff"
        # Weak, because it stands for both forms.
        response.set_etag(self.etag, weak=True)
        if request.if_none_match.contains_weak(self.etag):
            response.status_code = 304
            del response.headers["Content-Length"]
            return response
        if request.accept_encodings.quality("gzip") > 0:
            response.headers["Content-Encoding"] = "gzip"
            response.set_data(self.compressed)
        else:
            response.set_data(self.html)
        return response


def _policy(html: bytes) -> str:
    """Return a Content-Security-Policy that allows what is in the page, by hash, and nothing else."""
    sources: dict[str, list[str]] = {"script": [], "style": []}
    for tag, text in _INLINE.findall(html):
        digest = base64.b64encode(hashlib.sha256(text).digest()).decode()
        sources[tag.decode()].append(f"'sha256-{digest}'")
    allowed = [f"{tag}-src {' '.join(hashes)}" for tag, hashes in sources.items()]
    rest = "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    return "; ".join(["default-src 'none'", *allowed, rest])
