"""What tells about the server and changes it, and what goes wrong before an endpoint is reached."""

from __future__ import annotations

from typing import Final

from tests.compat.ask import Ask, get, post
from tests.compat.asks.completion import GREEDY

ABOUT: Final = (
    get("server/health", "/health"),
    get("server/v1-health", "/v1/health"),
    get("server/props", "/props"),
    post("server/change-props", "/props", {}),
    get("server/models", "/models"),
    get("server/v1-models", "/v1/models"),
    get("server/slots", "/slots"),
    get("server/free-slot", "/slots?fail_on_no_slot=1"),
    get("server/metrics", "/metrics"),
    get("server/no-adapters", "/lora-adapters"),
    post("server/set-no-adapters", "/lora-adapters", []),
    post("server/no-control", "/v1/chat/completions/control", {}),
    post("server/no-embedding", "/v1/embeddings", {"input": "x"}),
    post("server/no-rerank", "/rerank", {"query": "x", "documents": ["y"]}),
)

HTTP: Final = (
    get("http/unknown", "/nothing"),
    post("http/unknown-post", "/v1/nothing", {}),
    get("http/get-completion", "/completion"),
    get("http/get-chat", "/v1/chat/completions"),
    post("http/post-health", "/health", {}),
    post("http/post-models", "/v1/models", {}),
    Ask("http/put", "PUT", "/completion", {}),
    Ask("http/delete", "DELETE", "/completion"),
    Ask("http/head", "HEAD", "/health"),
    Ask("http/options", "OPTIONS", "/completion", headers={"Origin": "http://example.com"}),
)

ADAPTERS: Final = (
    get("lora/list", "/lora-adapters"),
    post("lora/text-with", "/completion", GREEDY),
    post("lora/text-half", "/completion", GREEDY | {"lora": [{"id": 0, "scale": 0.5}]}),
    post("lora/set", "/lora-adapters", [{"id": 0, "scale": 0.2}]),
    get("lora/after", "/lora-adapters"),
    post("lora/set-none", "/lora-adapters", []),
    get("lora/none", "/lora-adapters"),
    post("lora/text-without", "/completion", GREEDY),
    post("lora/bad-object", "/lora-adapters", {"id": 0}),
    post("lora/bad-id", "/lora-adapters", [{"id": 7, "scale": 1.0}]),
    post("lora/bad-scale", "/lora-adapters", [{"id": 0, "scale": "x"}]),
)

_CACHED: Final = GREEDY | {"id_slot": 1, "n_predict": 4, "cache_prompt": True}
SLOT_FILES: Final = (
    post("slots/fill", "/completion", _CACHED),
    get("slots/filled", "/slots"),
    post("slots/reuse", "/completion", _CACHED),
    post("slots/reuse-in-part", "/completion", _CACHED | {"prompt": "Once upon a dog"}),
    post("slots/save", "/slots/1?action=save", {"filename": "slot.bin"}),
    post("slots/erase", "/slots/1?action=erase"),
    post("slots/restore", "/slots/1?action=restore", {"filename": "slot.bin"}),
    post("slots/bad-name", "/slots/1?action=save", {"filename": "../slot.bin"}),
    post("slots/bad-empty-name", "/slots/1?action=save", {"filename": ""}),
    post("slots/bad-no-name", "/slots/1?action=save", {}),
    post("slots/bad-missing-file", "/slots/1?action=restore", {"filename": "none.bin"}),
    post("slots/bad-action", "/slots/1?action=dance"),
    post("slots/bad-no-action", "/slots/1"),
    post("slots/bad-id", "/slots/x?action=erase"),
    post("slots/bad-slot", "/slots/9?action=erase"),
)

_KEY: Final = {"Authorization": "Bearer secret"}
KEYED: Final = (
    get("key/health", "/health"),
    get("key/models", "/v1/models"),
    get("key/props-without", "/props"),
    get("key/props", "/props", **_KEY),
    post("key/without", "/completion", GREEDY),
    post("key/wrong", "/completion", GREEDY, Authorization="Bearer wrong"),
    post("key/basic", "/completion", GREEDY, Authorization="Basic secret"),
    post("key/right", "/completion", GREEDY, **_KEY),
    post("key/x-api-key", "/completion", GREEDY, **{"X-Api-Key": "secret"}),
    get("key/unknown-route", "/nothing"),
    get("key/metrics-off", "/metrics", **_KEY),
    get("key/slots-off", "/slots", **_KEY),
    post("key/props-off", "/props", {}, **_KEY),
    post("key/slot-files-off", "/slots/0?action=save", {"filename": "x"}, **_KEY),
)
