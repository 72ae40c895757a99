"""The response objects of ``GET /v1/models`` and ``GET /props``."""

from __future__ import annotations

from typing import Any

from pyllama.engine import Engine
from server.config import ServerConfig
from server.formats.generation_settings import generation_settings

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
    model = engine.model
    return {
        "models": [
            {
                "name": config.alias,
                "model": config.alias,
                "modified_at": "",
                "size": "",
                "digest": "",
                "type": "model",
                "description": "",
                "tags": [""],
                "capabilities": ["completion"],
                "parameters": "",
                "details": _FORMAT,
            },
        ],
        "object": "list",
        "data": [
            {
                "id": config.alias,
                "aliases": [config.alias],
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
            },
        ],
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
        "default_generation_settings": {
            "id": 0,
            "id_task": -1,
            "n_ctx": engine.n_ctx_slot,
            "speculative": False,
            "is_processing": False,
            "params": generation_settings(config.sampling, n_predict=config.n_predict),
            "prompt": "",
            "next_token": {
                "has_next_token": True,
                "has_new_line": False,
                "n_remain": -1,
                "n_decoded": 0,
                "stopping_word": "",
            },
        },
        "total_slots": config.n_parallel,
        "model_alias": config.alias,
        "model_ftype": model.file_type,
        "model_path": config.model.encode(errors="surrogateescape").decode(errors="replace"),
        "modalities": {"vision": False, "video": False, "audio": False},
        "endpoint_slots": False,
        "endpoint_props": False,
        "endpoint_metrics": False,
        "ui": config.webui,
        "chat_template": model.chat_template() or "",
        "bos_token": _text(engine, special.bos),
        "eos_token": _text(engine, special.eos),
        "build_info": build_info,
    }


def _text(engine: Engine, token: int | None) -> str:
    if token is None:
        return ""
    return engine.model.vocab.piece(token, special=True).decode(errors="replace")
