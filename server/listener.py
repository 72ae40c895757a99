"""The socket that the server listens on."""

from __future__ import annotations

import ipaddress
import os
import socket
import stat
from dataclasses import dataclass
from pathlib import Path
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
        is_local: whether only programs on this machine can reach it.
        path: the file of a Unix socket; others have none.
    """

    socket: socket.socket
    url: str
    is_local: bool
    path: Path | None = None

    def remove(self) -> None:
        """Remove the file of a Unix socket; a server that comes later could not have its name."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)


def open_listener(host: str, port: int, timeout_s: int, scheme: str = "http") -> Listener:
    """Listen on the first address of a host, or on a Unix socket.

    Args:
        host: a name or an address; a path that ends with ``.sock`` is that of a Unix socket.
        port: the port; 0 takes a free one. A Unix socket has none.
        timeout_s: seconds after which the system gives up a client that takes no data.
        scheme: ``http`` or ``https``, for the URL.

    Raises:
        ListenError: there is no such host, or the address is taken.
    """
    if host.endswith(".sock"):
        return _listen_on_path(Path(host))
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
            # Also notices a client whose machine has gone; accepted sockets inherit this limit.
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * timeout_s)
        sock.bind(address)
        _start(sock)
    except OSError as error:
        sock.close()
        raise ListenError(f"cannot listen on {_join(host, port)}: {_reason(error)}") from None
    bound, port = sock.getsockname()[:2]
    url = f"{scheme}://{_join(host, port)}"
    return Listener(sock, url, is_local=ipaddress.ip_address(bound).is_loopback)


def _listen_on_path(path: Path) -> Listener:
    if not hasattr(socket, "AF_UNIX"):
        raise ListenError(f"cannot listen on {path}: this system has no Unix sockets")
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        if _is_stale(path):
            path.unlink()
        sock.bind(str(path))
        _start(sock)
    except OSError as error:
        sock.close()
        raise ListenError(f"cannot listen on {path}: {_reason(error)}") from None
    return Listener(sock, f"unix:{path}", is_local=True, path=path)


def _is_stale(path: Path) -> bool:
    """Whether a server that was killed has left its socket behind."""
    try:
        if not stat.S_ISSOCK(path.lstat().st_mode):
            return False
    except FileNotFoundError:
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        # A full queue of a server that lives would make it wait.
        probe.settimeout(0)
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            return True
        except BlockingIOError:
            return False
    return False


def _start(sock: socket.socket) -> None:
    sock.listen(_BACKLOG)
    sock.settimeout(0)


def _join(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
