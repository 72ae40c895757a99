"""``GET /``: the web page."""

from __future__ import annotations

import sysconfig
from pathlib import Path

from quart import Blueprint
from quart_trio.wrappers import TrioResponse
from werkzeug.exceptions import NotFound


def web_routes() -> Blueprint:
    """Return the endpoint."""
    routes = Blueprint("web", __name__)
    page = _find_page()

    @routes.get("/")
    @routes.get("/index.html")
    async def index() -> TrioResponse:
        if page is None:
            raise NotFound
        response = TrioResponse(page, content_type="text/html; charset=utf-8")
        response.headers["Cache-Control"] = "no-cache"
        return response

    return routes


def _find_page() -> bytes | None:
    """Read the page beside the package in a source tree, else where an installed wheel has it."""
    installed = Path(sysconfig.get_path("data"), "share", "pyllama-server", "public")
    for folder in (Path(__file__).parents[2] / "public", installed):
        try:
            return (folder / "index.html").read_bytes()
        except OSError:
            continue
    return None
