"""A small HTTP client on raw sockets, which shows what is on the wire."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import h11
import trio


@dataclass
class Response:
    status: int
    headers: dict[str, str]
    body: bytes = b""

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def events(self) -> list[Any]:
        *events, rest = self.body.split(b"\n\n")
        assert rest == b""
        return [json.loads(event.removeprefix(b"data: ")) for event in events]

    @property
    def openai_events(self) -> list[Any]:
        """The events of a stream in OpenAI's form, which has a mark at its end."""
        *events, done, rest = self.body.split(b"\n\n")
        assert (done, rest) == (b"data: [DONE]", b"")
        return [json.loads(event.removeprefix(b"data: ")) for event in events]


@dataclass
class Connection:
    """One connection, on which several requests may follow each other."""

    stream: trio.SocketStream
    parser: h11.Connection = field(default_factory=lambda: h11.Connection(h11.CLIENT))

    @classmethod
    async def open(cls, port: int) -> Self:
        return cls(await trio.open_tcp_stream("127.0.0.1", port))

    async def send(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        sent = {"Host": "test", "Content-Length": str(len(data)), **(headers or {})}
        request = h11.Request(method=method, target=path, headers=list(sent.items()))
        await self.stream.send_all(
            b"".join(
                part or b""
                for part in (
                    self.parser.send(request),
                    self.parser.send(h11.Data(data=data)),
                    self.parser.send(h11.EndOfMessage()),
                )
            )
        )

    async def head(self) -> Response:
        event = await self._event()
        assert isinstance(event, h11.Response), event
        return Response(event.status_code, {k.decode(): v.decode() for k, v in event.headers})

    async def chunk(self) -> bytes:
        """The next piece of the body, b"" after the last one."""
        event = await self._event()
        assert isinstance(event, h11.Data | h11.EndOfMessage), event
        return bytes(event.data) if isinstance(event, h11.Data) else b""

    async def response(self) -> Response:
        response = await self.head()
        while chunk := await self.chunk():
            response.body += chunk
        return response

    async def request(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: dict[str, str] | None = None,
    ) -> Response:
        await self.send(method, path, body, headers)
        response = await self.response()
        if self.parser.our_state is h11.DONE:
            self.parser.start_next_cycle()
        return response

    async def reaches_end(self) -> bool:
        """Whether the server closes the connection; what it sends until then is dropped."""
        try:
            while await self.stream.receive_some():
                pass
        except trio.BrokenResourceError:
            pass
        return True

    async def _event(self) -> h11.Event:
        while True:
            event = self.parser.next_event()
            if event is h11.NEED_DATA:
                self.parser.receive_data(await self.stream.receive_some())
            elif isinstance(event, h11.Event):
                return event
            else:
                raise AssertionError(event)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stream.aclose()


async def request(
    port: int,
    method: str,
    path: str,
    body: object = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """One request on a connection of its own, which the server must close."""
    with trio.fail_after(30):
        async with await Connection.open(port) as connection:
            sent = {"Connection": "close", **(headers or {})}
            response = await connection.request(method, path, body, sent)
            assert await connection.reaches_end()
            return response
