"""``GET /v1/models`` and ``GET /props``: what is served."""

from __future__ import annotations

from quart import Blueprint
from quart_trio.wrappers import TrioResponse

from server.build_info import build_info
from server.formats.models import models_response, props_response
from server.responses import json_response
from server.state import ServerState


def model_routes(state: ServerState) -> Blueprint:
    """Return the endpoints."""
    routes = Blueprint("models", __name__)

    @routes.get("/v1/models")
    @routes.get("/models")
    async def models() -> TrioResponse:
        return json_response(models_response(state.config, state.computing, state.loaded_at))

    @routes.get("/props")
    async def props() -> TrioResponse:
        return json_response(props_response(state.config, state.computing, build_info()))

    return routes
