"""``POST /infill``: text for a gap."""

from __future__ import annotations

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from server.infill import InfillLimits, infill_prompt
from server.openapi import GENERATES, Operation
from server.prompting import run_beside
from server.routes.completion import COMPLETIONS, EVENTS, completion_response
from server.schemas.completion import CompletionParams
from server.schemas.fields import IGNORED, NOT_YET
from server.schemas.infill import InfillBody, parse_infill
from server.state import ServerState


def infill_routes(state: ServerState) -> Blueprint:
    """Return the endpoint."""
    routes = Blueprint("infill", __name__)

    @routes.post("/infill")
    @Operation(
        summary="Text for a gap in another text",
        tag="Text",
        body=(InfillBody,),
        ignored=IGNORED,
        refused=NOT_YET,
        response=COMPLETIONS,
        events=EVENTS,
        errors=GENERATES,
    )
    async def infill() -> TrioResponse:
        data = await request.get_data(cache=False, as_text=False, parse_form_data=False)
        asked = parse_infill(data, state.config)
        gap, engine, config = asked.gap, state.engine, state.config
        limits = InfillLimits.of_slot(
            n_ctx=engine.n_ctx_slot, n_batch=config.context.n_batch, max_tokens=asked.generation.max_tokens
        )
        prompt = await run_beside(
            engine,
            [gap.prefix, gap.suffix, gap.prompt, [[chunk.filename, chunk.text] for chunk in gap.extra]],
            lambda: infill_prompt(gap, engine.model.vocab, limits, suffix_first=config.spm_infill),
        )
        return await completion_response(
            state,
            CompletionParams(
                prompt=list(prompt), generation=asked.generation, response_fields=asked.response_fields
            ),
        )

    return routes
