"""``POST /v1/completions``, by OpenAI's own client and on the wire."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import openai
import pytest

from tests.server.client import Connection
from tests.server.serving import Served, ServerProcess, serving

PATH = "/v1/completions"
PROMPT = "Once upon a time"
GREEDY: dict[str, Any] = {"model": "any", "prompt": PROMPT, "temperature": 0, "max_tokens": 8}
HEAD_FIELDS = ["choices", "created", "model", "system_fingerprint", "object"]
CHOICE_FIELDS = ["text", "index", "logprobs", "finish_reason"]


async def post(server: Served, **body: Any) -> Any:
    response = await server.post(PATH, GREEDY | body)
    assert response.status == 200, response.body
    return response.json


async def stream(server: Served, **body: Any) -> list[Any]:
    response = await server.post(PATH, GREEDY | body | {"stream": True})
    assert response.status == 200, response.body
    assert response.headers["content-type"] == "text/event-stream"
    return response.openai_events


def text_of(events: list[Any], index: int = 0) -> str:
    choices = [choice for event in events for choice in event["choices"] if choice["index"] == index]
    return "".join(choice["text"] for choice in choices)


async def test_the_whole_response(decoder_path: Path) -> None:
    async with serving(decoder_path, "-a", "tiny") as server:
        native = await server.complete(prompt=PROMPT, n_predict=8)
        result = await post(server)
    assert list(result) == [*HEAD_FIELDS, "usage", "id", "timings"]
    assert result["id"].startswith("cmpl-")
    assert (result["object"], result["model"]) == ("text_completion", "tiny")
    assert result["system_fingerprint"].startswith("b")
    assert result["choices"] == [
        {"text": native["content"], "index": 0, "logprobs": None, "finish_reason": "length"}
    ]
    n_prompt = native["tokens_evaluated"]
    assert result["usage"] == {
        "completion_tokens": 8,
        "prompt_tokens": n_prompt,
        "total_tokens": n_prompt + 8,
        "prompt_tokens_details": {"cached_tokens": n_prompt - 1},
    }
    assert result["timings"].keys() == native["timings"].keys()


async def test_a_stream_on_the_wire(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        whole = await post(server)
        events = await stream(server)
        with_usage = await stream(server, stream_options={"include_usage": True}, timings_per_token=True)
    *parts, end = events
    assert all(list(part) == [*HEAD_FIELDS, "id"] for part in parts)
    assert all(list(event["choices"][0]) == CHOICE_FIELDS for event in events)
    assert len({(event["id"], event["created"]) for event in events}) == 1
    assert text_of(parts) == text_of(events) == whole["choices"][0]["text"]
    assert [event["choices"][0]["finish_reason"] for event in events] == [*[None] * len(parts), "length"]
    assert list(end) == [*HEAD_FIELDS, "id", "timings"]
    *same, usage = with_usage
    assert text_of(same) == text_of(events)
    assert [event["timings"]["predicted_n"] for event in same] == [1, 2, 3, 4, 5, 6, 7, 8, 8]
    assert (usage["choices"], list(usage)) == ([], [*HEAD_FIELDS, "usage", "id"])
    assert usage["usage"].keys() == whole["usage"].keys()
    assert usage["usage"]["completion_tokens"] == 8


async def test_choices_of_several_prompts(decoder_path: Path) -> None:
    asked = {"prompt": ["a", [5, 6]], "n": 2, "temperature": 2, "seed": 7, "max_tokens": 16}
    async with serving(decoder_path, "-np", "3") as server:
        alone = [
            (await post(server, **asked | {"prompt": prompt, "n": 1, "seed": seed}))["choices"][0]["text"]
            for prompt in ("a", [5, 6])
            for seed in (7, 8)
        ]
        result = await post(server, **asked)
        events = await stream(server, stream_options={"include_usage": True}, **asked)
        n_a = len(server.state.engine.model.vocab.tokenize("a"))
    assert [choice["text"] for choice in result["choices"]] == alone
    assert [choice["index"] for choice in result["choices"]] == [0, 1, 2, 3]
    assert result["usage"]["prompt_tokens"] == events[-1]["usage"]["prompt_tokens"] == n_a + 2
    assert result["usage"]["completion_tokens"] == events[-1]["usage"]["completion_tokens"]
    assert [text_of(events, i) for i in range(4)] == alone
    assert "timings" not in result


async def test_the_best_of_several(decoder_path: Path) -> None:
    asked = {"n": 4, "temperature": 2, "seed": 3, "max_tokens": 6, "logprobs": 1}
    async with serving(decoder_path, "-np", "4") as server:
        every = await post(server, **asked)
        best = await post(server, **asked | {"n": 2, "best_of": 4})
        without = await post(server, **asked | {"n": 2, "best_of": 4, "logprobs": None})

    def mean(choice: Any) -> float:
        logprobs = choice["logprobs"]["token_logprobs"]
        return float(sum(logprobs) / len(logprobs))

    ranked = sorted(every["choices"], key=mean, reverse=True)[:2]
    assert [choice["text"] for choice in best["choices"]] == [choice["text"] for choice in ranked]
    assert [choice["text"] for choice in without["choices"]] == [choice["text"] for choice in ranked]
    assert [choice["index"] for choice in best["choices"]] == [0, 1]
    assert without["choices"][0]["logprobs"] is None
    # Those that were not chosen have cost something too.
    assert best["usage"] | {"prompt_tokens_details": {}} == every["usage"] | {"prompt_tokens_details": {}}


async def test_log_probabilities_of_the_prompt_too(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        whole = await post(server, logprobs=2, echo=True)
        without = await post(server, logprobs=2)
        events = await stream(server, logprobs=2, echo=True)
        vocab = server.state.engine.model.vocab
        tokens = (
            vocab.tokenize(PROMPT)
            + (await server.complete(prompt=PROMPT, n_predict=8, return_tokens=True))["tokens"]
        )
        scored = await post(server, prompt=tokens, logprobs=0, echo=True, max_tokens=0)
    (choice,) = whole["choices"]
    logprobs = choice["logprobs"]
    n_prompt = whole["usage"]["prompt_tokens"]
    assert choice["text"].startswith(PROMPT)
    assert choice["text"] == PROMPT + without["choices"][0]["text"]
    assert {len(items) for items in logprobs.values()} == {n_prompt + 8}
    assert logprobs["token_logprobs"][0] is None
    assert all(value < 0 for value in logprobs["token_logprobs"][1:])
    for token, value, top in list(zip(*list(logprobs.values())[:3], strict=True))[1:]:
        assert top[token] == value
        assert len(top) in {2, 3}
    generated = without["choices"][0]["logprobs"]
    assert logprobs["text_offset"][n_prompt:] == generated["text_offset"]
    assert logprobs["tokens"][n_prompt:] == generated["tokens"]
    # A cached prompt is rounded otherwise than one that was evaluated in small parts.
    assert logprobs["token_logprobs"][n_prompt:] == pytest.approx(generated["token_logprobs"], abs=1e-4)
    for (token, start), (_, end) in pairwise(zip(logprobs["tokens"], logprobs["text_offset"], strict=True)):
        assert choice["text"][start:end] in {token, token[1:], ""}
    # The same tokens are as probable when they are a prompt as a whole.
    assert scored["choices"][0]["logprobs"]["token_logprobs"][1:] == pytest.approx(
        logprobs["token_logprobs"][1:], abs=1e-4
    )
    parts = [event["choices"][0]["logprobs"] for event in events[:-1]]
    assert text_of(events) == choice["text"]
    streamed = {name: [item for part in parts for item in part[name]] for name in logprobs}
    assert streamed["tokens"] == logprobs["tokens"]
    assert streamed["text_offset"] == logprobs["text_offset"]
    assert streamed["token_logprobs"][1:] == pytest.approx(logprobs["token_logprobs"][1:], abs=1e-4)


async def test_the_text_of_tokens_is_given_back(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        vocab = server.state.engine.model.vocab
        tokens = vocab.tokenize("Once upon")
        result = await post(server, prompt=tokens, echo=True, max_tokens=2, return_tokens=True)
        events = await stream(server, prompt=["x", "Once upon"], echo=True, max_tokens=2, return_tokens=True)
    assert result["choices"][0]["text"].startswith(" Once upon")
    assert len(result["choices"][0]["tokens"]) == 2
    own = [event["choices"][0] for event in events if event["choices"][0]["index"] == 1]
    assert own[0]["text"] == "Once upon"
    assert [token for choice in own[1:-1] for token in choice["tokens"]] == result["choices"][0]["tokens"]


async def test_how_far_a_prompt_is(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        events = await stream(server, prompt="Once upon a time " * 20, return_progress=True)
    reports = [event["prompt_progress"] for event in events if "prompt_progress" in event]
    assert reports[-1]["processed"] == reports[-1]["total"]
    assert all("prompt_progress" not in event for event in events[len(reports) :])


def test_a_gap_is_filled(client: openai.OpenAI) -> None:
    result = client.completions.create(
        model="builtin", prompt="def add(a, b):\n", suffix="\n", max_tokens=20, temperature=0
    )
    assert "return a + b" in result.choices[0].text
    assert result.choices[0].finish_reason == "stop"


async def test_a_gap_needs_a_model_that_can(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        response = await server.post(PATH, GREEDY | {"suffix": "x"})
    assert (response.status, response.json["error"]["param"]) == (400, "suffix")


def test_with_the_official_client(client: openai.OpenAI) -> None:
    result = client.completions.create(**GREEDY, logprobs=1, user="somebody", seed=1, stop=["\n"])
    assert result.usage is not None
    assert result.usage.prompt_tokens_details is not None
    assert result.usage.total_tokens == result.usage.prompt_tokens + result.usage.completion_tokens
    (choice,) = result.choices
    assert choice.logprobs is not None
    assert choice.logprobs.tokens is not None
    assert "".join(choice.logprobs.tokens) == choice.text
    parts = list(client.completions.create(**GREEDY, stream=True, stream_options={"include_usage": True}))
    assert "".join(part.choices[0].text for part in parts[:-1]) == choice.text
    assert parts[-2].choices[0].finish_reason == "length"
    assert parts[-1].usage is not None
    assert parts[-1].usage.completion_tokens == 8


def test_the_official_client_biases_and_penalizes(client: openai.OpenAI) -> None:
    plain = client.completions.create(**GREEDY).choices[0].text
    biased = client.completions.create(**GREEDY, logit_bias={"511": -100}).choices[0].text
    assert plain.startswith(" there")
    assert not biased.startswith(" there")
    repeating = GREEDY | {"prompt": "a"}
    repeated = client.completions.create(**repeating).choices[0].text
    assert (
        client.completions.create(**repeating, frequency_penalty=2.0).choices[0].text != repeated == 8 * "a"
    )


def test_errors_are_those_of_the_official_client(client: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        client.completions.create(**GREEDY, n=2, best_of=1)
    assert (caught.value.param, caught.value.type) == ("best_of", "invalid_request_error")
    with pytest.raises(openai.BadRequestError, match="the prompt has 3000 tokens") as too_long:
        client.completions.create(model="builtin", prompt=[5] * 3000)
    assert too_long.value.type == "exceed_context_size_error"


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"n": 0}, "n"),
        ({"best_of": 2, "stream": True}, "best_of"),
        ({"echo": True, "suffix": "x"}, "echo"),
        ({"logprobs": 257}, "logprobs"),
        ({"logprobs": -1}, "logprobs"),
        ({"stream_options": {"include_usage": True}}, "stream_options"),
        ({"stream": True, "stream_options": {"x": True}}, "stream_options.x"),
        (
            {"stream": True, "stream_options": {"include_obfuscation": True}},
            "stream_options.include_obfuscation",
        ),
        ({"store": True}, "store"),
        ({"service_tier": "flex"}, "service_tier"),
        ({"response_fields": ["content"]}, "response_fields"),
        ({"nothing": 1}, "nothing"),
    ],
)
async def test_what_is_refused(running: ServerProcess, body: Any, param: str) -> None:
    async with await Connection.open(running.port) as connection:
        response = await connection.request("POST", PATH, GREEDY | body)
    assert (response.status, response.json["error"]["param"]) == (400, param)


async def test_what_makes_no_difference(running: ServerProcess) -> None:
    harmless = {
        "user": "x",
        "metadata": {"a": "b"},
        "store": False,
        "service_tier": "auto",
        "safety_identifier": "y",
    }
    async with await Connection.open(running.port) as connection:
        response = await connection.request("POST", PATH, GREEDY | harmless)
    assert response.status == 200


async def test_leaving_cancels_all_choices(decoder_path: Path) -> None:
    endless = GREEDY | {"n": 4, "max_tokens": -1, "stream": True, "ignore_eos": True}
    async with serving(decoder_path, "-c", "4096", "-np", "2") as server:
        async with await server.connect() as connection:
            await connection.send("POST", PATH, endless)
            assert (await connection.head()).status == 200
        await server.until(lambda s: s.n_cancelled == 4)
        assert server.statistics.n_waiting == 0
