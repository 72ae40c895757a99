"""``POST /apply-template``: the prompt that a conversation becomes."""

from __future__ import annotations

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from server.formats.status import AppliedTemplate
from server.openapi import Operation
from server.responses import json_response
from server.schemas.chat import ConversationBody, parse_conversation
from server.schemas.openai import HARMLESS, REFUSED
from server.state import ServerState


def template_routes(state: ServerState) -> Blueprint:
    """Return the endpoint."""
    routes = Blueprint("template", __name__)

    @routes.post("/apply-template")
    @Operation(
        summary="The prompt that a conversation becomes",
        tag="Chat",
        body=(ConversationBody,),
        ignored=HARMLESS,
        refused=REFUSED,
        response=(AppliedTemplate,),
    )
    async def apply_template() -> TrioResponse:
        body = await request.get_data(cache=False, as_text=False, parse_form_data=False)
        params = parse_conversation(body, state.config.chat.reasoning)
        return json_response(AppliedTemplate(await state.chat.prompt(params)))

    return routes
