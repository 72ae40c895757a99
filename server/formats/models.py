"""The response objects of ``GET /v1/models`` and ``GET /props``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, TypedDict

from pyllama.embedding import Embedder
from pyllama.engine import Engine
from pyllama.vocab import Vocab
from server.config import ServerConfig
from server.formats.generation_settings import default_settings


class ModelMeta(TypedDict):
    """Facts of a model; sizes in tokens and in bytes."""

    vocab_type: int
    n_vocab: int
    n_ctx: int
    n_ctx_train: int
    n_embd: int
    n_params: int
    size: int
    ftype: str


class ModelEntry(TypedDict):
    """A model, in OpenAI's form."""

    id: str
    aliases: list[str]
    tags: list[str]
    object: Literal["model"]
    created: int
    owned_by: str
    meta: ModelMeta


class ModelFormat(TypedDict):
    """What Ollama says of the file of a model."""

    parent_model: str
    format: Literal["gguf"]
    family: str
    families: list[str]
    parameter_size: str
    quantization_level: str


class OllamaEntry(TypedDict):
    """A model, in Ollama's form."""

    name: str
    model: str
    modified_at: str
    size: str
    digest: str
    type: Literal["model"]
    description: str
    tags: list[str]
    capabilities: list[str]
    parameters: str
    details: ModelFormat


class ModelList(TypedDict):
    """All models, in both forms."""

    models: list[OllamaEntry]
    object: Literal["list"]
    data: list[ModelEntry]


class Modalities(TypedDict):
    """What can be read besides text."""

    vision: bool
    video: bool
    audio: bool


class Props(TypedDict):
    """The properties of the server, and what requests get that say nothing."""

    default_generation_settings: dict[str, Any]
    total_slots: int
    model_alias: str
    model_ftype: str
    model_path: str
    modalities: Modalities
    endpoint_slots: bool
    endpoint_props: bool
    endpoint_metrics: bool
    ui: bool
    ui_settings: Mapping[str, Any]
    chat_template: str
    bos_token: str
    eos_token: str
    build_info: str
    is_sleeping: bool


_FORMAT: Final[ModelFormat] = {
    "parent_model": "",
    "format": "gguf",
    "family": "",
    "families": [""],
    "parameter_size": "",
    "quantization_level": "",
}


def models_response(config: ServerConfig, computing: Engine | Embedder, created: int) -> ModelList:
    """Return the list of models: in OpenAI's form under ``data``, in Ollama's under ``models``.

    Args:
        config: gives the model's name.
        computing: has the model.
        created: when it was loaded, in seconds since 1970.
    """
    return {
        "models": [_ollama_entry(config)],
        "object": "list",
        "data": [_openai_entry(config.alias, computing, created)],
    }


def props_response(config: ServerConfig, computing: Engine | Embedder, build_info: str) -> Props:
    """Return the server's properties.

    Args:
        config: gives names and defaults.
        computing: has the model.
        build_info: which llama.cpp is at work.
    """
    model = computing.model
    special = model.vocab.special
    return {
        "default_generation_settings": _default_slot(config, computing),
        "total_slots": config.n_parallel,
        "model_alias": config.alias,
        "model_ftype": model.file_type,
        "model_path": str(model.path).encode(errors="surrogateescape").decode(errors="replace"),
        "modalities": {"vision": False, "video": False, "audio": False},
        "endpoint_slots": config.endpoint_slots,
        "endpoint_props": config.endpoint_props,
        "endpoint_metrics": config.endpoint_metrics,
        "ui": config.webui,
        "ui_settings": config.ui_settings or {},
        "chat_template": model.chat_template() or "",
        "bos_token": _text(model.vocab, special.bos),
        "eos_token": _text(model.vocab, special.eos),
        "build_info": build_info,
        "is_sleeping": False,
    }


def _ollama_entry(config: ServerConfig) -> OllamaEntry:
    return {
        "name": config.alias,
        "model": config.alias,
        "modified_at": "",
        "size": "",
        "digest": "",
        "type": "model",
        "description": "",
        "tags": [""],
        "capabilities": ["embedding" if config.embeddings else "completion"],
        "parameters": "",
        "details": _FORMAT,
    }


def _openai_entry(name: str, computing: Engine | Embedder, created: int) -> ModelEntry:
    model = computing.model
    return {
        "id": name,
        "aliases": [name],
        "tags": [],
        "object": "model",
        "created": created,
        "owned_by": "llamacpp",
        "meta": {
            "vocab_type": int(model.vocab.kind),
            "n_vocab": model.vocab.n_tokens,
            "n_ctx": _n_ctx(computing),
            "n_ctx_train": model.n_ctx_train,
            "n_embd": model.n_embd,
            "n_params": model.n_params,
            "size": model.size_bytes,
            "ftype": model.file_type,
        },
    }


def _default_slot(config: ServerConfig, computing: Engine | Embedder) -> dict[str, Any]:
    """Return an idle slot, with what a request that says nothing gets."""
    return {
        "id": 0,
        "id_task": -1,
        "n_ctx": _n_ctx(computing),
        "speculative": False,
        "is_processing": False,
        "params": default_settings(config),
        "prompt": "",
        "next_token": {
            "has_next_token": True,
            "has_new_line": False,
            "n_remain": -1,
            "n_decoded": 0,
            "stopping_word": "",
        },
    }


def _n_ctx(computing: Engine | Embedder) -> int:
    return computing.n_tokens_max if isinstance(computing, Embedder) else computing.n_ctx_slot


def _text(vocab: Vocab, token: int | None) -> str:
    if token is None:
        return ""
    return vocab.piece(token, special=True).decode(errors="replace")
