"""``POST /v1/chat/completions``: an answer in a conversation, in OpenAI's form."""

from __future__ import annotations

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from pyllama.vocab import Vocab
from server.asgi import cleanup_stack
from server.build_info import build_info
from server.chat_generation import begin_chat
from server.formats.chat_completion import ChatChunk, ChatCompletion, ChatHead, ChatStream, whole_chat
from server.formats.openai import DONE_DATA, ResponseHead, response_head
from server.formatting import format_response
from server.openai_stream import openai_stream_response
from server.openapi import GENERATES, Operation
from server.responses import json_response
from server.schemas.chat_completion import (
    ChatCompletionBody,
    ChatCompletionParams,
    parse_chat_completion,
)
from server.schemas.openai import HARMLESS, REFUSED
from server.state import ServerState


def chat_completion_routes(state: ServerState) -> Blueprint:
    """Return the endpoint."""
    routes = Blueprint("chat_completion", __name__)

    @routes.post("/v1/chat/completions")
    @routes.post("/chat/completions")
    @Operation(
        summary="An answer in a conversation, in OpenAI's form",
        tag="Chat",
        body=(ChatCompletionBody,),
        ignored=HARMLESS,
        refused=REFUSED,
        response=(ChatCompletion,),
        events=(ChatChunk,),
        last_event=DONE_DATA,
        errors=GENERATES,
    )
    async def chat_completion() -> TrioResponse:
        body = await request.get_data(cache=False, as_text=False, parse_form_data=False)
        params = parse_chat_completion(body, state.config)
        engine = state.engine
        chat = await begin_chat(state, request.scope, params.prompt, params.generation)
        response = response_head("chatcmpl", state.config.alias, build_info())
        reasoning = params.prompt.reasoning
        running = state.chats.running(
            response.id, chat.group.id_requests, control=reasoning is not None and reasoning.control
        )
        cleanup_stack(request.scope).enter_context(running)
        head = _chat_head(params, response, chat.n_prompt, engine.model.vocab)
        if params.generation.stream:
            stream = ChatStream(head, chat.readers)
            return await openai_stream_response(chat.group, stream, include_usage=params.include_usage)
        deltas = await chat.group.all_deltas()
        result = await format_response(
            engine, lambda: whole_chat(head, chat.readers, deltas), has_probs=params.n_top is not None
        )
        return json_response(result)

    return routes


def _chat_head(params: ChatCompletionParams, response: ResponseHead, n_prompt: int, vocab: Vocab) -> ChatHead:
    generation = params.generation
    return ChatHead(
        response=response,
        n_prompt=n_prompt,
        n_choices=generation.n_choices,
        n_top=params.n_top,
        post_sampling_probs=generation.post_sampling_probs,
        with_tokens=generation.return_tokens,
        with_progress=generation.return_progress,
        timings_per_token=generation.timings_per_token,
        piece=vocab.piece,
    )
