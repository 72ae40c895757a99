"""The server's configuration: frozen, and checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from pyllama.backend import NumaStrategy
from pyllama.builtin import builtin_model
from pyllama.constraint import Constraint
from pyllama.context_params import ContextParams
from pyllama.embedding import Pooling
from pyllama.engine.adapters import AdapterParams
from pyllama.engine.admission import AdmissionLimits
from pyllama.engine.engine_params import EngineParams
from pyllama.errors import InvalidRequestError, ModelLoadError
from pyllama.host import available_memory_bytes
from pyllama.hub import RemoteModel
from pyllama.model_params import ModelParams
from pyllama.sampling_params import SamplingParams, samplers_of_letters
from server.chat_params import ChatParams
from server.cors_params import CorsParams
from server.escapes import unescape
from server.log_params import LogParams
from server.model_source import remote_model
from server.native_config import adapter_params, context_params, model_params
from server.options import OPTIONS, OptionError, Parsed
from server.reasoning_params import ReasoningParams


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerConfig:
    """How the server runs.

    Attributes:
        model: path of the model; of one that is fetched, its name where no path is given.
        remote: what is fetched, if the model is.
        is_builtin: whether no model was named, so that ``model`` is the built-in one.
        alias: the model's name in responses.
        n_ctx: tokens of context for all slots together; 0 takes the model's training length for each slot.
        n_predict: most tokens of a completion that sets no limit itself; -1 is until the context is full.
        loading: how the model is loaded.
        context: how its context is made, but for its size and its sequences.
        adapters: what is loaded beside the model.
        numa: where threads go on machines with several memory nodes; ``None`` leaves it to the system.
        n_parallel: number of slots.
        engine: how requests share the model.
        spm_infill: whether ``/infill`` gives the model what is behind a gap first.
        n_keep: tokens of the prompt that a context shift keeps, for completions that do not say it.
        n_cache_reuse: least length of a part that is reused by moving it, for completions that do not say it.
        endpoint_slots: whether ``GET /slots`` is served.
        endpoint_metrics: whether ``GET /metrics`` is served.
        endpoint_props: whether ``POST /props`` is served.
        slot_save_path: folder of the saved slots.
        embeddings: whether embeddings are served instead of text.
        pooling: what an embedding is made of; ``"default"`` is what the model says.
        embd_normalize: how pooled embeddings are normalized, where a request does not say it.
        host: address to listen on.
        port: port to listen on; 0 takes a free one.
        timeout_s: seconds that a client may take to send a request, or to read what was sent.
        webui: whether the web page is served.
        static_path: folder whose files are served in its place.
        ui_settings: what the page's settings are where a user has not changed them; it knows their names.
        api_prefix: what all paths begin with; ``""``, or a slash and more without one at the end.
        api_keys: keys that clients must send.
        api_key_file: file with more of them.
        ssl_key_file: private key for encrypted connections.
        ssl_cert_file: its certificate.
        cors: what pages of other sites may do.
        chat: how conversations become prompts, and how answers are read.
        logs: what is logged, how and where to.
        warnings: what options were given that change nothing.
        sampling: what requests that say nothing else use.
        constraint: what texts of such requests conform to; ``None`` is anything.
    """

    model: str
    remote: RemoteModel | None = None
    is_builtin: bool
    alias: str
    n_ctx: int
    n_predict: int
    loading: ModelParams = field(default_factory=ModelParams)
    context: ContextParams = field(default_factory=ContextParams)
    adapters: AdapterParams = field(default_factory=AdapterParams)
    numa: NumaStrategy | None = None
    n_parallel: int
    engine: EngineParams = field(default_factory=EngineParams)
    spm_infill: bool = False
    n_keep: int = 0
    n_cache_reuse: int = 0
    endpoint_slots: bool = True
    endpoint_metrics: bool = False
    endpoint_props: bool = False
    slot_save_path: str | None = None
    embeddings: bool = False
    pooling: Pooling | Literal["default"] = "default"
    embd_normalize: int = 2
    host: str
    port: int
    timeout_s: int
    webui: bool
    static_path: str | None = None
    ui_settings: Mapping[str, Any] | None = None
    api_prefix: str = ""
    api_keys: tuple[str, ...] = field(default=(), repr=False)
    api_key_file: str | None = None
    ssl_key_file: str | None = None
    ssl_cert_file: str | None = None
    cors: CorsParams = field(default_factory=CorsParams)
    chat: ChatParams = field(default_factory=ChatParams)
    logs: LogParams = field(default_factory=LogParams)
    warnings: tuple[str, ...] = ()
    sampling: SamplingParams
    constraint: Constraint | None = None


_HOST_CACHE_BYTES: Final = 8192 << 20

_ACTIONS: Final = frozenset({"help", "version", "completion_bash", "list_devices"})
_WITHOUT_EFFECT: Final = frozenset({"cont_batching", "no_perf", "defrag_thold", "threads_http"})
_NOT_CONFIG: Final = _ACTIONS | _WITHOUT_EFFECT | {"config", "escape"}

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
        if option.name not in _NOT_CONFIG and "." not in option.name
    }
    remote = remote_model(parsed)
    is_builtin = "model" not in parsed.values and remote is None
    if remote is not None:
        defaults["model"] = remote.name
    if is_builtin:
        defaults |= _BUILTIN_DEFAULTS | {"model": _builtin_path()}
    values: dict[str, Any] = {name: parsed.values.get(name, default) for name, default in defaults.items()}
    if 0 < values["n_ctx"] < 2 * values["n_parallel"]:
        raise OptionError(f"--ctx-size {values['n_ctx']} is too small for {values['n_parallel']} slots")
    context = context_params(parsed)
    if min(context.n_batch, values["n_ctx"] or context.n_batch) < values["n_parallel"]:
        message = f"--batch-size {context.n_batch} is too small for {values['n_parallel']} slots"
        raise OptionError(message)
    _settle_embeddings(values, parsed)
    if values["alias"] is None:
        values["alias"] = values["model"].encode(errors="surrogateescape").decode(errors="replace")
    values["n_predict"] = max(values["n_predict"], -1)
    values["api_keys"] = tuple(key for keys in values["api_keys"] or () for key in keys)
    _check_security(values)
    return ServerConfig(
        remote=remote,
        is_builtin=is_builtin,
        loading=model_params(parsed),
        context=context,
        adapters=adapter_params(parsed, embeddings=values["embeddings"]),
        logs=LogParams(**parsed.fields("logs")),
        warnings=_warnings(parsed),
        engine=_engine(parsed),
        sampling=_sampling(parsed),
        cors=CorsParams(**parsed.fields("cors")),
        chat=ChatParams(
            reasoning=ReasoningParams(**parsed.fields("chat.reasoning")), **parsed.fields("chat")
        ),
        **values,
    )


def _check_security(values: dict[str, Any]) -> None:
    if (values["ssl_key_file"] is None) != (values["ssl_cert_file"] is None):
        raise OptionError("--ssl-key-file and --ssl-cert-file go together: one of them is missing")
    if values["static_path"] is not None and not values["webui"]:
        raise OptionError("--path serves files, which --no-webui turns off")


def _settle_embeddings(values: dict[str, Any], parsed: Parsed) -> None:
    """Turn ``reranking`` into what it stands for, and refuse options that would have no effect."""
    if values.pop("reranking"):
        if values["pooling"] not in {"default", "rank"}:
            raise OptionError(f"{parsed.sources['pooling']} {values['pooling']} does not go with --reranking")
        values |= {"embeddings": True, "pooling": "rank"}
    for name in ("pooling", "embd_normalize"):
        if name in parsed.sources and not values["embeddings"]:
            raise OptionError(f"{parsed.sources[name]} has an effect only with --embedding")


def _builtin_path() -> str:
    try:
        return str(builtin_model())
    except ModelLoadError as error:
        message = f"no model given (--model FNAME or the variable LLAMA_ARG_MODEL), and {error}"
        raise OptionError(message) from None


def _warnings(parsed: Parsed) -> tuple[str, ...]:
    return tuple(
        f"{parsed.sources[name]} changes nothing: {option.obsolete}"
        for name, option in parsed.options.items()
        if option.obsolete is not None
    )


def _engine(parsed: Parsed) -> EngineParams:
    values = {"host_cache_bytes": _host_cache_bytes()} | parsed.fields("engine")
    return EngineParams(limits=AdmissionLimits(**parsed.fields("engine.limits")), **values)


def _host_cache_bytes() -> int:
    available = available_memory_bytes()
    return _HOST_CACHE_BYTES if available is None else min(_HOST_CACHE_BYTES, available // 2)


def _sampling(parsed: Parsed) -> SamplingParams:
    values = parsed.fields("sampling")
    if "dry_sequence_breakers" in values:
        breakers = values["dry_sequence_breakers"]
        convert = unescape if parsed.values.get("escape", True) else str
        values["dry_sequence_breakers"] = tuple(convert(b) for b in breakers if b != "none")
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
