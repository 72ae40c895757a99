"""``POST /v1/chat/completions/control``: acts on a completion that runs."""

from __future__ import annotations

from typing import Final

import msgspec
from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from server.openapi import Operation
from server.responses import json_response
from server.schemas.chat_control import ChatControlBody, parse_chat_control
from server.state import ServerState

_NOT_RUNNING: Final = "no completion with this id is running"
_NOT_ALLOWED: Final = "the completion was asked for without reasoning_control"


class ChatControlled(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whether it was done, and if not, why."""

    success: bool
    message: str | None = None


def chat_control_routes(state: ServerState) -> Blueprint:
    """Return the endpoint."""
    routes = Blueprint("chat_control", __name__)

    @routes.post("/v1/chat/completions/control")
    @Operation(
        summary="End the thoughts of a completion that runs",
        tag="Chat",
        body=(ChatControlBody,),
        response=(ChatControlled,),
    )
    async def control() -> TrioResponse:
        data = await request.get_data(cache=False, as_text=False, parse_form_data=False)
        body = parse_chat_control(data)
        engine = state.engine
        id_requests = state.chats.generations(body.id)
        if not id_requests:
            message = _NOT_RUNNING if id_requests is None else _NOT_ALLOWED
            return json_response(ChatControlled(success=False, message=message))
        for id_request in id_requests:
            engine.end_reasoning(id_request)
        return json_response(ChatControlled(success=True))

    return routes
