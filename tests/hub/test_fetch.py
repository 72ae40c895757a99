"""Whole models: from URLs, and from repositories."""

from __future__ import annotations

import json
from pathlib import Path

import huggingface_hub
import pytest

from pyllama.errors import ModelDownloadError
from pyllama.hub import DownloadProgress, RemoteModel, fetch_model
from pyllama.hub.places import hub_cache
from tests.hub.file_server import COMMIT, Fault, FileServer

MODEL = b"GGUF" + b"q4" * 5000
PARTS = {f"big/m-Q8_0-0000{i}-of-00003.gguf": b"GGUF part %d" % i for i in (1, 2, 3)}
FILES = {"README.md": b"# M", "m-Q4_K_M.gguf": MODEL, "mmproj-m.gguf": b"GGUF mmproj", **PARTS}
NEWER = "beef" * 10


@pytest.fixture
def repository(web: FileServer) -> FileServer:
    web.add_repository("some-one/m-GGUF", FILES)
    return web


def fetch(repo: str = "some-one/m-GGUF", file: str | None = None, *, offline: bool = False) -> Path:
    return fetch_model(RemoteModel(repo=repo, file=file, offline=offline))


def test_a_model_of_a_url_goes_into_the_cache(web: FileServer) -> None:
    web.files["/x/m.gguf"] = MODEL
    path = fetch_model(RemoteModel(url=f"{web.url}/x/m.gguf?download=true#fragment"))
    assert path.read_bytes() == MODEL
    assert path.parent == hub_cache()
    assert web.paths == ["/x/m.gguf?download=true"]


def test_a_model_of_a_url_goes_to_a_path(web: FileServer, tmp_path: Path) -> None:
    web.files["/m.gguf"] = MODEL
    place = tmp_path / "mine.gguf"
    assert fetch_model(RemoteModel(url=f"{web.url}/m.gguf", path=str(place))) == place
    assert place.read_bytes() == MODEL


@pytest.mark.parametrize("named", ["1", "2"])
def test_all_parts_of_a_url_are_fetched(named: str, web: FileServer, tmp_path: Path) -> None:
    web.files |= {f"/m-0000{i}-of-00002.gguf": b"GGUF %d" % i for i in (1, 2)}
    url = f"{web.url}/m-0000{named}-of-00002.gguf?x=y"
    cached = fetch_model(RemoteModel(url=url))
    named_place = fetch_model(RemoteModel(url=url, path=str(tmp_path / "there" / "m.gguf")))
    for first in (cached, named_place):
        assert first.name.endswith("m-00001-of-00002.gguf")
        assert first.read_bytes() == b"GGUF 1"
        assert first.with_name(first.name.replace("00001", "00002")).read_bytes() == b"GGUF 2"
    assert named_place.parent == tmp_path / "there"


def test_a_model_of_a_repository(repository: FileServer) -> None:
    states: list[DownloadProgress | None] = []
    path = fetch_model(RemoteModel(repo="some-one/m-GGUF"), states.append)
    assert path.read_bytes() == MODEL
    assert path == hub_cache() / "models--some-one--m-GGUF" / "snapshots" / COMMIT / "m-Q4_K_M.gguf"
    assert states
    n_requests = len(repository.requests)
    assert fetch() == path
    # Only the API was asked.
    assert [path[:5] for path in repository.paths[n_requests:]] == ["/api/"] * 2


def test_other_programs_find_it_in_the_cache(repository: FileServer) -> None:
    path = fetch()
    found = huggingface_hub.try_to_load_from_cache("some-one/m-GGUF", "m-Q4_K_M.gguf", cache_dir=hub_cache())
    assert found == str(path)
    info = huggingface_hub.scan_cache_dir(hub_cache())
    assert info.warnings == []
    (blob,) = (hub_cache() / "models--some-one--m-GGUF" / "blobs").iterdir()
    assert path.resolve() == blob.resolve()


def test_what_other_programs_have_fetched_is_used(repository: FileServer) -> None:
    folder = hub_cache() / "models--some-one--m-GGUF"
    (folder / "refs").mkdir(parents=True)
    (folder / "refs" / "main").write_text(COMMIT)
    (folder / "snapshots" / COMMIT).mkdir(parents=True)
    (folder / "snapshots" / COMMIT / "m-Q4_K_M.gguf").write_bytes(MODEL)
    assert fetch().read_bytes() == MODEL
    assert fetch(offline=True).read_bytes() == MODEL
    assert not any("resolve" in path for path in repository.paths)


def test_a_split_model_of_a_repository(repository: FileServer) -> None:
    first = fetch("some-one/m-GGUF:q8_0")
    assert first.name == "m-Q8_0-00001-of-00003.gguf"
    assert sorted(path.read_bytes() for path in first.parent.iterdir()) == sorted(PARTS.values())


def test_a_file_by_its_name(repository: FileServer) -> None:
    assert fetch("some-one/m-GGUF:q8_0", "m-Q4_K_M.gguf").read_bytes() == MODEL
    assert fetch(file="big/m-Q8_0-00002-of-00003.gguf").name == "m-Q8_0-00001-of-00003.gguf"


@pytest.mark.parametrize(
    ("repo", "file", "reason"),
    [
        ("some-one/m-GGUF:Q2_K", None, "it has no model with Q2_K in its name; it has m-Q4_K_M.gguf, mmproj"),
        ("some-one/m-GGUF", "n.gguf", "it has no n.gguf; it has m-Q4_K_M.gguf, mmproj"),
        ("some-one/else", None, "status 404 Not Found"),
        ("some-one/texts", None, "it has no model; it has no GGUF files"),
        ("some-one/gap", None, "it lacks m-00002-of-00002.gguf, which is a part of the model"),
    ],
)
def test_what_a_repository_does_not_have(
    repo: str, file: str | None, reason: str, repository: FileServer
) -> None:
    repository.add_repository("some-one/texts", {"README.md": b"#"})
    repository.add_repository("some-one/gap", {"m-00001-of-00002.gguf": MODEL})
    with pytest.raises(ModelDownloadError) as caught:
        fetch(repo, file)
    assert reason in str(caught.value)


def test_a_newer_state_is_fetched(repository: FileServer) -> None:
    old = fetch()
    repository.add_repository("some-one/m-GGUF", FILES | {"m-Q4_K_M.gguf": b"GGUF new"}, NEWER)
    new = fetch()
    assert (old.read_bytes(), new.read_bytes()) == (MODEL, b"GGUF new")
    assert fetch(offline=True) == new


def test_a_newer_state_of_other_files_costs_nothing(repository: FileServer) -> None:
    fetch()
    repository.add_repository("some-one/m-GGUF", FILES | {"README.md": b"# New"}, NEWER)
    repository.requests.clear()
    assert fetch().read_bytes() == MODEL
    assert all(path.startswith("/api/") for path in repository.paths)


def test_the_newer_state_counts_when_it_is_whole(repository: FileServer) -> None:
    old = fetch()
    repository.add_repository("some-one/m-GGUF", FILES | {"m-Q4_K_M.gguf": b"GGUF new"}, NEWER)
    repository.faults.append(Fault(status=404))
    with pytest.raises(ModelDownloadError, match="status 404"):
        fetch()
    assert fetch(offline=True) == old


@pytest.mark.parametrize("answer", [b"", b"[]", b'{"branches": []}', b'{"branches": [{"name": "main"}]}'])
def test_answers_without_sense(answer: bytes, repository: FileServer) -> None:
    repository.files["/api/models/some-one/m-GGUF/refs"] = answer
    with pytest.raises(ModelDownloadError, match=r"the answer is not that of|the repository has no branch"):
        fetch()


@pytest.mark.parametrize("commit", ["main", "../../" + "a" * 34, ""])
def test_a_commit_cannot_lead_out_of_the_cache(commit: str, repository: FileServer) -> None:
    answer = {"branches": [{"name": "main", "targetCommit": commit}]}
    repository.files["/api/models/some-one/m-GGUF/refs"] = json.dumps(answer).encode()
    with pytest.raises(ModelDownloadError):
        fetch()


@pytest.mark.parametrize(
    "path", ["../m.gguf", "/m.gguf", "a/../../m.gguf", "..\\m.gguf", "c:m.gguf", "a//m.gguf"]
)
def test_a_file_cannot_lie_out_of_the_cache(path: str, web: FileServer) -> None:
    web.add_repository("some-one/evil", {path: MODEL})
    with pytest.raises(ModelDownloadError, match="it has no model; it has no GGUF files"):
        fetch("some-one/evil")


@pytest.mark.parametrize("oid", ["../../../evil", "", "g" * 64])
def test_a_content_cannot_lie_out_of_the_cache(oid: str, repository: FileServer) -> None:
    tree = [{"type": "file", "path": "m-Q4_K_M.gguf", "oid": oid}]
    repository.files[f"/api/models/some-one/m-GGUF/tree/{COMMIT}"] = json.dumps(tree).encode()
    path = fetch()
    assert path.read_bytes() == MODEL
    assert not path.is_symlink()
    assert fetch(offline=True) == path


def test_the_hash_of_the_repository_counts(repository: FileServer) -> None:
    tree = [{"type": "file", "path": "m.gguf", "lfs": {"oid": "ab" * 32}}]
    repository.files[f"/api/models/some-one/m-GGUF/tree/{COMMIT}"] = json.dumps(tree).encode()
    repository.files["/plain.gguf"] = MODEL
    repository.redirects[f"/some-one/m-GGUF/resolve/{COMMIT}/m.gguf"] = ("/plain.gguf", {})
    with pytest.raises(ModelDownloadError, match="has another hash than it should"):
        fetch()


def test_a_repository_that_asks_for_a_token(repository: FileServer) -> None:
    repository.token = "hf_secret"
    with pytest.raises(
        ModelDownloadError, match=r"Access to this is restricted\.; an access token may be"
    ) as caught:
        fetch()
    assert caught.value.status == 401
    path = fetch_model(RemoteModel(repo="some-one/m-GGUF", token="hf_secret"))
    assert path.read_bytes() == MODEL
    # The files themselves come from somebody else, who does not learn it.
    assert all(headers["Authorization"] is None for path, headers in repository.requests if "cdn" in path)


def test_without_the_network_the_cache_does(
    repository: FileServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = fetch()
    repository.files.clear()
    assert fetch() == path
    assert "using what the cache has of some-one/m-GGUF: cannot fetch" in caplog.text
    with pytest.raises(ModelDownloadError, match="it has no model with Q8_0 in its name"):
        fetch("some-one/m-GGUF:Q8_0")


def test_offline_without_anything(repository: FileServer) -> None:
    with pytest.raises(ModelDownloadError, match="nothing of it is in the cache, and this is offline"):
        fetch(offline=True)
    assert repository.requests == []


def test_a_link_to_what_is_no_longer_there_is_mended(repository: FileServer) -> None:
    path = fetch()
    path.resolve().unlink()
    assert fetch().read_bytes() == MODEL


def test_systems_without_links(repository: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("not permitted")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    path = fetch()
    assert path.read_bytes() == MODEL
    assert fetch() == path


def test_a_cache_that_cannot_be_written_to(repository: FileServer) -> None:
    hub_cache().parent.mkdir(exist_ok=True)
    hub_cache().touch()
    with pytest.raises(ModelDownloadError, match="cannot store it as"):
        fetch()
