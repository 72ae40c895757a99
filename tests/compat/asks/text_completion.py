"""``POST /v1/completions``, of the built-in model."""

from __future__ import annotations

from typing import Any, Final

from tests.compat.ask import Ask, post
from tests.compat.asks.completion import QUESTION

GREEDY: Final[dict[str, Any]] = {
    "model": "gpt-3.5-turbo-instruct",
    "prompt": "Once upon a time",
    "temperature": 0,
    "max_tokens": 8,
    "cache_prompt": False,
}


def _text(name: str, **body: Any) -> Ask:
    return post(f"text/{name}", "/v1/completions", GREEDY | body)


TEXT_COMPLETION: Final = (
    _text("greedy"),
    _text("no-model", model=None),
    _text("tokens", prompt=[5, 6, 7]),
    _text("several", prompt=["Once upon a time", "The dog"]),
    _text("choices", n=2, max_tokens=3),
    _text("stop", stop=[" a"]),
    _text("end", prompt=QUESTION, max_tokens=60),
    _text("logprobs", logprobs=2, max_tokens=3),
    _text("echo", echo=True, max_tokens=3),
    _text("suffix", suffix="The end."),
    _text("best-of", best_of=2, max_tokens=3),
    _text("penalties", frequency_penalty=0.5, presence_penalty=0.5),
    _text("bias", logit_bias={"511": -100}),
    _text("stream", stream=True),
    _text("stream-usage", stream=True, stream_options={"include_usage": True}),
    _text("stream-stop", stream=True, stop=[" a"]),
    _text("stream-logprobs", stream=True, logprobs=1, max_tokens=3),
    _text("stream-timings", stream=True, timings_per_token=True, max_tokens=3),
    _text("user", user="somebody", seed=1),
    _text("bad-prompt", prompt=None),
    _text("bad-max-tokens", max_tokens="many"),
    _text("bad-n", n=0),
    _text("bad-too-long", prompt="word " * 600),
    _text("bad-stream-too-long", prompt="word " * 600, stream=True),
)
