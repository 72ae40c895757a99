"""The body of ``POST /completion``, and what the bodies of its relatives have in common with it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Annotated, Any, Final

import msgspec

from pyllama.constraint import Constraint
from pyllama.engine.lora_scales import LoraScales
from pyllama.engine.request import Priority
from pyllama.errors import InvalidRequestError
from pyllama.sampling_params import SamplingParams, samplers_of_letters
from server.config import ServerConfig
from server.schemas.body import decode_body
from server.schemas.constraint import constraint_of
from server.schemas.fields import check_fields
from server.schemas.lora import lora_scales
from server.schemas.prompt import Prompt, SentPrompt, plain_prompt
from server.schemas.sampling import Bias, Count, CountOrAll, SamplingBody

LogitBias = tuple[tuple[int | str, float], ...]
"""Tokens, or texts whose tokens are all meant, and the bias of each; ``-inf`` forbids."""

Choices = Annotated[int, msgspec.Meta(ge=1, le=128)]
"""How many texts go on from one prompt."""

_Text = Annotated[str, msgspec.Meta(max_length=1000)]


class GenerationBody(SamplingBody, kw_only=True):
    """What every body of this server's own endpoints and of OpenAI's older ones may say."""

    stream: bool | None = None
    n_predict: CountOrAll | None = None
    max_completion_tokens: CountOrAll | None = None
    max_tokens: CountOrAll | None = None
    n: Choices | None = None
    n_cmpl: Choices | None = None
    stop: str | list[str] | None = None
    return_tokens: bool | None = None
    return_progress: bool | None = None
    n_probs: Count | None = None
    post_sampling_probs: bool | None = None
    timings_per_token: bool | None = None


class NativeBody(GenerationBody, kw_only=True):
    """What the bodies of this server's own endpoints may say besides.

    Attributes:
        logprobs: another name of ``n_probs``.
        response_fields: paths of the fields to give, such as ``generation_settings/n_predict``; none are all.
    """

    logprobs: Count | bool | None = None
    response_fields: Annotated[list[_Text], msgspec.Meta(max_length=256)] | None = None


class CompletionBody(NativeBody, kw_only=True):
    """The fields as they are sent.

    Attributes:
        prompt: one prompt (text; tokens and text mixed) or a list of prompts.
    """

    prompt: SentPrompt


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationParams:
    """How a client wants a prompt to be continued, before texts are turned into tokens.

    Attributes:
        stream: send increments as they are made.
        max_tokens: most tokens to generate, -1 for no limit but the context.
        n_choices: how many texts to generate for each prompt; the seeds of all but the first follow from its.
        constraint: what the text has to conform to; ``None`` is anything.
        stop: strings that end the text.
        cache_prompt: reuse what a slot remembers of an equal beginning.
        n_cache_reuse: least length of a later part that is reused by moving it; 0 is off.
        id_slot: the slot to use; ``None`` takes any.
        n_keep: tokens of the prompt that a context shift keeps, -1 all of it.
        n_discard: tokens that a context shift drops; 0 drops half of those that may go.
        t_max_predict_ms: milliseconds since the first token after which the next line break ends the text; 0
            is no limit.
        n_indent: white space that all lines but the first must begin with; 0 is off.
        timeout_ms: milliseconds that the completion may take, waiting included; ``None`` is no limit.
        priority: whether others may go first.
        return_tokens: give the token ids of a response that is not streamed.
        return_progress: tell in a stream how far the prompt is.
        timings_per_token: give timings with each increment.
        n_probs: how many of the most probable tokens to give with each generated one; 0 is none.
        post_sampling_probs: give the probabilities that the samplers have left.
        lora: the adapters to use; ``None`` takes what the server is set to.
        logit_bias: biases of the request; ``sampling`` has only those of the server.
        sampling: how tokens are chosen.
    """

    stream: bool
    max_tokens: int
    n_choices: int
    constraint: Constraint | None
    stop: tuple[str, ...]
    cache_prompt: bool
    n_cache_reuse: int
    id_slot: int | None
    n_keep: int
    n_discard: int
    n_indent: int
    t_max_predict_ms: int
    timeout_ms: int | None
    priority: Priority
    return_tokens: bool
    return_progress: bool
    timings_per_token: bool
    n_probs: int
    post_sampling_probs: bool
    lora: LoraScales | None
    logit_bias: LogitBias | None
    sampling: SamplingParams


_DECODER: Final = msgspec.json.Decoder(CompletionBody)
_KNOWN: Final = frozenset(CompletionBody.__struct_fields__)
_SPECIAL: Final = frozenset({"samplers", "logit_bias", "dry_sequence_breakers"})
_SAMPLING: Final = tuple(f.name for f in fields(SamplingParams) if f.name not in _SPECIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionParams:
    """What a client asks ``POST /completion`` for.

    Attributes:
        prompt: the prompt, or the prompts.
        generation: how to go on from there.
        response_fields: paths of the fields that it wants of the result; none are all.
    """

    prompt: Prompt
    generation: GenerationParams
    response_fields: tuple[str, ...]


def parse_completion(data: bytes, config: ServerConfig) -> CompletionParams:
    """Read a body.

    Raises:
        InvalidRequestError: not JSON, an unknown field, a wrong type, a value out of its range.
        UnsupportedFeatureError: it uses a field that is not supported yet.
    """
    check_fields(data, _KNOWN)
    body = decode_body(data, _DECODER)
    return CompletionParams(
        prompt=plain_prompt(body.prompt),
        generation=native_params(body, config),
        response_fields=tuple(body.response_fields or ()),
    )


def native_params(body: NativeBody, config: ServerConfig) -> GenerationParams:
    """Return what a body of this server's own endpoints asks for.

    Raises: as ``generation_params``.
    """
    if body.n_probs is None and body.logprobs is not None:
        body.n_probs = int(body.logprobs)
    return generation_params(body, config)


def generation_params(body: GenerationBody, config: ServerConfig) -> GenerationParams:
    """Return what a body asks for; what it leaves out is as the server was told.

    Raises:
        InvalidRequestError: a value is out of its range.
        GrammarError: a grammar or the like is empty or too long.
    """
    limits = (body.n_predict, body.max_completion_tokens, body.max_tokens)
    return GenerationParams(
        stream=bool(body.stream),
        max_tokens=next((limit for limit in limits if limit is not None), config.n_predict),
        n_choices=body.n or body.n_cmpl or 1,
        constraint=constraint_of(body, config.constraint),
        stop=_stop(body.stop),
        cache_prompt=body.cache_prompt is not False,
        n_cache_reuse=config.n_cache_reuse if body.n_cache_reuse is None else body.n_cache_reuse,
        id_slot=None if body.id_slot == -1 else body.id_slot,
        n_keep=config.n_keep if body.n_keep is None else body.n_keep,
        n_discard=body.n_discard or 0,
        n_indent=body.n_indent or 0,
        t_max_predict_ms=max(body.t_max_predict_ms or 0, 0),
        timeout_ms=body.timeout_ms,
        priority=body.priority or "interactive",
        return_tokens=bool(body.return_tokens),
        return_progress=bool(body.return_progress),
        timings_per_token=bool(body.timings_per_token),
        n_probs=body.n_probs or 0,
        post_sampling_probs=bool(body.post_sampling_probs),
        lora=lora_scales(body.lora) if body.lora else None,
        logit_bias=_logit_bias(body.logit_bias),
        sampling=_sampling(body, config.sampling),
    )


def generation_of(
    body: SamplingBody,
    config: ServerConfig,
    *,
    stream: bool | None,
    max_tokens: int | None,
    stop: list[str] | None,
) -> GenerationParams:
    """Return what a body asks for that has names of its own for some of the fields.

    Raises: as ``generation_params``.
    """
    shared = {name: getattr(body, name) for name in SamplingBody.__struct_fields__}
    return generation_params(
        GenerationBody(stream=stream, max_tokens=max_tokens, stop=stop, **shared), config
    )


def _sampling(body: GenerationBody, defaults: SamplingParams) -> SamplingParams:
    given: dict[str, Any] = {name: value for name in _SAMPLING if (value := getattr(body, name)) is not None}
    if body.samplers is not None:
        given["samplers"] = _names(body.samplers)
    if body.dry_sequence_breakers is not None:
        given["dry_sequence_breakers"] = tuple(body.dry_sequence_breakers)
    return replace(defaults, **given) if given else defaults


def _names(samplers: str | list[str]) -> tuple[str, ...]:
    return samplers_of_letters(samplers) if isinstance(samplers, str) else tuple(samplers)


def _stop(stop: str | list[str] | None) -> tuple[str, ...]:
    words = [stop] if isinstance(stop, str) else stop or []
    return tuple(word for word in words if word)


def _logit_bias(
    biases: list[tuple[int | str, Bias]] | dict[str, Bias] | None,
) -> LogitBias | None:
    if biases is None:
        return None
    if isinstance(biases, list):
        items = [(f"logit_bias[{i}]", token, bias) for i, (token, bias) in enumerate(biases)]
    else:
        # Keys of JSON objects are always strings, so a number among them is a token.
        items = [(f"logit_bias.{k}", int(k) if _is_token(k) else k, bias) for k, bias in biases.items()]
    result: list[tuple[int | str, float]] = []
    for path, token, bias in items:
        if bias is True:
            raise InvalidRequestError(f"{path}: the bias must be a number or false", param=path)
        result.append((token, float("-inf") if bias is False else bias))
    return tuple(result)


def _is_token(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) < 11
