from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import trio

from server.listener import ListenError, open_listener
from tests.server.client import Connection
from tests.server.serving import serving

BODY = {"prompt": "a", "n_predict": 1}


@pytest.fixture
def path() -> Iterator[Path]:
    # Such a path may have about a hundred bytes.
    with TemporaryDirectory() as folder:
        yield Path(folder) / "llama.sock"


async def test_requests(decoder_path: Path, path: Path) -> None:
    async with (
        serving(decoder_path, "--host", str(path)),
        Connection(await trio.open_unix_socket(path)) as connection,
    ):
        for stream in (False, True):
            response = await connection.request("POST", "/completion", BODY | {"stream": stream})
            assert response.status == 200


async def test_a_client_that_takes_no_data_is_given_up(decoder_path: Path, path: Path) -> None:
    async with (
        serving(decoder_path, "--host", str(path), "--timeout", "1") as server,
        Connection(await trio.open_unix_socket(path)) as connection,
    ):
        await connection.send("POST", "/detokenize", {"tokens": [65] * 2_000_000})
        assert (await connection.head()).status == 200
        with trio.fail_after(5):
            while server.http._connections:
                await server.http._changed.wait()


def test_what_a_killed_server_has_left(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    listener = open_listener(str(path), 8080, 1)
    assert (listener.url, listener.is_local) == (f"unix:{path}", True)
    with (
        listener.socket,
        pytest.raises(ListenError, match=r"cannot listen on .*llama\.sock: Address already"),
    ):
        open_listener(str(path), 8080, 1)
    assert path.is_socket()
    listener.remove()
    assert not path.exists()


def test_a_file_in_its_place_stays(path: Path) -> None:
    path.write_text("precious")
    with pytest.raises(ListenError, match="Address already"):
        open_listener(str(path), 8080, 1)
    assert path.read_text() == "precious"


@pytest.mark.parametrize("name", ["none/x.sock", "x" * 200 + ".sock"])
def test_a_path_that_is_not_possible(path: Path, name: str) -> None:
    with pytest.raises(ListenError, match="cannot listen on"):
        open_listener(str(path.parent / name), 8080, 1)
