"""``/v1/responses``, on the wire and by OpenAI's own client."""

from __future__ import annotations

import json
from typing import Any

import openai
import pydantic
import pytest

from pyllama import builtin_model
from tests.server.client import Response
from tests.server.serving import Served, serving

PATH = "/v1/responses"
CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER: Any = {
    "type": "function",
    "name": "get_weather",
    "description": "The weather in a city",
    "parameters": CITY,
    "strict": True,
}
CALL = {"type": "function_call", "call_id": "a", "name": "b"}
QUESTION = "What is the weather in Paris?"
SUM = "What is 17 + 25?"


class Number(pydantic.BaseModel):
    n: int = pydantic.Field(ge=0, le=9)


def events_of(response: Response) -> list[Any]:
    *events, rest = response.body.decode().split("\n\n")
    assert rest == ""
    parsed = []
    for event in events:
        name, data = event.split("\n")
        parsed.append(json.loads(data.removeprefix("data: ")))
        assert name == f"event: {parsed[-1]['type']}"
    return parsed


def test_a_tool_is_called_and_its_result_used(client: openai.OpenAI) -> None:
    first: Any = {"role": "user", "content": QUESTION}
    called = client.responses.create(model="any", input=[first], tools=[WEATHER], temperature=0)
    (call,) = called.output
    assert call.type == "function_call"
    assert (call.name, call.arguments) == ("get_weather", '{"city": "Paris"}')
    assert called.status == "completed"
    result: Any = {"type": "function_call_output", "call_id": call.call_id, "output": '{"temperature": 21}'}
    told = client.responses.create(
        model="any",
        input=[first, *[item.to_dict() for item in called.output], result],  # type: ignore[list-item]
        tools=[WEATHER],
        temperature=0,
    )
    assert "21" in told.output_text
    assert told.usage is not None
    assert told.usage.input_tokens_details.cached_tokens > 0


def test_a_stream_of_a_call(client: openai.OpenAI) -> None:
    with client.responses.stream(
        model="any", input=QUESTION, tools=[WEATHER], tool_choice="required", temperature=0
    ) as stream:
        kinds = [event.type for event in stream]
        final = stream.get_final_response()
    assert kinds[:3] == ["response.created", "response.in_progress", "response.output_item.added"]
    assert kinds[-3:] == [
        "response.function_call_arguments.done",
        "response.output_item.done",
        "response.completed",
    ]
    (call,) = final.output
    assert call.type == "function_call"
    assert call.arguments == '{"city": "Paris"}'


def test_text_is_parsed(client: openai.OpenAI) -> None:
    parsed = client.responses.parse(
        model="any", input="A number, please", text_format=Number, temperature=0, max_output_tokens=50
    )
    assert isinstance(parsed.output_parsed, Number)


def test_thoughts_can_be_sent_back(client: openai.OpenAI) -> None:
    first: Any = {"role": "user", "content": SUM}
    thought = client.responses.create(
        model="any", input=[first], reasoning={"effort": "low"}, temperature=0, max_output_tokens=300
    )
    thoughts, text = thought.output
    assert thoughts.type == "reasoning"
    assert thoughts.content
    assert text.type == "message"
    assert thought.usage is not None
    assert 0 < thought.usage.output_tokens_details.reasoning_tokens < thought.usage.output_tokens
    more: Any = [first, *[item.to_dict() for item in thought.output], {"role": "user", "content": "Thanks"}]
    counted = client.responses.input_tokens.count(model="any", input=more)
    told = client.responses.create(model="any", input=more, max_output_tokens=1)
    assert told.usage is not None
    assert counted.input_tokens == told.usage.input_tokens > thought.usage.input_tokens


async def test_a_response_on_the_wire() -> None:
    body = {"input": "Hello", "instructions": "Be kind.", "max_output_tokens": 3, "temperature": 0}
    async with serving(builtin_model(), "--alias", "tiny") as server:
        response = (await server.post(PATH, body | {"metadata": {"a": "b"}})).json
    (item,) = response.pop("output")
    (part,) = item["content"]
    assert part["text"]
    assert part == {"type": "output_text", "text": part["text"], "annotations": [], "logprobs": []}
    assert item["id"].startswith("msg_")
    assert (item["type"], item["role"], item["status"]) == ("message", "assistant", "incomplete")
    assert response.pop("id").startswith("resp_")
    assert response.pop("created_at") > 0
    usage = response.pop("usage")
    assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]
    assert response == {
        "object": "response",
        "completed_at": None,
        "status": "incomplete",
        "error": None,
        "incomplete_details": {"reason": "max_output_tokens"},
        "instructions": "Be kind.",
        "max_output_tokens": 3,
        "metadata": {"a": "b"},
        "model": "tiny",
        "parallel_tool_calls": True,
        "previous_response_id": None,
        "reasoning": {"effort": None, "summary": None},
        "store": False,
        "temperature": 0.0,
        "text": {"format": {"type": "text"}},
        "tool_choice": "auto",
        "tools": [],
        "top_p": response["top_p"],
        "truncation": "disabled",
    }


async def test_a_stream_on_the_wire() -> None:
    body = {"input": SUM, "reasoning": {"effort": "low"}, "temperature": 0, "max_output_tokens": 300}
    async with serving(builtin_model()) as server:
        whole = (await server.post(PATH, body)).json
        events = events_of(await server.post(PATH, body | {"stream": True}))
    assert [event["sequence_number"] for event in events] == list(range(len(events)))
    texts = ["", ""]
    for event in events:
        if event["type"].endswith("text.delta"):
            texts[event["output_index"]] += event["delta"]
        elif event["type"].endswith("text.done"):
            assert event["text"] == texts[event["output_index"]]
    assert texts == [item["content"][0]["text"] for item in whole["output"]]
    done = [event["item"] for event in events if event["type"] == "response.output_item.done"]
    final = events[-1]
    assert final["type"] == "response.completed"
    assert final["response"]["output"] == done
    assert [item["type"] for item in done] == ["reasoning", "message"]
    assert final["response"].keys() == whole.keys()


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"previous_response_id": "resp_1"}, "previous_response_id"),
        ({"input": []}, "input"),
        ({"input": [{"type": "item_reference", "id": "msg_1"}]}, "input[0]"),
        ({"input": [{"role": "user"}]}, "input[0]"),
        ({"input": [{"role": "robot", "content": "x"}]}, "input[0].role"),
        ({"input": [{"role": "user", "content": [{"type": "input_image"}]}]}, "input[0].content[0].type"),
        (
            {"input": [{"type": "function_call", "call_id": "a", "name": "b", "arguments": "["}]},
            "input[0].arguments",
        ),
        ({"tools": [{"type": "web_search"}]}, "tools[0].type"),
        ({"tool_choice": "required"}, "tool_choice"),
        ({"store": True}, "store"),
        ({"background": True}, "background"),
        ({"include": ["message.output_text.logprobs"]}, "include[0]"),
        ({"text": {"format": {"type": "json_schema"}}}, "text.format.schema"),
        ({"stream_options": {}}, "stream_options"),
        ({"max_tokens": 3}, "max_tokens"),
        ({"input": "Hello! " * 5000}, "input"),
    ],
)
async def test_what_is_refused(server: Served, change: dict[str, Any], param: str) -> None:
    response = await server.post(PATH, {"input": "Hello", "max_output_tokens": 1} | change)
    assert response.status == 400
    assert response.json["error"]["param"] == param


@pytest.fixture(name="server")
async def _server() -> Any:
    async with serving(builtin_model()) as server:
        yield server
