"""The socket that the server listens on."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from typing import Final

_BACKLOG: Final = 1024


class ListenError(Exception):
    """The address cannot be listened on; the message is one line."""


@dataclass(frozen=True, slots=True)
class Listener:
    """A listening socket.

    Attributes:
        socket: the socket; not blocking.
        url: where to reach it.
    """

    socket: socket.socket
    url: str


def open_listener(host: str, port: int, timeout_s: int) -> Listener:
    """Listen on the first address of a host.

    Args:
        host: a name or an address.
        port: the port; 0 takes a free one.
        timeout_s: seconds after which the system gives up a client that takes no data.

    Raises:
        ListenError: there is no such host, or the port is taken.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        sock = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise ListenError(f"cannot listen on {host}: {_reason(error)}") from None
    try:
        if os.name == "posix":
            # Elsewhere the option means that others may take the port too.
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            # Hypercorn waits for ever until data is sent; accepted sockets inherit this limit.
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * timeout_s)
        sock.bind(address)
        sock.listen(_BACKLOG)
        sock.settimeout(0)
    except OSError as error:
        sock.close()
        raise ListenError(f"cannot listen on {_join(host, port)}: {_reason(error)}") from None
    return Listener(sock, f"http://{_join(host, sock.getsockname()[1])}")


def _join(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
