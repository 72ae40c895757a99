"""``POST /completion``: text that goes on from a prompt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from pyllama.engine import Engine, GenerationRequest
from server.formats.completion import CompletionHead, stream_events, whole_result
from server.formats.generation_settings import settings_of
from server.formats.json import server_sent_event
from server.generation_group import GenerationGroup, begin_group
from server.prompting import build_requests
from server.responses import json_response
from server.schemas.completion import GenerationParams, parse_completion
from server.state import ServerState
from server.streaming import event_stream_response


def completion_routes(state: ServerState) -> Blueprint:
    """Return the endpoint."""
    routes = Blueprint("completion", __name__)

    @routes.post("/completion")
    @routes.post("/completions")
    async def completion() -> TrioResponse:
        body = await request.get_data(cache=False, as_text=False, parse_form_data=False)
        prompt, params = parse_completion(body, state.config)
        engine = state.engine
        requests = await build_requests(prompt, params, engine)
        settings = settings_of(params, requests[0].sampling)
        group = begin_group(state, request.scope, requests, settings)
        heads = _heads(engine, state.config.alias, params, requests, settings)
        if params.stream:
            return await _streamed(group, heads)
        return await _whole(group, heads, with_tokens=params.return_tokens)

    return routes


def _heads(
    engine: Engine,
    model: str,
    params: GenerationParams,
    requests: Sequence[GenerationRequest],
    settings: dict[str, Any],
) -> list[CompletionHead]:
    return [
        CompletionHead(
            index=i,
            model=model,
            prompt=engine.model.vocab.detokenize(request.prompt),
            n_prompt=len(request.prompt),
            settings=settings,
            timings_per_token=params.timings_per_token,
        )
        for i, request in enumerate(requests)
    ]


async def _streamed(group: GenerationGroup, heads: Sequence[CompletionHead]) -> TrioResponse:
    async def next_chunk() -> bytes:
        return b"".join(
            server_sent_event(event)
            for i, deltas in await group.next_deltas()
            for event in stream_events(heads[i], deltas)
        )

    return await event_stream_response(next_chunk)


async def _whole(
    group: GenerationGroup,
    heads: Sequence[CompletionHead],
    *,
    with_tokens: bool,
) -> TrioResponse:
    results = [
        whole_result(head, deltas, with_tokens=with_tokens)
        for head, deltas in zip(heads, await group.all_deltas(), strict=True)
    ]
    return json_response(results[0] if len(results) == 1 else results)
