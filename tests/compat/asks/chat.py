"""``POST /v1/chat/completions`` and ``POST /apply-template``, of the built-in model."""

from __future__ import annotations

from typing import Any, Final

from tests.compat.ask import Ask, post
from tests.compat.asks.completion import LIST_GRAMMAR, PERSON

USER: Final = {"role": "user", "content": "What is 2 + 2?"}
SYSTEM: Final = {"role": "system", "content": "Answer briefly."}
GREEDY: Final[dict[str, Any]] = {
    "model": "gpt-3.5-turbo",
    "messages": [USER],
    "temperature": 0,
    "max_tokens": 12,
    "cache_prompt": False,
}
TOOL: Final = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Tell the weather",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}},
            "required": ["city"],
        },
    },
}


def _chat(name: str, **body: Any) -> Ask:
    return post(f"chat/{name}", "/v1/chat/completions", GREEDY | body)


def _template(name: str, *messages: Any, **body: Any) -> Ask:
    return post(f"template/{name}", "/apply-template", {"messages": list(messages)} | body)


CHAT: Final = (
    _chat("greedy"),
    post("chat/short-path", "/chat/completions", GREEDY),
    _chat("system", messages=[SYSTEM, USER]),
    _chat("turns", messages=[SYSTEM, USER, {"role": "assistant", "content": "4"}, USER]),
    _chat("parts", messages=[{"role": "user", "content": [{"type": "text", "text": "What is 2 + 2?"}]}]),
    _chat("prefill", messages=[USER, {"role": "assistant", "content": "The answer"}]),
    _chat("max-completion-tokens", max_tokens=None, max_completion_tokens=3),
    _chat("length", max_tokens=2),
    _chat("end", max_tokens=60),
    _chat("stop", stop=["."], max_tokens=60),
    _chat("choices", n=2, max_tokens=3),
    _chat("logprobs", logprobs=True, max_tokens=3),
    _chat("top-logprobs", logprobs=True, top_logprobs=2, max_tokens=3),
    _chat("seed", temperature=1.0, seed=5),
    _chat("penalties", frequency_penalty=0.5, presence_penalty=0.5),
    _chat("bias", logit_bias={"511": -100}),
    _chat("native-fields", mirostat=2, seed=3, temperature=0.8, n_probs=1, max_tokens=2),
    _chat("timings", timings_per_token=True, max_tokens=2),
    _chat("json-object", response_format={"type": "json_object"}, max_tokens=20),
    _chat("json-object-schema", response_format={"type": "json_object", "schema": PERSON}, max_tokens=60),
    _chat(
        "json-schema",
        response_format={"type": "json_schema", "json_schema": {"name": "person", "schema": PERSON}},
        max_tokens=60,
    ),
    _chat("text-format", response_format={"type": "text"}),
    _chat("grammar", grammar=LIST_GRAMMAR),
    _chat("reasoning-effort", reasoning_effort="low", max_tokens=3),
    _chat("tools", tools=[TOOL], max_tokens=8),
    _chat("tools-none", tools=[TOOL], tool_choice="none", max_tokens=8),
    _chat("stream", stream=True),
    _chat("stream-usage", stream=True, stream_options={"include_usage": True}),
    _chat("stream-length", stream=True, max_tokens=1),
    _chat("stream-stop", stream=True, stop=["."], max_tokens=60),
    _chat("stream-logprobs", stream=True, logprobs=True, top_logprobs=1, max_tokens=3),
    _chat("stream-timings", stream=True, timings_per_token=True, max_tokens=3),
    _chat("stream-choices", stream=True, n=2, max_tokens=2),
    _chat("template-kwargs", chat_template_kwargs={"enable_thinking": False}, max_tokens=3),
    _chat("bad-no-messages", messages=None),
    _chat("bad-empty", messages=[]),
    _chat("bad-messages-text", messages="hello"),
    _chat("bad-message-text", messages=["hello"]),
    _chat("bad-no-role", messages=[{"content": "x"}]),
    _chat("bad-no-content", messages=[{"role": "user"}]),
    _chat("bad-content-number", messages=[{"role": "user", "content": 5}]),
    _chat("bad-part", messages=[{"role": "user", "content": [{"type": "nothing"}]}]),
    _chat(
        "bad-image",
        messages=[{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:,x"}}]}],
    ),
    _chat("bad-role", messages=[{"role": "nobody", "content": "x"}], max_tokens=1),
    _chat("bad-format", response_format={"type": "nothing"}, max_tokens=1),
    _chat("bad-schema", response_format={"type": "json_schema", "json_schema": {"schema": {"type": "x"}}}),
    _chat("bad-tools", tools="x"),
    _chat("bad-tool-choice", tools=[TOOL], tool_choice="sometimes"),
    _chat("bad-too-long", messages=[{"role": "user", "content": "word " * 600}]),
    _chat("bad-top-logprobs", top_logprobs=2, max_tokens=1),
    _template("one", USER),
    _template("system", SYSTEM, USER),
    _template("assistant-last", USER, {"role": "assistant", "content": "The"}),
    _template("no-generation-prompt", USER, add_generation_prompt=False),
    _template(
        "parts", {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}
    ),
    _template("tools", USER, tools=[TOOL]),
    post("template/bad-no-messages", "/apply-template", {}),
    _template("bad-role-missing", {"content": "x"}),
)

THINKING: Final = (
    _chat("thoughts", max_tokens=60),
    _chat("thoughts-in-content", max_tokens=60, reasoning_format="none"),
    _chat("no-thoughts", max_tokens=60, chat_template_kwargs={"enable_thinking": False}),
    _chat("stream-thoughts", max_tokens=60, stream=True),
    _template("thoughts", USER),
)
