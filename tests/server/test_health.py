from __future__ import annotations

from pathlib import Path

import pytest

from tests.server.serving import configuration, listening, serving

LOADING = {"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}}


@pytest.mark.parametrize("path", ["/health", "/v1/health", "/props", "/v1/models", "/nothing"])
async def test_every_route_but_the_page_waits_for_the_model(decoder_path: Path, path: str) -> None:
    async with listening(configuration(decoder_path)) as server:
        response = await server.get(path)
    assert response.status == 503
    assert response.json == LOADING


async def test_healthy_once_it_is_loaded(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        for path in ("/health", "/v1/health"):
            response = await server.get(path)
            assert response.status == 200
            assert response.headers["content-type"] == "application/json; charset=utf-8"
            assert response.json == {"status": "ok"}


async def test_unavailable_while_shutting_down(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        server.state.stopping.set()
        response = await server.get("/health")
    assert response.status == 503
    assert response.json["error"]["message"] == "the server is shutting down"
