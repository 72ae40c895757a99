"""The response objects of ``/lora-adapters``."""

from __future__ import annotations

import os
from typing import Any

from pyllama.engine import Adapters


def lora_response(adapters: Adapters) -> list[dict[str, Any]]:
    """Return what there is to know of each adapter, with its present scale."""
    return [
        {
            "id": i,
            "path": os.fsencode(adapter.path).decode(errors="replace"),
            "scale": scale,
            "task_name": adapter.task_name,
            "prompt_prefix": adapter.prompt_prefix,
        }
        for i, (adapter, scale) in enumerate(zip(adapters.loaded, adapters.scales, strict=True))
    ]
