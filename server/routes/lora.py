"""``/lora-adapters``: which adapters there are, and their scales for requests that say nothing of them."""

from __future__ import annotations

from http import HTTPStatus

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from server.formats.lora import AdapterEntry, lora_response
from server.formats.status import Success
from server.openapi import Operation
from server.responses import json_response
from server.schemas.lora import LoraBody, parse_lora
from server.state import ServerState


def lora_routes(state: ServerState) -> Blueprint:
    """Return the endpoints."""
    routes = Blueprint("lora", __name__)

    @routes.get("/lora-adapters")
    @Operation(
        summary="The LoRA adapters and their scales",
        tag="Text",
        response=(list[AdapterEntry],),
        errors=(HTTPStatus.NOT_IMPLEMENTED,),
    )
    async def lora_adapters() -> TrioResponse:
        return json_response(lora_response(state.engine.adapters))

    @routes.post("/lora-adapters")
    @Operation(
        summary="Set the scales of all LoRA adapters",
        tag="Text",
        body=(LoraBody,),
        response=(Success,),
        errors=(HTTPStatus.NOT_IMPLEMENTED,),
    )
    async def set_lora_adapters() -> TrioResponse:
        body = await request.get_data(cache=False, as_text=False, parse_form_data=False)
        state.engine.adapters.set(parse_lora(body), path="")
        return json_response(Success())

    return routes
