from __future__ import annotations

import json
import signal
import socket
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
import trio

from pyllama.engine.runner import Runner
from server import lifecycle
from server.__main__ import main
from tests.server.client import request
from tests.server.serving import ServerProcess, configuration, server_process

STREAM = json.dumps({"prompt": "Once upon", "n_predict": -1, "stream": True}).encode()
REQUEST = b"POST /completion HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%b" % (len(STREAM), STREAM)


def open_stream(server: ServerProcess) -> socket.socket:
    """Begin a stream without end, and read the first bytes of it."""
    sock = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    sock.sendall(REQUEST)
    received = b""
    while b"data: " not in received:
        received += sock.recv(4096)
    return sock


def read_all(sock: socket.socket) -> bytes:
    received = b""
    while data := sock.recv(65536):
        received += data
    return received


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_with_streams_open(decoder_path: Path, number: signal.Signals) -> None:
    with (
        server_process("-m", str(decoder_path), "-c", "65536", "-np", "2") as server,
        open_stream(server) as first,
        open_stream(server) as second,
        ThreadPoolExecutor() as threads,
    ):
        bodies = [threads.submit(read_all, sock) for sock in (first, second)]
        started = time.monotonic()
        assert server.stop(number) == 0
        assert time.monotonic() - started < lifecycle.EXIT_S - 0.5
        for body in bodies:
            # The last event says so, and the response is complete.
            assert b'"type":"unavailable_error"' in body.result()
            assert body.result().endswith(b"\r\n0\r\n\r\n")


def test_a_client_that_does_not_read_does_not_hold_it(decoder_path: Path) -> None:
    with server_process("-m", str(decoder_path)) as server, socket.socket() as sock:
        sock.connect(("127.0.0.1", server.port))
        sock.settimeout(0.5)
        # Requests one after the other without reading a response, until nothing goes any more.
        requests = b"GET /props HTTP/1.1\r\nHost: x\r\n\r\n" * 1000
        with suppress(TimeoutError):
            while sock.send(requests):
                pass
        started = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - started < lifecycle.EXIT_S - 0.5


def test_a_second_signal_ends_it_at_once(decoder_path: Path) -> None:
    with server_process("-m", str(decoder_path), "-c", "65536") as server, open_stream(server):
        server.process.send_signal(signal.SIGTERM)
        server.wait_for("SIGTERM: shutting down")
        # Ended by the signal itself, and not by the orderly shutdown, whose status is 0.
        assert server.stop() == -signal.SIGTERM


def test_a_signal_while_loading(decoder_path: Path) -> None:
    with server_process("-m", str(decoder_path), ready=False) as server:
        assert server.stop() == 0


STUCK = """
import sys, time
from pyllama.engine.runner import Runner
from server import lifecycle
from server.__main__ import main
Runner.execute = lambda self, plan: time.sleep(60)
lifecycle.EXIT_S = 0.5
sys.exit(main())
"""


def test_native_code_that_does_not_return_does_not_hold_it(decoder_path: Path) -> None:
    with server_process("-m", str(decoder_path), program=("-c", STUCK)) as server, socket.socket() as sock:
        sock.connect(("127.0.0.1", server.port))
        sock.sendall(REQUEST)
        # It sleeps for longer than this waits for the process.
        assert server.stop() == 0


def test_the_deadlines_add_up_to_less_than_five_seconds() -> None:
    assert lifecycle.DRAIN_S + lifecycle.CLOSE_S < lifecycle.EXIT_S < 5


def test_the_environment_counts(decoder_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLAMA_ARG_ALIAS", "from-environment")
    monkeypatch.setenv("LLAMA_ARG_N_PARALLEL", "3")
    with (
        server_process("-m", str(decoder_path), "-np", "2") as server,
        urllib.request.urlopen(f"http://127.0.0.1:{server.port}/props") as response,
    ):
        props = json.load(response)
    assert (props["model_alias"], props["total_slots"]) == ("from-environment", 2)


def test_a_model_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-m", "nothing.gguf", "--port", "0"]) == 1
    errors = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]
    assert errors == ["error: cannot load nothing.gguf: no such file"]


def test_a_model_that_cannot_generate(encoder_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-m", str(encoder_path), "--port", "0"]) == 1
    assert "error: this model cannot generate text by itself\n" in capsys.readouterr().err


def test_a_bias_for_a_token_that_does_not_exist(
    decoder_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-m", str(decoder_path), "--port", "0", "-l", "512+1"]) == 2
    assert "error: --logit-bias[0]: token 512 is not in the vocabulary" in capsys.readouterr().err


def test_a_port_that_is_taken(decoder_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["-m", str(decoder_path), "--port", str(port)]) == 1
    assert capsys.readouterr().err == f"error: cannot listen on 127.0.0.1:{port}: Address already in use\n"


async def test_a_crash_of_the_engine_ends_it_with_an_error(
    decoder_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    unused_port: int,
) -> None:
    def crash(self: Runner, plan: object) -> list[int]:
        raise ZeroDivisionError("a bug")

    async def ask() -> None:
        url_is_known = trio.Event()
        while not any("is ready" in message for message in caplog.messages):
            with trio.move_on_after(0.01):
                await url_is_known.wait()
        response = await request(unused_port, "POST", "/completion", {"prompt": "a"})
        assert response.status == 503

    monkeypatch.setattr(Runner, "execute", crash)
    caplog.set_level("INFO")
    config = configuration(decoder_path, "--port", str(unused_port))
    async with trio.open_nursery() as nursery:
        nursery.start_soon(ask)
        with trio.fail_after(10):
            assert await lifecycle._serve(config) == 1
    assert "the engine has crashed" in caplog.text
    assert "ZeroDivisionError: a bug" in caplog.text
