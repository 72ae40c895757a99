"""``POST /v1/chat/completions``, by OpenAI's own client and on the wire."""

from __future__ import annotations

from typing import Any

import openai
import pytest

from pyllama import builtin_model
from tests.server.client import Connection
from tests.server.serving import Served, ServerProcess, serving

PATH = "/v1/chat/completions"
HELLO: list[Any] = [{"role": "user", "content": "Hello!"}]
ANSWER = "Hello! How can I help you?"
WITHOUT_THINKING = {"chat_template_kwargs": {"enable_thinking": False}}
GREEDY: dict[str, Any] = {"messages": HELLO, "temperature": 0, "max_tokens": 32} | WITHOUT_THINKING
CHUNK_FIELDS = ["choices", "created", "id", "model", "system_fingerprint", "object"]
TOOL = {"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object"}}}


async def post(server: Served, path: str = PATH, **body: Any) -> Any:
    response = await server.post(path, GREEDY | body)
    assert response.status == 200, response.body
    return response.json


async def stream(server: Served, **body: Any) -> list[Any]:
    response = await server.post(PATH, GREEDY | body | {"stream": True})
    assert response.status == 200, response.body
    assert response.headers["content-type"] == "text/event-stream"
    return response.openai_events


def content_of(events: list[Any], index: int = 0) -> str:
    choices = [choice for event in events for choice in event["choices"] if choice["index"] == index]
    return "".join(choice["delta"].get("content", "") for choice in choices)


@pytest.mark.parametrize("path", [PATH, "/chat/completions"])
async def test_the_whole_response(path: str) -> None:
    async with serving(builtin_model(), "-a", "tiny") as server:
        result = await post(server, path)
        short = await post(server, path, max_tokens=2)
    assert list(result) == [
        "choices",
        "created",
        "model",
        "system_fingerprint",
        "object",
        "usage",
        "id",
        "timings",
    ]
    assert result["id"].startswith("chatcmpl-")
    assert (result["object"], result["model"]) == ("chat.completion", "tiny")
    assert result["choices"] == [
        {"finish_reason": "stop", "index": 0, "message": {"role": "assistant", "content": ANSWER}}
    ]
    assert result["usage"]["total_tokens"] == (
        result["usage"]["prompt_tokens"] + result["usage"]["completion_tokens"]
    )
    assert short["choices"][0]["finish_reason"] == "length"
    assert short["usage"]["completion_tokens"] == 2
    assert short["usage"]["prompt_tokens_details"]["cached_tokens"] == result["usage"]["prompt_tokens"] - 1


async def test_a_stream_on_the_wire() -> None:
    async with serving(builtin_model()) as server:
        events = await stream(server)
        with_usage = await stream(
            server, stream_options={"include_usage": True}, timings_per_token=True, return_tokens=True
        )
    assert all(list(event) == CHUNK_FIELDS for event in events[:-1])
    assert len({(event["id"], event["created"]) for event in events}) == 1
    first, *parts, end = [event["choices"] for event in events]
    assert first == [{"finish_reason": None, "index": 0, "delta": {"role": "assistant", "content": ""}}]
    assert all(list(choice) == ["finish_reason", "index", "delta"] for (choice,) in parts)
    assert all(list(choice["delta"]) == ["content"] and choice["delta"]["content"] for (choice,) in parts)
    assert content_of(events) == ANSWER
    assert end == [{"finish_reason": "stop", "index": 0, "delta": {}}]
    assert list(events[-1]) == [*CHUNK_FIELDS, "timings"]
    *same, usage = with_usage
    assert content_of(same) == ANSWER
    assert [event["timings"]["predicted_n"] for event in same[1:]] == [
        *range(1, len(parts) + 1),
        len(parts) + 1,
    ]
    assert all(len(event["choices"][0]["tokens"]) == 1 for event in same[1:-1])
    assert (usage["choices"], list(usage)) == ([], [*CHUNK_FIELDS, "usage"])
    assert usage["usage"]["completion_tokens"] == len(parts) + 1


async def test_several_answers_share_their_prompt() -> None:
    asked: dict[str, Any] = {"n": 3, "temperature": 2, "seed": 5, "max_tokens": 8}
    async with serving(builtin_model(), "-np", "3") as server:
        alone = [
            (await post(server, **asked | {"n": 1, "seed": seed}))["choices"][0]["message"]["content"]
            for seed in (5, 6, 7)
        ]
        result = await post(server, **asked)
        events = await stream(server, stream_options={"include_usage": True}, **asked)
    assert [choice["message"]["content"] for choice in result["choices"]] == alone
    assert [choice["index"] for choice in result["choices"]] == [0, 1, 2]
    assert len(set(alone)) == 3
    assert [content_of(events, i) for i in range(3)] == alone
    for i in range(3):
        own = [choice for event in events for choice in event["choices"] if choice["index"] == i]
        assert ["role" in choice["delta"] for choice in own] == [True, *[False] * (len(own) - 1)]
        assert own[-1]["finish_reason"] in {"stop", "length"}
    assert events[-1]["usage"]["completion_tokens"] == result["usage"]["completion_tokens"]
    assert events[-1]["usage"]["prompt_tokens"] == result["usage"]["prompt_tokens"]


async def test_log_probabilities() -> None:
    async with serving(builtin_model()) as server:
        (choice,) = (await post(server, logprobs=True, top_logprobs=2))["choices"]
        (plain,) = (await post(server, logprobs=True))["choices"]
        (native,) = (await post(server, n_probs=2, post_sampling_probs=True))["choices"]
        events = await stream(server, logprobs=True, top_logprobs=2)
    items = choice["logprobs"]["content"]
    assert "".join(item["token"] for item in items) == ANSWER
    assert b"".join(bytes(item["bytes"]) for item in items).decode() == ANSWER
    assert all(len(item["top_logprobs"]) == 2 and item["logprob"] <= 0 for item in items)
    assert [item | {"top_logprobs": []} for item in items] == plain["logprobs"]["content"]
    assert all(0 <= item["prob"] <= 1 for item in native["logprobs"]["content"])
    parts = [event["choices"][0] for event in events]
    streamed = [item for part in parts if "logprobs" in part for item in part["logprobs"]["content"]]
    assert [item["token"] for item in streamed] == [item["token"] for item in items]
    assert [item["logprob"] for item in streamed] == pytest.approx([item["logprob"] for item in items])


async def test_how_far_a_prompt_is() -> None:
    async with serving(builtin_model()) as server:
        events = await stream(server, return_progress=True)
    assert events[0]["prompt_progress"]["total"] == events[-1]["timings"]["prompt_n"]
    begun = [event for event in events if "prompt_progress" not in event]
    assert begun[0]["choices"][0]["delta"]["role"] == "assistant"


async def test_what_the_template_gets() -> None:
    async with serving(builtin_model()) as server:
        with_tool = await post(server, tools=[TOOL])
        without = await post(server, tools=[TOOL], tool_choice="none")
        continued = await post(server, messages=[*HELLO, {"role": "assistant", "content": "Hello! How"}])
        plain = await post(server)
    assert with_tool["usage"]["prompt_tokens"] > without["usage"]["prompt_tokens"]
    assert without["usage"]["prompt_tokens"] == plain["usage"]["prompt_tokens"]
    assert continued["choices"][0]["message"]["content"] == " can I help you?"


def test_with_the_official_client(client: openai.OpenAI) -> None:
    asked: dict[str, Any] = {
        "model": "any",
        "messages": HELLO,
        "temperature": 0,
        "extra_body": WITHOUT_THINKING,
    }
    result = client.chat.completions.create(
        **asked,
        max_completion_tokens=32,
        logprobs=True,
        top_logprobs=1,
        seed=1,
        user="me",
        metadata={"a": "b"},
    )
    (choice,) = result.choices
    assert (choice.message.content, choice.finish_reason) == (ANSWER, "stop")
    assert choice.logprobs is not None
    assert choice.logprobs.content is not None
    assert choice.logprobs.content[0].top_logprobs[0].token == choice.logprobs.content[0].token
    parts = list(client.chat.completions.create(**asked, stream=True, stream_options={"include_usage": True}))
    assert "".join(part.choices[0].delta.content or "" for part in parts[:-1]) == ANSWER
    assert parts[-1].usage is not None
    stopped = client.chat.completions.create(**asked, stop=["How"])
    assert stopped.choices[0].message.content == "Hello! "


def test_the_official_client_lists_the_model(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["builtin"]


def test_errors_are_those_of_the_official_client(client: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        client.chat.completions.create(model="any", messages=[])
    assert (caught.value.param, caught.value.type) == ("messages", "invalid_request_error")
    with pytest.raises(openai.BadRequestError) as caught:
        client.chat.completions.create(model="any", messages=[{"role": "user", "content": "word " * 5000}])
    assert (caught.value.param, caught.value.type) == ("messages", "exceed_context_size_error")


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"messages": "Hello"}, "messages"),
        ({"messages": [{"role": "nobody", "content": "x"}]}, "messages[0].role"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, "messages[0].content[0].type"),
        ({"top_logprobs": 2}, "top_logprobs"),
        ({"logprobs": True, "top_logprobs": -1}, "top_logprobs"),
        ({"logprobs": 3}, "logprobs"),
        ({"tool_choice": "required"}, "tool_choice"),
        ({"tool_choice": "often", "tools": [TOOL]}, "tool_choice"),
        ({"tool_choice": {"type": "function", "function": {"name": "x"}}, "tools": [TOOL]}, "tool_choice"),
        ({"tool_choice": {"type": "function"}, "tools": [TOOL]}, "tool_choice.function.name"),
        ({"tool_choice": {"type": "custom", "custom": {"name": "x"}}, "tools": [TOOL]}, "tool_choice.type"),
        ({"tool_choice": {"type": "allowed_tools"}, "tools": [TOOL]}, "tool_choice.allowed_tools.tools"),
        ({"tools": [{"type": "function"}]}, "tools[0].function.name"),
        ({"tools": [TOOL, TOOL]}, "tools[1].function.name"),
        ({"tools": [TOOL | {"function": {"name": "x", "parameters": 1}}]}, "tools[0].function.parameters"),
        ({"tools": [TOOL | {"type": "custom"}]}, "tools[0].type"),
        ({"parallel_tool_calls": 1}, "parallel_tool_calls"),
        ({"functions": [{"name": "x"}]}, "functions"),
        ({"reasoning_format": "tidy"}, "reasoning_format"),
        ({"reasoning_budget_tokens": -2}, "reasoning_budget_tokens"),
        (
            {"chat_template_kwargs": {"enable_thinking": "yes"}},
            "chat_template_kwargs.enable_thinking",
        ),
        ({"modalities": ["audio"]}, "modalities"),
        ({"audio": {"voice": "x"}}, "audio"),
        ({"prompt": "x"}, "prompt"),
        ({"n": 0}, "n"),
        ({"store": True}, "store"),
    ],
)
async def test_what_is_refused(chatting: ServerProcess, body: Any, param: str) -> None:
    async with await Connection.open(chatting.port) as connection:
        response = await connection.request("POST", PATH, GREEDY | body)
    assert (response.status, response.json["error"]["param"]) == (400, param)


async def test_leaving_cancels_all_answers() -> None:
    endless = GREEDY | {"n": 4, "max_tokens": -1, "stream": True, "ignore_eos": True}
    async with serving(builtin_model(), "-c", "4096", "-np", "2") as server:
        async with await server.connect() as connection:
            await connection.send("POST", PATH, endless)
            assert (await connection.head()).status == 200
        await server.until(lambda s: s.n_cancelled == 4)
        assert server.statistics.n_waiting == 0
