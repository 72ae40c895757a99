from __future__ import annotations

from pathlib import Path

import pytest

from server.cors_params import CorsParams
from tests.server.client import request
from tests.server.serving import configuration, listening, serving

SITE = "https://site.example"
PREFLIGHT = {
    "Origin": SITE,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "Authorization",
}


@pytest.mark.parametrize("path", ["/completion", "/v1/models", "/nothing", "/slots/0"])
async def test_a_preflight_needs_no_key(decoder_path: Path, path: str) -> None:
    async with serving(decoder_path, "--api-key", "k") as server:
        response = await request(server.port, "OPTIONS", path, headers=PREFLIGHT)
    assert (response.status, response.body) == (200, b"")
    assert response.headers["access-control-allow-origin"] == SITE
    assert response.headers["access-control-allow-credentials"] == "true"
    assert response.headers["access-control-allow-methods"] == "GET, POST, DELETE, OPTIONS"
    assert response.headers["access-control-allow-headers"] == "*"
    assert response.headers["vary"] == "Origin"


async def test_errors_can_be_read_too(decoder_path: Path) -> None:
    async with serving(decoder_path, "--api-key", "k") as server:
        for path, status in (("/slots", 401), ("/health", 200)):
            response = await server.get(path, {"Origin": SITE})
            assert response.status == status
            assert response.headers["access-control-allow-origin"] == SITE
            # Else every page could read what a user may who has logged in to a proxy.
            assert "access-control-allow-credentials" not in response.headers
    async with listening(configuration(decoder_path)) as server:
        response = await server.get("/health", {"Origin": SITE})
    assert (response.status, response.headers["access-control-allow-origin"]) == (503, SITE)


async def test_a_stream_can_be_read(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        body = {"prompt": "a", "n_predict": 1, "stream": True}
        response = await request(server.port, "POST", "/completion", body, {"Origin": SITE})
    assert response.headers["access-control-allow-origin"] == SITE


async def test_who_is_no_page(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        assert "access-control-allow-origin" not in (await server.get("/health")).headers


async def test_a_list_of_origins(decoder_path: Path) -> None:
    options = ("--cors-origins", f"{SITE},http://b", "--cors-methods", "GET", "--cors-headers", "X-Api-Key")
    async with serving(decoder_path, *options) as server:
        response = await server.get("/health", {"Origin": SITE})
        assert response.headers["access-control-allow-origin"] == SITE
        assert response.headers["access-control-allow-credentials"] == "true"
        response = await server.get("/health", {"Origin": "https://other.example"})
        assert response.status == 200
        assert "access-control-allow-origin" not in response.headers
        response = await request(server.port, "OPTIONS", "/health", headers=PREFLIGHT)
        assert response.headers["access-control-allow-methods"] == "GET"
        assert response.headers["access-control-allow-headers"] == "X-Api-Key"


async def test_no_credentials(decoder_path: Path) -> None:
    options = ("--cors-origins", SITE, "--no-cors-credentials")
    async with serving(decoder_path, *options) as server:
        response = await request(server.port, "OPTIONS", "/health", headers=PREFLIGHT)
        assert response.headers["access-control-allow-credentials"] == "false"
        response = await server.get("/health", {"Origin": SITE})
        assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize(
    ("origin", "local"),
    [
        ("http://localhost", True),
        ("http://localhost:8080", True),
        ("https://127.0.0.1:3000", True),
        ("http://[::1]:3000", True),
        ("http://LOCALHOST", True),
        ("http://localhost.evil.example", False),
        ("http://notlocalhost", False),
        ("http://evil.example/?localhost", False),
        ("http://localhost@evil.example", False),
        ("http://[", False),
        ("null", False),
        ("", False),
    ],
)
def test_pages_of_the_same_machine(origin: str, local: bool) -> None:
    assert CorsParams(origins=("localhost",)).allows(origin) == local
