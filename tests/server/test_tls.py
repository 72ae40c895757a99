from __future__ import annotations

import ssl
from contextlib import suppress
from pathlib import Path
from typing import cast

import pytest
import trio
import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from server.tls import Tls, TlsError
from tests.server.client import Connection
from tests.server.serving import Served, server_process, serving

BODY = {"prompt": "Once upon", "n_predict": 8, "temperature": 0}


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def files(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return issue(authority, tmp_path_factory.mktemp("tls"), "localhost")


def issue(authority: trustme.CA, folder: Path, name: str) -> tuple[Path, Path]:
    """Write a key and a certificate."""
    certificate = authority.issue_cert(name)
    key_file, cert_file = folder / "key.pem", folder / "cert.pem"
    certificate.private_key_pem.write_to_path(str(key_file))
    for i, pem in enumerate(certificate.cert_chain_pems):
        pem.write_to_path(str(cert_file), append=i > 0)
    return key_file, cert_file


def options(files: tuple[Path, Path]) -> tuple[str, ...]:
    return ("--ssl-key-file", str(files[0]), "--ssl-cert-file", str(files[1]))


async def connect(server: Served, authority: trustme.CA) -> Connection:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    tcp = await trio.open_tcp_stream("127.0.0.1", server.port)
    stream = trio.SSLStream(tcp, context, server_hostname="localhost", https_compatible=True)
    await stream.do_handshake()
    return Connection(cast("trio.SocketStream", stream))


async def test_requests_and_streams(
    decoder_path: Path, authority: trustme.CA, files: tuple[Path, Path]
) -> None:
    async with serving(decoder_path, *options(files)) as server:
        async with await connect(server, authority) as connection:
            whole = await connection.request("POST", "/completion", BODY)
            assert whole.status == 200
            streamed = await connection.request("POST", "/completion", BODY | {"stream": True})
        assert "".join(event["content"] for event in streamed.events) == whole.json["content"]


async def test_a_long_response(decoder_path: Path, authority: trustme.CA, files: tuple[Path, Path]) -> None:
    async with (
        serving(decoder_path, *options(files)) as server,
        await connect(server, authority) as connection,
    ):
        response = await connection.request("POST", "/detokenize", {"tokens": [65] * 1_000_000})
        assert len(response.json["content"]) >= 1_000_000


async def test_who_does_not_encrypt(
    decoder_path: Path, authority: trustme.CA, files: tuple[Path, Path]
) -> None:
    async with serving(decoder_path, *options(files)) as server:
        async with await server.connect() as connection:
            await connection.send("GET", "/health")
            with trio.fail_after(5):
                assert await connection.reaches_end()
        async with await connect(server, authority) as connection:
            assert (await connection.request("GET", "/health")).status == 200


async def test_the_end_of_a_client_ends_its_generation(
    decoder_path: Path, authority: trustme.CA, files: tuple[Path, Path]
) -> None:
    async with serving(decoder_path, "-c", "16384", *options(files)) as server:
        async with await connect(server, authority) as connection:
            await connection.send("POST", "/completion", BODY | {"n_predict": -1, "stream": True})
            await connection.head()
        await server.until(lambda s: s.n_cancelled == 1)


async def test_a_client_that_does_not_read_is_cut_off(
    decoder_path: Path, authority: trustme.CA, files: tuple[Path, Path]
) -> None:
    async with (
        serving(decoder_path, "-c", "16384", *options(files)) as server,
        await connect(server, authority) as connection,
    ):
        await connection.send("POST", "/completion", BODY | {"n_predict": -1, "stream": True})
        await server.until(lambda s: s.slots[0].n_decoded > 20)
        with trio.fail_after(2):
            await server.http.close(0.1)
        await server.until(lambda s: s.n_cancelled == 1)


def test_a_certificate_that_is_renewed(authority: trustme.CA, tmp_path: Path) -> None:
    key_file, cert_file = issue(authority, tmp_path, "old.example")
    tls = Tls(str(key_file), str(cert_file))
    issue(authority, tmp_path, "new.example")
    tls.reload()
    assert shown_name(tls, authority, "new.example")
    cert_file.write_text("x")
    with pytest.raises(TlsError):
        tls.reload()
    assert shown_name(tls, authority, "new.example")


def shown_name(tls: Tls, authority: trustme.CA, name: str) -> bool:
    """Whether the certificate is for a name: a handshake in memory."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = context.wrap_bio(to_client, to_server, server_hostname=name)
    server = tls.context.wrap_bio(to_server, to_client, server_side=True)
    for side in (client, server, client):
        with suppress(ssl.SSLWantReadError):
            side.do_handshake()
    return client.version() is not None


def test_files_that_cannot_be_used(authority: trustme.CA, files: tuple[Path, Path], tmp_path: Path) -> None:
    _, cert_file = files
    other_key, _ = issue(authority, tmp_path, "other.example")
    encrypted = tmp_path / "encrypted.pem"
    key = load_pem_private_key(other_key.read_bytes(), None)
    encrypted.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"password"))
    )
    for key_file, cert, message in (
        (other_key, cert_file, "are not a certificate and its key"),
        (cert_file, cert_file, "are not a certificate and its key"),
        (encrypted, cert_file, "the key is encrypted"),
        (tmp_path / "none", cert_file, "No such file"),
    ):
        with pytest.raises(TlsError, match=message) as caught:
            Tls(str(key_file), str(cert))
        assert "\n" not in str(caught.value)


def test_the_address_of_an_encrypted_server(files: tuple[Path, Path]) -> None:
    with server_process(*options(files), ready=False) as server:
        assert any("listening on https://127.0.0.1:" in line for line in server.seen)
