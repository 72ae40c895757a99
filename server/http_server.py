"""Accepts connections and gives them to Hypercorn, and can end every one of them."""

from __future__ import annotations

import contextlib
import logging
import math
import os
import ssl
from typing import Final, cast

import trio
from hypercorn.app_wrappers import ASGIWrapper
from hypercorn.config import Config
from hypercorn.events import Event, RawData, Updated
from hypercorn.trio.tcp_server import TCPServer
from hypercorn.trio.worker_context import WorkerContext
from hypercorn.typing import AppWrapper, ASGIFramework, ConnectionState, LifespanState

from server.asgi import LINGER_S
from server.direct_stream import CONNECTION_KEY

logger = logging.getLogger(__name__)

_CAN_WRITE: Final = os.name == "posix"
"""Whether sockets are files."""

_GONE: Final = (trio.BrokenResourceError, trio.BusyResourceError, trio.ClosedResourceError)

_PART_BYTES: Final = 2**16
"""What is sent or read at once, where it has to be waited for."""

KEEP_ALIVE_S: Final = 5.0
"""Seconds that a connection may be idle, or take to agree on its encryption."""


class HttpServer:
    """Serves an ASGI application on one listening socket.

    Hypercorn's own ``serve`` is not used: an error in one of its connections ends all of them, and it waits
    without end for clients to take data, so that one who does not read would prevent the shutdown.

    Args:
        app: the application.
        listener: the listening socket.
        tls: encrypts the connections; ``None`` leaves them as they are.
        timeout_s: seconds in which a client must take a part of what is sent to it.
    """

    def __init__(
        self,
        app: ASGIFramework,
        listener: trio.SocketListener,
        tls: ssl.SSLContext | None = None,
        timeout_s: float = math.inf,
    ) -> None:
        self._app = ASGIWrapper(app)
        self._listener = listener
        self._tls = tls
        self._timeout_s = timeout_s
        self._config = Config()
        self._config.errorlog = logger
        self._config.include_server_header = False
        self._config.keep_alive_timeout = KEEP_ALIVE_S
        self._config.ssl_handshake_timeout = KEEP_ALIVE_S
        self._config.keep_alive_max_requests = 1_000_000
        self._context = WorkerContext(None)
        self._connections: set[_Connection] = set()
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
            while self._connections:
                await self._changed.wait()

    async def close(self, grace_s: float) -> None:
        """Do as ``drain`` does, then cut the connections that are left."""
        await self.drain(grace_s)
        for connection in self._connections:
            connection.abort()
        await self.drain()

    async def _handle(self, stream: trio.SocketStream) -> None:
        connection = _Connection(
            self._app, self._config, self._context, stream, tls=self._tls, timeout_s=self._timeout_s
        )
        self._connections.add(connection)
        try:
            await connection.run()
        except Exception:
            logger.exception("a connection failed")
        finally:
            self._connections.discard(connection)
            changed, self._changed = self._changed, trio.Event()
            changed.set()


class _Connection(TCPServer):
    """A connection that ends as a whole once nothing can be sent, and soon once its client is gone.

    Hypercorn's own then waits for the response to be complete before it reads the next request, which it
    never will be if the client has sent that request early.
    """

    def __init__(
        self,
        app: AppWrapper,
        config: Config,
        context: WorkerContext,
        stream: trio.SocketStream,
        *,
        tls: ssl.SSLContext | None,
        timeout_s: float,
    ) -> None:
        # The annotation speaks of TLS only, but both are taken.
        plain = cast("trio.SSLStream[trio.SocketStream]", stream)
        encrypted = tls and trio.SSLStream(stream, tls, server_side=True, https_compatible=True)
        state = ConnectionState(LifespanState({CONNECTION_KEY: self}))
        super().__init__(app, config, context, state, encrypted or plain)
        self._socket = stream.socket
        self._scope = trio.CancelScope()
        self._plain = stream if tls is None else None
        self._timeout_s = timeout_s
        self._client_is_gone = False

    async def run(self) -> None:
        with self._scope:
            try:
                await super().run()
            finally:
                self._socket.close()

    async def _read_data(self) -> None:
        await super()._read_data()
        # Hypercorn's own would be kept until it has been idle for long, with its file.
        self._client_is_gone = True
        await self.idle_task.stop()

    async def protocol_send(self, event: Event) -> None:
        if not isinstance(event, RawData):
            if not (self._client_is_gone and isinstance(event, Updated)):
                await super().protocol_send(event)
            return
        data = self._send_now(event.data)
        if not data:
            return
        async with self.send_lock:
            for begin in range(0, len(data), _PART_BYTES):
                if not await self._send_part(data[begin : begin + _PART_BYTES]):
                    self._scope.cancel()
                    return

    def duplicate(self) -> int | None:
        """Return a file descriptor of one's own for the socket; ``None`` if it takes no plain bytes."""
        if self._plain is None or not _CAN_WRITE:
            return None
        try:
            return os.dup(self._socket.fileno())
        except OSError:  # it is closed, or there are too many files
            return None

    async def send_raw(self, data: bytes) -> None:
        """Send bytes as they are."""
        await self.protocol_send(RawData(data))

    async def _send_part(self, part: bytes) -> bool:
        try:
            # A response that is cut in the middle would spoil the ones after it.
            with trio.move_on_after(self._timeout_s, shield=True) as timeout:
                await self.stream.send_all(part)
        except (trio.BrokenResourceError, trio.ClosedResourceError):
            return False
        return not timeout.cancelled_caught

    def _send_now(self, data: bytes) -> bytes:
        """Send what goes without waiting, and return the rest.

        Trio's own way lets other tasks run three times for each send, which for short events takes as long
        as the sending itself. An encrypted connection has no other way.
        """
        if self._plain is None or not _CAN_WRITE or self.send_lock.locked():
            return data
        try:
            return data[os.write(self._socket.fileno(), data) :]
        except OSError:  # the buffer is full; or the connection is broken, which the next attempt tells too
            return data

    async def _close(self) -> None:
        # A close with unread data makes the system drop what the client has not read yet of the response.
        # Where there can be such data, it is no request, and nobody else reads.
        if self._plain is not None:
            with trio.move_on_after(LINGER_S), contextlib.suppress(*_GONE):
                await self._plain.send_eof()
                while await self._plain.receive_some(_PART_BYTES):
                    pass
        await super()._close()

    def abort(self) -> None:
        """End it, also if the client does not take what is being sent."""
        self._socket.close()
        self._scope.cancel()
