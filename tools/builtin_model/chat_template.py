"""The chat template: one file for the corpus, the evaluation and the GGUF."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2.sandbox

from tools.builtin_model.example import Message, Tool

TEMPLATE = Path(__file__).with_name("template.jinja")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.sandbox.ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    environment.filters["tojson"] = _to_json
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))


def _to_json(value: Any) -> str:
    # Jinja's own filter sorts keys and escapes for HTML; renderers of chat templates do neither.
    return json.dumps(value, ensure_ascii=False)


def render(
    messages: Sequence[Message],
    tools: Sequence[Tool] = (),
    *,
    add_generation_prompt: bool = False,
    enable_thinking: bool = False,
) -> str:
    """Return a chat as the text that the model reads.

    Args:
        messages: as in the body of a chat completion.
        tools: the functions that the assistant may call.
        add_generation_prompt: end where the assistant begins to write.
        enable_thinking: let the assistant begin with thinking.
    """
    return _template().render(
        messages=list(messages),
        tools=list(tools),
        add_generation_prompt=add_generation_prompt,
        enable_thinking=enable_thinking,
    )
