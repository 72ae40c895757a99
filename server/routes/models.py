"""``GET /v1/models`` and ``/props``: what is served."""

from __future__ import annotations

from http import HTTPStatus

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from server.build_info import build_info
from server.errors import EndpointDisabledError
from server.formats.models import ModelList, Props, models_response, props_response
from server.formats.status import Success
from server.openapi import Operation
from server.responses import json_response
from server.schemas.props import PropsBody, check_props
from server.state import ServerState


def model_routes(state: ServerState) -> Blueprint:
    """Return the endpoints."""
    routes = Blueprint("models", __name__)

    @routes.get("/v1/models")
    @routes.get("/models")
    @Operation(summary="The models: the one that is served", tag="Server", response=(ModelList,))
    async def models() -> TrioResponse:
        return json_response(models_response(state.config, state.computing, state.loaded_at))

    @routes.get("/props")
    @Operation(summary="The properties of the server", tag="Server", response=(Props,))
    async def props() -> TrioResponse:
        return json_response(props_response(state.config, state.computing, build_info()))

    @routes.post("/props")
    @Operation(
        summary="Change properties; there are none that can be",
        tag="Server",
        body=(PropsBody,),
        needs_body=False,
        response=(Success,),
        errors=(HTTPStatus.NOT_IMPLEMENTED,),
    )
    async def change_props() -> TrioResponse:
        if not state.config.endpoint_props:
            raise EndpointDisabledError("changing global properties", "--props")
        check_props(await request.get_data(cache=False, as_text=False, parse_form_data=False))
        return json_response(Success())

    return routes
