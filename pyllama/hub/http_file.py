"""Opens a file of the web: redirects, credentials, and what the headers say of it."""

from __future__ import annotations

import base64
import http.client
import re
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from typing import IO, Final
from urllib.parse import unquote, urlsplit, urlunsplit

from pyllama.errors import ModelDownloadError
from pyllama.hub.file_identity import FileIdentity
from pyllama.hub.places import endpoint

TIMEOUT_S: Final = 30.0
"""Seconds that a server may take to accept a connection, or to send more."""

_TRY_AGAIN: Final = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
_DENIED: Final = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
_HANDLERS: Final = (
    # Those that build_opener() takes, without FTP and local files.
    urllib.request.ProxyHandler,
    urllib.request.UnknownHandler,
    urllib.request.HTTPHandler,
    urllib.request.HTTPSHandler,
    urllib.request.HTTPDefaultErrorHandler,
    urllib.request.HTTPErrorProcessor,
)


@dataclass(frozen=True, slots=True)
class HttpFile:
    """A file of the web that is open.

    Attributes:
        identity: what the server says of the whole file.
        offset: where in the file reading begins.
        content_type: what the server calls it.
    """

    identity: FileIdentity
    offset: int
    content_type: str
    _response: http.client.HTTPResponse

    def read(self, n_bytes: int) -> bytes:
        """Read so many bytes, or all up to the end.

        Raises:
            ModelDownloadError: the connection fails.
        """
        with _errors_of(self.identity.url):
            return self._response.read(n_bytes)

    def read_some(self, n_bytes: int) -> bytes:
        """Read what has come, up to so many bytes; ``b""`` at the end.

        Raises:
            ModelDownloadError: the connection fails.
        """
        with _errors_of(self.identity.url):
            return self._response.read1(n_bytes)


@contextmanager
def open_url(
    url: str, *, token: str | None = None, offset: int = 0, version: str | None = None
) -> Iterator[HttpFile]:
    """Open a file for the length of the block.

    Args:
        url: where it is.
        token: goes to the endpoint of repositories and nowhere else.
        offset: where to begin, if the file still has this version; otherwise it begins at 0.
        version: see ``FileIdentity``.

    Raises:
        ModelDownloadError: it cannot be opened.
    """
    redirects = _Redirects()
    opener = urllib.request.OpenerDirector()
    for handler in _HANDLERS:
        opener.add_handler(handler())
    opener.add_handler(redirects)
    request = _request(url, token, offset, version)
    with _errors_of(url):
        response = opener.open(request, timeout=TIMEOUT_S)
    with response:
        identity = _identity(url, response, redirects.linked)
        yield HttpFile(identity, _offset(response), response.headers.get_content_type(), response)


def shown_url(url: str) -> str:
    """Return a URL as it may be logged: without passwords, and without a query, which may be a signature."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects; keeps what they say of the file, and credentials to their own server."""

    def __init__(self) -> None:
        self.linked = Message()

    def redirect_request(  # noqa: PLR0917  # as urllib calls it
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        new = super().redirect_request(req, fp, code, msg, headers, newurl)
        if new is not None:
            if _origin(new.full_url) != _origin(req.full_url):
                new.remove_header("Authorization")
            for name in ("X-Linked-ETag", "X-Linked-Size"):
                if name in headers:
                    self.linked[name] = headers[name]
        return new


def _request(url: str, token: str | None, offset: int, version: str | None) -> urllib.request.Request:
    parts = urlsplit(url)
    plain = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))
    try:
        request = urllib.request.Request(plain, headers={"User-Agent": "pyllama"})  # noqa: S310  # see _HANDLERS
    except ValueError:
        raise ModelDownloadError(shown_url(url), "that is not a URL") from None
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        request.add_header("Authorization", f"Basic {base64.b64encode(pair.encode()).decode()}")
    elif token is not None and _origin(plain) == _origin(endpoint()):
        request.add_header("Authorization", f"Bearer {token}")
    if offset and version is not None:
        request.add_header("Range", f"bytes={offset}-")
        request.add_header("If-Range", version)
    return request


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def _identity(url: str, response: http.client.HTTPResponse, linked: Message) -> FileIdentity:
    """Return what the server says of the whole file.

    ``X-Linked-ETag`` and ``X-Linked-Size`` are how Hugging Face tells the SHA-256 of a file that another
    server holds.
    """
    size = linked["X-Linked-Size"] or response.headers["X-Linked-Size"]
    if response.status == HTTPStatus.PARTIAL_CONTENT:
        size = (response.headers["Content-Range"] or "").rpartition("/")[2]
    elif response.headers["Content-Length"] is not None:
        size = response.headers["Content-Length"]
    digest = (linked["X-Linked-ETag"] or response.headers["X-Linked-ETag"] or "").strip('"').lower()
    return FileIdentity(
        url=shown_url(url),
        version=response.headers["ETag"] or response.headers["Last-Modified"],
        size_bytes=int(size) if re.fullmatch("[0-9]{1,18}", size or "") else None,
        sha256=digest if re.fullmatch("[0-9a-f]{64}", digest) else None,
    )


def _offset(response: http.client.HTTPResponse) -> int:
    if response.status != HTTPStatus.PARTIAL_CONTENT:
        return 0
    match = re.match(r"bytes ([0-9]{1,18})-", response.headers["Content-Range"] or "")
    return int(match[1]) if match else -1


@contextmanager
def _errors_of(url: str) -> Iterator[None]:
    """Turn all errors of a request into the one that says what could not be fetched, and why."""
    try:
        yield
    except urllib.error.HTTPError as error:
        with error:
            status, headers = error.code, error.headers
        reason = headers.get("X-Error-Message") or f"status {status} {error.reason}".rstrip()
        if status in _DENIED:
            reason += "; an access token may be needed, or another one"
        again = status in _TRY_AGAIN or status >= HTTPStatus.INTERNAL_SERVER_ERROR
        raise ModelDownloadError(shown_url(url), _printable(reason), status=status, may_pass=again) from None
    except (http.client.HTTPException, OSError) as error:
        reason = _printable(_network_reason(error))
        raise ModelDownloadError(shown_url(url), reason, may_pass=not _is_lasting(error)) from error


def _printable(reason: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in reason[:300])


def _network_reason(error: Exception) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return f"no answer within {TIMEOUT_S:g} seconds"
    if isinstance(cause, http.client.IncompleteRead):
        return "the connection ended within the file"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {cause.verify_message}"
    if isinstance(cause, socket.gaierror):
        return f"its host is not known ({cause.strerror})"
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    return str(cause) or type(cause).__name__


def _is_lasting(error: Exception) -> bool:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    return isinstance(cause, ssl.SSLCertVerificationError | http.client.InvalidURL)
