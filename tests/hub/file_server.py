"""An HTTP server of files, which does what tests want: ranges, redirects, and all that can go wrong."""

from __future__ import annotations

import hashlib
import json
import ssl
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

COMMIT: Final = "c0ffee" * 6 + "c0de"
N_BEFORE_FAULT: Final = 3000


@dataclass
class Fault:
    """What one response to a request for a file is, in place of the file.

    Attributes:
        status: a status without the file.
        headers: headers in place of those that the response has; ``None`` leaves one out.
        cut: close the connection after ``N_BEFORE_FAULT`` bytes.
        stall: send ``N_BEFORE_FAULT`` bytes, set this event, and send no more.
    """

    status: int | None = None
    headers: dict[str, str | None] = field(default_factory=dict)
    cut: bool = False
    stall: threading.Event | None = None


@dataclass
class FileServer:
    """Serves files on a free port.

    Attributes:
        files: their contents, by the path.
        redirects: where other paths lead to, and headers that say more.
        faults: what goes wrong, one for each of the next requests for files.
        ranges: whether parts can be asked for.
        headers: headers in place of those that files have.
        token: what clients must send.
        requests: the paths and headers of all requests.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    faults: deque[Fault] = field(default_factory=deque)
    ranges: bool = True
    headers: dict[str, str | None] = field(default_factory=dict)
    token: str | None = None
    requests: list[tuple[str, Message]] = field(default_factory=list)
    port: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]

    @property
    def asked_ranges(self) -> list[str | None]:
        """What part each request for a file was for."""
        return [headers["Range"] for path, headers in self.requests if path.split("?")[0] in self.files]

    def add_repository(self, repo_id: str, files: dict[str, bytes], commit: str = COMMIT) -> None:
        """Serve a repository as Hugging Face does: an API, and redirects to another host with the files."""
        api = f"/api/models/{repo_id}"
        self._add_json(f"{api}/refs", {"branches": [{"name": "main", "targetCommit": commit}], "tags": []})
        entries = [{"type": "directory", "path": "folder", "oid": "0" * 40}]
        for path, content in files.items():
            digest = hashlib.sha256(content).hexdigest()
            lfs = {"oid": digest, "size": len(content), "pointerSize": 135}
            entries.append({"type": "file", "path": path, "oid": "1" * 40, "lfs": lfs})  # type: ignore[dict-item]
            linked = {"X-Linked-ETag": f'"{digest}"', "X-Linked-Size": str(len(content))}
            self.files[f"/cdn/{digest}"] = content
            # The name localhost makes it another host.
            cdn = f"http://localhost:{self.port}/cdn/{digest}"
            self.redirects[f"/{repo_id}/resolve/{commit}/{path}"] = (cdn, linked)
        self._add_json(f"{api}/tree/{commit}", entries)

    def _add_json(self, path: str, value: Any) -> None:
        self.files[path] = json.dumps(value).encode()


class _Handler(BaseHTTPRequestHandler):
    served: FileServer

    def do_GET(self) -> None:
        served = self.served
        served.requests.append((self.path, self.headers))
        path = self.path.split("?")[0]
        is_here = self.headers["Host"].startswith("127.0.0.1")
        if served.token is not None and is_here and self.headers["Authorization"] != f"Bearer {served.token}":
            self._refuse(HTTPStatus.UNAUTHORIZED, {"X-Error-Message": "Access to this is restricted."})
        elif path in served.redirects:
            location, headers = served.redirects[path]
            self._refuse(HTTPStatus.FOUND, {"Location": location, **headers})
        elif path not in served.files:
            self._refuse(HTTPStatus.NOT_FOUND)
        else:
            is_file = not path.startswith("/api/")
            self._send(served.files[path], served.faults.popleft() if is_file and served.faults else Fault())

    def _refuse(self, status: int, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": "0", **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()

    def _send(self, content: bytes, fault: Fault) -> None:
        if fault.status is not None:
            self._refuse(fault.status, {name: value or "" for name, value in fault.headers.items()})
            return
        etag = f'"{hashlib.md5(content).hexdigest()}"'
        headers: dict[str, str | None] = {"ETag": etag, "Content-Type": "application/octet-stream"}
        begin = 0
        asked = self.headers["Range"]
        if asked and self.served.ranges and self.headers["If-Range"] == etag:
            begin = int(asked.removeprefix("bytes=").removesuffix("-"))
            headers["Content-Range"] = f"bytes {begin}-{len(content) - 1}/{len(content)}"
        headers["Content-Length"] = str(len(content) - begin)
        self.send_response(HTTPStatus.PARTIAL_CONTENT if begin else HTTPStatus.OK)
        for name, value in {**headers, **self.served.headers, **fault.headers}.items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        body = content[begin:]
        if fault.cut or fault.stall is not None:
            self.wfile.write(body[:N_BEFORE_FAULT])
            if fault.stall is not None:
                fault.stall.set()
                self.served.ended.wait()
            self.close_connection = True
            return
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name of http.server
        """Tests look at ``FileServer.requests``."""


@contextmanager
def file_server(tls: ssl.SSLContext | None = None) -> Iterator[FileServer]:
    """A server that runs for the length of the block."""
    served = FileServer()
    handler = type("Handler", (_Handler,), {"served": served})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        served.port = server.server_address[1]
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield served
        finally:
            served.ended.set()
            server.shutdown()
            thread.join()
