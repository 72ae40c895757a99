from __future__ import annotations

import base64
import gzip
import hashlib
import re
from pathlib import Path

import pytest

from server.options import OptionError, parse
from server.options.web import UI_SETTINGS
from tests.server.client import request
from tests.server.serving import configuration, listening, serving

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", ["/", "/index.html"])
async def test_the_page(decoder_path: Path, path: str) -> None:
    async with serving(decoder_path) as server:
        response = await server.get(path)
    assert response.status == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert b"<title>pyllama</title>" in response.body


async def test_the_page_is_compressed_and_kept(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        plain = await server.get("/")
        small = await server.get("/", {"Accept-Encoding": "br, gzip"})
        refused = await server.get("/", {"Accept-Encoding": "gzip;q=0"})
        again = await server.get("/", {"If-None-Match": plain.headers["etag"]})
        head = await request(server.port, "HEAD", "/")
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert gzip.decompress(small.body) == plain.body == refused.body
    assert len(small.body) < 300_000
    assert "Accept-Encoding" in small.headers["vary"]
    assert small.headers["etag"] == plain.headers["etag"]
    assert (again.status, again.body) == (304, b"")
    assert (head.status, head.headers["content-length"]) == (200, str(len(plain.body)))


async def test_the_page_may_only_run_what_is_in_it(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        response = await server.get("/")
    policy = dict(rule.split(" ", 1) for rule in response.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == "'self'"
    script, style = response.body.split(b"</script>")
    for directive, text in (
        ("script-src", script.split(b'<script type="module" crossorigin>')[1]),
        ("style-src", re.split(rb"<style[^>]*>", style)[1].split(b"</style>")[0]),
    ):
        digest = base64.b64encode(hashlib.sha256(text).digest()).decode()
        assert policy[directive] == f"'sha256-{digest}'"
    # Names of schemas may look like addresses, but nothing is loaded.
    assert not re.search(rb'(src|href)="(https?:)?//', response.body)


async def test_the_page_is_there_before_the_model(decoder_path: Path) -> None:
    async with listening(configuration(decoder_path)) as server:
        assert (await server.get("/")).status == 200
        assert (await server.get("/props")).status == 503


async def test_the_module_for_pages_of_ones_own(decoder_path: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    async with serving(decoder_path, "--path", str(tmp_path)) as server:
        module = await server.get("/completion.js")
        (tmp_path / "completion.js").write_text("export {}")
        own = await server.get("/completion.js")
        assert (await server.get("/other.js")).status == 404
    async with serving(decoder_path) as server:
        assert (await server.get("/completion.js")).body == module.body
    assert module.headers["content-type"] == "text/javascript; charset=utf-8"
    assert b"export async function* llama(" in module.body
    assert own.body == b"export {}"


async def test_no_page(decoder_path: Path) -> None:
    async with serving(decoder_path, "--no-webui") as server:
        assert (await server.get("/")).status == 404
        assert (await server.get("/completion.js")).status == 404


async def test_defaults_of_settings(decoder_path: Path, tmp_path: Path) -> None:
    file = tmp_path / "ui.json"
    file.write_text('{"sampling": {"top_k": 7}}')
    async with serving(decoder_path, "--ui-config", '{"theme": "dark"}') as server:
        assert (await server.get("/props")).json["ui_settings"] == {"theme": "dark"}
    async with serving(decoder_path, "--ui-config-file", str(file)) as server:
        assert (await server.get("/props")).json["ui_settings"] == {"sampling": {"top_k": 7}}
    async with serving(decoder_path) as server:
        assert (await server.get("/props")).json["ui_settings"] == {}


def test_the_page_knows_the_same_settings() -> None:
    source = (ROOT / "webui" / "src" / "state" / "settings.ts").read_text()
    fields = re.search(r"export interface Settings \{(.*?)\n\}", source, re.DOTALL)
    assert fields is not None
    assert set(re.findall(r"^  (\w+):", fields[1], re.MULTILINE)) == {*UI_SETTINGS, "apiKey"}


@pytest.mark.parametrize(
    ("json", "message"),
    [
        ("[]", "'[]' is not a JSON object"),
        ('{"colour": "red"}', "'colour' is not one of the settings theme"),
        ('{"apiKey": "secret"}', "'apiKey' is not one of the settings theme"),
        ('{"theme": 1}', "'theme' is not a JSON string"),
    ],
)
def test_wrong_settings(json: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=re.escape(message)):
        parse(["--ui-config", json], {})
    file = tmp_path / "ui.json"
    file.write_text(json)
    with pytest.raises(OptionError, match=re.escape(message)):
        parse(["--ui-config-file", str(file)], {})
