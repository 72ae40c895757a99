from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import trio

from pyllama import Model
from tests.server.serving import Served, serving

GREEDY = {"temperature": 0, "n_predict": 8}

RESULT_FIELDS = [
    "index",
    "content",
    "tokens",
    "id_slot",
    "stop",
    "model",
    "tokens_predicted",
    "tokens_evaluated",
    "generation_settings",
    "prompt",
    "has_new_line",
    "truncated",
    "stop_type",
    "stopping_word",
    "tokens_cached",
    "timings",
]
EVENT_FIELDS = ["index", "content", "tokens", "stop", "id_slot", "tokens_predicted", "tokens_evaluated"]
TIMINGS_FIELDS = [
    "cache_n",
    "prompt_n",
    "prompt_ms",
    "prompt_per_token_ms",
    "prompt_per_second",
    "predicted_n",
    "predicted_ms",
    "predicted_per_token_ms",
    "predicted_per_second",
]
SETTINGS_FIELDS = {
    "seed",
    "temperature",
    "dynatemp_range",
    "dynatemp_exponent",
    "top_k",
    "top_p",
    "min_p",
    "top_n_sigma",
    "xtc_probability",
    "xtc_threshold",
    "typical_p",
    "repeat_last_n",
    "repeat_penalty",
    "presence_penalty",
    "frequency_penalty",
    "dry_multiplier",
    "dry_base",
    "dry_allowed_length",
    "dry_penalty_last_n",
    "dry_sequence_breakers",
    "mirostat",
    "mirostat_tau",
    "mirostat_eta",
    "adaptive_target",
    "adaptive_decay",
    "stop",
    "max_tokens",
    "n_predict",
    "n_keep",
    "n_discard",
    "ignore_eos",
    "stream",
    "logit_bias",
    "n_probs",
    "min_keep",
    "grammar",
    "grammar_lazy",
    "grammar_triggers",
    "preserved_tokens",
    "chat_format",
    "reasoning_format",
    "reasoning_in_content",
    "generation_prompt",
    "samplers",
    "speculative.types",
    "timings_per_token",
    "post_sampling_probs",
    "backend_sampling",
    "lora",
}


async def complete(server: Served, **body: Any) -> Any:
    response = await server.post("/completion", GREEDY | body)
    assert response.status == 200, response.body
    return response.json


async def stream(server: Served, **body: Any) -> list[Any]:
    response = await server.post("/completion", GREEDY | body | {"stream": True})
    assert response.status == 200, response.body
    assert response.headers["content-type"] == "text/event-stream"
    return response.events


async def test_the_whole_response(decoder_path: Path) -> None:
    async with serving(decoder_path, "-a", "tiny") as server:
        result = await complete(server, prompt="Once upon")
        n_prompt = len(server.state.engine.model.vocab.tokenize("Once upon"))
    assert list(result) == RESULT_FIELDS
    assert list(result["timings"]) == TIMINGS_FIELDS
    assert set(result["generation_settings"]) == SETTINGS_FIELDS
    assert result["content"]
    shown_apart = {"content", "generation_settings", "timings"}
    assert {key: result[key] for key in RESULT_FIELDS if key not in shown_apart} == {
        "index": 0,
        "tokens": [],
        "id_slot": 0,
        "stop": True,
        "model": "tiny",
        "tokens_predicted": 8,
        "tokens_evaluated": n_prompt,
        "prompt": "<s> Once upon",
        "has_new_line": "\n" in result["content"],
        "truncated": False,
        "stop_type": "limit",
        "stopping_word": "",
        "tokens_cached": n_prompt + 7,
    }
    assert result["timings"]["predicted_n"] == 8
    assert result["timings"]["prompt_n"] == n_prompt
    assert result["timings"]["predicted_per_second"] > 0


async def test_settings_tell_what_was_asked_for(decoder_path: Path) -> None:
    asked = {
        "seed": 7,
        "temperature": 0.25,
        "top_k": 3,
        "typical_p": 0.5,
        "stop": ["x"],
        "samplers": ["top_k", "temperature"],
        "dry_sequence_breakers": ["!"],
        "timings_per_token": True,
        "min_keep": 2,
    }
    async with serving(decoder_path) as server:
        settings = (await complete(server, prompt="a", logit_bias=[[5, False], [6, 1.5]], **asked))[
            "generation_settings"
        ]
    assert {key: settings[key] for key in asked} == asked
    assert settings["n_predict"] == settings["max_tokens"] == 8
    assert settings["logit_bias"] == [{"bias": None, "token": 5}, {"bias": 1.5, "token": 6}]


@pytest.mark.parametrize("path", ["/completion", "/completions"])
async def test_a_stream_has_the_same_text_and_tokens(decoder_path: Path, path: str) -> None:
    async with serving(decoder_path) as server:
        whole = await complete(server, prompt="Once upon", return_tokens=True)
        events = (await server.post(path, GREEDY | {"prompt": "Once upon", "stream": True})).events
    *parts, last = events
    assert all(list(part) == EVENT_FIELDS and part["stop"] is False for part in parts)
    assert "".join(part["content"] for part in parts) == whole["content"]
    assert [token for part in parts for token in part["tokens"]] == whole["tokens"]
    assert [part["tokens_predicted"] for part in parts][-1] == len(whole["tokens"]) == 8
    assert list(last) == RESULT_FIELDS
    assert (last["stop"], last["content"], last["tokens"]) == (True, "", [])
    assert last["stop_type"] == "limit"


async def test_timings_per_token(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        events = await stream(server, prompt="Once upon", timings_per_token=True)
    assert all(list(event["timings"]) == TIMINGS_FIELDS for event in events)
    assert events[-2]["timings"]["predicted_n"] == 8
    assert 0 < events[0]["timings"]["prompt_ms"] == events[-1]["timings"]["prompt_ms"]


async def test_a_prompt_in_each_shape(decoder_path: Path, decoder: Model) -> None:
    tokens = decoder.vocab.tokenize("Once upon")
    head, tail = tokens[:3], decoder.vocab.detokenize(tokens[3:])
    rest = decoder.vocab.tokenize(tail, add_special=False)
    async with serving(decoder_path) as server:
        text = await complete(server, prompt="Once upon")
        assert (await complete(server, prompt=tokens))["content"] == text["content"]
        assert (await complete(server, prompt=["Once upon"]))["content"] == text["content"]
        assert (await complete(server, prompt=[tokens]))["content"] == text["content"]
        mixed = await complete(server, prompt=[*head, tail])
        assert mixed["content"] == (await complete(server, prompt=[*head, *rest]))["content"]
        begins_with_text = await complete(server, prompt=["Once upon", 5])
        assert begins_with_text["content"] == (await complete(server, prompt=[*tokens, 5]))["content"]


async def test_several_prompts_give_several_results(decoder_path: Path, decoder: Model) -> None:
    prompts = ["Once upon", decoder.vocab.tokenize("The end"), [1, "of it"]]
    async with serving(decoder_path, "-np", "3") as server:
        alone = [(await complete(server, prompt=[p]))["content"] for p in prompts]
        together = await complete(server, prompt=prompts)
        events = await stream(server, prompt=prompts)
        assert server.statistics.n_shared_steps > 0
    assert [result["index"] for result in together] == [0, 1, 2]
    assert [result["content"] for result in together] == alone
    for i, text in enumerate(alone):
        own = [event for event in events if event["index"] == i]
        assert "".join(event["content"] for event in own) == text
        assert [event["stop"] for event in own] == [*[False] * (len(own) - 1), True]


async def test_several_choices_differ_by_their_seeds(decoder_path: Path) -> None:
    async with serving(decoder_path, "-np", "2") as server:
        sampled = {"temperature": 2, "n_predict": 32}
        alone = [(await complete(server, prompt="a", seed=seed, **sampled))["content"] for seed in (7, 8)]
        together = await complete(server, prompt=["a", "b"], seed=7, n=2, **sampled)
        same = await complete(server, prompt="a", seed=7, n_cmpl=2, **sampled)
        randoms = await complete(server, prompt="a", n=2, **sampled)
    assert [result["index"] for result in together] == [0, 1, 2, 3]
    assert [result["content"] for result in together[:2]] == [result["content"] for result in same] == alone
    assert alone[0] != alone[1]
    assert randoms[0]["content"] != randoms[1]["content"]


async def test_bos_alone_can_be_asked_for_as_a_token(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        result = await complete(server, prompt=[1])
    assert (result["tokens_evaluated"], result["prompt"]) == (1, "<s>")


async def test_a_limit_of_zero_only_evaluates_the_prompt(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        result = await complete(server, prompt="Once upon", n_predict=0)
        events = await stream(server, prompt="Once upon", n_predict=0)
    assert (result["content"], result["tokens_predicted"], result["stop_type"]) == ("", 0, "limit")
    assert [event["stop"] for event in events] == [True]


@pytest.mark.parametrize("name", ["n_predict", "max_tokens", "max_completion_tokens"])
async def test_the_limit_has_several_names(decoder_path: Path, name: str) -> None:
    async with serving(decoder_path) as server:
        response = await server.post("/completion", {"prompt": "a", name: 3})
    assert response.json["tokens_predicted"] == 3


async def test_a_stop_string_ends_the_text_before_it(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        text = (await complete(server, prompt="Once upon", n_predict=32))["content"]
        word = text[5:8]
        result = await complete(server, prompt="Once upon", n_predict=32, stop=[word, ""])
        same = await complete(server, prompt="Once upon", n_predict=32, stop=word)
        events = await stream(server, prompt="Once upon", n_predict=32, stop=[word])
    assert result["content"] == same["content"] == text[: text.index(word)]
    assert (result["stop_type"], result["stopping_word"]) == ("word", word)
    assert "".join(event["content"] for event in events) == result["content"]


async def test_an_end_of_generation_token_ends_it(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        ended = await complete(server, prompt="a", logit_bias=[[2, 1000]], return_tokens=True)
        ignored = await complete(server, prompt="a", logit_bias=[[2, 1000]], ignore_eos=True)
    assert (ended["content"], ended["tokens"], ended["stop_type"]) == ("", [2], "eos")
    assert (ignored["tokens_predicted"], ignored["stop_type"]) == (8, "limit")


@pytest.mark.parametrize("bias", [[["a", False]], {"a": False}])
async def test_a_text_in_logit_bias_means_its_tokens(decoder_path: Path, bias: Any) -> None:
    async with serving(decoder_path) as server:
        result = await complete(server, prompt="a", logit_bias=bias)
        expected = server.state.engine.model.vocab.tokenize("a", add_special=False)
    assert [item["token"] for item in result["generation_settings"]["logit_bias"]] == expected


async def test_the_context_limits_a_text_without_end(decoder_path: Path) -> None:
    async with serving(decoder_path, "-c", "256") as server:
        result = await complete(server, prompt="Once upon", n_predict=-1)
    assert (result["stop_type"], result["truncated"]) == ("limit", True)
    assert result["tokens_evaluated"] + result["tokens_predicted"] in (255, 256)


async def test_a_seed_makes_it_repeatable(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        texts = [
            (await complete(server, prompt="a", temperature=2, n_predict=32, seed=seed))["content"]
            for seed in (1, 1, 2)
        ]
    assert texts[0] == texts[1] != texts[2]


async def test_a_cached_prompt_is_not_evaluated_again(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        await complete(server, prompt="Once upon a time")
        cached = await complete(server, prompt="Once upon a time")
        fresh = await complete(server, prompt="Once upon a time", cache_prompt=False)
    assert cached["timings"]["prompt_n"] == 1
    assert cached["timings"]["cache_n"] == cached["tokens_evaluated"] - 1
    assert fresh["timings"]["cache_n"] == 0


async def test_requests_wait_for_a_slot(decoder_path: Path) -> None:
    results: list[Any] = []

    async def run(server: Served, prompt: str) -> None:
        results.append(await complete(server, prompt=prompt, n_predict=16))

    async with serving(decoder_path, "-np", "1") as server:
        async with trio.open_nursery() as nursery:
            for i in range(5):
                nursery.start_soon(run, server, f"Number {i}")
        await server.until(lambda s: s.n_finished == 5)
        assert server.statistics.n_shared_steps == 0
    assert {result["id_slot"] for result in results} == {0}


async def test_eight_streams_at_once_are_equal_to_each_alone(decoder_path: Path) -> None:
    prompts = [f"The {word} of" for word in ["end", "day", "son", "top", "sea", "way", "sun", "war"]]
    texts: dict[str, str] = {}

    async def run(server: Served, prompt: str) -> None:
        events = await stream(server, prompt=prompt, n_predict=64)
        texts[prompt] = "".join(event["content"] for event in events)

    async with serving(decoder_path, "-np", "8") as server:
        for prompt in prompts:
            await run(server, prompt)
        alone, texts = texts, {}
        assert server.statistics.n_shared_steps == 0
        async with trio.open_nursery() as nursery:
            for prompt in prompts:
                nursery.start_soon(run, server, prompt)
        assert server.statistics.n_shared_steps > 0
    assert texts == alone
    assert len(set(texts.values())) > 1
