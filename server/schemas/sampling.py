"""What every body that asks for text may say of how it is made, whatever dialect it is in."""

from __future__ import annotations

from typing import Annotated

import msgspec

from pyllama.engine.request import Priority
from server.schemas.constraint import ConstraintFields
from server.schemas.lora import LoraBody

Bias = float | bool
Count = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
CountOrAll = Annotated[int, msgspec.Meta(ge=-1, le=2**31 - 1)]
Duration = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]


class SamplingBody(ConstraintFields, kw_only=True):
    """The fields; ``None`` is one that was left out or null."""

    n_keep: CountOrAll | None = None
    n_discard: Count | None = None
    n_indent: Count | None = None
    t_max_predict_ms: CountOrAll | None = None
    timeout_ms: Duration | None = None
    priority: Priority | None = None
    id_slot: CountOrAll | None = None
    cache_prompt: bool | None = None
    n_cache_reuse: Count | None = None
    logit_bias: list[tuple[int | str, Bias]] | dict[str, Bias] | None = None
    samplers: str | list[str] | None = None
    seed: int | None = None
    temperature: float | None = None
    dynatemp_range: float | None = None
    dynatemp_exponent: float | None = None
    top_k: int | None = None
    top_p: float | None = None
    min_p: float | None = None
    top_n_sigma: float | None = None
    typical_p: float | None = None
    xtc_probability: float | None = None
    xtc_threshold: float | None = None
    repeat_last_n: int | None = None
    repeat_penalty: float | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    dry_multiplier: float | None = None
    dry_base: float | None = None
    dry_allowed_length: int | None = None
    dry_penalty_last_n: int | None = None
    dry_sequence_breakers: list[str] | None = None
    mirostat: int | None = None
    mirostat_tau: float | None = None
    mirostat_eta: float | None = None
    adaptive_target: float | None = None
    adaptive_decay: float | None = None
    min_keep: int | None = None
    lora: LoraBody | None = None
    ignore_eos: bool | None = None
