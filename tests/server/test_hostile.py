"""What no sensible client sends is answered with a status from 400 to 499, and the server goes on."""

from __future__ import annotations

import json
from typing import Any

import pytest
import trio

from tests.server.client import Connection
from tests.server.serving import ServerProcess

HOST = b"Host: x\r\n"
POST = b"POST /completion HTTP/1.1\r\n" + HOST
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
MILLION = 1_000_000


def body(**fields: Any) -> bytes:
    return json.dumps({"prompt": "a", "n_predict": 4, **fields}).encode()


def shown(value: object) -> str:
    """The name of a case: most are too long to be shown whole."""
    return repr(value[-60:] if isinstance(value, bytes) else value)


async def works(server: ServerProcess) -> None:
    async with await Connection.open(server.port) as connection:
        with trio.fail_after(10):
            assert (await connection.request("POST", "/completion", body())).status == 200


@pytest.mark.parametrize(
    ("data", "param"),
    [
        (body(n_predict=10**18), "n_predict"),
        (b'{"prompt": "a", "n_predict": ' + b"9" * 100_000 + b"}", "n_predict"),
        (b'{"prompt": "a", "seed": ' + b"9" * 100_000 + b"}", "seed"),
        (b'{"prompt": "a", "temperature": 1e400}', "temperature"),
        (b'{"prompt": "a", "temperature": -NaN}', None),
        (b'{"prompt": "a", "temperature": -Infinity}', None),
        (body(temperature=1e308), "temperature"),
        (body(n_discard=-1), "n_discard"),
        (body(n_keep=-(10**18)), "n_keep"),
        (body(top_k=2**63), "top_k"),
        (body(prompt=[2**31]), "prompt[0]"),
        (body(prompt=[2**64]), "prompt[0]"),
        (body(prompt=[-(2**63) - 1]), "prompt[0]"),
        (body(prompt=[5, 1e300]), "prompt[1]"),
        (body(logit_bias=[[2**64, 1]]), "logit_bias[0][0]"),
        (body(logit_bias=[[5, 1e300]]), "logit_bias[0]"),
        (body(logit_bias=[[5, 1]] * 513), "logit_bias"),
        (body(logit_bias={"x" * (8 * MILLION): 1}), "logit_bias"),
        (body(stop=["x"] * 1025), "stop"),
        (body(stop="x" * 4097), "stop[0]"),
        (body(samplers=["top_k"] * 65), "samplers"),
        (body(samplers="k" * MILLION), "samplers"),
        (body(dry_sequence_breakers=["x"] * 129), "dry_sequence_breakers"),
        (body(dry_sequence_breakers=["é" * 21]), "dry_sequence_breakers[0]"),
        (body(grammar="root ::= " + "(" * 60_000 + '"a"' + ")" * 60_000), "grammar"),
        (body(grammar='root ::= ("a"{10000}){10000}'), "grammar"),
        (body(grammar='root ::= "a"' * MILLION), "grammar"),
        (body(regex="((((a{100}){100}){100}){100}){100}"), "regex"),
        (body(regex="(" * 60_000 + ")" * 60_000), "regex"),
        (body(lark="start: " + "(" * 60_000 + '"a"' + ")" * 60_000), "lark"),
        (body(json_schema={"$ref": "#"}), "json_schema"),
        (body(json_schema={"type": "array", "items": {"$ref": "#"}, "minItems": 1}), "json_schema"),
        (body(json_schema={"type": "string", "minLength": 10**12}), "json_schema"),
        (b'{"prompt": "a", "json_schema": ' + b'{"items":' * 100_000, None),
        (b'{"prompt": "a", "json_schema": {"const": 1e999}}', "json_schema"),
        (
            body(response_format={"type": "json_object", "schema": {"multipleOf": 999983}}),
            "response_format.schema",
        ),
        (body(prompt=["a"] * MILLION), "prompt"),
        (body(prompt="a" * MILLION), "prompt"),
        (b"[" * MILLION, None),
        (b'{"prompt": ' + b"[" * MILLION, None),
        (b'{"a":' * 100_000, None),
        (b'{"prompt": "a", "user": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", None),
        (b'{"prompt": "\\ud800"}', None),
        (b'{"prompt": "\\udc00\\ud800"}', None),
        (b'{"prompt": "a", "stop": ["\\ud83d"]}', None),
        (b'{"prompt": "\xed\xa0\x80"}', None),
        (b'{"prompt": "a", "\xff": 1}', None),
        (b"\xef\xbb\xbf" + body(), None),
        (body().decode().encode("utf-16"), None),
        (b"\x00" * 1000, None),
        (b"null", None),
        (b"prompt=a", None),
    ],
    ids=shown,
)
async def test_a_body(running: ServerProcess, data: bytes, param: str | None) -> None:
    async with await Connection.open(running.port) as connection:
        with trio.fail_after(20):
            response = await connection.request("POST", "/completion", data)
    assert response.status == 400
    error = response.json["error"]
    assert error.get("param") == param, error
    await works(running)


async def test_the_last_of_equal_keys_counts(running: ServerProcess) -> None:
    data = b'{"prompt": "b", "n_predict": 4, "prompt": "a", "n_predict": 2}'
    async with await Connection.open(running.port) as connection:
        response = await connection.request("POST", "/completion", data)
    assert response.json["tokens_predicted"] == 2


@pytest.mark.parametrize(
    ("data", "status"),
    [
        # Lines that are no request.
        (b"GET /\r\n\r\n", 400),
        (b"\x00\x01\x02\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"G\x7fT / HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        (b"GET /health HTTP/1.1\r\n" + HOST * 2 + b"\r\n", 400),
        # Targets.
        (b"GET ? HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        (b"GET health HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        (b"GET http://[/health HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        (b"GET * HTTP/1.1\r\n" + HOST + b"\r\n", 404),
        (b"CONNECT x:443 HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        (b"GET /\xff HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        (b"GET /%ff%fe%00%ed%a0%80 HTTP/1.1\r\n" + HOST + b"\r\n", 404),
        (b"GET /../../etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n", 404),
        (b"GET " + b"/a" * 20_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 404),
        (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 431),
        (b"POST /slots/0?action=%ff%ed%a0%80 HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\n\r\n", 400),
        (b"POST /slots/%d9%a0?action=erase HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\n\r\n", 400),
        # Headers.
        (b"GET /health HTTP/1.1\r\n" + HOST + b"X: " + b"y" * 100_000 + b"\r\n\r\n", 431),
        (b"GET /health HTTP/1.1\r\n" + HOST + b"X: y\r\n" * 20_000 + b"\r\n", 431),
        (POST + b"Content-Length: -5\r\n\r\n", 400),
        (POST + b"Content-Length: 1e3\r\n\r\n", 400),
        (POST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", 400),
        (POST + b"Content-Length: 99999999999999999999\r\n\r\n", 413),
        (POST + b"Content-Length: 2\r\nExpect: nonsense\r\n\r\n{}", 400),
        # Chunks.
        (CHUNKED + b"zz\r\n", 400),
        (CHUNKED + b"-2\r\n{}\r\n0\r\n\r\n", 400),
        (CHUNKED + b"2\r\n{}xx\r\n", 400),
        (CHUNKED + b"f" * 30 + b"\r\n{}", 400),
        (CHUNKED + (b"100000\r\n" + b"x" * 2**20 + b"\r\n") * 17, 413),
    ],
    ids=shown,
)
async def test_bytes(running: ServerProcess, data: bytes, status: int) -> None:
    async with await Connection.open(running.port) as connection:
        with trio.fail_after(20):
            await connection.stream.send_all(data)
            received = await connection.stream.receive_some()
    assert received.startswith(b"HTTP/1.1 %d " % status), received[:100]
    await works(running)


@pytest.mark.parametrize(
    "headers",
    [
        b"Host: [::\r\n",
        b"Host: a@b/c?#\r\n",
        b"Host: \xff\xfe\r\n",
        b"Host:\r\n",
        b"Host: x\r\nAuthorization: \xff\r\nX-Api-Key: \xff\r\nOrigin: http://[\r\nCookie: \xff;;=\r\n",
        b'Host: x\r\nIf-None-Match: "\r\nRange: bytes=x\r\nAccept: ;q=x\r\nIf-Modified-Since: never\r\n',
    ],
)
async def test_headers_that_mean_nothing_here(running: ServerProcess, headers: bytes) -> None:
    async with await Connection.open(running.port) as connection:
        await connection.stream.send_all(b"GET / HTTP/1.1\r\n" + headers + b"\r\n")
        assert (await connection.stream.receive_some()).startswith(b"HTTP/1.1 200 ")


async def test_what_comes_after_a_body(running: ServerProcess) -> None:
    data = body(n_predict=1)
    async with await Connection.open(running.port) as connection:
        await connection.stream.send_all(
            POST + b"Content-Length: %d\r\n\r\n" % len(data) + data + b"\x00\r\n\r\n"
        )
        received = b""
        with trio.fail_after(10):
            while b"HTTP/1.1 400 " not in received:
                received += await connection.stream.receive_some()
    assert received.startswith(b"HTTP/1.1 200 ")
    await works(running)


async def test_a_body_that_is_cut_off(running: ServerProcess) -> None:
    async with await Connection.open(running.port) as connection:
        await connection.stream.send_all(POST + b'Content-Length: 100\r\n\r\n{"prompt"')
        await connection.stream.send_eof()
        with trio.fail_after(10):
            assert await connection.reaches_end()
    await works(running)
