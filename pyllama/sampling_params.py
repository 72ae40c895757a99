"""What a request may say about the choice of tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Final

from pyllama.errors import InvalidRequestError

RANDOM_SEED: Final = 0xFFFF_FFFF
"""The seed that asks for a random one."""

DEFAULT_SAMPLERS: Final = (
    "penalties",
    "dry",
    "top_n_sigma",
    "top_k",
    "typ_p",
    "top_p",
    "min_p",
    "xtc",
    "temperature",
)

SAMPLER_LETTERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "e": "penalties",
        "d": "dry",
        "s": "top_n_sigma",
        "k": "top_k",
        "y": "typ_p",
        "p": "top_p",
        "m": "min_p",
        "x": "xtc",
        "t": "temperature",
        "i": "infill",
        "a": "adaptive_p",
    },
)
"""The letters of ``--sampling-seq``, and with their values every sampler that ``samplers`` may name."""


def samplers_of_letters(letters: str) -> tuple[str, ...]:
    """Return the names of samplers that are given as letters, as ``--sampling-seq`` does.

    Raises:
        InvalidRequestError: a letter stands for none.
    """
    for letter in letters:
        if letter not in SAMPLER_LETTERS:
            message = f"samplers: {letter!r} is not one of {''.join(SAMPLER_LETTERS)}"
            raise InvalidRequestError(message, param="samplers")
    return tuple(SAMPLER_LETTERS[letter] for letter in letters)


_INT32_MAX = 2**31 - 1
_MAX_BIAS = 1e30  # leaves room in a float32 for what other samplers do to the logit
_MAX_SAMPLERS = 64
_MAX_BREAKERS = 128  # native code looks through the whole vocabulary for each
_MAX_BREAKER_BYTES = 40  # native code leaves out the rest


def _between(low: float, high: float, default: float) -> float:
    value: float = field(default=default, metadata={"low": low, "high": high})
    return value


def _integer(low: int, high: int, default: int) -> int:
    value: int = field(default=default, metadata={"low": low, "high": high})
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplingParams:
    """How a token is chosen from the logits; frozen and checked when made.

    Names and meanings are those of llama.cpp. "Off" is the value that disables a sampler.

    Attributes:
        samplers: names of the samplers in the order of their use, at most 64; see ``SAMPLER_LETTERS``.
        seed: 0 to 2**32 - 1, or -1; -1 and 2**32 - 1 ask for a random seed.
        temperature: 0 and below choose the most probable token.
        dynatemp_range: the temperature varies by this much around ``temperature``; 0 is off.
        dynatemp_exponent: how entropy maps to the varying temperature.
        top_k: keep this many tokens; 0 and below keep all.
        top_p: keep the most probable tokens that together reach this probability, 0 to 1; 1 is off.
        min_p: drop tokens below this share of the best one's probability, 0 to 1; 0 is off.
        top_n_sigma: keep logits within this many standard deviations of the best; -1 is off.
        typical_p: locally typical sampling, 0 to 1; 1 is off.
        xtc_probability: chance to drop the most probable tokens, 0 to 1; 0 is off.
        xtc_threshold: least probability of a token that XTC may drop; above 0.5 is off.
        repeat_last_n: how many last tokens the penalties look at; 0 is off, -1 the whole context.
        repeat_penalty: above 0; 1 is off.
        presence_penalty: 0 is off.
        frequency_penalty: 0 is off.
        dry_multiplier: strength of the DRY repetition penalty; 0 is off.
        dry_base: base of its exponential growth, at least 1.
        dry_allowed_length: repetitions up to this many tokens are free.
        dry_penalty_last_n: how many last tokens it scans; 0 is off, -1 the whole context.
        dry_sequence_breakers: strings that a repetition does not cross, at most 128, each of 1 to 40 bytes.
        mirostat: 0 is off, 1 and 2 are the versions; the truncating samplers are not used with it.
        mirostat_tau: target entropy.
        mirostat_eta: learning rate.
        adaptive_target: probability that ``adaptive_p`` aims at, 0 to 1; negative is off.
        adaptive_decay: how slowly it forgets, 0 to 0.99.
        min_keep: samplers that drop tokens leave at least this many.
        ignore_eos: never choose a token that ends the generation.
        logit_bias: pairs of token and bias added to its logit, at most 1e30; ``-inf`` forbids the token.

    Raises:
        InvalidRequestError: a value is out of its range; ``param`` names the field.
    """

    samplers: tuple[str, ...] = DEFAULT_SAMPLERS
    seed: int = _integer(-1, RANDOM_SEED, RANDOM_SEED)
    temperature: float = _between(-1e3, 1e3, 0.8)
    dynatemp_range: float = _between(0.0, 1e3, 0.0)
    dynatemp_exponent: float = _between(-1e3, 1e3, 1.0)
    top_k: int = _integer(-_INT32_MAX, _INT32_MAX, 40)
    top_p: float = _between(0.0, 1.0, 0.95)
    min_p: float = _between(0.0, 1.0, 0.05)
    top_n_sigma: float = _between(-1.0, 1e6, -1.0)
    typical_p: float = _between(0.0, 1.0, 1.0)
    xtc_probability: float = _between(0.0, 1.0, 0.0)
    xtc_threshold: float = _between(0.0, 1.0, 0.1)
    repeat_last_n: int = _integer(-1, _INT32_MAX, 64)
    repeat_penalty: float = _between(1e-6, 1e6, 1.0)
    presence_penalty: float = _between(-1e6, 1e6, 0.0)
    frequency_penalty: float = _between(-1e6, 1e6, 0.0)
    dry_multiplier: float = _between(0.0, 1e6, 0.0)
    dry_base: float = _between(1.0, 1e6, 1.75)
    dry_allowed_length: int = _integer(0, _INT32_MAX, 2)
    dry_penalty_last_n: int = _integer(-1, _INT32_MAX, -1)
    dry_sequence_breakers: tuple[str, ...] = ("\n", ":", '"', "*")
    mirostat: int = _integer(0, 2, 0)
    mirostat_tau: float = _between(0.0, 1e6, 5.0)
    mirostat_eta: float = _between(0.0, 1e6, 0.1)
    adaptive_target: float = _between(-1.0, 1.0, -1.0)
    adaptive_decay: float = _between(0.0, 0.99, 0.9)
    min_keep: int = _integer(0, _INT32_MAX, 0)
    ignore_eos: bool = False
    logit_bias: tuple[tuple[int, float], ...] = ()

    def __post_init__(self) -> None:
        for f in fields(self):
            if f.metadata:
                self._check_range(f.name, f.metadata["low"], f.metadata["high"])
        self._check_count("samplers", len(self.samplers), _MAX_SAMPLERS)
        self._check_count("dry_sequence_breakers", len(self.dry_sequence_breakers), _MAX_BREAKERS)
        for i, name in enumerate(self.samplers):
            if name not in SAMPLER_LETTERS.values():
                known = ", ".join(SAMPLER_LETTERS.values())
                message = f"samplers[{i}]: unknown sampler {name!r}; known are {known}"
                raise InvalidRequestError(message, param=f"samplers[{i}]")
        for i, breaker in enumerate(self.dry_sequence_breakers):
            param = f"dry_sequence_breakers[{i}]"
            if not breaker or "\0" in breaker:
                raise InvalidRequestError(f"{param} must not be empty or contain NUL", param=param)
            if len(breaker.encode(errors="surrogatepass")) > _MAX_BREAKER_BYTES:
                raise InvalidRequestError(f"{param} is longer than {_MAX_BREAKER_BYTES} bytes", param=param)
        for i, (_, bias) in enumerate(self.logit_bias):
            # NaN is refused here too.
            if not bias <= _MAX_BIAS:
                param = f"logit_bias[{i}]"
                message = f"{param} must be -inf or a number up to {_MAX_BIAS:g}, not {bias}"
                raise InvalidRequestError(message, param=param)

    @staticmethod
    def _check_count(name: str, count: int, most: int) -> None:
        if count > most:
            raise InvalidRequestError(f"{name} has {count} entries, at most {most} are allowed", param=name)

    def _check_range(self, name: str, low: float, high: float) -> None:
        value = getattr(self, name)
        # NaN compares false with everything, so it is refused here too.
        if not low <= value <= high:
            raise InvalidRequestError(f"{name} must lie between {low} and {high}, not {value}", param=name)
