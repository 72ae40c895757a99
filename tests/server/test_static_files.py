from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.server.serving import Served, serving


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "public"
    (root / "sub" / "empty").mkdir(parents=True)
    (root / ".git").mkdir()
    (root / "index.html").write_text("<p>mine</p>")
    (root / "sub" / "index.html").write_text("<p>sub</p>")
    (root / "large.bin").write_bytes(bytes(range(256)) * 4000)
    (root / "a b.js").write_text("x = 1")
    (root / "empty.css").write_text("")
    (root / ".env").write_text("secret")
    (root / ".git" / "config").write_text("secret")
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "public-too").mkdir()
    (tmp_path / "public-too" / "secret.txt").write_text("secret")
    (root / "inside").symlink_to("a b.js")
    (root / "outside").symlink_to(tmp_path / "secret.txt")
    (root / "parent").symlink_to("..")
    (root / "hidden").symlink_to(".env")
    (root / "loop").symlink_to("loop")
    os.mkfifo(root / "pipe")
    return root


async def get(server: Served, path: str) -> tuple[int, bytes, str]:
    response = await server.get(path)
    return response.status, response.body, response.headers["content-type"]


async def test_files(decoder_path: Path, folder: Path) -> None:
    html, script = "text/html; charset=utf-8", "text/javascript; charset=utf-8"
    async with serving(decoder_path, "--path", str(folder)) as server:
        assert await get(server, "/") == (200, b"<p>mine</p>", html)
        assert await get(server, "/index.html") == (200, b"<p>mine</p>", html)
        assert await get(server, "/sub/") == (200, b"<p>sub</p>", html)
        assert await get(server, "/a%20b.js") == (200, b"x = 1", script)
        assert await get(server, "/empty.css") == (200, b"", "text/css; charset=utf-8")
        assert await get(server, "/inside") == (200, b"x = 1", script)
        large = (folder / "large.bin").read_bytes()
        assert await get(server, "/large.bin") == (200, large, "application/octet-stream")
        assert (await server.post("/completion", {"prompt": "a", "n_predict": 1})).status == 200


NOT_SERVED = [
    "/none",
    "/outside",
    "/parent/secret.txt",
    "/hidden",
    "/loop",
    "/pipe",
    "/.env",
    "/.git/config",
    "/sub/empty/",
    "/index.html/",
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/sub/..%2f..%2fsecret.txt",
    "/sub/../../public-too/secret.txt",
    "/..\\secret.txt",
    "/sub//index.html",
    "/./index.html",
    "/index.html%00",
    "/%2fetc/passwd",
    "//etc/passwd",
    "/" + "x" * 5000,
    "/%ff",
]


async def test_what_is_not_served(decoder_path: Path, folder: Path) -> None:
    async with serving(decoder_path, "--path", str(folder)) as server:
        responses = {path: await server.get(path) for path in NOT_SERVED}
    assert {path for path, response in responses.items() if response.status != 404} == set()
    assert all(response.json["error"]["type"] == "not_found_error" for response in responses.values())


async def test_a_folder_is_told_its_slash(decoder_path: Path, folder: Path) -> None:
    async with serving(decoder_path, "--path", str(folder), "--api-prefix", "/llm") as server:
        response = await server.get("/llm/sub")
    assert (response.status, response.headers["location"]) == (308, "/llm/sub/")


async def test_a_browser_need_not_get_it_twice(decoder_path: Path, folder: Path) -> None:
    async with serving(decoder_path, "--path", str(folder)) as server:
        response = await server.get("/sub/")
        tag = response.headers["etag"]
        again = await server.get("/sub/", {"If-None-Match": f'"x", W/{tag}'})
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
        (folder / "sub" / "index.html").write_text("something else")
        assert (await server.get("/sub/", {"If-None-Match": tag})).body == b"something else"


async def test_only_the_head(decoder_path: Path, folder: Path) -> None:
    async with serving(decoder_path, "--path", str(folder)) as server, await server.connect() as connection:
        await connection.send("HEAD", "/large.bin")
        head = await connection.head()
        assert (head.status, head.headers["content-length"]) == (200, "1024000")
        assert await connection.chunk() == b""


async def test_files_need_no_key(decoder_path: Path, folder: Path) -> None:
    async with serving(decoder_path, "--path", str(folder), "--api-key", "k") as server:
        assert (await server.get("/sub/")).status == 200
        assert (await server.get("/slots")).status == 401
        assert (await server.post("/sub/", {})).status == 401
