"""Structured answers of the OpenAI endpoints, asked for by OpenAI's own client and on the wire."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import Annotated, Any

import jsonschema
import openai
import pytest
from pydantic import BaseModel, Field

from pyllama import builtin_model
from tests.server.serving import serving

QUESTION: list[Any] = [{"role": "user", "content": "Invent a person."}]
SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string", "maxLength": 12}, "age": {"type": "integer", "maximum": 120}},
    "required": ["name", "age"],
    "additionalProperties": False,
}


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Pet(BaseModel):
    name: Annotated[str, Field(max_length=10)]
    legs: Annotated[int, Field(ge=0, le=8)]


class Person(BaseModel):
    """What the client makes a schema of: references, numbers with bounds, lists, choices."""

    name: Annotated[str, Field(max_length=20)]
    age: Annotated[int, Field(ge=1, le=120)]
    colour: Colour
    is_tall: bool
    pet: Pet | None
    tags: Annotated[list[Colour], Field(max_length=3)]


@pytest.mark.parametrize("temperature", [0, 1.5])
def test_the_official_client_parses_into_a_pydantic_model(client: openai.OpenAI, temperature: float) -> None:
    result = client.chat.completions.parse(
        model="any", messages=QUESTION, response_format=Person, temperature=temperature, max_tokens=400
    )
    (choice,) = result.choices
    assert choice.finish_reason == "stop"
    assert isinstance(choice.message.parsed, Person)
    assert json.loads(choice.message.content or "") == choice.message.parsed.model_dump(mode="json")


def test_a_stream_of_the_official_client_ends_with_a_parsed_model(client: openai.OpenAI) -> None:
    with client.chat.completions.stream(
        model="any", messages=QUESTION, response_format=Person, max_tokens=400
    ) as stream:
        *_, last = stream
        final = stream.get_final_completion()
    assert last.type == "content.done"
    assert isinstance(final.choices[0].message.parsed, Person)


FORMATS = [
    {
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "x", "strict": True, "schema": SCHEMA},
        }
    },
    {"response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": SCHEMA}}},
    {"response_format": {"type": "json_object", "schema": SCHEMA}},
    {"json_schema": SCHEMA},
]


@pytest.mark.parametrize("fields", FORMATS, ids=str)
async def test_all_endpoints_follow_a_schema(fields: dict[str, Any]) -> None:
    hot = {"temperature": 1.5, "seed": 1, "max_tokens": 200, **fields}
    async with serving(builtin_model()) as server:
        chat = (await server.post("/v1/chat/completions", hot | {"messages": QUESTION})).json
        text = (await server.post("/v1/completions", hot | {"prompt": "A person: "})).json
        gap = (await server.post("/infill", hot | {"input_prefix": "x = ", "input_suffix": "\n"})).json
    texts = [chat["choices"][0]["message"]["content"], text["choices"][0]["text"], gap["content"]]
    for made in texts:
        jsonschema.validate(json.loads(made), SCHEMA)


@pytest.mark.parametrize(
    ("fields", "pattern"),
    [
        ({"grammar": 'root ::= "yes" | "no"'}, "yes|no"),
        ({"regex": "[a-c]{3}"}, "[a-c]{3}"),
        ({"lark": "start: /x{2}/"}, "xx"),
        ({"response_format": {"type": "json_object"}, "stop": [":"]}, r"\{.*"),
    ],
    ids=str,
)
async def test_chats_follow_the_other_languages(fields: dict[str, Any], pattern: str) -> None:
    body = {"messages": QUESTION, "temperature": 1.5, "seed": 1, "max_tokens": 200, "n": 2, **fields}
    async with serving(builtin_model(), "-np", "2") as server:
        choices = (await server.post("/v1/chat/completions", body)).json["choices"]
    assert len(choices) == 2
    assert all(re.fullmatch(pattern, choice["message"]["content"], re.DOTALL) for choice in choices)


async def test_a_chat_may_be_any_text() -> None:
    body = {"messages": QUESTION, "temperature": 0, "max_tokens": 8}
    async with serving(builtin_model()) as server:
        free = (await server.post("/v1/chat/completions", body)).json
        text = (await server.post("/v1/chat/completions", body | {"response_format": {"type": "text"}})).json
    assert text["choices"][0]["message"] == free["choices"][0]["message"]


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"response_format": {"type": "xml"}}, "response_format.type"),
        ({"response_format": {"type": "json_schema"}}, "response_format.json_schema"),
        (
            {"response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": {"not": {}}}}},
            "response_format.json_schema.schema",
        ),
        ({"response_format": "json_object"}, "response_format"),
        ({"grammar": "root ::= x"}, "grammar"),
    ],
    ids=str,
)
async def test_a_chat_is_refused_what_cannot_be_followed(fields: dict[str, Any], param: str) -> None:
    async with serving(builtin_model()) as server:
        response = await server.post("/v1/chat/completions", {"messages": QUESTION} | fields)
    assert (response.status, response.json["error"]["param"]) == (400, param)
