"""Probabilities, progress and chosen fields in what ``POST /completion`` answers."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from pyllama import Model
from tests.server.client import Connection
from tests.server.serving import Served, serving

PROMPT = "Once upon a time"


async def stream(server: Served, **body: Any) -> list[Any]:
    sent = {"prompt": PROMPT, "temperature": 0, "n_predict": 8, "stream": True} | body
    response = await server.post("/completion", sent)
    assert response.status == 200, response.body
    return response.events


async def test_logarithms_of_probabilities(decoder_path: Path, decoder: Model) -> None:
    async with serving(decoder_path) as server:
        result = await server.complete(prompt=PROMPT, n_probs=3, return_tokens=True)
        same = await server.complete(prompt=PROMPT, logprobs=3)
        events = await stream(server, n_probs=3, n_predict=16)
    shown = result["completion_probabilities"]
    assert [item["id"] for item in shown] == result["tokens"]
    for item in shown:
        assert list(item) == ["id", "token", "bytes", "logprob", "top_logprobs"]
        assert bytes(item["bytes"]) == decoder.vocab.piece(item["id"])
        top = item["top_logprobs"]
        assert [list(other) for other in top] == [["id", "token", "bytes", "logprob"]] * 3
        assert top[0] == {key: item[key] for key in top[0]}
        assert sum(math.exp(other["logprob"]) for other in top) < 1
        assert sorted(top, key=lambda other: -other["logprob"]) == top
    assert result["generation_settings"]["n_probs"] == 3
    # The last bits of logits depend on where in the memory a text lies.
    expected = pytest.approx([item["logprob"] for item in shown], abs=1e-3)
    assert [item["logprob"] for item in same["completion_probabilities"]] == expected
    streamed = [item for event in events[:-1] for item in event["completion_probabilities"]]
    assert [item["id"] for item in streamed] == result["tokens"]
    assert [item["logprob"] for item in streamed] == expected
    assert "completion_probabilities" not in events[-1]


async def test_probabilities_after_sampling(decoder_path: Path) -> None:
    sampling = {"temperature": 1, "top_k": 3, "top_p": 1, "min_p": 0, "seed": 1}
    async with serving(decoder_path) as server:
        result = await server.complete(prompt=PROMPT, n_probs=5, post_sampling_probs=True, **sampling)
        greedy = await server.complete(prompt=PROMPT, n_probs=5, post_sampling_probs=True)
    for item in result["completion_probabilities"]:
        assert list(item) == ["id", "token", "bytes", "prob", "top_probs"]
        assert len(item["top_probs"]) == 3
        assert sum(other["prob"] for other in item["top_probs"]) == pytest.approx(1)
        assert item["prob"] in [other["prob"] for other in item["top_probs"]]
    assert result["generation_settings"]["post_sampling_probs"] is True
    for item in greedy["completion_probabilities"]:
        assert item["prob"] == 1.0
        assert [other["id"] for other in item["top_probs"]] == [item["id"]]


async def test_what_cannot_be_chosen_has_a_number_that_json_has(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        plain = await server.complete(prompt=PROMPT, n_probs=0)
        result = await server.complete(prompt=PROMPT, n_probs=256, logit_bias=[[5, False]])
    assert "completion_probabilities" not in plain
    for item in result["completion_probabilities"]:
        assert all(isinstance(other["logprob"], float) for other in item["top_logprobs"])


async def test_progress_of_a_prompt(decoder_path: Path) -> None:
    prompt = list(range(300, 400))
    async with serving(decoder_path, "-b", "64") as server:
        events = await stream(server, prompt=prompt, return_progress=True, n_predict=2)
        again = await stream(server, prompt=prompt, return_progress=True, n_predict=2)
        await server.complete(prompt=prompt, return_progress=True)
    progress = [event.pop("prompt_progress") for event in events if "prompt_progress" in event]
    assert [list(item) for item in progress] == [["total", "cache", "processed", "time_ms"]] * 3
    assert [item["processed"] for item in progress] == [0, 64, 100]
    assert {(item["total"], item["cache"]) for item in progress} == {(100, 0)}
    for event in events[: len(progress)]:
        assert (event["content"], event["tokens"], event["stop"]) == ("", [], False)
    assert [event["prompt_progress"]["processed"] for event in again[:2]] == [99, 100]


async def test_chosen_fields(decoder_path: Path) -> None:
    fields = ["content", "generation_settings/n_predict", "content/x", "nothing", "", "timings/prompt_n/"]
    async with serving(decoder_path) as server:
        whole = await server.complete(prompt=PROMPT)
        result = await server.complete(prompt=PROMPT, response_fields=fields)
        several = await server.complete(prompt=[PROMPT, "a"], response_fields=["index"])
        *parts, last = await stream(server, response_fields=["stop"])
    assert result == {"content": whole["content"], "generation_settings/n_predict": 16}
    assert several == [{"index": 0}, {"index": 1}]
    assert last == {"stop": True}
    assert "content" in parts[0]


async def test_a_prompt_may_be_an_object(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        text = await server.complete(prompt=PROMPT)
        single = await server.complete(prompt={"prompt_string": PROMPT, "multimodal_data": []})
        several = await server.complete(prompt=["a", {"prompt_string": PROMPT}])
    assert single["content"] == several[1]["content"] == text["content"]


async def test_an_empty_text_is_bos_alone(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        empty = await server.complete(prompt="")
        bos = await server.complete(prompt=[1])
    assert (empty["content"], empty["prompt"], empty["tokens_evaluated"]) == (bos["content"], "<s>", 1)


async def test_indentation(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        (line_break,) = server.state.engine.model.vocab.tokenize("\n", add_special=False)[-1:]
        result = await server.complete(prompt=PROMPT, n_indent=1, logit_bias=[[line_break, 1000]])
    assert (result["content"], result["stop_type"]) == ("\n", "limit")


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"n_probs": 257}, "n_probs"),
        ({"n_probs": -1}, "n_probs"),
        ({"logprobs": 257}, "n_probs"),
        ({"n_indent": -1}, "n_indent"),
        ({"post_sampling_probs": 1}, "post_sampling_probs"),
        ({"response_fields": "content"}, "response_fields"),
        ({"response_fields": ["a", 1]}, "response_fields[1]"),
        ({"response_fields": ["a"] * 257}, "response_fields"),
        ({"prompt": {}}, "prompt.prompt_string"),
        ({"prompt": {"prompt_string": "a", "multimodal_data": ["eA=="]}}, "prompt.multimodal_data"),
        ({"prompt": ["a", {"prompt_string": "a", "multimodal_data": ["eA=="]}]}, "prompt[1].multimodal_data"),
        ({"prompt": {"prompt_string": ""}, "n_probs": 300}, "n_probs"),
    ],
)
async def test_wrong_fields(decoder_path: Path, body: Any, param: str) -> None:
    async with serving(decoder_path) as server:
        response = await server.post("/completion", {"prompt": PROMPT} | body)
        assert await _is_alive(server)
    assert response.status == 400
    assert response.json["error"]["param"] == param


async def _is_alive(server: Served) -> bool:
    async with await Connection.open(server.port) as connection:
        return (await connection.request("GET", "/health")).status == 200


async def test_a_response_holds_only_so_many(decoder_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.generation_group.N_PROBS_MAX", 100)
    async with serving(decoder_path) as server:
        await server.complete(prompt=PROMPT, n_probs=6)
        response = await server.post("/completion", {"prompt": PROMPT, "n_predict": 16, "n_probs": 7})
        await server.until(lambda s: not any(slot.is_processing for slot in s.slots))
        assert len(await stream(server, n_probs=20)) > 1
    assert response.status == 400
    assert response.json["error"]["param"] == "n_probs"
