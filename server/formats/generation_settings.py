"""What a completion was made with, as responses show it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from pyllama.constraint import Constraint
from pyllama.engine.lora_scales import LoraScales
from pyllama.sampling_params import RANDOM_SEED, SamplingParams
from server.config import ServerConfig
from server.schemas.completion import GenerationParams


def generation_settings(
    sampling: SamplingParams,
    *,
    n_predict: int,
    n_keep: int,
    n_discard: int = 0,
    stop: tuple[str, ...] = (),
    stream: bool = False,
    timings_per_token: bool = False,
    n_probs: int = 0,
    post_sampling_probs: bool = False,
    lora: LoraScales = (),
    constraint: Constraint | None = None,
) -> dict[str, Any]:
    """Return the settings; those of features that are not there yet have their "off" values."""
    # asdict() would copy every bias, and there may be as many as tokens.
    values = {f.name: getattr(sampling, f.name) for f in fields(sampling)}
    seed = RANDOM_SEED if sampling.seed < 0 else sampling.seed
    return {
        **values,
        "seed": seed,
        "logit_bias": [{"bias": bias, "token": token} for token, bias in sampling.logit_bias],
        "stop": stop,
        "max_tokens": n_predict,
        "n_predict": n_predict,
        "n_keep": n_keep,
        "n_discard": n_discard,
        "stream": stream,
        "n_probs": n_probs,
        "grammar": "",
        "grammar_lazy": False,
        "grammar_triggers": (),
        "preserved_tokens": (),
        "chat_format": "Content-only",
        "reasoning_format": "none",
        "reasoning_in_content": False,
        "generation_prompt": "",
        "speculative.types": "none",
        "timings_per_token": timings_per_token,
        "post_sampling_probs": post_sampling_probs,
        "backend_sampling": False,
        "lora": [{"id": id_adapter, "scale": scale} for id_adapter, scale in lora],
        **({} if constraint is None else {constraint.kind: constraint.text}),
    }


def settings_of(params: GenerationParams, sampling: SamplingParams) -> dict[str, Any]:
    """Return the settings of a request, with the sampling that its texts were turned into tokens for."""
    return generation_settings(
        sampling,
        n_predict=params.max_tokens,
        n_keep=params.n_keep,
        n_discard=params.n_discard,
        stop=params.stop,
        stream=params.stream,
        timings_per_token=params.timings_per_token,
        n_probs=params.n_probs,
        post_sampling_probs=params.post_sampling_probs,
        lora=params.lora or (),
        constraint=params.constraint,
    )


def default_settings(config: ServerConfig) -> dict[str, Any]:
    """Return what a request gets that says nothing."""
    return generation_settings(
        config.sampling,
        n_predict=config.n_predict,
        n_keep=config.n_keep,
        constraint=config.constraint,
    )
