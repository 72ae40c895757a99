"""Mends, between Hypercorn and Quart-Trio, what the two do to each other."""

from __future__ import annotations

import contextlib
import logging
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

import trio
from hypercorn.typing import (
    ASGIFramework,
    ASGIReceiveCallable,
    ASGIReceiveEvent,
    ASGISendCallable,
    ASGISendEvent,
    HTTPScope,
    Scope,
)

from pyllama.errors import InvalidRequestError
from server.errors import error_body
from server.formats.json import JSON_TYPE, encode

logger = logging.getLogger(__name__)

CLEANUP_KEY: Final = "pyllama.cleanup"
"""Where the scope of a request has its ``ExitStack``, which is closed when the request has ended."""

LAST_SEND_S: Final = 5.0
"""Seconds that the end of a response may take to be sent."""

LINGER_S: Final = 1.0
"""Seconds that a client may go on sending after its response."""


def cleanup_stack(scope: Scope) -> contextlib.ExitStack:
    """Return what is closed when this request ends, however it ends."""
    stack = scope[CLEANUP_KEY]  # type: ignore[typeddict-item]
    if not isinstance(stack, contextlib.ExitStack):
        raise TypeError(f"the request's cleanup is a {type(stack).__name__}")
    return stack


class RequestGuard:
    """Wraps the application; one call is one request.

    Args:
        app: the application.
    """

    def __init__(self, app: ASGIFramework) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Handle one request."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000, "reason": None})
        elif scope["type"] == "http" and not _has_path(scope):
            await _refuse(send)
        elif scope["type"] == "http":
            exchange = _Exchange(receive, send)
            with contextlib.ExitStack() as cleanup:
                scope[CLEANUP_KEY] = cleanup  # type: ignore[typeddict-unknown-key]
                await self._app(scope, exchange.receive, exchange.send)
            exchange.log(scope)


def _has_path(scope: HTTPScope) -> bool:
    """Whether a request says what it is about, in a form that Quart can read."""
    target = scope["path"]
    try:
        return target.startswith("/") or target == "*" or urlsplit(target).path.startswith("/")
    except ValueError:
        return False


async def _refuse(send: ASGISendCallable) -> None:
    body = encode(error_body(InvalidRequestError("the target of the request is not a path")))
    headers = [(b"content-type", JSON_TYPE.encode()), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": HTTPStatus.BAD_REQUEST, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


class _Exchange:
    """One request and its response."""

    def __init__(self, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        self._receive = receive
        self._send = send
        self._request_complete = trio.Event()
        self._started_at = trio.current_time()
        self._status = 0

    async def receive(self) -> ASGIReceiveEvent:
        message = await self._receive()
        if message["type"] != "http.request" or not message["more_body"]:
            self._request_complete.set()
        return message

    async def send(self, message: ASGISendEvent) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
        if message["type"] == "http.response.body" and not message["more_body"]:
            await self._send_last(message)
        else:
            await self._send(message)

    async def _send_last(self, message: ASGISendEvent) -> None:
        # Hypercorn closes the connection after this, and a close with unread data makes the system drop
        # what the client has not read yet of the response. So the rest of the request is awaited.
        with trio.move_on_after(LINGER_S, shield=True):
            await self._request_complete.wait()
        # Hypercorn reports the end of the response as a disconnect, for which Quart-Trio cancels the
        # request, and with it Hypercorn's own closing of the connection.
        with trio.move_on_after(LAST_SEND_S, shield=True):
            await self._send(message)

    def log(self, scope: HTTPScope) -> None:
        elapsed_ms = 1e3 * (trio.current_time() - self._started_at)
        logger.debug("%s %s %d %.1f ms", scope["method"], scope["path"], self._status, elapsed_ms)
