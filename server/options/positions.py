"""Options that scale positions, for contexts longer than a model was trained for."""

from __future__ import annotations

from typing import Final, get_args

from pyllama.context_params import RopeScaling
from server.options.option import Convert, Option, Value, choice, integer, number


def _inverse(text: str) -> Value:
    factor = number(text)
    if factor <= 0:
        raise ValueError(f"{text} is not above 0")
    return 1 / factor


def _option(
    flag: str,
    field: str,
    env: str,
    help: str,  # noqa: A002  # the name of the column
    convert: Convert = number,
    *,
    metavar: str = "N",
) -> Option:
    """Return an option for a field of ``ContextParams``, whose default the model has."""
    return Option(
        flags=(flag,),
        name=f"context.{field}",
        group="Common",
        help=help,
        metavar=metavar,
        convert=convert,
        shown_default="the model's",
        env=env,
    )


POSITIONS: Final = (
    _option(
        "--rope-scaling",
        "rope_scaling",
        "LLAMA_ARG_ROPE_SCALING_TYPE",
        "how positions are scaled",
        choice(*get_args(RopeScaling)[1:]),
        metavar="{none,linear,yarn,longrope}",
    ),
    _option(
        "--rope-scale",
        "rope_freq_scale",
        "LLAMA_ARG_ROPE_SCALE",
        "how many times longer the context becomes",
        _inverse,
    ),
    _option(
        "--rope-freq-base", "rope_freq_base", "LLAMA_ARG_ROPE_FREQ_BASE", "base of the rotary frequencies"
    ),
    _option(
        "--rope-freq-scale",
        "rope_freq_scale",
        "LLAMA_ARG_ROPE_FREQ_SCALE",
        "factor of positions, the inverse of --rope-scale",
    ),
    _option(
        "--yarn-orig-ctx",
        "yarn_orig_ctx",
        "LLAMA_ARG_YARN_ORIG_CTX",
        "context in tokens that YaRN starts from",
        integer(0),
    ),
    _option(
        "--yarn-ext-factor",
        "yarn_ext_factor",
        "LLAMA_ARG_YARN_EXT_FACTOR",
        "share of extrapolation in YaRN; 0.0 interpolates only",
    ),
    _option(
        "--yarn-attn-factor",
        "yarn_attn_factor",
        "LLAMA_ARG_YARN_ATTN_FACTOR",
        "factor of the attention's magnitude, which YaRN sets itself where it extrapolates",
    ),
    _option(
        "--yarn-beta-slow",
        "yarn_beta_slow",
        "LLAMA_ARG_YARN_BETA_SLOW",
        "rotations below which YaRN interpolates",
    ),
    _option(
        "--yarn-beta-fast",
        "yarn_beta_fast",
        "LLAMA_ARG_YARN_BETA_FAST",
        "rotations above which YaRN extrapolates",
    ),
)
"""The options, in the order of the help."""
