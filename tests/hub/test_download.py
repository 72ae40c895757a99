from __future__ import annotations

import errno
import hashlib
import os
import shutil
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from pyllama.errors import ModelDownloadError
from pyllama.hub import http_file
from pyllama.hub.download import Downloader
from pyllama.hub.progress import DownloadProgress
from tests.hub.file_server import N_BEFORE_FAULT, Fault, FileServer

CONTENT = b"GGUF" + bytes(range(256)) * 40
OTHER = b"GGUF" + bytes(reversed(range(256))) * 40
SHA256 = hashlib.sha256(CONTENT).hexdigest()


class StoppedError(Exception):
    """What a progress callback raises."""


def ignore(_: DownloadProgress | None) -> None:
    pass


def downloader(*, offline: bool = False, n_retries: int = 3) -> Downloader:
    return Downloader(progress=ignore, offline=offline, retry_delays_s=(0.0,) * n_retries)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "m.gguf"


@pytest.fixture
def url(web: FileServer) -> str:
    web.files["/m.gguf"] = CONTENT
    return f"{web.url}/m.gguf"


def part_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def cut(url: str, path: Path, web: FileServer) -> None:
    """Fetch the first bytes of a file."""
    web.faults.append(Fault(cut=True))
    with pytest.raises(ModelDownloadError, match=f"after {N_BEFORE_FAULT} of {len(CONTENT)} bytes"):
        downloader(n_retries=0).fetch(url, path)
    assert part_of(path).read_bytes() == CONTENT[:N_BEFORE_FAULT]
    assert not path.exists()
    web.requests.clear()


def test_fetches_a_file_once(url: str, path: Path, web: FileServer) -> None:
    states: list[DownloadProgress | None] = []
    Downloader(progress=states.append).fetch(url, path)
    assert path.read_bytes() == CONTENT
    assert states[-1] == DownloadProgress("m.gguf", len(CONTENT), len(CONTENT))
    assert sorted(file.name for file in path.parent.iterdir()) == ["m.gguf", "m.gguf.download"]
    n_states = len(states)
    Downloader(progress=states.append).fetch(url, path)
    assert len(states) == n_states


def test_goes_on_within_a_call(url: str, path: Path, web: FileServer) -> None:
    # Each attempt brings something, so there may be more of them than retries.
    web.faults.extend([Fault(cut=True), Fault(cut=True), Fault(cut=True)])
    downloader(n_retries=1).fetch(url, path)
    assert path.read_bytes() == CONTENT
    assert web.asked_ranges == [None, *(f"bytes={n * N_BEFORE_FAULT}-" for n in (1, 2, 3))]


def test_goes_on_in_another_call(url: str, path: Path, web: FileServer) -> None:
    cut(url, path, web)
    downloader().fetch(url, path)
    assert path.read_bytes() == CONTENT
    assert web.asked_ranges == [f"bytes={N_BEFORE_FAULT}-"]
    assert not part_of(path).exists()


def test_begins_again_where_the_file_has_changed(url: str, path: Path, web: FileServer) -> None:
    cut(url, path, web)
    web.files["/m.gguf"] = OTHER
    downloader().fetch(url, path)
    assert path.read_bytes() == OTHER


def test_begins_again_where_the_server_gives_no_parts(url: str, path: Path, web: FileServer) -> None:
    web.ranges = False
    cut(url, path, web)
    downloader().fetch(url, path)
    assert path.read_bytes() == CONTENT


@pytest.mark.parametrize("version", [None, 'W/"weak"'])
def test_begins_again_without_a_name_of_the_version(
    version: str | None, url: str, path: Path, web: FileServer
) -> None:
    web.headers = {"ETag": version}
    cut(url, path, web)
    downloader().fetch(url, path)
    assert path.read_bytes() == CONTENT
    assert web.asked_ranges == [None]


def test_a_date_names_a_version_too(url: str, path: Path, web: FileServer) -> None:
    web.headers = {"ETag": None, "Last-Modified": "Tue, 24 Nov 2026 10:00:00 GMT"}
    cut(url, path, web)
    downloader().fetch(url, path)
    assert web.requests[0][1]["If-Range"] == "Tue, 24 Nov 2026 10:00:00 GMT"
    assert path.read_bytes() == CONTENT


def test_takes_no_other_part_than_it_asked_for(url: str, path: Path, web: FileServer) -> None:
    cut(url, path, web)
    web.faults.append(Fault(headers={"Content-Range": f"bytes 5-99/{len(CONTENT)}"}))
    downloader().fetch(url, path)
    assert path.read_bytes() == CONTENT
    assert web.asked_ranges == [f"bytes={N_BEFORE_FAULT}-", None]


def test_a_whole_part_is_put_in_place_without_asking(url: str, path: Path, web: FileServer) -> None:
    cut(url, path, web)
    part_of(path).write_bytes(CONTENT)
    downloader().fetch(url, path)
    assert path.read_bytes() == CONTENT
    assert web.requests == []


@pytest.mark.parametrize("damage", [b"", b"{", b'{"url":1}', b"\xff"])
def test_a_part_of_something_unknown_is_not_used(
    damage: bytes, url: str, path: Path, web: FileServer
) -> None:
    cut(url, path, web)
    part_of(path).write_bytes(b"GGUF and other things")
    path.with_name("m.gguf.download").write_bytes(damage)
    downloader().fetch(url, path)
    assert path.read_bytes() == CONTENT


def test_a_file_without_a_length(url: str, path: Path, web: FileServer) -> None:
    web.headers = {"Content-Length": None}
    states: list[DownloadProgress | None] = []
    Downloader(progress=states.append).fetch(url, path)
    assert path.read_bytes() == CONTENT
    assert states[-1] == DownloadProgress("m.gguf", len(CONTENT), None)


@pytest.mark.parametrize("where", ["server", "caller"])
def test_a_wrong_hash_is_refused(where: str, url: str, path: Path, web: FileServer) -> None:
    wrong = hashlib.sha256(OTHER).hexdigest()
    if where == "server":
        web.headers = {"X-Linked-ETag": f'"{wrong}"'}
    with pytest.raises(ModelDownloadError, match="has another hash than it should; it was deleted"):
        downloader().fetch(url, path, sha256=wrong if where == "caller" else None)
    assert not path.exists()
    assert not part_of(path).exists()
    web.headers = {"X-Linked-ETag": f'"{SHA256}"'}
    downloader().fetch(url, path)
    assert path.read_bytes() == CONTENT


def test_the_hash_counts_for_all_parts_together(url: str, path: Path, web: FileServer) -> None:
    web.headers = {"X-Linked-ETag": f'"{SHA256}"'}
    cut(url, path, web)
    part_of(path).write_bytes(b"GGUF" + b"x" * (N_BEFORE_FAULT - 4))
    with pytest.raises(ModelDownloadError, match="has another hash"):
        downloader().fetch(url, path)


def test_follows_the_file_on_the_server(url: str, path: Path, web: FileServer) -> None:
    downloader().fetch(url, path)
    web.files["/m.gguf"] = OTHER
    downloader().fetch(url, path)
    assert path.read_bytes() == OTHER


def test_a_path_that_another_url_has_filled(url: str, path: Path, web: FileServer) -> None:
    # Of the same length, and the server does not tell versions apart.
    web.headers = {"ETag": None}
    downloader().fetch(url, path)
    web.files["/other.gguf"] = OTHER
    downloader().fetch(f"{web.url}/other.gguf", path)
    assert path.read_bytes() == OTHER


def test_a_file_of_somebody_else_is_left_alone(url: str, path: Path, web: FileServer) -> None:
    path.parent.mkdir()
    path.write_bytes(b"mine")
    downloader().fetch(url, path)
    assert path.read_bytes() == b"mine"
    assert web.requests == []


@pytest.mark.parametrize(
    "fault", [Fault(status=503), Fault(status=404), Fault(headers={"ETag": '"new"'}, cut=True)]
)
def test_what_is_there_does_where_the_server_does_not(
    fault: Fault, url: str, path: Path, web: FileServer, caplog: pytest.LogCaptureFixture
) -> None:
    downloader().fetch(url, path)
    web.faults.extend([fault] * 2)
    downloader(n_retries=0).fetch(url, path)
    assert path.read_bytes() == CONTENT
    assert f"using {path} as it is: cannot fetch {url}" in caplog.text


def test_offline_asks_nobody(url: str, path: Path, web: FileServer) -> None:
    with pytest.raises(ModelDownloadError, match=r"m\.gguf: it is not in .*folder, and this is offline"):
        downloader(offline=True).fetch(url, path)
    downloader().fetch(url, path)
    web.requests.clear()
    downloader(offline=True).fetch(url, path)
    assert web.requests == []


class Refusal(NamedTuple):
    status: int
    reason: str
    n_requests: int


@pytest.mark.parametrize(
    "refusal",
    [
        Refusal(404, "status 404 Not Found", 1),
        Refusal(403, "status 403 Forbidden; an access token may be needed, or another one", 1),
        Refusal(416, "status 416 Requested Range Not Satisfiable", 1),
        Refusal(500, "status 500 Internal Server Error", 3),
        Refusal(429, "status 429 Too Many Requests", 3),
    ],
    ids=lambda refusal: str(refusal.status),
)
def test_refusals(refusal: Refusal, url: str, path: Path, web: FileServer) -> None:
    web.faults.extend([Fault(status=refusal.status)] * 5)
    with pytest.raises(ModelDownloadError) as caught:
        downloader(n_retries=2).fetch(url, path)
    assert str(caught.value) == f"cannot fetch {url}: {refusal.reason}"
    assert (caught.value.source, caught.value.reason, caught.value.status) == (
        url,
        refusal.reason,
        refusal.status,
    )
    assert len(web.requests) == refusal.n_requests


def test_a_server_that_recovers(url: str, path: Path, web: FileServer) -> None:
    web.faults.extend([Fault(status=503)] * 2)
    downloader().fetch(url, path)
    assert path.read_bytes() == CONTENT


def test_a_server_that_falls_silent(
    url: str, path: Path, web: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_file, "TIMEOUT_S", 0.2)
    web.faults.append(Fault(stall=threading.Event()))
    with pytest.raises(ModelDownloadError, match=r"no answer within 0\.2 seconds"):
        downloader(n_retries=0).fetch(url, path)
    assert part_of(path).stat().st_size == N_BEFORE_FAULT
    downloader().fetch(url, path)
    assert path.read_bytes() == CONTENT


def test_nobody_there(path: Path, web: FileServer) -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))  # and does not listen
        url = f"http://127.0.0.1:{sock.getsockname()[1]}/m.gguf"
        with pytest.raises(ModelDownloadError, match="Connection refused") as caught:
            downloader(n_retries=0).fetch(url, path)
    assert (caught.value.status, caught.value.may_pass) == (None, True)


def test_a_page_is_not_a_model(url: str, path: Path, web: FileServer) -> None:
    web.files["/m.gguf"] = b"<!doctype html><title>Log in</title>"
    web.headers = {"Content-Type": "text/html; charset=utf-8"}
    with pytest.raises(ModelDownloadError, match="the server sent text/html, which is not a GGUF file"):
        downloader().fetch(url, path)
    assert not part_of(path).exists()


def test_what_a_server_says_cannot_steer_a_terminal(url: str, path: Path, web: FileServer) -> None:
    web.faults.append(Fault(status=403, headers={"X-Error-Message": "No.\x1b[31m"}))
    with pytest.raises(ModelDownloadError, match=r": No\.\?\[31m; an access token") as caught:
        downloader().fetch(url, path)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("n_free", [0, 5000])
def test_a_disk_without_room(
    n_free: int, url: str, path: Path, web: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(path.parent.parent)._replace(free=n_free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(ModelDownloadError, match=rf"it needs 0 MiB, and {path.parent} has 0 MiB left"):
        downloader().fetch(url, path)


def test_a_disk_that_is_full(url: str, path: Path, web: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(ModelDownloadError, match=rf"cannot store it as {path}: the disk is full"):
            downloader().fetch(url, path)
    assert not path.exists()
    downloader().fetch(url, path)
    assert path.read_bytes() == CONTENT


def test_a_folder_that_cannot_be_made(url: str, tmp_path: Path, web: FileServer) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ModelDownloadError, match=r"cannot store it as .*: (Not a directory|File exists)"):
        downloader().fetch(url, tmp_path / "file" / "m.gguf")


def test_stopping_keeps_what_has_come(url: str, path: Path, web: FileServer) -> None:
    def stop(state: DownloadProgress | None) -> None:
        if state is not None:
            raise StoppedError

    web.faults.append(Fault(stall=threading.Event()))
    with pytest.raises(StoppedError):
        Downloader(progress=stop).fetch(url, path)
    n_kept = part_of(path).stat().st_size
    assert 0 < n_kept <= N_BEFORE_FAULT
    web.requests.clear()
    downloader().fetch(url, path)
    assert path.read_bytes() == CONTENT
    assert web.asked_ranges == [f"bytes={n_kept}-"]


def test_stopping_while_it_waits_to_try_again(url: str, path: Path, web: FileServer) -> None:
    def stop(_: DownloadProgress | None) -> None:
        raise StoppedError

    web.faults.append(Fault(status=503))
    with pytest.raises(StoppedError):
        Downloader(progress=stop, retry_delays_s=(1000.0,)).fetch(url, path)


def test_two_at_once_fetch_it_once(url: str, path: Path, web: FileServer) -> None:
    stalled, waiting = threading.Event(), threading.Event()
    web.faults.append(Fault(stall=stalled))

    def wait(state: DownloadProgress | None) -> None:
        if state is None:
            waiting.set()

    with ThreadPoolExecutor() as threads:
        first = threads.submit(downloader().fetch, url, path)
        assert stalled.wait(10)
        second = threads.submit(Downloader(progress=wait).fetch, url, path)
        assert waiting.wait(10)
        assert not second.done()
        web.ended.set()
        first.result(10)
        second.result(10)
    assert path.read_bytes() == CONTENT
    # The first was cut and went on; the second only looked whether the file is current.
    assert web.asked_ranges == [None, f"bytes={N_BEFORE_FAULT}-", None]


def test_the_second_can_be_stopped_too(url: str, path: Path, web: FileServer) -> None:
    stalled = threading.Event()
    web.faults.append(Fault(stall=stalled))

    def stop(_: DownloadProgress | None) -> None:
        raise StoppedError

    with ThreadPoolExecutor() as threads:
        first = threads.submit(downloader().fetch, url, path)
        assert stalled.wait(10)
        with pytest.raises(StoppedError):
            Downloader(progress=stop).fetch(url, path)
        web.ended.set()
        first.result(10)
