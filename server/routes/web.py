"""``GET /``: the web page, or the files of a folder in its place; and the module for pages of one's own."""

from __future__ import annotations

import sysconfig
from pathlib import Path
from typing import Final

import trio
from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse
from werkzeug.exceptions import NotFound

from server.auth import WEB
from server.static_files import INDEX, StaticFiles, redirect_to_folder
from server.web_page import WebPage

MODULE: Final = "completion.js"
"""What pages import to ask for completions."""


def web_routes(folder: str | None) -> Blueprint:
    """Return the endpoints.

    Args:
        folder: all files in it are served; ``None`` serves the page that comes with the server.
    """
    return _page_routes() if folder is None else _folder_routes(Path(folder))


def _page_routes() -> Blueprint:
    routes = Blueprint(WEB, __name__)
    folder = _public_folder()
    files = StaticFiles(folder)
    page: WebPage | None = None

    @routes.get("/", strict_slashes=False)
    @routes.get(f"/{INDEX}")
    async def index() -> TrioResponse:
        nonlocal page
        # With a prefix for all paths, the slash may be missing.
        if not request.path.endswith(("/", INDEX)):
            return redirect_to_folder()
        if page is None:
            page = await trio.to_thread.run_sync(WebPage.read, folder / INDEX)
        return page.response()

    @routes.get(f"/{MODULE}")
    async def module() -> TrioResponse:
        return await files.response(MODULE)

    return routes


def _folder_routes(folder: Path) -> Blueprint:
    routes = Blueprint(WEB, __name__)
    files = StaticFiles(folder)
    own = StaticFiles(_public_folder())

    @routes.get("/", strict_slashes=False)
    async def index() -> TrioResponse:
        return await files.response(INDEX) if request.path.endswith("/") else redirect_to_folder()

    @routes.get("/<path:name>")
    async def file(name: str) -> TrioResponse:
        try:
            return await files.response(name)
        except NotFound:
            if name != MODULE:
                raise
            return await own.response(name)

    return routes


def _public_folder() -> Path:
    """Return the folder beside the package in a source tree, else where an installed wheel has it."""
    source = Path(__file__).parents[2] / "public"
    installed = Path(sysconfig.get_path("data"), "share", "pyllama-server", "public")
    return source if (source / INDEX).is_file() else installed
