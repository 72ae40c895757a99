"""Sampling parameters of ``POST /completion``: each is taken as it was sent, and shown so."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from pyllama.sampling_params import SAMPLER_LETTERS, SamplingParams
from tests.server.serving import serving

CHANGED: dict[str, Any] = {
    "samplers": ["top_k", "adaptive_p"],
    "seed": 7,
    "temperature": 0.5,
    "dynatemp_range": 0.25,
    "dynatemp_exponent": 1.5,
    "top_k": 3,
    "top_p": 0.75,
    "min_p": 0.125,
    "top_n_sigma": 1.5,
    "typical_p": 0.5,
    "xtc_probability": 0.5,
    "xtc_threshold": 0.25,
    "repeat_last_n": 32,
    "repeat_penalty": 1.25,
    "presence_penalty": 0.5,
    "frequency_penalty": 0.25,
    "dry_multiplier": 0.5,
    "dry_base": 1.5,
    "dry_allowed_length": 3,
    "dry_penalty_last_n": 16,
    "dry_sequence_breakers": ["!"],
    "mirostat": 2,
    "mirostat_tau": 4.0,
    "mirostat_eta": 0.25,
    "adaptive_target": 0.5,
    "adaptive_decay": 0.5,
    "min_keep": 2,
    "ignore_eos": True,
}


async def test_every_parameter_is_shown_as_it_was_sent(decoder_path: Path) -> None:
    assert {f.name for f in fields(SamplingParams)} == {*CHANGED, "logit_bias"}
    defaults = SamplingParams()
    assert all(getattr(defaults, name) != value for name, value in CHANGED.items())
    async with serving(decoder_path) as server:
        whole = await server.complete(prompt="a", **CHANGED)
    assert {name: whole["generation_settings"][name] for name in CHANGED} == CHANGED


@pytest.mark.parametrize("letters", ["", "kt", "".join(SAMPLER_LETTERS)])
async def test_letters_name_samplers(decoder_path: Path, letters: str) -> None:
    async with serving(decoder_path) as server:
        whole = await server.complete(prompt="a", samplers=letters)
    assert whole["generation_settings"]["samplers"] == [SAMPLER_LETTERS[letter] for letter in letters]


async def test_choices_differ_in_their_seeds(decoder_path: Path) -> None:
    body = {"prompt": ["Once upon", "a"], "temperature": 2, "seed": 4}
    async with serving(decoder_path, "-np", "4") as server:
        choices = await server.complete(**body, n_cmpl=2)
        alone = [await server.complete(**body | {"seed": seed}) for seed in (4, 5)]
        any_seed = await server.complete(prompt="a", n=2)
    assert [choice["index"] for choice in choices] == [0, 1, 2, 3]
    assert [choice["generation_settings"]["seed"] for choice in choices] == [4, 5, 4, 5]
    contents = [choice["content"] for choice in choices]
    assert contents == [alone[seed][prompt]["content"] for prompt in (0, 1) for seed in (0, 1)]
    assert len(set(contents)) == 4
    assert {choice["generation_settings"]["seed"] for choice in any_seed} == {0xFFFF_FFFF}
