"""Sampling parameters: ranges are checked when they are made, and the error names the field."""

import math
from dataclasses import fields
from typing import Any

import pytest

from pyllama import InvalidRequestError, SamplingParams


def make(name: str, value: Any) -> SamplingParams:
    return SamplingParams(**{name: value})


def test_defaults_are_those_of_llama_cpp() -> None:
    params = SamplingParams()
    assert (params.temperature, params.top_k, params.top_p, params.min_p) == (0.8, 40, 0.95, 0.05)
    assert (params.repeat_last_n, params.repeat_penalty) == (64, 1.0)


@pytest.mark.parametrize("name", [f.name for f in fields(SamplingParams) if f.metadata])
def test_every_number_has_two_ends(name: str) -> None:
    metadata = next(f.metadata for f in fields(SamplingParams) if f.name == name)
    low, high = metadata["low"], metadata["high"]
    for value in (low, high):
        make(name, value)
    step = 1 if isinstance(low, int) else 1e-3
    for value in (low - step, high + step, math.nan, math.inf, -math.inf):
        with pytest.raises(InvalidRequestError) as caught:
            make(name, value)
        assert caught.value.param == name


def test_an_unknown_sampler_is_named_with_its_place() -> None:
    with pytest.raises(InvalidRequestError, match="unknown sampler 'topk'") as caught:
        SamplingParams(samplers=("top_k", "topk"))
    assert caught.value.param == "samplers[1]"


@pytest.mark.parametrize("breaker", ["", "a\0b"])
def test_a_breaker_that_native_code_could_not_read_is_refused(breaker: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        SamplingParams(dry_sequence_breakers=("\n", breaker))
    assert caught.value.param == "dry_sequence_breakers[1]"


@pytest.mark.parametrize("bias", [math.nan, math.inf, 1e300])
def test_a_bias_that_is_no_bias_is_refused(bias: float) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        SamplingParams(logit_bias=((1, 0.5), (2, bias)))
    assert caught.value.param == "logit_bias[1]"


def test_a_token_may_be_forbidden() -> None:
    assert SamplingParams(logit_bias=((1, -math.inf),)).logit_bias == ((1, -math.inf),)


@pytest.mark.parametrize(
    ("name", "value"),
    [("samplers", ("top_k",) * 65), ("dry_sequence_breakers", ("x",) * 129)],
)
def test_a_list_that_would_keep_native_code_busy_is_refused(name: str, value: tuple[str, ...]) -> None:
    make(name, value[1:])
    with pytest.raises(InvalidRequestError) as caught:
        make(name, value)
    assert caught.value.param == name
