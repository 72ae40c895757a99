"""Who gets which credentials, and where requests may lead."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest
import trustme

from pyllama.errors import ModelDownloadError
from pyllama.hub.http_file import open_url, shown_url
from tests.hub.file_server import FileServer, file_server


def fetched(url: str, token: str | None = "secret") -> bytes:
    with open_url(url, token=token) as remote:
        return remote.read(100)


@pytest.fixture(autouse=True)
def files(web: FileServer) -> None:
    web.files |= {"/m.gguf": b"GGUF", "/other": b"GGUF"}


def test_the_token_goes_to_the_endpoint(web: FileServer) -> None:
    fetched(f"{web.url}/m.gguf")
    assert web.requests[-1][1]["Authorization"] == "Bearer secret"


def test_the_token_goes_to_nobody_else(web: FileServer) -> None:
    fetched(f"http://localhost:{web.port}/m.gguf")
    web.redirects["/away"] = (f"http://localhost:{web.port}/m.gguf", {})
    fetched(f"{web.url}/away")
    authorizations = [(path, headers["Authorization"]) for path, headers in web.requests]
    assert authorizations == [("/m.gguf", None), ("/away", "Bearer secret"), ("/m.gguf", None)]


def test_redirects_within_the_endpoint_keep_the_token(web: FileServer) -> None:
    web.redirects["/old/m.gguf"] = ("/m.gguf", {})
    fetched(f"{web.url}/old/m.gguf")
    assert [headers["Authorization"] for _, headers in web.requests] == ["Bearer secret"] * 2


def test_a_password_in_the_url(web: FileServer) -> None:
    url = f"http://me:p%40ss@127.0.0.1:{web.port}/m.gguf?sig=abc"
    fetched(url)
    path, headers = web.requests[-1]
    assert (path, headers["Authorization"]) == ("/m.gguf?sig=abc", "Basic bWU6cEBzcw==")
    assert shown_url(url) == f"{web.url}/m.gguf"


def test_the_password_stays_with_its_host(web: FileServer) -> None:
    web.redirects["/away"] = (f"http://localhost:{web.port}/m.gguf", {})
    fetched(f"http://me:pass@127.0.0.1:{web.port}/away")
    assert [headers["Authorization"] is None for _, headers in web.requests] == [False, True]


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/m.gguf", "/loop"])
def test_redirects_that_lead_nowhere(location: str, web: FileServer) -> None:
    web.redirects["/loop"] = (location, {})
    with pytest.raises(ModelDownloadError):
        fetched(f"{web.url}/loop")


def test_what_is_linked_counts(web: FileServer) -> None:
    digest = "ab" * 32
    web.redirects["/r"] = ("/m.gguf", {"X-Linked-ETag": f'"{digest.upper()}"', "X-Linked-Size": "9"})
    web.headers = {"Content-Length": None}
    with open_url(f"{web.url}/r") as remote:
        assert (remote.identity.sha256, remote.identity.size_bytes) == (digest, 9)
        assert remote.identity.url == f"{web.url}/r"


@pytest.mark.parametrize("etag", ["", "nonsense", "ab" * 20, "xy" * 32])
def test_other_names_are_no_hash(etag: str, web: FileServer) -> None:
    web.headers = {"X-Linked-ETag": etag}
    with open_url(f"{web.url}/m.gguf") as remote:
        assert remote.identity.sha256 is None


def test_encrypted_servers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(tls)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("no_proxy", "*")
    with file_server(tls) as served:
        served.files["/m.gguf"] = b"GGUF"
        url = f"https://localhost:{served.port}/m.gguf"
        with pytest.raises(ModelDownloadError, match="its certificate is not valid: ") as caught:
            fetched(url)
        assert not caught.value.may_pass
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert fetched(url) == b"GGUF"


@pytest.mark.parametrize("endpoint", ["nonsense", "file:///", "http://"])
def test_an_endpoint_that_is_none(
    endpoint: str, web: FileServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MODEL_ENDPOINT", endpoint)
    with pytest.raises(ModelDownloadError):
        fetched(f"{endpoint}/api")
