"""Tells browsers which pages of other sites may use the server (cross-origin resource sharing)."""

from __future__ import annotations

from quart import request
from quart_trio import QuartTrio
from quart_trio.wrappers import TrioResponse

from server.cors_params import ANY, CorsParams


def share_across_origins(app: QuartTrio, params: CorsParams) -> None:
    """Let an application answer to pages of other sites; must come before what refuses requests."""

    @app.before_request
    async def preflight() -> TrioResponse | None:
        # A browser asks so before the request itself, and sends no key.
        if request.method != "OPTIONS":
            return None
        response = TrioResponse(b"", content_type="text/plain; charset=utf-8")
        response.headers["Access-Control-Allow-Credentials"] = "true" if params.credentials else "false"
        response.headers["Access-Control-Allow-Methods"] = params.methods
        response.headers["Access-Control-Allow-Headers"] = params.headers
        return response

    @app.after_request
    async def allow(response: TrioResponse) -> TrioResponse:
        response.vary.add("Origin")
        origin = request.headers.get("Origin")
        if origin is None or not params.allows(origin):
            return response
        response.headers["Access-Control-Allow-Origin"] = origin
        if params.credentials and ANY not in params.origins:
            # Not for everybody: behind a proxy with a log-in, any page could then read what only its
            # user may see.
            response.headers["Access-Control-Allow-Credentials"] = "true"
        return response
