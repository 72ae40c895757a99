"""A server whose model is fetched first."""

from __future__ import annotations

import io
import json
import logging
import os
import signal
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from pyllama.hub import DownloadProgress, RemoteModel
from server import lifecycle
from server.config import ServerConfig, configure
from server.download_display import DownloadDisplay
from server.options import OptionError, parse
from tests.hub.conftest import web
from tests.hub.file_server import N_BEFORE_FAULT, Fault, FileServer
from tests.server.serving import ServerProcess, server_process

__all__ = ["web"]


def answer(server: ServerProcess, path: str) -> tuple[int, dict[str, object]]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=10) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def await_part() -> Path:
    """Wait until a part of the file has been written; there is no event for that."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        for part in Path(os.environ["LLAMA_CACHE"]).glob("*.part"):
            if part.stat().st_size == N_BEFORE_FAULT:
                return part
        time.sleep(0.01)
    raise AssertionError("no part has been written")


def test_it_serves_what_it_has_fetched(web: FileServer, decoder_path: Path) -> None:
    web.add_repository("some-one/tiny", {"tiny-F32.gguf": decoder_path.read_bytes()})
    with server_process("-hf", "some-one/tiny:f32", ready=False) as server:
        server.wait_for(f"fetching {web.url}/some-one/tiny/resolve/.*/tiny-F32.gguf")
        server.wait_for("some-one/tiny:f32 is ready")
        _, models = answer(server, "/v1/models")
        assert models["data"][0]["id"] == "some-one/tiny:f32"  # type: ignore[index]
        _, props = answer(server, "/props")
        path = Path(str(props["model_path"]))
        assert path.is_relative_to(os.environ["LLAMA_CACHE"])
        assert path.name == "tiny-F32.gguf"
        assert server.stop() == 0
    web.requests.clear()
    with server_process("-hf", "some-one/tiny", "--offline") as server:
        assert answer(server, "/health") == (200, {"status": "ok"})
    assert web.requests == []


def test_a_split_model_of_a_url(web: FileServer, split_decoder: list[Path], tmp_path: Path) -> None:
    web.files |= {f"/{part.name}": part.read_bytes() for part in split_decoder}
    place = tmp_path / "here" / "m.gguf"
    with server_process("-mu", f"{web.url}/{split_decoder[0].name}", "-m", str(place)) as server:
        assert answer(server, "/v1/models")[1]["data"][0]["id"] == str(place)  # type: ignore[index]
    assert sorted(path.name for path in place.parent.glob("*.gguf")) == [part.name for part in split_decoder]


def test_while_it_fetches_it_says_so_and_can_be_stopped(web: FileServer, decoder_path: Path) -> None:
    stalled = threading.Event()
    web.files["/m.gguf"] = decoder_path.read_bytes()
    web.faults.append(Fault(stall=stalled))
    url = f"{web.url}/m.gguf"
    with server_process("-mu", url, ready=False) as server:
        assert stalled.wait(10)
        status, body = answer(server, "/health")
        assert (status, body["error"]["type"]) == (503, "unavailable_error")  # type: ignore[index]
        part = await_part()
        started = time.monotonic()
        assert server.stop(signal.SIGINT) == 0
        assert time.monotonic() - started < lifecycle.EXIT_S - 0.5
    with server_process("-mu", url) as server:
        assert answer(server, "/v1/models")[1]["data"][0]["id"] == "m.gguf"  # type: ignore[index]
    assert web.asked_ranges == [None, f"bytes={N_BEFORE_FAULT}-"]
    assert not part.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-mu", "{url}/none.gguf"), "cannot fetch {url}/none.gguf: status 404 Not Found"),
        (
            ("-hf", "some-one/none", "--offline"),
            "cannot fetch some-one/none: nothing of it is in the cache, and this is offline",
        ),
    ],
)
def test_what_cannot_be_fetched_ends_it(arguments: tuple[str, ...], message: str, web: FileServer) -> None:
    given = [argument.format(url=web.url) for argument in arguments]
    with server_process(*given, ready=False) as server:
        assert server.rest()[-1] == f"error: {message.format(url=web.url)}\n"
        assert server.process.wait(10) == 1


def configured(*arguments: str, **environment: str) -> ServerConfig:
    return configure(parse(arguments, environment))


def test_options_become_a_remote_model() -> None:
    config = configured("-hfr", "a/b:Q8_0", "-hff", "m.gguf", "--offline", HF_TOKEN="hf_secret")
    assert config.remote == RemoteModel(repo="a/b:Q8_0", file="m.gguf", token="hf_secret", offline=True)
    assert (config.model, config.alias, config.is_builtin, config.n_ctx) == (
        "a/b:Q8_0",
        "a/b:Q8_0",
        False,
        4096,
    )
    assert "hf_secret" not in repr(config)
    config = configured("-a", "mine", LLAMA_ARG_MODEL_URL="https://example.org/m.gguf")
    assert config.remote == RemoteModel(url="https://example.org/m.gguf")
    assert (config.model, config.alias) == ("m.gguf", "mine")
    config = configured("-mu", "https://example.org/m.gguf", "-m", "here.gguf")
    assert config.remote == RemoteModel(url="https://example.org/m.gguf", path="here.gguf")


def test_options_that_name_nothing_to_fetch() -> None:
    config = configured("--offline", HF_TOKEN="hf_secret")
    assert config.remote is None
    assert config.is_builtin
    assert configured("-m", "m.gguf", HF_TOKEN="not a token").remote is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-hf", "a/b", "-m", "m.gguf"), "-m and -hf both name a model"),
        (
            ("-hf", "a/b", "-mu", "https://example.org/m.gguf"),
            "-mu: a model comes from a URL or from a repository",
        ),
        (("-hff", "m.gguf"), "-hff: names a file of a repository, but no repository"),
        (("-hf", "b"), "-hf: 'b' is not of the form USER/NAME"),
        (("-hf", "a/b", "-hff", "../m.gguf"), "-hff: '../m.gguf' is not the path of a file"),
        (("-hf", "a/b", "-hft", "two words"), "-hft: the token has characters"),
        (("-mu", "m.gguf"), "-mu: 'm.gguf' is not a URL"),
    ],
)
def test_options_that_do_not_go(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(OptionError) as caught:
        configured(*arguments)
    assert str(caught.value).startswith(message)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The present time, in a list that tests change."""
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_the_bar_of_a_download(clock: list[float]) -> None:
    stream = io.StringIO()
    display = DownloadDisplay(stream)
    for seconds, n_bytes in ((0, 0), (0.05, 1), (10, 250_000_000), (40, 1_000_000_000)):
        clock[0] = 1000.0 + seconds
        display(DownloadProgress("m.gguf", n_bytes, 1_000_000_000))
    display(None)
    assert stream.getvalue() == (
        f"\rm.gguf {'█' * 6}{'░' * 18} 25 % of 1000 MB, 25.0 MB/s, 30 s left\x1b[K"
        f"\rm.gguf {'█' * 24} 100 % of 1000 MB, 25.0 MB/s\x1b[K\n"
    )


def test_the_lines_of_a_download(clock: list[float], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    display = DownloadDisplay(None)
    for second in range(12):
        clock[0] = 1000.0 + second
        display(DownloadProgress("m.gguf", 1_000_000 * second, 10_000_000_000 if second < 10 else None))
    assert caplog.messages == ["m.gguf: 0 % of 10000 MB, 1.0 MB/s, 3 h left", "m.gguf: 10 MB, 1.0 MB/s"]
