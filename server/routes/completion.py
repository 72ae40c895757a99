"""``POST /completion``: text that goes on from a prompt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from pyllama.engine import Delta, Engine, GenerationRequest
from pyllama.sampling_params import SamplingParams
from server.asgi import cleanup_stack
from server.formats.completion import CompletionHead, stream_events, whole_result
from server.formats.generation_settings import generation_settings
from server.formats.json import server_sent_event
from server.generation_group import GenerationGroup
from server.prompting import build_requests
from server.responses import json_response
from server.schemas.completion import CompletionParams, parse_completion
from server.state import ServerState
from server.streaming import event_stream_response


def completion_routes(state: ServerState) -> Blueprint:
    """Return the endpoint."""
    routes = Blueprint("completion", __name__)

    @routes.post("/completion")
    @routes.post("/completions")
    async def completion() -> TrioResponse:
        body = await request.get_data(cache=False, as_text=False, parse_form_data=False)
        config = state.config
        params = parse_completion(
            body,
            n_predict=config.n_predict,
            n_keep=config.n_keep,
            n_cache_reuse=config.n_cache_reuse,
            sampling=config.sampling,
        )
        engine = state.engine
        requests = await build_requests(params, engine)
        group = GenerationGroup(engine, requests)
        cleanup = cleanup_stack(request.scope)
        cleanup.callback(group.close)
        settings = _settings(params, requests[0].sampling)
        cleanup.enter_context(state.showing(group.id_requests, settings))
        heads = _heads(engine, config.alias, params, requests, settings)
        if params.stream:
            return await _streamed(group, heads)
        return await _whole(group, heads, with_tokens=params.return_tokens)

    return routes


def _settings(params: CompletionParams, sampling: SamplingParams) -> dict[str, Any]:
    return generation_settings(
        sampling,
        n_predict=params.max_tokens,
        n_keep=params.n_keep,
        n_discard=params.n_discard,
        stop=params.stop,
        stream=params.stream,
        timings_per_token=params.timings_per_token,
    )


def _heads(
    engine: Engine,
    model: str,
    params: CompletionParams,
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
    deltas: list[list[Delta]] = [[] for _ in heads]
    while ready := await group.next_deltas():
        for i, more in ready:
            deltas[i] += more
    results = [
        whole_result(head, its_deltas, with_tokens=with_tokens)
        for head, its_deltas in zip(heads, deltas, strict=True)
    ]
    return json_response(results[0] if len(results) == 1 else results)
