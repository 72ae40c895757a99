"""The body of ``POST /v1/completions``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Final

import msgspec

from pyllama.errors import InvalidRequestError
from pyllama.token_probs import N_PROBS_MAX
from server.config import ServerConfig
from server.schemas.body import decode_body
from server.schemas.completion import Choices, GenerationBody, GenerationParams, generation_params
from server.schemas.fields import check_fields
from server.schemas.openai import HARMLESS, REFUSED, StreamOptions, includes_usage
from server.schemas.prompt import Prompt, SentPrompt, plain_prompt


class TextCompletionBody(GenerationBody, kw_only=True):
    """The fields as they are sent: those of ``/completion``, and OpenAI's.

    Attributes:
        prompt: one prompt (text; tokens and text mixed) or a list of prompts.
        best_of: how many texts to choose from.
        echo: give the prompt before each text.
        logprobs: how many of the most probable tokens to tell in each place.
        stream_options: what a stream has besides the text.
        suffix: what follows the text.
    """

    prompt: SentPrompt
    best_of: Choices | None = None
    echo: bool | None = None
    logprobs: Annotated[int, msgspec.Meta(ge=0, le=N_PROBS_MAX)] | None = None
    stream_options: StreamOptions | None = None
    suffix: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCompletionParams:
    """What a client asks for.

    Attributes:
        prompt: the prompt, or the prompts.
        suffix: what follows the text, ``""`` if that is open.
        n_choices: how many texts to give for each prompt.
        echo: give the prompt before each text.
        logprobs: how many of the most probable tokens to give with each token; ``None`` gives nothing of that
            kind.
        include_usage: end a stream with its usage.
        generation: how to go on; it generates as many texts for each prompt as there are to choose from.
    """

    prompt: Prompt
    suffix: str
    n_choices: int
    echo: bool
    logprobs: int | None
    include_usage: bool
    generation: GenerationParams


_DECODER: Final = msgspec.json.Decoder(TextCompletionBody)
_KNOWN: Final = frozenset(TextCompletionBody.__struct_fields__)


def parse_text_completion(data: bytes, config: ServerConfig) -> TextCompletionParams:
    """Read a body.

    Raises:
        InvalidRequestError: not JSON, an unknown field, a wrong type, a value out of its range, or fields
            that do not go together.
        UnsupportedFeatureError: it uses a field that is not supported.
    """
    check_fields(data, _KNOWN, ignored=HARMLESS, not_yet=REFUSED)
    body = decode_body(data, _DECODER)
    generation = generation_params(body, config)
    n_choices = generation.n_choices
    n_generated = n_choices if body.best_of is None else body.best_of
    if n_generated < n_choices:
        message = f"best_of must be at least n, {n_choices}, not {n_generated}"
        raise InvalidRequestError(message, param="best_of")
    if generation.stream and n_generated > n_choices:
        message = "best_of must be n in a stream, which cannot be chosen from when it has ended"
        raise InvalidRequestError(message, param="best_of")
    if body.echo and body.suffix:
        raise InvalidRequestError("echo and suffix cannot be combined", param="echo")
    return TextCompletionParams(
        prompt=plain_prompt(body.prompt),
        suffix=body.suffix or "",
        n_choices=n_choices,
        echo=bool(body.echo),
        logprobs=body.n_probs or None if body.logprobs is None else body.logprobs,
        include_usage=includes_usage(body.stream_options, stream=generation.stream),
        generation=replace(generation, n_choices=n_generated),
    )
