from __future__ import annotations

from pathlib import Path

import pytest

from tests.server.serving import serving


@pytest.mark.parametrize("path", ["/", "/index.html"])
async def test_the_page(decoder_path: Path, path: str) -> None:
    async with serving(decoder_path) as server:
        response = await server.get(path)
    assert response.status == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert b"<title>pyllama</title>" in response.body


async def test_no_page(decoder_path: Path) -> None:
    async with serving(decoder_path, "--no-webui") as server:
        response = await server.get("/")
    assert response.status == 404
