"""The response objects that tell of the model, in Ollama's form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import msgspec

from pyllama.backend import DeviceKind
from pyllama.chat.parsers import format_of
from pyllama.embedding import Embedder
from pyllama.engine import Engine
from pyllama.model import Model
from server.config import ServerConfig
from server.formats.ollama import timestamp

NEVER: Final = "2300-01-01T00:00:00Z"
"""When the model is unloaded; clients want a time, and can compute with this one."""

_GPUS: Final = frozenset({DeviceKind.GPU, DeviceKind.INTEGRATED_GPU, DeviceKind.META})


class OllamaVersion(msgspec.Struct, frozen=True, kw_only=True):
    """The version of the server."""

    version: str


class OllamaDetails(msgspec.Struct, frozen=True, kw_only=True):
    """What the file of a model is."""

    parent_model: str = ""
    format: Literal["gguf"] = "gguf"
    family: str
    families: tuple[str, ...]
    parameter_size: str
    quantization_level: str


class OllamaModel(msgspec.Struct, frozen=True, kw_only=True):
    """A model; its file is not hashed."""

    name: str
    model: str
    modified_at: str
    size: int
    digest: str = ""
    details: OllamaDetails


class OllamaTags(msgspec.Struct, frozen=True, kw_only=True):
    """All models: the one that is served."""

    models: tuple[OllamaModel, ...]


class OllamaRunning(msgspec.Struct, frozen=True, kw_only=True):
    """A loaded model.

    Attributes:
        name: its name.
        model: the same.
        size: size of its tensors in bytes.
        digest: its file is not hashed.
        details: what its file is.
        expires_at: when it is unloaded, which is never.
        size_vram: bytes of ``size`` in the memory of GPUs, as if all layers were of one size.
        context_length: tokens that one request can have.
    """

    name: str
    model: str
    size: int
    digest: str = ""
    details: OllamaDetails
    expires_at: str = NEVER
    size_vram: int
    context_length: int


class OllamaProcesses(msgspec.Struct, frozen=True, kw_only=True):
    """All loaded models: the one that is served."""

    models: tuple[OllamaRunning, ...]


class OllamaShow(msgspec.Struct, frozen=True, kw_only=True):
    """A model in detail; numbers among the facts of its architecture are numbers."""

    template: str
    parameters: str = ""
    modified_at: str
    details: OllamaDetails
    model_info: dict[str, str | int | float | bool]
    capabilities: tuple[str, ...]


def ollama_tags(name: str, model: Model, loaded_at: float) -> OllamaTags:
    """Return the list of models.

    Args:
        name: what the model is called.
        model: the model.
        loaded_at: when it was loaded, in seconds since 1970.
    """
    entry = OllamaModel(
        name=name,
        model=name,
        modified_at=timestamp(loaded_at),
        size=model.size_bytes,
        details=_details(model),
    )
    return OllamaTags(models=(entry,))


def ollama_processes(config: ServerConfig, computing: Engine | Embedder) -> OllamaProcesses:
    """Return the list of loaded models.

    Args:
        config: gives the model's name, and how it was loaded.
        computing: has the model.
    """
    model = computing.model
    running = OllamaRunning(
        name=config.alias,
        model=config.alias,
        size=model.size_bytes,
        details=_details(model),
        size_vram=_gpu_bytes(model, config.loading.n_gpu_layers),
        context_length=computing.n_tokens_max if isinstance(computing, Embedder) else computing.n_ctx_slot,
    )
    return OllamaProcesses(models=(running,))


def ollama_show(model: Model, loaded_at: float, *, makes_embeddings: bool) -> OllamaShow:
    """Return a model in detail.

    Args:
        model: the model.
        loaded_at: when it was loaded, in seconds since 1970.
        makes_embeddings: whether it gives vectors instead of text.
    """
    # Templates and vocabularies are long, and are told elsewhere.
    facts = {key: text for key, text in model.metadata.items() if not key.startswith("tokenizer.")}
    return OllamaShow(
        template=model.chat_template() or "",
        modified_at=timestamp(loaded_at),
        details=_details(model),
        model_info={key: _fact(key, text) for key, text in facts.items()}
        | {"general.parameter_count": model.n_params},
        capabilities=("embedding",) if makes_embeddings else ("completion", *_more_capabilities(model)),
    )


def _details(model: Model) -> OllamaDetails:
    family = model.metadata.get("general.architecture", "")
    return OllamaDetails(
        family=family,
        families=(family,),
        parameter_size=f"{model.n_params / 1e6:.1f}M",
        quantization_level=model.file_type,
    )


def _gpu_bytes(model: Model, n_gpu_layers: int) -> int:
    if not any(device.kind in _GPUS for device in model.devices):
        return 0
    # The output counts as a layer.
    n_layers = model.n_layer + 1
    n_offloaded = n_layers if n_gpu_layers < 0 else min(n_gpu_layers, n_layers)
    return model.size_bytes * n_offloaded // n_layers


def _fact(key: str, text: str) -> str | int | float | bool:
    """Return a value of the metadata, which native code gives as text; what is general is names and words."""
    if key.startswith("general."):
        return text
    if text in {"true", "false"}:
        return text == "true"
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text


def _more_capabilities(model: Model) -> Iterator[str]:
    special = model.vocab.special
    yield "tools"
    if None not in {special.fim_pre, special.fim_suf, special.fim_mid}:
        yield "insert"
    if format_of(model.chat_template()).reasoning is not None:
        yield "thinking"
