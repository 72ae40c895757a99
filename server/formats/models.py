"""The response objects of ``GET /v1/models`` and ``GET /props``."""

from __future__ import annotations

from typing import Any

from pyllama.engine import Engine
from server.config import ServerConfig
from server.formats.generation_settings import default_settings

_FORMAT = {
    "parent_model": "",
    "format": "gguf",
    "family": "",
    "families": ("",),
    "parameter_size": "",
    "quantization_level": "",
}


def models_response(config: ServerConfig, engine: Engine, created: int) -> dict[str, Any]:
    """Return the list of models: in OpenAI's form under ``data``, in Ollama's under ``models``.

    Args:
        config: gives the model's name.
        engine: has the model.
        created: when it was loaded, in seconds since 1970.
    """
    return {
        "models": [_ollama_entry(config.alias)],
        "object": "list",
        "data": [_openai_entry(config.alias, engine, created)],
    }


def props_response(config: ServerConfig, engine: Engine, build_info: str) -> dict[str, Any]:
    """Return the server's properties.

    Args:
        config: gives names and defaults.
        engine: has the model.
        build_info: which llama.cpp is at work.
    """
    model = engine.model
    special = model.vocab.special
    return {
        "default_generation_settings": _default_slot(config, engine),
        "total_slots": config.n_parallel,
        "model_alias": config.alias,
        "model_ftype": model.file_type,
        "model_path": config.model.encode(errors="surrogateescape").decode(errors="replace"),
        "modalities": {"vision": False, "video": False, "audio": False},
        "endpoint_slots": config.endpoint_slots,
        "endpoint_props": False,
        "endpoint_metrics": False,
        "ui": config.webui,
        "chat_template": model.chat_template() or "",
        "bos_token": _text(engine, special.bos),
        "eos_token": _text(engine, special.eos),
        "build_info": build_info,
    }


def _ollama_entry(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "model": name,
        "modified_at": "",
        "size": "",
        "digest": "",
        "type": "model",
        "description": "",
        "tags": [""],
        "capabilities": ["completion"],
        "parameters": "",
        "details": _FORMAT,
    }


def _openai_entry(name: str, engine: Engine, created: int) -> dict[str, Any]:
    model = engine.model
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
            "n_ctx": engine.n_ctx_slot,
            "n_ctx_train": model.n_ctx_train,
            "n_embd": model.n_embd,
            "n_params": model.n_params,
            "size": model.size_bytes,
            "ftype": model.file_type,
        },
    }


def _default_slot(config: ServerConfig, engine: Engine) -> dict[str, Any]:
    """Return an idle slot, with what a request that says nothing gets."""
    return {
        "id": 0,
        "id_task": -1,
        "n_ctx": engine.n_ctx_slot,
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


def _text(engine: Engine, token: int | None) -> str:
    if token is None:
        return ""
    return engine.model.vocab.piece(token, special=True).decode(errors="replace")
