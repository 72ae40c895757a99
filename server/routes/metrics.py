"""``GET /metrics``: what the server does, for Prometheus."""

from __future__ import annotations

from http import HTTPStatus

from quart import Blueprint
from quart_trio.wrappers import TrioResponse

from server.errors import EndpointDisabledError
from server.metrics import METRICS_TYPE
from server.openapi import Operation
from server.state import ServerState


def metrics_routes(state: ServerState) -> Blueprint:
    """Return the endpoint."""
    routes = Blueprint("metrics", __name__)

    @routes.get("/metrics")
    @Operation(
        summary="Metrics for Prometheus",
        tag="Server",
        response=(str,),
        media_type="text/plain",
        errors=(HTTPStatus.NOT_IMPLEMENTED,),
    )
    async def metrics() -> TrioResponse:
        if state.metrics is None:
            raise EndpointDisabledError("the metrics endpoint", "--metrics")
        response = TrioResponse(state.metrics.text(state.computing), content_type=METRICS_TYPE)
        response.headers["Process-Start-Time-Unix"] = str(state.metrics.started_at)
        return response

    return routes
