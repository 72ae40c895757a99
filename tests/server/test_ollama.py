"""``/api/…``, on the wire and by Ollama's own client."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import httpx
import ollama
import pytest
import trio

from pyllama import builtin_model
from tests.server.serving import Served, ServerProcess, serving

CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER: Any = {
    "type": "function",
    "function": {"name": "get_weather", "description": "The weather in a city", "parameters": CITY},
}
QUESTION: Any = {"role": "user", "content": "What is the weather in Paris?"}
GREEDY: Any = {"temperature": 0, "num_predict": 100}


@pytest.fixture
def llama(chatting: ServerProcess) -> Iterator[ollama.Client]:
    with ollama.Client(host=f"http://127.0.0.1:{chatting.port}", timeout=30) as client:
        yield client


def test_a_tool_is_called_and_its_result_used(llama: ollama.Client) -> None:
    called = llama.chat("any", [QUESTION], tools=[WEATHER], options=GREEDY)
    assert called.message.tool_calls is not None
    (call,) = called.message.tool_calls
    assert (call.function.name, call.function.arguments) == ("get_weather", {"city": "Paris"})
    result: Any = {"role": "tool", "tool_name": "get_weather", "content": '{"temperature": 21}'}
    told = llama.chat("any", [QUESTION, called.message, result], tools=[WEATHER], options=GREEDY)
    assert told.message.content is not None
    assert "21" in told.message.content
    assert told.done_reason == "stop"
    assert told.eval_count


def test_a_stream_is_the_answer_in_pieces(llama: ollama.Client) -> None:
    turn: Any = {"role": "user", "content": "What is 17 + 25?"}
    whole = llama.chat("any", [turn], think=True, options=GREEDY)
    *parts, end = list(llama.chat("any", [turn], think=True, options=GREEDY, stream=True))
    assert "".join(part.message.content or "" for part in parts) == whole.message.content
    assert "".join(part.message.thinking or "" for part in parts) == whole.message.thinking
    assert whole.message.thinking
    assert not any(part.done for part in parts)
    assert (end.done, end.eval_count) == (True, whole.eval_count)


def test_texts(llama: ollama.Client) -> None:
    answered = llama.generate("any", "Hello", system="You are kind.", options=GREEDY, think=False)
    assert answered.response
    raw = llama.generate("any", "Once upon a time", raw=True, options={"temperature": 0, "num_predict": 5})
    assert raw.done_reason == "length"
    assert raw.eval_count == 5
    number: Any = {"type": "integer", "minimum": 0, "maximum": 9}
    formed = llama.generate("any", "A number, please", format=number, options=GREEDY)
    assert 0 <= int(formed.response or "") <= 9


def test_an_error_is_that_of_the_client(llama: ollama.Client) -> None:
    with pytest.raises(ollama.ResponseError, match="num_ctx must be at most") as caught:
        llama.generate("any", "Hello", options={"num_ctx": 2**20})
    assert caught.value.status_code == 400


def test_the_calls_of_a_stream_are_counted(chatting: ServerProcess) -> None:
    turn = {"role": "user", "content": "What is the weather in Paris and in Rome?"}
    body = {"messages": [turn], "tools": [WEATHER], "options": GREEDY}
    url = f"http://127.0.0.1:{chatting.port}/api/chat"
    lines = [json.loads(line) for line in httpx.post(url, json=body, timeout=30).text.splitlines()]
    calls = [call["function"] for line in lines for call in line["message"].get("tool_calls", ())]
    assert [(call["index"], call["arguments"]["city"]) for call in calls] == [(0, "Paris"), (1, "Rome")]


def test_a_function_is_a_tool(llama: ollama.Client) -> None:
    def get_weather(city: str) -> str:
        """The weather in a city.

        Args:
            city: its name
        """
        return city

    called = llama.chat("any", [QUESTION], tools=[get_weather], options=ollama.Options(**GREEDY))
    assert called.message.tool_calls
    assert called.message.tool_calls[0].function.arguments == {"city": "Paris"}


def test_nothing_to_answer_is_a_model_that_is_loaded(llama: ollama.Client) -> None:
    assert llama.generate("any", keep_alive="5m").done_reason == "load"
    assert llama.chat("any", keep_alive=-1).done_reason == "load"
    (line,) = llama.generate("any", stream=True)
    assert (line.done, line.response) == (True, "")
    for zero in (0, "0", "0s", "0.0ms"):
        with pytest.raises(ollama.ResponseError, match="keep_alive: the model stays loaded"):
            llama.chat("any", keep_alive=zero)


async def test_the_client_with_asyncio(chatting: ServerProcess) -> None:
    async def ask() -> tuple[str, str]:
        async with ollama.AsyncClient(host=f"http://127.0.0.1:{chatting.port}", timeout=30) as client:
            whole = await client.chat("any", [QUESTION], options=GREEDY)
            parts = await client.chat("any", [QUESTION], options=GREEDY, stream=True)
            texts = [part.message.content or "" async for part in parts]
            return whole.message.content or "", "".join(texts)

    whole, streamed = await trio.to_thread.run_sync(lambda: asyncio.run(ask()))
    assert whole == streamed != ""


async def test_a_stream_on_the_wire() -> None:
    async with serving(builtin_model(), "--alias", "tiny") as server:
        response = await server.post("/api/chat", {"messages": [QUESTION], "tools": [WEATHER]})
        version = await server.get("/api/version")
    assert response.headers["content-type"] == "application/x-ndjson"
    *lines, end = [json.loads(line) for line in response.body.splitlines()]
    assert all(line.keys() == {"model", "created_at", "done", "message"} for line in lines)
    assert end["model"] == "tiny"
    assert end["message"] == {"role": "assistant", "content": ""}
    assert end["total_duration"] == end["prompt_eval_duration"] + end["eval_duration"]
    assert version.json.keys() == {"version"}


CHAT: dict[str, Any] = {"messages": [{"role": "user", "content": "Hello"}], "stream": False}
TEXT: dict[str, Any] = {"prompt": "Hello", "stream": False}


@pytest.mark.parametrize(
    ("path", "body", "place"),
    [
        ("chat", {"messages": [], "keep_alive": 0}, "keep_alive"),
        ("chat", {"messages": {}}, "messages"),
        (
            "chat",
            CHAT | {"messages": [{"role": "user", "images": ["a"]}]},
            "messages[0].images",
        ),
        ("chat", CHAT | {"tools": [{"type": "robot"}]}, "tools[0].type"),
        ("chat", CHAT | {"options": {"num_gpu": 1}}, "options.num_gpu is set when the server starts"),
        ("chat", CHAT | {"options": {"num_gpu": None, "tfs_z": 1.0}}, "options.tfs_z no longer exists"),
        ("chat", CHAT | {"options": {"dry": 1}}, "options.dry"),
        ("generate", TEXT | {"images": ["a"]}, "images are not supported"),
        ("chat", CHAT | {"logprobs": True}, "logprobs"),
        ("generate", TEXT | {"template": "{{ .Prompt }}"}, "template"),
        ("generate", TEXT | {"context": [1]}, "context"),
        ("generate", TEXT | {"raw": True, "system": "x"}, "system needs a template"),
        ("generate", TEXT | {"options": {"top_p": 2}}, "top_p"),
    ],
)
async def test_what_is_refused(server: Served, path: str, body: dict[str, Any], place: str) -> None:
    response = await server.post(f"/api/{path}", body)
    assert response.status == 400
    assert response.json.keys() == {"error"}
    assert place in response.json["error"]


@pytest.fixture(name="server")
async def _server() -> Any:
    async with serving(builtin_model()) as server:
        yield server
