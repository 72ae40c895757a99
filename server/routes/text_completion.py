"""``POST /v1/completions``: text that goes on from a prompt, in OpenAI's form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from pyllama.engine import GenerationRequest
from pyllama.vocab import Vocab
from server.build_info import build_info
from server.formats.generation_settings import settings_of
from server.formats.openai import DONE_DATA, response_head
from server.formats.text_completion import TextCompletion, TextHead, TextParams, TextStream, whole_completion
from server.formats.text_logprobs import LogprobsWriter
from server.formatting import format_response
from server.generation_group import begin_group
from server.openai_stream import openai_stream_response
from server.openapi import GENERATES, Operation
from server.prompting import build_requests, prompt_texts
from server.responses import json_response
from server.schemas.openai import HARMLESS, REFUSED
from server.schemas.text_completion import TextCompletionBody, TextCompletionParams, parse_text_completion
from server.state import ServerState


def text_completion_routes(state: ServerState) -> Blueprint:
    """Return the endpoint."""
    routes = Blueprint("text_completion", __name__)

    @routes.post("/v1/completions")
    @Operation(
        summary="Text that goes on from a prompt, in OpenAI's form",
        tag="Text",
        body=(TextCompletionBody,),
        ignored=HARMLESS,
        refused=REFUSED,
        response=(TextCompletion,),
        events=(TextCompletion,),
        last_event=DONE_DATA,
        errors=GENERATES,
    )
    async def text_completion() -> TrioResponse:
        body = await request.get_data(cache=False, as_text=False, parse_form_data=False)
        params = parse_text_completion(body, state.config)
        engine = state.engine
        requests = await build_requests(params.prompt, params.generation, engine, suffix=params.suffix)
        requests = _with_probs(requests, params)
        settings = settings_of(params.generation, requests[0].sampling)
        group = begin_group(state, request.scope, requests, settings)
        head = response_head("cmpl", state.config.alias, build_info())
        texts = _text_heads(params, requests, engine.model.vocab)
        told = TextParams(
            n_choices=params.n_choices,
            n_generated=params.generation.n_choices,
            with_tokens=params.generation.return_tokens,
            timings_per_token=params.generation.timings_per_token,
            with_progress=params.generation.return_progress,
        )
        if params.generation.stream:
            stream = TextStream(head, texts, told)
            return await openai_stream_response(group, stream, include_usage=params.include_usage)
        deltas = await group.all_deltas()
        result = await format_response(
            engine,
            lambda: whole_completion(head, texts, told, deltas),
            has_probs=params.logprobs is not None,
        )
        return json_response(result)

    return routes


def _with_probs(
    requests: Sequence[GenerationRequest], params: TextCompletionParams
) -> list[GenerationRequest]:
    """Ask for the probabilities that the response tells, or that its texts are chosen by."""
    chooses = params.generation.n_choices > params.n_choices
    if params.logprobs is None and not chooses:
        return list(requests)
    n_probs = max(params.logprobs or 0, 1)
    prompt_probs = params.logprobs if params.echo else None
    return [replace(request, n_probs=n_probs, prompt_probs=prompt_probs) for request in requests]


def _text_heads(
    params: TextCompletionParams, requests: Sequence[GenerationRequest], vocab: Vocab
) -> list[TextHead]:
    if not params.echo and params.logprobs is None:
        return [TextHead(echo="", n_prompt=len(request.prompt)) for request in requests]
    return [
        _text_head(params, text, request, vocab)
        for text, request in zip(prompt_texts(params.prompt, requests, vocab), requests, strict=True)
    ]


def _text_head(params: TextCompletionParams, text: str, request: GenerationRequest, vocab: Vocab) -> TextHead:
    writer = None
    if params.logprobs is not None:
        writer = LogprobsWriter(vocab, params.logprobs, request.prompt, text)
    return TextHead(echo=text if params.echo else "", n_prompt=len(request.prompt), logprobs=writer)
