"""``GET /metrics``: what the server does, for Prometheus."""

from __future__ import annotations

from http import HTTPStatus

from quart import Blueprint, request
from quart.typing import ResponseTypes
from quart_trio import QuartTrio
from quart_trio.wrappers import TrioResponse

from server.errors import EndpointDisabledError
from server.metrics import METRICS_TYPE, Metrics
from server.openapi import Operation
from server.state import ServerState


def count_responses(app: QuartTrio, metrics: Metrics) -> None:
    """Let an application count what it answers; a stream counts when it begins."""

    @app.after_request
    async def count(response: ResponseTypes) -> ResponseTypes:
        rule = request.url_rule
        # What clients make up must not make new time series.
        method, path = ("", "") if rule is None else (request.method, rule.rule)
        metrics.note_response(method, path, response.status_code)
        return response


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
