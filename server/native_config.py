"""What native code gets of the configuration: how to load the model, and how to make its context."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, TypeVar

from pyllama.context_params import ContextParams
from pyllama.engine.adapters import AdapterParams
from pyllama.errors import InvalidRequestError
from pyllama.model_params import ModelParams
from pyllama.thread_params import ThreadParams
from server.options import OptionError, Parsed

T = TypeVar("T")

# By whether the weights are mapped, and whether they are locked.
_LOAD_MODES: Final = {
    (False, False): "none",
    (True, False): "mmap",
    (False, True): "mlock",
    (True, True): "mmap+mlock",
}


def model_params(parsed: Parsed) -> ModelParams:
    """Return how to load the model.

    Raises:
        OptionError: options contradict each other, or a value is out of its range.
    """
    values = parsed.fields("loading")
    for name in ("metadata_overrides", "tensor_overrides"):
        values[name] = tuple(pair for pairs in values.get(name, ()) for pair in pairs)
    weights = parsed.fields("weights")
    if weights and "load_mode" in values:
        other = parsed.sources[f"weights.{next(iter(weights))}"]
        raise OptionError(f"{other} and {parsed.sources['loading.load_mode']} say the same thing twice")
    if weights:
        values["load_mode"] = _LOAD_MODES[weights.get("mmap", True), weights.get("mlock", False)]
    return _made(ModelParams, parsed, "loading", values)


def adapter_params(parsed: Parsed, *, embeddings: bool) -> AdapterParams:
    """Return what is loaded beside the model.

    Args:
        parsed: what was given.
        embeddings: whether embeddings are served, where adapters are not applied.

    Raises:
        OptionError: values do not go together.
    """
    values = parsed.fields("adapters")
    if values and embeddings:
        source = parsed.sources[f"adapters.{next(iter(values))}"]
        raise OptionError(f"{source} does not go with --embedding: adapters change generated texts only")
    unapplied = values.pop("init_without_apply", False)
    lora = [file for files in values.get("lora", ()) for file in files]
    vectors = tuple(file for files in values.get("control_vectors", ()) for file in files)
    layers = values.get("control_vector_layers")
    if unapplied and not lora:
        raise OptionError("--lora-init-without-apply has an effect only with --lora")
    if layers is not None and not vectors:
        raise OptionError("--control-vector-layer-range has an effect only with --control-vector")
    return AdapterParams(
        lora=tuple((path, 0.0 if unapplied else scale) for path, scale in lora),
        control_vectors=vectors,
        control_vector_layers=layers,
    )


def context_params(parsed: Parsed) -> ContextParams:
    """Return how to make the context, but for its size and its sequences.

    Raises:
        OptionError: a value is out of its range.
    """
    values = parsed.fields("context")
    values["threads"] = _threads(parsed, "threads", ThreadParams())
    values["threads_batch"] = _threads(parsed, "threads_batch", values["threads"])
    params = _made(ContextParams, parsed, "context", values)
    return replace(params, n_ubatch=min(params.n_ubatch, params.n_batch))


def _threads(parsed: Parsed, name: str, default: ThreadParams) -> ThreadParams:
    values = parsed.fields(name)
    if "cpus" in values:
        values["cpus"] = frozenset[int]().union(*values["cpus"])
    return replace(default, **values)


def _made(kind: type[T], parsed: Parsed, owner: str, values: dict[str, Any]) -> T:
    try:
        return kind(**values)
    except InvalidRequestError as error:
        raise OptionError(f"{parsed.sources.get(f'{owner}.{error.param}', error.param)}: {error}") from None
