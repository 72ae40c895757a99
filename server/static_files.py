"""Serves the files of a folder, and nothing outside of it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self
from urllib.parse import quote

import trio
from quart import request
from quart.wrappers.response import ResponseBody
from quart_trio.wrappers import TrioResponse
from werkzeug.exceptions import NotFound

from server.asgi import cleanup_stack

INDEX: Final = "index.html"
"""The file that stands for its folder."""

_CHUNK_BYTES: Final = 2**18

# The system's own table differs from one machine to another.
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".htm": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


class StaticFiles:
    """The files of a folder.

    Hidden files (whose name begins with a dot, or that lie in such a folder) are not served, nor is what a
    link leads to outside the folder.

    Args:
        folder: the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    async def response(self, name: str) -> TrioResponse:
        """Return the response to a request for a file.

        Args:
            name: its path in the folder, with slashes; ``""``, and what ends with a slash, is a folder whose
                ``index.html`` is meant.

        Raises:
            NotFound: there is no such file, or it is not served.
        """
        file = await trio.to_thread.run_sync(self._open, name)
        if file is None:
            # Links on the page count from its folder, so the browser has to know that it is one.
            return redirect_to_folder()
        cleanup_stack(request.scope).callback(file.stream.close)
        response = TrioResponse(b"", content_type=file.content_type)
        # Browsers keep it, and ask whether it is still the same.
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.set_etag(file.etag)
        if request.if_none_match.contains_weak(file.etag):
            response.status_code = 304
            del response.headers["Content-Length"]
            return response
        response.response = _FileBody(file.stream, file.size)
        response.content_length = file.size
        return response

    def _open(self, name: str) -> _File | None:
        """Open a file; ``None`` if it is a folder whose name lacks the slash at the end."""
        path = self._find(name)
        if path.is_dir():
            if name and not name.endswith("/"):
                return None
            path = self._find(name + INDEX)
        elif name.endswith("/"):
            raise NotFound
        try:
            # Waits for nobody, if it is a pipe; a link that was put in its place just now is not followed.
            fd = os.open(path, os.O_RDONLY | _flag("O_NONBLOCK") | _flag("O_NOFOLLOW") | _flag("O_BINARY"))
        except OSError:
            raise NotFound from None
        stream = os.fdopen(fd, "rb")
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            stream.close()
            raise NotFound
        content_type = _TYPES.get(path.suffix.lower(), "application/octet-stream")
        return _File(stream, status.st_size, f"{status.st_mtime_ns:x}-{status.st_size:x}", content_type)

    def _find(self, name: str) -> Path:
        parts = name.removesuffix("/").split("/") if name else []
        if any(part in {"", ".", ".."} or "\0" in part or "\\" in part for part in parts):
            raise NotFound
        try:
            path = self._folder.joinpath(*parts).resolve(strict=True)
        except (OSError, RuntimeError, ValueError):
            raise NotFound from None
        if not path.is_relative_to(self._folder):
            raise NotFound
        if any(part.startswith(".") for part in (*parts, *path.relative_to(self._folder).parts)):
            raise NotFound
        return path


def redirect_to_folder() -> TrioResponse:
    """Return the response to a request for a folder that lacks the slash at the end."""
    return TrioResponse(b"", 308, {"Location": f"{quote(request.path)}/"})


def _flag(name: str) -> int:
    """Return a flag that not all systems have."""
    return int(getattr(os, name, 0))


@dataclass(frozen=True, slots=True)
class _File:
    stream: BinaryIO
    size: int
    etag: str
    content_type: str


class _FileBody(ResponseBody):
    """Reads a file on another thread, a piece at a time; one that has grown is cut."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._left = size

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        pass

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        chunk = await trio.to_thread.run_sync(self._stream.read, min(self._left, _CHUNK_BYTES))
        if not chunk:
            raise StopAsyncIteration
        self._left -= len(chunk)
        return chunk
