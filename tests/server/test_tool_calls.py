"""Calls of tools by the built-in model, on the wire and by OpenAI's own client."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import openai
import pytest
from jsonschema import validate
from pydantic import BaseModel

from pyllama import builtin_model
from tests.chat.well_known import well_known_templates
from tests.server.serving import Served, serving
from tools.builtin_model.skills.function_calls.catalogue import FUNCTIONS

PATH = "/v1/chat/completions"
STRING = {"type": "string"}


def tool(name: str, description: str, **properties: Any) -> dict[str, Any]:
    parameters = {"type": "object", "properties": properties, "required": list(properties)}
    return {
        "type": "function",
        "function": {"name": name, "description": description, "parameters": parameters},
    }


WEATHER = tool("get_weather", "The weather in a city", city=STRING)
TIME = tool("get_time", "The local time in a city", city=STRING)
QUESTION = "What is the weather in Paris?"


def asking(question: str, *tools: Any, **more: Any) -> dict[str, Any]:
    messages = [{"role": "user", "content": question}]
    return {"messages": messages, "tools": tools or (WEATHER,), "temperature": 0, "max_tokens": 200} | more


async def choice_of(server: Served, body: dict[str, Any]) -> Any:
    response = await server.post(PATH, body)
    assert response.status == 200, response.body
    (choice,) = response.json["choices"]
    return choice


async def events_of(server: Served, body: dict[str, Any]) -> list[Any]:
    response = await server.post(PATH, body | {"stream": True})
    assert response.status == 200, response.body
    return [event["choices"][0] for event in response.openai_events]


def called(message: Any) -> list[tuple[str, Any]]:
    calls = message.get("tool_calls") or ()
    return [(call["function"]["name"], json.loads(call["function"]["arguments"])) for call in calls]


async def test_a_call_on_the_wire() -> None:
    async with serving(builtin_model()) as server:
        choice = await choice_of(server, asking(QUESTION))
    message = choice["message"]
    assert list(message) == ["role", "content", "tool_calls"]
    assert message["content"] is None
    (call,) = message["tool_calls"]
    assert list(call) == ["id", "type", "function"]
    assert call["id"].startswith("call_")
    assert len(call["id"]) == len("call_") + 24
    assert call["function"] == {"name": "get_weather", "arguments": '{"city": "Paris"}'}
    assert choice["finish_reason"] == "tool_calls"


async def test_a_stream_of_calls_on_the_wire() -> None:
    body = asking("What is the weather in Paris and Oslo?", return_tokens=True)
    async with serving(builtin_model()) as server:
        first, *parts, end = await events_of(server, body)
    assert first["delta"] == {"role": "assistant", "content": ""}
    assert (end["delta"], end["finish_reason"]) == ({}, "tool_calls")
    calls = [call for part in parts for call in part["delta"]["tool_calls"]]
    assert all(list(part["delta"]) == ["tool_calls"] for part in parts)
    begun = [call for call in calls if "id" in call]
    assert [call["index"] for call in begun] == [0, 1]
    assert [call["function"]["name"] for call in begun] == ["get_weather", "get_weather"]
    assert all(list(call) == ["index", "function"] for call in calls if call not in begun)
    assert begun[0]["id"] != begun[1]["id"]
    arguments = [
        json.loads("".join(call["function"]["arguments"] for call in calls if call["index"] == index))
        for index in range(2)
    ]
    assert arguments == [{"city": "Paris"}, {"city": "Oslo"}]
    # Tokens of markers come with what they turned out to mean.
    assert sum(len(part["tokens"]) for part in [*parts, end]) > len(parts)


async def test_the_result_of_a_call_is_used() -> None:
    async with serving(builtin_model()) as server:
        body = asking(QUESTION)
        message = (await choice_of(server, body))["message"]
        (call,) = message["tool_calls"]
        result = {
            "role": "tool",
            "tool_call_id": call["id"],
            "content": '{"temperature": 21, "sky": "sunny"}',
        }
        answer = await choice_of(server, body | {"messages": [*body["messages"], message, result]})
    assert "21" in answer["message"]["content"]
    assert answer["finish_reason"] == "stop"
    assert "tool_calls" not in answer["message"]


@pytest.mark.parametrize("choice", ["none", None])
async def test_without_tools_nothing_is_called(choice: str | None) -> None:
    body = asking("Say <tool_call>", tool_choice=choice) | ({} if choice else {"tools": None})
    async with serving(builtin_model()) as server:
        answer = await choice_of(server, body)
    assert "tool_calls" not in answer["message"]
    assert answer["finish_reason"] != "tool_calls"


async def test_calls_that_the_client_reads_itself() -> None:
    async with serving(builtin_model()) as server:
        raw = await choice_of(server, asking(QUESTION, parse_tool_calls=False))
    assert raw["message"]["content"].startswith("<tool_call>\n{")
    assert raw["finish_reason"] == "stop"
    async with serving(builtin_model(), "--skip-chat-parsing") as server:
        assert (await choice_of(server, asking(QUESTION)))["message"] == raw["message"]


async def test_each_answer_has_its_own_calls() -> None:
    async with serving(builtin_model(), "-np", "3") as server:
        response = await server.post(PATH, asking(QUESTION, n=3))
        events = (await server.post(PATH, asking(QUESTION, n=3, stream=True))).openai_events
    choices = response.json["choices"]
    assert [called(choice["message"]) for choice in choices] == [[("get_weather", {"city": "Paris"})]] * 3
    ids = [choice["message"]["tool_calls"][0]["id"] for choice in choices]
    assert len(set(ids)) == 3
    for index in range(3):
        own = [c for event in events for c in event["choices"] if c["index"] == index]
        pieces = [call for c in own for call in c["delta"].get("tool_calls", ())]
        assert "".join(piece["function"]["arguments"] for piece in pieces) == '{"city": "Paris"}'
        assert own[-1]["finish_reason"] == "tool_calls"


async def test_allowed_tools() -> None:
    names = [{"type": "function", "function": {"name": "get_weather"}}]
    choice = {"type": "allowed_tools", "allowed_tools": {"mode": "auto", "tools": names}}
    async with serving(builtin_model()) as server:
        answer = await choice_of(server, asking(QUESTION, WEATHER, TIME, tool_choice=choice))
        all_of_them = asking(QUESTION, WEATHER, TIME)
        usage = [
            (await server.post(PATH, body)).json["usage"]["prompt_tokens"]
            for body in (all_of_them, all_of_them | {"tool_choice": choice}, asking(QUESTION))
        ]
    assert called(answer["message"]) == [("get_weather", {"city": "Paris"})]
    assert usage[0] > usage[1] == usage[2]


NO_THINKING = {"chat_template_kwargs": {"enable_thinking": False}}


async def test_calls_that_are_required() -> None:
    asked = asking("Hello!", WEATHER, TIME, tool_choice="required") | NO_THINKING
    named = {"type": "function", "function": {"name": "get_time"}}
    mode = {"type": "allowed_tools", "allowed_tools": {"mode": "required", "tools": [named]}}
    async with serving(builtin_model()) as server:
        required = await choice_of(server, asked)
        only = await choice_of(server, asked | {"tool_choice": named})
        allowed = await choice_of(server, asked | {"tool_choice": mode})
        events = await events_of(server, asked | {"tool_choice": named})
    for choice in (required, only, allowed):
        assert choice["finish_reason"] == "tool_calls"
        assert choice["message"]["content"] is None
    assert {name for name, _ in called(required["message"])} <= {"get_weather", "get_time"}
    assert {name for name, _ in called(only["message"])} == {"get_time"}
    assert {name for name, _ in called(allowed["message"])} == {"get_time"}
    assert events[1]["delta"]["tool_calls"][0]["function"]["name"] == "get_time"


async def test_one_call_at_most() -> None:
    both = asking("What is the weather in Paris and Oslo?")
    async with serving(builtin_model()) as server:
        many = await choice_of(server, both)
        one = await choice_of(server, both | {"parallel_tool_calls": False})
    assert len(called(many["message"])) == 2
    assert called(one["message"]) == called(many["message"])[:1]


async def test_arguments_conform_to_the_schema() -> None:
    days = {"type": "integer", "minimum": 3, "maximum": 5}
    own = tool("get_weather", "The weather in a city", city={"enum": ["Oslo", "Rome"]}, days=days)
    own["function"]["parameters"]["additionalProperties"] = False
    async with serving(builtin_model(), "-np", "4", "-c", "8192") as server:
        for choice in ("auto", "required"):
            body = asking(QUESTION, own, tool_choice=choice, n=4, temperature=2, seed=1) | NO_THINKING
            response = await server.post(PATH, body)
            assert response.status == 200, response.body
            calls = [call for c in response.json["choices"] for call in called(c["message"])]
            assert calls
            for name, arguments in calls:
                assert name == "get_weather"
                assert arguments["city"] in {"Oslo", "Rome"}
                assert 3 <= arguments["days"] <= 5


async def test_a_model_thinks_before_it_calls() -> None:
    thinking = {"chat_template_kwargs": {"enable_thinking": True}}
    async with serving(builtin_model()) as server:
        free = await choice_of(server, asking(QUESTION) | thinking)
        cut = await choice_of(
            server, asking(QUESTION, tool_choice="required", reasoning_budget_tokens=3) | thinking
        )
    for choice in (free, cut):
        assert list(choice["message"]) == ["role", "content", "reasoning_content", "tool_calls"]
        assert choice["finish_reason"] == "tool_calls"
    assert called(free["message"]) == [("get_weather", {"city": "Paris"})]


async def test_tools_need_a_template_that_is_rendered() -> None:
    async with serving(builtin_model(), "--no-jinja", "--chat-template", "chatml") as server:
        response = await server.post(PATH, asking(QUESTION))
        assert (await server.post(PATH, asking(QUESTION, tool_choice="none"))).status == 200
    assert (response.status, response.json["error"]["param"]) == (400, "tools")


@pytest.mark.parametrize(
    "name",
    [
        "Mistral-Small-3.2-24B-Instruct-2506",
        "meta-llama-Llama-3.1-8B-Instruct",
        "openai-gpt-oss-120b",
        "MiniMax-M2",
        "llama-cpp-deepseek-r1",
    ],
)
async def test_calls_as_other_families_write_them(name: str, tmp_path: Path) -> None:
    """The grammar makes the model write a format that it was never taught."""
    template = tmp_path / "template.jinja"
    template.write_text(well_known_templates()[name], encoding="utf-8")
    own = tool("get_weather", "The weather in a city", city={"enum": ["Oslo", "Paris"]})
    own["function"]["parameters"]["additionalProperties"] = False
    body = asking(QUESTION, own, tool_choice="required", parallel_tool_calls=False) | {"max_tokens": 300}
    async with serving(builtin_model(), "--chat-template-file", str(template)) as server:
        choice = await choice_of(server, body | {"reasoning_budget_tokens": 10})
        message = choice["message"]
        ((called_name, arguments),) = called(message)
        assert (called_name, choice["finish_reason"]) == ("get_weather", "tool_calls")
        assert arguments["city"] in {"Oslo", "Paris"}
        result = {"role": "tool", "tool_call_id": message["tool_calls"][0]["id"], "content": "21"}
        told = {"messages": [*body["messages"], message, result], "max_tokens": 1, "tool_choice": "auto"}
        assert (await server.post(PATH, body | told)).status == 200


async def test_tools_in_words_where_the_template_has_none() -> None:
    async with serving(builtin_model(), "--chat-template", "chatml") as server:
        choice = await choice_of(server, asking(QUESTION))
    assert called(choice["message"]) == [("get_weather", {"city": "Paris"})]


async def test_probabilities_are_those_of_the_content() -> None:
    async with serving(builtin_model()) as server:
        calling = await choice_of(server, asking(QUESTION, logprobs=True))
        events = await events_of(server, asking(QUESTION, logprobs=True))
    assert "logprobs" not in calling
    assert all("logprobs" not in event for event in events)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_the_model_calls_each_of_its_functions(client: openai.OpenAI, function: Any) -> None:
    """Whether the arguments are right is asked in the tests of the model."""
    own: Any = tool(function.name, function.description, **function.parameters)
    question = function.phrasings.split("|")[0]
    drawn, words = function.draw(Random(7))
    question = question.format(**{k: str(v) for k, v in (drawn | words).items()})
    answer = client.chat.completions.create(
        model="any",
        messages=[{"role": "user", "content": question}],
        tools=[own],
        temperature=0,
    )
    (choice,) = answer.choices
    assert choice.finish_reason == "tool_calls", choice
    assert choice.message.tool_calls is not None
    (call, *_) = choice.message.tool_calls
    assert call.type == "function"
    assert call.function.name == function.name
    assert set(json.loads(call.function.arguments)) <= set(function.parameters)


class get_weather(BaseModel):  # noqa: N801  # the name of the class is that of the function
    """The weather in a city."""

    city: str


def test_the_official_client_parses_arguments(client: openai.OpenAI) -> None:
    answer = client.chat.completions.parse(
        model="any",
        messages=[{"role": "user", "content": QUESTION}],
        tools=[openai.pydantic_function_tool(get_weather)],
        temperature=0,
    )
    assert answer.choices[0].message.tool_calls is not None
    (call,) = answer.choices[0].message.tool_calls
    assert call.function.parsed_arguments == get_weather(city="Paris")


def test_the_official_client_follows_a_stream(client: openai.OpenAI) -> None:
    with client.chat.completions.stream(
        model="any",
        messages=[{"role": "user", "content": "What is the weather in Paris and Oslo?"}],
        tools=[openai.pydantic_function_tool(get_weather)],
        temperature=0,
    ) as stream:
        kinds = [event.type for event in stream]
        final = stream.get_final_completion()
    assert kinds.count("tool_calls.function.arguments.done") == 2
    (choice,) = final.choices
    assert choice.finish_reason == "tool_calls"
    assert choice.message.tool_calls is not None
    assert [call.function.parsed_arguments for call in choice.message.tool_calls] == [
        get_weather(city="Paris"),
        get_weather(city="Oslo"),
    ]


def test_the_official_client_goes_on_with_a_result(client: openai.OpenAI) -> None:
    messages: list[Any] = [{"role": "user", "content": QUESTION}]
    tools: list[Any] = [WEATHER]
    first = client.chat.completions.create(model="any", messages=messages, tools=tools, temperature=0)
    message = first.choices[0].message
    assert message.tool_calls is not None
    messages += [
        message,
        {
            "role": "tool",
            "tool_call_id": message.tool_calls[0].id,
            "content": '{"temperature": 21, "sky": "sunny"}',
        },
    ]
    second = client.chat.completions.create(model="any", messages=messages, tools=tools, temperature=0)
    assert "21" in (second.choices[0].message.content or "")


ANSWER = {
    "type": "object",
    "properties": {"mood": {"enum": ["good", "bad"]}, "n": {"type": "integer", "minimum": 1, "maximum": 9}},
    "required": ["mood", "n"],
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    "form",
    [
        {"response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": ANSWER}}},
        {"grammar": r'root ::= "{\"mood\": \"" ("good" | "bad") "\", \"n\": " [1-9] "}"'},
    ],
    ids=["schema", "grammar"],
)
async def test_an_answer_has_a_form_or_calls(form: dict[str, Any]) -> None:
    async with serving(builtin_model()) as server:
        choice = await choice_of(server, asking(QUESTION) | form)
        assert called(choice["message"]) == [("get_weather", {"city": "Paris"})]
        assert choice["message"]["content"] is None
        # So small a model would rather call than write in a form that it does not know.
        silent = {"logit_bias": [["<tool_call>", False]], "chat_template_kwargs": {"enable_thinking": False}}
        choice = await choice_of(server, asking("Hello!") | form | silent)
        assert "tool_calls" not in choice["message"]
        validate(json.loads(choice["message"]["content"]), ANSWER)
        choice = await choice_of(server, asking("Hello!", tool_choice="required") | form)
        assert [name for name, _ in called(choice["message"])] == ["get_weather"]


NAMES = {"type": "array", "items": {"enum": ["Ada", "Eve"]}, "maxItems": 3, "uniqueItems": True}


async def test_what_a_strict_tool_demands_is_enforced_or_refused() -> None:
    lenient = tool("get_names", "All names", names=NAMES, n={"type": "integer", "minimum": 1, "maximum": 3})
    strict = {"type": "function", "function": lenient["function"] | {"strict": True}}
    async with serving(builtin_model()) as server:
        choice = await choice_of(
            server, asking("Names?", lenient, tool_choice="required", parallel_tool_calls=False)
        )
        ((name, arguments),) = called(choice["message"])
        assert name == "get_names"
        assert 1 <= arguments["n"] <= 3
        refused = await server.post(PATH, asking("Names?", lenient, strict))
        assert (refused.status, refused.json["error"]["param"]) == (400, "tools[1].function.name")
        refused = await server.post(PATH, asking("Names?", WEATHER, strict))
        assert (refused.status, refused.json["error"]["param"]) == (400, "tools")
        assert "'get_names': #/properties/names/uniqueItems: " in refused.json["error"]["message"]
        # Only that function may be called, so it does not matter what the other one demands.
        only = {"type": "function", "function": {"name": "get_weather"}}
        await choice_of(server, asking(QUESTION, WEATHER, strict, tool_choice=only))
        wrong = {"type": "function", "function": lenient["function"] | {"strict": "yes"}}
        refused = await server.post(PATH, asking("Names?", wrong))
        assert (refused.status, refused.json["error"]["param"]) == (400, "tools[0].function.strict")
