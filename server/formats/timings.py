"""How long the parts of a completion took."""

from __future__ import annotations

import msgspec

from pyllama.engine import Finished, TextDelta


class Timings(msgspec.Struct, frozen=True, kw_only=True):
    """Times in milliseconds, and rates.

    Attributes:
        cache_n: prompt tokens that did not have to be evaluated.
        prompt_n: prompt tokens that were evaluated.
        prompt_ms: time from the first of them to the first generated token.
        prompt_per_token_ms: the same for one token.
        prompt_per_second: tokens per second.
        predicted_n: generated tokens.
        predicted_ms: time from the first of them to the newest.
        predicted_per_token_ms: the same for one token; the first one is part of the prompt's time.
        predicted_per_second: tokens per second.
        forced_n: generated tokens that a grammar or a schema left no choice for, if there were any.
    """

    cache_n: int
    prompt_n: int
    prompt_ms: float
    prompt_per_token_ms: float
    prompt_per_second: float
    predicted_n: int
    predicted_ms: float
    predicted_per_token_ms: float
    predicted_per_second: float
    forced_n: int | msgspec.UnsetType = msgspec.UNSET


def timings_of(delta: TextDelta | Finished, n_prompt: int) -> Timings:
    """Return the timings of a completion up to a delta.

    Args:
        delta: the newest delta.
        n_prompt: length of the prompt in tokens.
    """
    prompt_n = n_prompt - delta.n_cached_tokens
    n_intervals = max(delta.n_decoded - 1, 0)
    return Timings(
        cache_n=delta.n_cached_tokens,
        prompt_n=prompt_n,
        prompt_ms=delta.prompt_ms,
        prompt_per_token_ms=_ratio(delta.prompt_ms, prompt_n),
        prompt_per_second=_ratio(1e3 * prompt_n, delta.prompt_ms),
        predicted_n=delta.n_decoded,
        predicted_ms=delta.predicted_ms,
        predicted_per_token_ms=_ratio(delta.predicted_ms, n_intervals),
        predicted_per_second=_ratio(1e3 * n_intervals, delta.predicted_ms),
        forced_n=delta.n_forced or msgspec.UNSET,
    )


def _ratio(dividend: float, divisor: float) -> float:
    return dividend / divisor if divisor > 0 else 0.0
