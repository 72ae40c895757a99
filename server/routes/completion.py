"""``POST /completion``: text that goes on from a prompt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from pyllama.engine import Engine, GenerationRequest
from server.formats.completion import (
    CompletionEvent,
    CompletionHead,
    CompletionResult,
    stream_events,
    whole_result,
)
from server.formats.generation_settings import settings_of
from server.formats.json import server_sent_event
from server.formats.response_fields import chosen_fields
from server.formatting import format_response
from server.generation_group import GenerationGroup, IndexedDeltas, begin_group
from server.openapi import GENERATES, Operation
from server.prompting import build_requests
from server.responses import json_response
from server.schemas.completion import CompletionBody, CompletionParams, GenerationParams, parse_completion
from server.schemas.fields import IGNORED, NOT_YET
from server.state import ServerState
from server.streaming import event_stream_response

COMPLETIONS: Final = (CompletionResult, list[CompletionResult], dict[str, Any], list[dict[str, Any]])
"""The types of a response: for one prompt or several, whole or with the fields that were asked for."""

EVENTS: Final = (CompletionEvent, CompletionResult, dict[str, Any])
"""The types of the events of a stream."""


def completion_routes(state: ServerState) -> Blueprint:
    """Return the endpoint."""
    routes = Blueprint("completion", __name__)

    @routes.post("/completion")
    @routes.post("/completions")
    @Operation(
        summary="Text that goes on from a prompt",
        tag="Text",
        body=(CompletionBody,),
        ignored=IGNORED,
        refused=NOT_YET,
        response=COMPLETIONS,
        events=EVENTS,
        errors=GENERATES,
    )
    async def completion() -> TrioResponse:
        body = await request.get_data(cache=False, as_text=False, parse_form_data=False)
        return await completion_response(state, parse_completion(body, state.config))

    return routes


async def completion_response(state: ServerState, asked: CompletionParams) -> TrioResponse:
    """Generate what the present request asks for, and return the response.

    Raises: as ``build_requests`` and ``GenerationGroup``.
    """
    params, engine = asked.generation, state.engine
    requests = await build_requests(asked.prompt, params, engine)
    settings = settings_of(params, requests[0].sampling)
    group = begin_group(state, request.scope, requests, settings)
    heads = _heads(engine, state.config.alias, params, requests, settings)
    if params.stream:
        return await _streamed(group, heads, asked.response_fields)
    results = await _results(group, heads, params, engine)
    shown = [_chosen(result, asked.response_fields) for result in results]
    return json_response(shown[0] if len(shown) == 1 else shown)


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
            # Choices of one prompt differ in their seeds only.
            settings={**settings, "seed": request.sampling.seed} if request.sampling.seed >= 0 else settings,
            timings_per_token=params.timings_per_token,
            post_sampling_probs=params.post_sampling_probs,
            piece=engine.model.vocab.piece,
        )
        for i, request in enumerate(requests)
    ]


def _chosen(response: CompletionEvent | CompletionResult, response_fields: Sequence[str]) -> object:
    if response_fields and isinstance(response, CompletionResult):
        return chosen_fields(response, response_fields)
    return response


async def _streamed(
    group: GenerationGroup, heads: Sequence[CompletionHead], response_fields: Sequence[str]
) -> TrioResponse:
    def encode(ready: Iterable[IndexedDeltas]) -> bytes:
        return b"".join(
            server_sent_event(_chosen(event, response_fields))
            for i, deltas in ready
            for event in stream_events(heads[i], deltas)
        )

    return await event_stream_response(group, encode)


async def _results(
    group: GenerationGroup, heads: Sequence[CompletionHead], params: GenerationParams, engine: Engine
) -> list[CompletionResult]:
    deltas = await group.all_deltas()

    def results() -> list[CompletionResult]:
        return [
            whole_result(head, its_deltas, with_tokens=params.return_tokens)
            for head, its_deltas in zip(heads, deltas, strict=True)
        ]

    return await format_response(engine, results, has_probs=params.n_probs > 0)
