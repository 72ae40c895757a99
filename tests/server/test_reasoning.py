"""Thoughts of the built-in model: where they go, and how they are ended."""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest

from pyllama import builtin_model
from tests.server.serving import Served, ServerProcess, serving

PATH = "/v1/chat/completions"
CONTROL = f"{PATH}/control"
MESSAGES: list[Any] = [{"role": "user", "content": "What is 47 + 38?"}]
THINKING = {"chat_template_kwargs": {"enable_thinking": True}}
GREEDY: dict[str, Any] = {"messages": MESSAGES, "temperature": 0, "max_tokens": 100}
ANSWER = "47 + 38 = 85."
SCHEMA = {
    "type": "object",
    "properties": {"sum": {"type": "integer"}},
    "required": ["sum"],
    "additionalProperties": False,
}


async def message_of(server: Served, **body: Any) -> Any:
    response = await server.post(PATH, GREEDY | THINKING | body)
    assert response.status == 200, response.body
    return response.json["choices"][0]["message"]


async def deltas_of(server: Served, **body: Any) -> list[Any]:
    response = await server.post(PATH, GREEDY | THINKING | body | {"stream": True})
    assert response.status == 200, response.body
    return [event["choices"][0]["delta"] for event in response.openai_events]


def joined(deltas: list[Any], name: str) -> str:
    return "".join(delta.get(name, "") for delta in deltas)


async def test_where_thoughts_go() -> None:
    async with serving(builtin_model()) as server:
        forms = ("auto", "deepseek", "none", "deepseek-legacy")
        auto, deepseek, none, legacy = [await message_of(server, reasoning_format=form) for form in forms]
        streams = [await deltas_of(server, reasoning_format=form) for form in forms]
        plain = await message_of(server, chat_template_kwargs={"enable_thinking": False})
    assert list(auto) == ["role", "content", "reasoning_content"]
    assert auto == deepseek
    assert auto["content"] == ANSWER
    assert "7 + 8 = 15" in auto["reasoning_content"]
    assert list(none) == ["role", "content"]
    assert none["content"].startswith(f"<think>\n{auto['reasoning_content']}")
    assert none["content"].endswith(f"</think>\n\n{ANSWER}")
    assert legacy == none | {"reasoning_content": auto["reasoning_content"]}
    assert plain == {"role": "assistant", "content": ANSWER}
    for message, deltas in zip((auto, deepseek, none, legacy), streams, strict=True):
        for name in ("content", "reasoning_content"):
            assert joined(deltas, name) == message.get(name, "")
    first, *rest = streams[0]
    assert first == {"role": "assistant", "content": ""}
    kinds = [list(delta) for delta in rest]
    assert kinds == sorted(kinds, key=[["reasoning_content"], ["content"], []].index)


@pytest.mark.parametrize(
    ("arguments", "thinks"),
    [
        (["--reasoning", "on"], True),
        (["--reasoning", "off"], False),
        (["--reasoning", "auto"], False),
        (["--reasoning-effort", "high", "-rea", "on"], True),
        (["--chat-template-kwargs", '{"enable_thinking": true}'], True),
    ],
)
async def test_whether_the_model_thinks(arguments: list[str], thinks: bool) -> None:
    async with serving(builtin_model(), *arguments) as server:
        message = await message_of(server, chat_template_kwargs={})
        assert ("reasoning_content" in message) == thinks
        assert "reasoning_content" in await message_of(
            server, chat_template_kwargs={}, reasoning_effort="low"
        )
        off = await message_of(server, chat_template_kwargs={}, reasoning_effort="none")
        assert "reasoning_content" not in off


async def test_what_the_server_is_told_holds_where_requests_are_silent() -> None:
    arguments = ("--reasoning-format", "none", "--reasoning-budget", "4", "--reasoning-budget-message", "Ok.")
    async with serving(builtin_model(), *arguments) as server:
        told = await message_of(server)
        own = await message_of(server, reasoning_format="auto", reasoning_budget_tokens=1000)
        same = await message_of(server, reasoning_budget_tokens=-1)
    assert "Ok.</think>" in told["content"]
    assert "7 + 8 = 15" in own["reasoning_content"]
    assert same == told


async def test_a_budget() -> None:
    async with serving(builtin_model()) as server:
        free = await message_of(server)
        limited = await message_of(server, reasoning_budget_tokens=5, reasoning_budget_message=" Enough.")
        other = await message_of(server, thinking_budget_tokens=5)
        none = await message_of(server, reasoning_budget_tokens=0)
    thoughts = limited["reasoning_content"].removesuffix(" Enough.")
    assert thoughts != limited["reasoning_content"]
    assert free["reasoning_content"].startswith(thoughts)
    assert limited["content"] == ANSWER
    assert other["reasoning_content"] == thoughts.strip()
    assert "reasoning_content" not in none
    assert none["content"]


async def test_a_schema_holds_for_the_answer_and_not_for_the_thoughts() -> None:
    form = {"type": "json_schema", "json_schema": {"name": "sum", "schema": SCHEMA}}
    async with serving(builtin_model()) as server:
        message = await message_of(server, response_format=form, max_tokens=200)
    assert "7 + 8 = 15" in message["reasoning_content"]
    assert isinstance(json.loads(message["content"])["sum"], int)


async def test_thoughts_go_on_where_the_client_left_them() -> None:
    begun = {"role": "assistant", "content": "<think>\n7 + 8 = 15, write"}
    async with serving(builtin_model()) as server:
        message = await message_of(server, messages=[*MESSAGES, begun])
    assert "5 carry 1" in message["reasoning_content"]
    assert message["content"]


async def test_ending_thoughts_that_run() -> None:
    # The model itself cannot end them.
    endless = {"stream": True, "max_tokens": -1, "ignore_eos": True, "logit_bias": [["</think>", False]]}
    async with serving(builtin_model(), "-c", "2048") as server, await server.connect() as connection:
        await connection.send("POST", PATH, GREEDY | THINKING | endless | {"reasoning_control": True})
        assert (await connection.head()).status == 200
        event = json.loads((await connection.chunk()).partition(b"\n\n")[0].removeprefix(b"data: "))
        ended = await server.post(CONTROL, {"id": event["id"], "action": "reasoning_end"})
        assert (ended.status, ended.json) == (200, {"success": True})
        rest = b""
        while chunk := await connection.chunk():
            rest += chunk
        again = await server.post(CONTROL, {"id": event["id"], "action": "reasoning_end"})
    assert b'"delta":{"content"' in rest
    assert again.json["success"] is False


async def test_what_cannot_be_ended() -> None:
    async with serving(builtin_model(), "-c", "2048") as server, await server.connect() as connection:
        unknown = await server.post(CONTROL, {"id": "chatcmpl-0", "action": "reasoning_end"})
        assert unknown.json == {"success": False, "message": "no completion with this id is running"}
        body = GREEDY | {"stream": True, "max_tokens": -1, "ignore_eos": True}
        await connection.send("POST", PATH, body)
        assert (await connection.head()).status == 200
        event = json.loads((await connection.chunk()).partition(b"\n\n")[0].removeprefix(b"data: "))
        unarmed = await server.post(CONTROL, {"id": event["id"], "action": "reasoning_end"})
        assert unarmed.json["message"] == "the completion was asked for without reasoning_control"
        for refused in ({"id": "x", "action": "stop"}, {"action": "reasoning_end"}, {"id": 1}):
            assert (await server.post(CONTROL, refused)).status == 400


def test_the_official_client_sees_thoughts(chatting: ServerProcess, client: openai.OpenAI) -> None:
    answer = client.chat.completions.create(
        model="any", messages=MESSAGES, temperature=0, reasoning_effort="low", max_completion_tokens=100
    )
    message = answer.choices[0].message
    assert message.content == ANSWER
    assert "7 + 8 = 15" in message.model_extra["reasoning_content"]  # type: ignore[index]  # there are such fields
