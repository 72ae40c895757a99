"""``/v1/messages``, on the wire and by Anthropic's own client."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import anthropic
import pytest

from pyllama import builtin_model
from server.answer_stream import AnswerForm
from server.routes import anthropic as routes
from tests.server.client import Response, request
from tests.server.serving import Served, ServerProcess, serving

PATH = "/v1/messages"
WEATHER: Any = {
    "name": "get_weather",
    "description": "The weather in a city",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}
QUESTION: Any = {"role": "user", "content": "What is the weather in Paris?"}
GREEDY = {"temperature": 0}


@pytest.fixture
def claude(chatting: ServerProcess) -> Iterator[anthropic.Anthropic]:
    url = f"http://127.0.0.1:{chatting.port}"
    with anthropic.Anthropic(base_url=url, api_key="none", max_retries=0, timeout=30) as client:
        yield client


def events_of(response: Response) -> list[Any]:
    *events, rest = response.body.decode().split("\n\n")
    assert rest == ""
    parsed = []
    for event in events:
        name, data = event.split("\n")
        parsed.append(json.loads(data.removeprefix("data: ")))
        assert name == f"event: {parsed[-1]['type']}"
    return parsed


def asking(text: str, **more: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text}], "max_tokens": 60, "temperature": 0} | more


async def answer(server: Served, **body: Any) -> Any:
    response = await server.post(PATH, body)
    assert response.status == 200, response.body
    return response.json


def test_a_tool_is_called_and_its_result_used(claude: anthropic.Anthropic) -> None:
    called = claude.messages.create(
        model="any", max_tokens=200, messages=[QUESTION], tools=[WEATHER], extra_body=GREEDY
    )
    assert called.stop_reason == "tool_use"
    (block,) = called.content
    assert block.type == "tool_use"
    assert (block.name, block.input) == ("get_weather", {"city": "Paris"})
    result: Any = {"type": "tool_result", "tool_use_id": block.id, "content": '{"temperature": 21}'}
    turns: Any = [
        QUESTION,
        {"role": "assistant", "content": called.content},
        {"role": "user", "content": [result]},
    ]
    told = claude.messages.create(
        model="any", max_tokens=200, messages=turns, tools=[WEATHER], extra_body=GREEDY
    )
    assert told.stop_reason == "end_turn"
    assert told.content[0].type == "text"
    assert "21" in told.content[0].text
    assert told.usage.cache_read_input_tokens


def test_a_stream_of_a_call(claude: anthropic.Anthropic) -> None:
    with claude.messages.stream(
        model="any",
        max_tokens=200,
        messages=[QUESTION],
        tools=[WEATHER],
        tool_choice={"type": "tool", "name": "get_weather"},
        extra_body=GREEDY,
    ) as stream:
        final = stream.get_final_message()
    assert final.content[0].type == "tool_use"
    assert final.content[0].input == {"city": "Paris"}
    assert final.stop_reason == "tool_use"
    assert final.usage.output_tokens > 5


def test_thoughts(claude: anthropic.Anthropic) -> None:
    answer = claude.messages.create(
        model="any",
        max_tokens=300,
        messages=[{"role": "user", "content": "What is 17 + 25?"}],
        thinking={"type": "enabled", "budget_tokens": 200},
        extra_body=GREEDY,
    )
    thoughts, text = answer.content
    assert thoughts.type == "thinking"
    assert thoughts.thinking
    assert text.type == "text"
    plain = claude.messages.create(
        model="any",
        max_tokens=300,
        messages=[{"role": "user", "content": "What is 17 + 25?"}],
        thinking={"type": "disabled"},
        extra_body=GREEDY,
    )
    assert [block.type for block in plain.content] == ["text"]


def test_tokens_are_counted(claude: anthropic.Anthropic) -> None:
    turn: Any = {"role": "user", "content": "Hello"}
    counted = claude.messages.count_tokens(model="any", messages=[turn], system="You are kind.")
    answer = claude.messages.create(model="any", max_tokens=1, messages=[turn], system="You are kind.")
    usage = answer.usage
    assert counted.input_tokens == usage.input_tokens + (usage.cache_read_input_tokens or 0)


def test_an_error_is_that_of_the_client(claude: anthropic.Anthropic) -> None:
    image: Any = {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}}
    with pytest.raises(anthropic.BadRequestError, match=r"messages\[0\].content\[0\].type: image") as caught:
        claude.messages.create(model="any", max_tokens=1, messages=[{"role": "user", "content": [image]}])
    assert caught.value.type == "invalid_request_error"


async def test_a_message_on_the_wire() -> None:
    async with serving(builtin_model(), "--alias", "tiny") as server:
        message = await answer(server, **asking("Hello", stop_sequences=["!"]))
    assert message["id"].startswith("msg_")
    del message["id"]
    text = message["content"][0].pop("text")
    assert text
    assert "!" not in text
    usage = message.pop("usage")
    assert usage["output_tokens"] > 0
    assert message == {
        "type": "message",
        "role": "assistant",
        "model": "tiny",
        "content": [{"type": "text"}],
        "stop_reason": "stop_sequence",
        "stop_sequence": "!",
    }


async def test_a_stream_on_the_wire() -> None:
    body = asking("What is 17 + 25?", thinking={"type": "adaptive"}, max_tokens=200)
    async with serving(builtin_model()) as server:
        whole = await answer(server, **body)
        events = events_of(await server.post(PATH, body | {"stream": True}))
    assert [event["type"] for event in events[:2]] == ["message_start", "ping"]
    assert [event["type"] for event in events[-2:]] == ["message_delta", "message_stop"]
    assert events[0]["message"]["content"] == []
    blocks: list[Any] = []
    for event in events[2:-2]:
        if event["type"] == "content_block_start":
            assert event["index"] == len(blocks)
            blocks.append(event["content_block"])
        elif event["type"] == "content_block_delta":
            assert event["index"] == len(blocks) - 1
            delta = event["delta"]
            name = delta.pop("type").removesuffix("_delta")
            blocks[-1][name] += delta[name]
        else:
            assert event == {"type": "content_block_stop", "index": len(blocks) - 1}
    assert blocks == whole["content"]
    assert [block["type"] for block in blocks] == ["thinking", "text"]
    assert events[-2]["delta"] == {"stop_reason": "end_turn", "stop_sequence": None}


async def test_a_client_that_waits_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    form: AnswerForm[Any] = AnswerForm(
        content_type=routes._FORM.content_type,
        error=routes._FORM.error,
        event=routes._FORM.event,
        ping=routes._FORM.ping,
        ping_s=0.01,
    )
    monkeypatch.setattr(routes, "_FORM", form)
    async with (
        serving(builtin_model(), "-np", "1") as server,
        # The only slot is taken, so there is nothing to tell but that.
        await server.begin_stream(),
        await server.connect() as connection,
    ):
        await connection.send("POST", PATH, asking("Hello", stream=True))
        assert (await connection.head()).status == 200
        assert (await connection.chunk()).count(b"event: ping") == 2
        assert await connection.chunk() == routes._FORM.ping


async def test_an_answer_conforms_to_a_schema_and_goes_on() -> None:
    number = {"type": "integer", "minimum": 0, "maximum": 9}
    schema = {
        "type": "object",
        "properties": {"n": number},
        "required": ["n"],
        "additionalProperties": False,
    }
    form = {"format": {"type": "json_schema", "schema": schema}}
    async with serving(builtin_model()) as server:
        message = await answer(server, **asking("A number, please", output_config=form))
        begun = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hi! Ask"}]
        further = await answer(server, **asking("", messages=begun))
    assert set(json.loads(message["content"][0]["text"])) == {"n"}
    assert not further["content"][0]["text"].startswith("Hi")


TEXT = {"type": "text", "text": "Hello"}
RESULT = {"type": "tool_result", "tool_use_id": "a", "content": "21"}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"messages": []}, "messages must not be empty"),
        ({"messages": [{"role": "user", "content": []}]}, "messages[0].content"),
        ({"messages": [{"role": "robot", "content": "x"}]}, "messages[0].role"),
        ({"messages": [{"role": "assistant", "content": [RESULT]}]}, "messages[0].content[0].type"),
        ({"messages": [{"role": "user", "content": [{"type": "document"}]}]}, "document is not supported"),
        ({"thinking": {"type": "enabled"}}, "thinking.budget_tokens is required"),
        ({"thinking": {"type": "adaptive", "display": "omitted"}}, "thinking.display"),
        ({"tools": [WEATHER, WEATHER]}, "another tool is called"),
        ({"tools": [{"type": "web_search_20250305", "name": "web_search"}]}, "tools[0].type"),
        ({"tools": [{"name": "a"}]}, "tools[0].input_schema is required"),
        ({"tool_choice": {"type": "any"}}, "there are no tools"),
        ({"tools": [WEATHER], "tool_choice": {"type": "tool"}}, "tool_choice.name is required"),
        ({"mcp_servers": [{}]}, "mcp_servers is not supported"),
        ({"n": 2}, "unknown field 'n'"),
        ({"top_p": 2}, "top_p"),
    ],
)
async def test_what_is_refused(server: Served, change: dict[str, Any], place: str) -> None:
    response = await server.post(PATH, asking("Hello") | change)
    assert response.status == 400
    assert response.json["type"] == "error"
    assert response.json["error"]["type"] == "invalid_request_error"
    assert place in response.json["error"]["message"]


@pytest.fixture(name="server")
async def _server() -> Any:
    async with serving(builtin_model()) as server:
        yield server


async def test_results_and_texts_keep_their_order(server: Served) -> None:
    call = {"type": "tool_use", "id": "a", "name": "get_weather", "input": {"city": "Paris"}}
    turns: Any = [
        QUESTION,
        {"role": "assistant", "content": [{"type": "thinking", "thinking": "Paris.", "signature": ""}, call]},
        {"role": "user", "content": [RESULT | {"is_error": True}, TEXT]},
    ]
    blocks = await server.post(f"{PATH}/count_tokens", {"messages": turns, "tools": [WEATHER]})
    function = {key: WEATHER[key] for key in ("name", "description")}
    function["parameters"] = WEATHER["input_schema"]
    called = {"name": "get_weather", "arguments": {"city": "Paris"}}
    messages = [
        QUESTION,
        {
            "role": "assistant",
            "content": None,
            "reasoning_content": "Paris.",
            "tool_calls": [{"id": "a", "function": called}],
        },
        {"role": "tool", "tool_call_id": "a", "content": "Error: 21"},
        {"role": "user", "content": "Hello"},
    ]
    tools = [{"type": "function", "function": function}]
    prompt = (await server.post("/apply-template", {"messages": messages, "tools": tools})).json["prompt"]
    tokens = await server.post("/tokenize", {"content": prompt, "add_special": True})
    assert blocks.json == {"input_tokens": len(tokens.json["tokens"])}


async def test_keys() -> None:
    async with serving(builtin_model(), "--api-key", "secret") as server:
        refused = await server.post(PATH, asking("Hello"))
        headers = {"x-api-key": "secret", "anthropic-version": "2023-06-01"}
        taken = await request(server.port, "POST", PATH, asking("Hello", max_tokens=1), headers)
    assert refused.status == 401
    expected = {"type": "error", "error": {"type": "authentication_error", "message": "Invalid API Key"}}
    assert refused.json == expected
    assert taken.status == 200
