"""``POST /v1/messages`` and what belongs to it, of the built-in model."""

from __future__ import annotations

from typing import Any, Final

from tests.compat.ask import Ask, post

USER: Final = {"role": "user", "content": "What is 2 + 2?"}
GREEDY: Final[dict[str, Any]] = {"model": "any", "max_tokens": 12, "temperature": 0, "messages": [USER]}


def _message(name: str, **body: Any) -> Ask:
    return post(f"messages/{name}", "/v1/messages", GREEDY | {"cache_prompt": False} | body)


ANTHROPIC: Final = (
    _message("greedy"),
    _message("system", system="Answer briefly."),
    _message("blocks", messages=[{"role": "user", "content": [{"type": "text", "text": "What is 2 + 2?"}]}]),
    _message("length", max_tokens=2),
    _message("stop", stop_sequences=["="]),
    _message("bad-no-messages", messages=None),
    post("messages/count", "/v1/messages/count_tokens", {"model": "any", "messages": [USER]}),
)
