"""Accepts connections and gives them to Hypercorn, and can end every one of them."""

from __future__ import annotations

import logging
import math
from typing import Final, cast

import trio
from hypercorn.app_wrappers import ASGIWrapper
from hypercorn.config import Config
from hypercorn.trio.tcp_server import TCPServer
from hypercorn.trio.worker_context import WorkerContext
from hypercorn.typing import ASGIFramework, ConnectionState, LifespanState

logger = logging.getLogger(__name__)

KEEP_ALIVE_S: Final = 5.0
"""Seconds that a connection may be idle."""


class HttpServer:
    """Serves an ASGI application on one listening socket.

    Hypercorn's own ``serve`` leaves two things to be wished for, so only its connections are used: an error
    in one connection ends all of them, and as it waits without end for a client to take data, one client
    that reads nothing prevents the shutdown.

    Args:
        app: the application.
        listener: the listening socket.
    """

    def __init__(self, app: ASGIFramework, listener: trio.SocketListener) -> None:
        self._app = ASGIWrapper(app)
        self._listener = listener
        self._config = Config()
        self._config.errorlog = logger
        self._config.include_server_header = False
        self._config.keep_alive_timeout = KEEP_ALIVE_S
        self._config.keep_alive_max_requests = 1_000_000
        self._context = WorkerContext(None)
        self._streams: set[trio.SocketStream] = set()
        self._changed = trio.Event()
        self._accepting = trio.CancelScope()

    async def serve(self) -> None:
        """Serve until ``close`` has ended the last connection."""
        async with trio.open_nursery() as nursery:
            with self._accepting:
                await trio.serve_listeners(self._handle, [self._listener], handler_nursery=nursery)

    async def drain(self, grace_s: float = math.inf) -> None:
        """Accept no more connections, end the idle ones, and wait until the others are done.

        Args:
            grace_s: how long to wait at most, in seconds.
        """
        self._accepting.cancel()
        await self._context.terminated.set()
        with trio.move_on_after(grace_s):
            while self._streams:
                await self._changed.wait()

    async def close(self, grace_s: float) -> None:
        """Do as ``drain`` does, then cut the connections that are left."""
        await self.drain(grace_s)
        for stream in self._streams:
            # This also wakes a task that waits, shielded, until the client takes data.
            stream.socket.close()
        await self.drain()

    async def _handle(self, stream: trio.SocketStream) -> None:
        self._streams.add(stream)
        try:
            state = ConnectionState(LifespanState())
            # Its annotation speaks of TLS only, but it takes both.
            tls = cast("trio.SSLStream[trio.SocketStream]", stream)
            await TCPServer(self._app, self._config, self._context, state, tls)
        except Exception:
            logger.exception("a connection failed")
        finally:
            self._streams.discard(stream)
            changed, self._changed = self._changed, trio.Event()
            changed.set()
