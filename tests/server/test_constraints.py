"""Structured output over HTTP: which fields there are, what they do, and how they are refused."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import trio

from pyllama.errors import GrammarError
from server.options import OptionError, parse
from tests.server.serving import configuration, serving

SCHEMA = {
    "type": "object",
    "properties": {"n": {"enum": [1, 2]}},
    "required": ["n"],
    "additionalProperties": False,
}
HOT = {"prompt": "a", "temperature": 1.5, "n_predict": 200}


@pytest.mark.parametrize(
    ("fields", "pattern"),
    [
        ({"grammar": 'root ::= "yes" | "no"'}, "yes|no"),
        ({"regex": "[a-c]{3}"}, "[a-c]{3}"),
        ({"lark": "start: /x{2}/"}, "xx"),
        ({"json_schema": SCHEMA}, r'\{\s*"n"\s*:\s*[12]\s*\}'),
        ({"json_schema": {"const": 7}, "grammar": ""}, "7"),
        ({"response_format": {"type": "json_object", "schema": SCHEMA}}, r'\{\s*"n"\s*:\s*[12]\s*\}'),
        ({"response_format": {"type": "json_schema", "schema": {"const": 7}}}, "7"),
        (
            {
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "x", "description": "y", "strict": True, "schema": {"const": 7}},
                }
            },
            "7",
        ),
    ],
)
async def test_the_text_conforms(bpe_decoder_path: Path, fields: dict[str, Any], pattern: str) -> None:
    async with serving(bpe_decoder_path) as server:
        result = await server.complete(**HOT, **fields)
        events = (await server.post("/completion", {**HOT, **fields, "stream": True})).events
    assert re.fullmatch(pattern, result["content"])
    assert result["stop_type"] == "eos"
    assert re.fullmatch(pattern, "".join(event["content"] for event in events))


async def test_some_object(bpe_decoder_path: Path) -> None:
    async with serving(bpe_decoder_path) as server:
        texts = [
            (await server.complete(**HOT, seed=seed, response_format={"type": "json_object"}))
            for seed in range(8)
        ]
    ended = [json.loads(text["content"]) for text in texts if text["stop_type"] == "eos"]
    assert ended
    assert all(isinstance(value, dict) for value in ended)


async def test_each_of_several_prompts_is_constrained(bpe_decoder_path: Path) -> None:
    async with serving(bpe_decoder_path, "-np", "2") as server:
        results = await server.complete(**{**HOT, "prompt": ["a", "b", "c"]}, regex="[xy]{4}")
    assert all(re.fullmatch("[xy]{4}", result["content"]) for result in results)


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"grammar": "root ::= other"}, "grammar"),
        ({"grammar": "root ::= " + "(" * 60_000}, "grammar"),
        ({"regex": "("}, "regex"),
        ({"regex": ""}, "regex"),
        ({"lark": "start: nothing"}, "lark"),
        ({"json_schema": {"not": {}}}, "json_schema"),
        ({"json_schema": 5}, "json_schema"),
        ({"grammar": 'root ::= "a"', "regex": "a"}, "regex"),
        ({"response_format": {"type": "xml"}}, "response_format.type"),
        ({"response_format": {"type": "json_schema"}}, "response_format.json_schema"),
        ({"response_format": {"type": "json_object", "schema": {"if": {}}}}, "response_format.schema"),
        (
            {"response_format": {"type": "json_schema", "json_schema": {"schema": {"type": "text"}}}},
            "response_format.json_schema.schema",
        ),
        (
            {"response_format": {"type": "json_schema", "json_schema": {"skema": {}}}},
            "response_format.json_schema.skema",
        ),
    ],
)
async def test_what_cannot_be_followed_is_refused(
    bpe_decoder_path: Path, fields: dict[str, Any], param: str
) -> None:
    async with serving(bpe_decoder_path) as server:
        response = await server.post("/completion", {**HOT, **fields})
        assert response.status == 400
        assert response.json["error"]["param"] == param
        assert response.json["error"]["type"] == "invalid_request_error"
        assert (await server.complete(prompt="a"))["tokens_predicted"] > 0


async def test_others_go_on_while_a_hostile_constraint_is_compiled(bpe_decoder_path: Path) -> None:
    async with serving(bpe_decoder_path, "-np", "3", "-c", "8192") as server:
        await server.complete(prompt="a", regex="[bc]{4}")
        statuses: list[int] = []

        async def hostile(n: int) -> None:
            # A second of work each, without the interpreter's lock.
            regex = f"((((a{{{n}}}){{100}}){{100}}){{100}}){{100}}"
            statuses.append((await server.post("/completion", HOT | {"regex": regex})).status)

        stream = await server.begin_stream()
        async with trio.open_nursery() as nursery:
            for n in range(100, 103):
                nursery.start_soon(hostile, n)
            for _ in range(10):
                assert (await server.get("/health")).status == 200
                assert await stream.chunk()
                # What is compiled already waits for nobody.
                assert (await server.complete(prompt="a", regex="[bc]{4}"))["stop_type"] == "eos"
            assert len(statuses) < 3
        await stream.stream.aclose()
    assert statuses == [400] * 3


async def test_options_hold_for_requests_that_say_nothing(bpe_decoder_path: Path) -> None:
    async with serving(bpe_decoder_path, "--grammar", 'root ::= "yes"') as server:
        assert (await server.complete(prompt="a"))["content"] == "yes"
        assert (await server.complete(prompt="a", regex="no"))["content"] == "no"
        free = await server.complete(prompt="a", grammar="")
        assert (
            free["content"]
            == (await server.complete(prompt="a", response_format={"type": "text"}))["content"]
        )
        assert free["content"] != "yes"
        assert free["generation_settings"]["grammar"] == ""
        props = (await server.get("/props")).json
    assert props["default_generation_settings"]["params"]["grammar"] == 'root ::= "yes"'


@pytest.mark.parametrize(("flag", "kind"), [("--grammar-file", "grammar"), ("-jf", "json_schema")])
def test_a_file_has_the_text(tmp_path: Path, flag: str, kind: str) -> None:
    path = tmp_path / "text"
    path.write_text("text", "utf-8")
    constraint = configuration(path, flag, str(path)).constraint
    assert constraint is not None
    assert (constraint.kind, constraint.text) == (kind, "text")


def test_files_that_cannot_be_used_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "text"
    path.write_bytes(b"\xff")
    for arguments in (["--grammar", " "], ["--grammar-file", str(path)], ["-jf", str(tmp_path / "missing")]):
        with pytest.raises(OptionError):
            parse(arguments, {})


def test_a_grammar_error_says_where() -> None:
    error = GrammarError("it is wrong", param="grammar", line=3)
    assert (str(error), error.param, error.line) == ("grammar, line 3: it is wrong", "grammar", 3)
