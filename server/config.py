"""The server's configuration: frozen, and checked as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pyllama.builtin import builtin_model
from pyllama.context_params import CacheType, FlashAttention
from pyllama.errors import InvalidRequestError, ModelLoadError
from pyllama.sampling_params import SamplingParams, samplers_of_letters
from server.options import OPTIONS, OptionError, Parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerConfig:
    """How the server runs.

    Attributes:
        model: path of the model.
        is_builtin: whether no model was named, so that ``model`` is the built-in one.
        alias: the model's name in responses.
        n_ctx: tokens of context for all slots together; 0 takes the model's training length for each slot.
        n_predict: most tokens of a completion that sets no limit itself; -1 is until the context is full.
        n_batch: most tokens of one step.
        n_ubatch: most tokens that are computed at once, at most ``n_batch``.
        n_threads: threads while generating; 0 takes one for each core.
        n_threads_batch: threads for prompts; 0 takes ``n_threads``.
        flash_attention: whether to use Flash Attention.
        type_k: data type of the K cache.
        type_v: data type of the V cache.
        n_gpu_layers: layers in GPU memory; -1 is all.
        n_parallel: number of slots.
        host: address to listen on.
        port: port to listen on; 0 takes a free one.
        timeout_s: seconds that a client may take to send a request, or to read what was sent.
        webui: whether the web page is served.
        verbose: whether requests and native messages are logged.
        sampling: what requests that say nothing else use.
    """

    model: str
    is_builtin: bool
    alias: str
    n_ctx: int
    n_predict: int
    n_batch: int
    n_ubatch: int
    n_threads: int
    n_threads_batch: int
    flash_attention: FlashAttention
    type_k: CacheType
    type_v: CacheType
    n_gpu_layers: int
    n_parallel: int
    host: str
    port: int
    timeout_s: int
    webui: bool
    verbose: bool
    sampling: SamplingParams


_NOT_CONFIG: Final = frozenset({"help", "version", "cont_batching"})

# A slot gets the length that the model was trained with: the usual default is longer.
_BUILTIN_DEFAULTS: Final = {"alias": "builtin", "n_ctx": 0}


def configure(parsed: Parsed) -> ServerConfig:
    """Make the configuration from what was given and the defaults of the table.

    Raises:
        OptionError: values do not go together, or no model is named and the built-in one is not installed.
    """
    defaults: dict[str, Any] = {
        option.name: option.default
        for option in OPTIONS
        if option.name not in _NOT_CONFIG and not option.name.startswith("sampling.")
    }
    is_builtin = "model" not in parsed.values
    if is_builtin:
        defaults |= _BUILTIN_DEFAULTS | {"model": _builtin_path()}
    values = {name: parsed.values.get(name, default) for name, default in defaults.items()}
    if 0 < values["n_ctx"] < 2 * values["n_parallel"]:
        raise OptionError(f"--ctx-size {values['n_ctx']} is too small for {values['n_parallel']} slots")
    if min(values["n_batch"], values["n_ctx"] or values["n_batch"]) < values["n_parallel"]:
        message = f"--batch-size {values['n_batch']} is too small for {values['n_parallel']} slots"
        raise OptionError(message)
    if values["alias"] is None:
        values["alias"] = values["model"].encode(errors="surrogateescape").decode(errors="replace")
    values["n_predict"] = max(values["n_predict"], -1)
    values["n_ubatch"] = min(values["n_ubatch"], values["n_batch"])
    values["n_threads"] = max(values["n_threads"], 0)
    values["n_threads_batch"] = max(values["n_threads_batch"], 0)
    return ServerConfig(is_builtin=is_builtin, sampling=_sampling(parsed), **values)


def _builtin_path() -> str:
    try:
        return str(builtin_model())
    except ModelLoadError as error:
        message = f"no model given (--model FNAME or the variable LLAMA_ARG_MODEL), and {error}"
        raise OptionError(message) from None


def _sampling(parsed: Parsed) -> SamplingParams:
    values: dict[str, Any] = {
        name.removeprefix("sampling."): value
        for name, value in parsed.values.items()
        if name.startswith("sampling.")
    }
    if "dry_sequence_breakers" in values:
        breakers = values["dry_sequence_breakers"]
        values["dry_sequence_breakers"] = tuple(b for b in breakers if b != "none")
    if "logit_bias" in values:
        values["logit_bias"] = tuple(values["logit_bias"])
    try:
        if "samplers" in values:
            values["samplers"] = _samplers(parsed, values["samplers"])
        return SamplingParams(**values)
    except InvalidRequestError as error:
        field = (error.param or "").partition("[")[0]
        raise OptionError(f"{parsed.sources.get(f'sampling.{field}', field)}: {error}") from None


def _samplers(parsed: Parsed, text: str) -> tuple[str, ...]:
    if "--samplers" in parsed.options["sampling.samplers"].flags:
        return tuple(text.split(";"))
    return samplers_of_letters(text)
