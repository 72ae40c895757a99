"""``GET /v1/models`` and ``GET /props``: what is served."""

from __future__ import annotations

from quart import Blueprint
from quart_trio.wrappers import TrioResponse

from pyllama.ctypes_api import UPSTREAM_COMMIT
from server.formats.models import models_response, props_response
from server.responses import json_response
from server.state import ServerState

_BUILD_INFO = f"b0-{UPSTREAM_COMMIT}"
"""The number and the commit of llama.cpp's build; the pinned source has no number."""


def model_routes(state: ServerState) -> Blueprint:
    """Return the endpoints."""
    routes = Blueprint("models", __name__)

    @routes.get("/v1/models")
    @routes.get("/models")
    async def models() -> TrioResponse:
        return json_response(models_response(state.config, state.engine, state.loaded_at))

    @routes.get("/props")
    async def props() -> TrioResponse:
        return json_response(props_response(state.config, state.engine, _BUILD_INFO))

    return routes
