"""The body of ``POST /v1/chat/completions``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Final

import msgspec

from pyllama.errors import InvalidRequestError
from pyllama.token_probs import N_PROBS_MAX
from server.config import ServerConfig
from server.schemas.body import decode_body
from server.schemas.chat import ConversationBody, PromptParams, prompt_params
from server.schemas.completion import GenerationParams, generation_params
from server.schemas.fields import check_fields
from server.schemas.openai import HARMLESS, REFUSED, StreamOptions, includes_usage


class ChatCompletionBody(ConversationBody, kw_only=True):
    """The fields as they are sent: a conversation, those of ``/completion`` but the prompt, and OpenAI's.

    Attributes:
        logprobs: tell how probable the tokens are.
        top_logprobs: how many of the most probable tokens to tell in each place.
        stream_options: what a stream has besides the text.
    """

    logprobs: bool | None = None
    top_logprobs: Annotated[int, msgspec.Meta(ge=0, le=N_PROBS_MAX)] | None = None
    stream_options: StreamOptions | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatCompletionParams:
    """What a client asks for.

    Attributes:
        prompt: the conversation.
        n_top: how many of the most probable tokens to give with each token; ``None`` gives no probabilities.
        include_usage: end a stream with its usage.
        generation: how to answer.
    """

    prompt: PromptParams
    n_top: int | None
    include_usage: bool
    generation: GenerationParams


_DECODER: Final = msgspec.json.Decoder(ChatCompletionBody)
_KNOWN: Final = frozenset(ChatCompletionBody.__struct_fields__)


def parse_chat_completion(data: bytes, config: ServerConfig) -> ChatCompletionParams:
    """Read a body.

    Raises:
        InvalidRequestError: not JSON, an unknown field, a wrong type, a value out of its range, or fields
            that do not go together.
        UnsupportedFeatureError: it uses a field that is not supported.
    """
    check_fields(data, _KNOWN, ignored=HARMLESS, not_yet=REFUSED)
    body = decode_body(data, _DECODER)
    n_top = _n_top(body)
    generation = generation_params(body, config)
    if n_top is not None:
        # The probability of the token itself comes with those of the best.
        generation = replace(generation, n_probs=max(n_top, 1))
    return ChatCompletionParams(
        prompt=prompt_params(body, config.chat.reasoning),
        n_top=n_top,
        include_usage=includes_usage(body.stream_options, stream=generation.stream),
        generation=generation,
    )


def _n_top(body: ChatCompletionBody) -> int | None:
    if body.logprobs:
        return body.top_logprobs or body.n_probs or 0
    if body.top_logprobs:
        raise InvalidRequestError("top_logprobs needs logprobs to be true", param="top_logprobs")
    return body.n_probs or None
