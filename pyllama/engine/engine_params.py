"""How an engine shares a model among its requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pyllama.checks import check_choices, check_ranges
from pyllama.engine.admission import AdmissionLimits

ContextSharing = Literal["equal", "unified", "separate"]
"""How slots share the context; see ``EngineParams``."""

_RANGES = {
    "max_itl_ms": (0.0, 3_600_000.0),
    "min_similarity": (0.0, 1.0),
    "host_cache_bytes": (0, 2**60),
    "n_forced_max": (0, 4096),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineParams:
    """How an engine shares a model among its requests.

    Attributes:
        max_itl_ms: milliseconds that the next token of a running generation may be held up, about, by the
            prompts of others, which are cut into chunks for it; 0 is no limit.
        sharing: ``"equal"`` gives each slot an equal part of the context, in one buffer where equal prefixes
            are stored once; ``"unified"`` lets each slot use all of it, and moves running generations to host
            memory while there is no room; ``"separate"`` gives each slot a buffer of its own, where prefixes
            are reused only within a slot. Models that are recurrent, hybrid or have a sliding window always
            do the last.
        context_shift: go on when a slot's context is full, by dropping tokens from its middle.
        min_similarity: share of a prompt that a slot must remember to be chosen for it, from 0 to 1; 0 takes
            the slot that was idle longest.
        host_cache_bytes: host memory for prefixes that had to leave the context's memory; 0 is none.
        n_forced_max: most tokens that a constraint leaves no other choice for and that are evaluated together
            with the one before them; 0 is one token a step.
        special: write special tokens into texts; otherwise they are left out.
        warm_up: begin with an empty run, and measure how many threads are fastest.
        limits: how much may wait.

    Raises:
        InvalidRequestError: a value is out of its range; ``param`` names it.
    """

    max_itl_ms: float = 200.0
    sharing: ContextSharing = "equal"
    context_shift: bool = False
    min_similarity: float = 0.5
    host_cache_bytes: int = 0
    n_forced_max: int = 64
    special: bool = False
    warm_up: bool = True
    limits: AdmissionLimits = field(default_factory=AdmissionLimits)

    def __post_init__(self) -> None:
        check_ranges(self, _RANGES)
        check_choices(self, {"sharing": ("equal", "unified", "separate")})
