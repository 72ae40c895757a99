from __future__ import annotations

import signal
from pathlib import Path

import pytest

from pyllama.engine import Generation, GenerationRequest, Outlet
from server.api_keys import ApiKeys, ApiKeysError
from tests.server.client import request
from tests.server.serving import configuration, listening, server_process, serving

BODY = {"prompt": "a", "n_predict": 1}
KEYS = ("--api-key", "alpha, beta")


def test_keys_of_the_command_line_and_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_bytes(b"# mine\n\n  in file \r\n#x\n\xff,y\n")
    keys = ApiKeys(["alpha", "alpha"], str(file))
    assert len(keys) == 3
    for key in (b"alpha", b"in file", b"\xff,y"):
        assert keys.tenant(key)
    for key in (b"", b"alph", b"alpha ", b"#x", b"# mine", b"y"):
        assert keys.tenant(key) is None


def test_a_tenant_tells_nothing_of_its_key() -> None:
    one, two = ApiKeys(["alpha", "beta"]), ApiKeys(["alpha"])
    assert one.tenant(b"alpha") == one.tenant(b"alpha") != one.tenant(b"beta")
    assert one.tenant(b"alpha") != two.tenant(b"alpha")


def test_a_file_that_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("old")
    keys = ApiKeys(file=str(file))
    file.write_text("new")
    keys.reload()
    assert keys.tenant(b"new")
    assert keys.tenant(b"old") is None
    file.write_text("# none\n")
    with pytest.raises(ApiKeysError, match="has no key"):
        keys.reload()
    file.unlink()
    with pytest.raises(ApiKeysError, match="No such file"):
        keys.reload()
    assert keys.tenant(b"new")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer alpha"}, 200),
        ({"Authorization": "bearer  beta"}, 200),
        ({"Authorization": "alpha"}, 200),
        ({"X-Api-Key": "beta"}, 200),
        ({"X-Api-Key": "Bearer beta"}, 200),
        ({"Authorization": "Bearer wrong", "X-Api-Key": "beta"}, 200),
        ({"Authorization": "Bearer alpha, beta"}, 401),
        ({"Authorization": "Basic alpha"}, 401),
        ({"Authorization": "Bearer"}, 401),
        ({"Authorization": ""}, 401),
    ],
)
async def test_who_may_complete(decoder_path: Path, headers: dict[str, str], status: int) -> None:
    async with serving(decoder_path, *KEYS) as server:
        response = await request(server.port, "POST", "/completion", BODY, headers)
    assert response.status == status
    if status == 401:
        assert response.headers["www-authenticate"] == "Bearer"
        assert response.json == {
            "error": {"code": 401, "message": "Invalid API Key", "type": "authentication_error"}
        }


async def test_a_key_that_is_not_ascii(decoder_path: Path) -> None:
    async with (
        serving(decoder_path, "--api-key", "schlüssel") as server,
        await server.connect() as connection,
    ):
        await connection.stream.send_all(
            "GET /slots HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer schlüssel\r\n\r\n".encode()
        )
        assert (await connection.stream.receive_some()).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("prefix", ["", "/llm"])
async def test_what_everybody_may_do(decoder_path: Path, prefix: str) -> None:
    async with serving(decoder_path, *KEYS, "--api-prefix", prefix) as server:
        for path in ("/health", "/v1/health", "/props", "/", "/index.html"):
            assert (await server.get(prefix + path)).status == 200
        for path in ("/slots", "/v1/models", "/nothing", "/health/", "/%68ealth/x"):
            assert (await server.get(prefix + path)).status == 401
        for path in ("/tokenize", "/completion", "/props", "/health", "/slots/0?action=erase"):
            assert (await server.post(prefix + path, {})).status == 401


async def test_paths_with_a_prefix(decoder_path: Path) -> None:
    async with serving(decoder_path, "--api-prefix", "/llm/") as server:
        assert (await server.post("/llm/completion", BODY)).status == 200
        assert (await server.post("/completion", BODY)).status == 404
        assert (await server.get("/")).status == 404
        response = await server.get("/llm")
        assert (response.status, response.headers["location"]) == (308, "/llm/")


async def test_each_key_is_a_tenant(decoder_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(decoder_path, *KEYS) as server:
        tenants: list[str] = []
        submit = server.state.engine.submit

        def observed(generation: GenerationRequest, outlet: Outlet | None) -> Generation:
            tenants.append(generation.tenant)
            return submit(generation, outlet)

        monkeypatch.setattr(server.state.engine, "submit", observed)
        for key in ("alpha", "beta", "alpha"):
            headers = {"Authorization": f"Bearer {key}"}
            await request(server.port, "POST", "/completion", BODY | {"prompt": ["a", "b"]}, headers)
    assert len(set(tenants)) == 2
    assert tenants[:2] == tenants[4:] != tenants[2:4]
    assert not any("alpha" in tenant for tenant in tenants)


async def test_a_key_makes_no_model_appear(decoder_path: Path) -> None:
    async with listening(configuration(decoder_path, *KEYS)) as server:
        assert (await server.get("/health")).status == 503


def test_keys_are_read_again_upon_a_signal(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("old\n")
    with server_process("--api-key-file", str(file)) as server:
        file.write_text("new\nnewer\n")
        server.process.send_signal(signal.SIGHUP)
        server.wait_for("SIGHUP: 2 API keys")
        file.write_text("")
        server.process.send_signal(signal.SIGHUP)
        server.wait_for("ERROR SIGHUP: .* has no key")
        assert server.stop() == 0


@pytest.mark.parametrize(("arguments", "warns"), [((), True), (KEYS, False)])
def test_a_server_that_is_open_to_everybody_says_so(arguments: tuple[str, ...], warns: bool) -> None:
    with server_process("--host", "0.0.0.0", *arguments) as server:
        assert any("it asks for no key" in line for line in server.seen) == warns
