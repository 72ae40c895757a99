"""What the fields mean that say how to generate, and their ranges, from the parameters that they become."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from pyllama.sampling_params import SamplingParams
from server.openapi.schemas import JsonSchema, attributes
from server.schemas.completion import GenerationParams
from server.schemas.sampling import SamplingBody

_OTHER_NAMES: Final = {
    "max_completion_tokens": "max_tokens",
    "n": "n_choices",
    "n_cmpl": "n_choices",
    "n_predict": "max_tokens",
}
_NUMBERS: Final = frozenset({"integer", "number"})


def describe_generation(component: JsonSchema, body: type[SamplingBody]) -> None:
    """Add to the schema of a body what the fields mean that it has from its bases."""
    described: dict[str, str] = {}
    for source in (GenerationParams, SamplingParams, *reversed(body.__mro__)):
        described |= attributes(source.__doc__ or "")[1]
    ranges = {f.name: f.metadata for f in fields(SamplingParams) if f.metadata}
    for name, schema in component["properties"].items():
        about = described.get(_OTHER_NAMES.get(name, name))
        if about is not None:
            schema.setdefault("description", about)
        if name in ranges:
            _limit(schema, ranges[name]["low"], ranges[name]["high"])


def _limit(schema: JsonSchema, low: float, high: float) -> None:
    choices: list[dict[str, Any]] = schema.get("anyOf", [schema])
    for choice in choices:
        if choice.get("type") in _NUMBERS:
            choice |= {"minimum": low, "maximum": high}
