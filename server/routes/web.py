"""``GET /``: the web page, or the files of a folder in its place."""

from __future__ import annotations

import sysconfig
from pathlib import Path

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from server.auth import WEB
from server.static_files import INDEX, StaticFiles, redirect_to_folder


def web_routes(folder: str | None) -> Blueprint:
    """Return the endpoint.

    Args:
        folder: all files in it are served; ``None`` serves the page that comes with the server.
    """
    routes = Blueprint(WEB, __name__)
    files = StaticFiles(_page_folder() if folder is None else Path(folder))

    @routes.get("/", strict_slashes=False)
    @routes.get(f"/{INDEX}")
    async def index() -> TrioResponse:
        # With a prefix for all paths, the slash may be missing.
        is_complete = request.path.endswith(("/", INDEX))
        return await files.response(INDEX) if is_complete else redirect_to_folder()

    if folder is not None:

        @routes.get("/<path:name>")
        async def file(name: str) -> TrioResponse:
            return await files.response(name)

    return routes


def _page_folder() -> Path:
    """Return the folder beside the package in a source tree, else where an installed wheel has it."""
    source = Path(__file__).parents[2] / "public"
    installed = Path(sysconfig.get_path("data"), "share", "pyllama-server", "public")
    return source if (source / INDEX).is_file() else installed
