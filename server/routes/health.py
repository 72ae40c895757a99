"""``GET /health``: whether the server can be used. While it cannot, every route answers with 503."""

from __future__ import annotations

from quart import Blueprint
from quart_trio.wrappers import TrioResponse

from server.formats.status import Health
from server.openapi import Operation
from server.responses import json_response


def health_routes() -> Blueprint:
    """Return the endpoint."""
    routes = Blueprint("health", __name__)

    @routes.get("/health")
    @routes.get("/v1/health")
    @Operation(summary="Whether the server can be used", tag="Server", response=(Health,))
    async def health() -> TrioResponse:
        return json_response(Health())

    return routes
