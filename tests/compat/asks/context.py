"""``POST /completion`` of a decoder with random weights, whose texts go on until something ends them."""

from __future__ import annotations

from typing import Any, Final

from tests.compat.ask import Ask, get, post
from tests.compat.asks.completion import GREEDY

_CHAT: Final = {"messages": [{"role": "user", "content": "x"}]}


def _endless(name: str, **body: Any) -> Ask:
    return post(name, "/completion", GREEDY | {"n_predict": -1, "return_tokens": True} | body)


DECODER: Final = (
    post("decoder/greedy", "/completion", GREEDY),
    post("decoder/empty", "/completion", GREEDY | {"prompt": ""}),
    post("decoder/begins-itself", "/completion", GREEDY | {"prompt": "<s>Once"}),
    post("decoder/tokens", "/completion", GREEDY | {"prompt": [1, 300, 301]}),
    post("decoder/mixed", "/completion", GREEDY | {"prompt": [300, "Once", 301]}),
    post("decoder/mixed-text-first", "/completion", GREEDY | {"prompt": ["Once", 301]}),
    post(
        "decoder/hot",
        "/completion",
        GREEDY | {"temperature": 5.0, "seed": 1, "top_k": 0, "top_p": 1, "min_p": 0},
    ),
    post("decoder/probs", "/completion", GREEDY | {"n_probs": 10, "n_predict": 3}),
    post(
        "decoder/hot-stream",
        "/completion",
        GREEDY | {"temperature": 5.0, "seed": 2, "top_k": 0, "top_p": 1, "min_p": 0, "stream": True},
    ),
    post(
        "decoder/hot-probs",
        "/completion",
        GREEDY
        | {"temperature": 5.0, "seed": 3, "top_k": 0, "min_p": 0, "n_probs": 2, "post_sampling_probs": True},
    ),
    _endless("decoder/full-context"),
    _endless("decoder/full-context-stream", stream=True),
    _endless("decoder/longer-than-context", n_predict=1000),
    post("decoder/prompt-fills-context", "/completion", GREEDY | {"prompt": [300] * 255}),
    post("decoder/prompt-as-long-as-context", "/completion", GREEDY | {"prompt": [300] * 256}),
    post("decoder/bad-too-long", "/completion", GREEDY | {"prompt": [300] * 300}),
    post("decoder/bad-too-long-stream", "/completion", GREEDY | {"prompt": [300] * 300, "stream": True}),
    post(
        "decoder/no-template",
        "/v1/chat/completions",
        _CHAT | {"temperature": 0, "max_tokens": 8, "cache_prompt": False},
    ),
    post("decoder/apply-no-template", "/apply-template", _CHAT),
    post("decoder/no-infill", "/infill", {"input_prefix": "a", "input_suffix": "b"}),
    get("decoder/props", "/props"),
    get("decoder/models", "/v1/models"),
)

SHIFTED: Final = (
    _endless("shift/once", n_predict=300),
    _endless("shift/twice", n_predict=500),
    _endless("shift/keep", n_predict=300, n_keep=8),
    _endless("shift/keep-all", n_predict=300, n_keep=-1),
    _endless("shift/discard", n_predict=300, n_discard=16),
    _endless("shift/bad-too-long", prompt=[300] * 300, n_predict=2),
)
