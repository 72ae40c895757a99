from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import schemathesis
from quart_trio import QuartTrio

from server.app import create_app
from server.auth import PUBLIC, WEB
from server.routes.openapi import described_routes
from server.state import ServerState
from tests.server.client import request
from tests.server.serving import configuration, serving


async def document(model: Path, *arguments: str, path: str = "/openapi.json") -> Any:
    async with serving(model, *arguments) as server:
        response = await server.get(path)
    assert response.status == 200
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    return response.json


def references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


async def test_it_is_valid(decoder_path: Path) -> None:
    described = await document(decoder_path)
    assert described["openapi"].startswith("3.1.")
    schemathesis.openapi.from_dict(described).validate()
    schemas = described["components"]["schemas"]
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    assert set(references(described)) == {f"#/components/schemas/{name}" for name in schemas}
    operations = [operation for path in described["paths"].values() for operation in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)


async def test_every_route_is_described(decoder_path: Path) -> None:
    app = create_app(ServerState(configuration(decoder_path)))
    rules = app._app.url_map.iter_rules()  # type: ignore[attr-defined]
    expected = {
        (re.sub(r"<(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in rules
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint.partition(".")[0] != WEB
    }
    described = await document(decoder_path)
    assert {(path, method) for path, methods in described["paths"].items() for method in methods} == expected
    assert {path for path, _ in expected} >= PUBLIC


def test_a_route_that_says_nothing_is_an_error() -> None:
    app = QuartTrio(__name__, static_folder=None)

    @app.get("/new")
    async def new() -> str:
        return ""

    with pytest.raises(LookupError, match="/new"):
        list(described_routes(app, ""))


async def test_bodies(decoder_path: Path) -> None:
    described = await document(decoder_path)
    schemas = described["components"]["schemas"]
    body = schemas["CompletionBody"]
    assert body["required"] == ["prompt"]
    assert body["additionalProperties"] is False, "the server refuses what it does not know"
    assert body["properties"]["image_data"]["enum"] == [[], None], "known, and off"
    assert "model" in body["properties"], "known, and without effect"
    assert body["properties"]["n_predict"]["anyOf"][0] == {
        "type": "integer",
        "minimum": -1,
        "maximum": 2**31 - 1,
    }
    assert body["properties"]["n_predict"]["description"].startswith("most tokens to generate")
    top_p = body["properties"]["top_p"]
    assert top_p["anyOf"][0] == {"type": "number", "minimum": 0.0, "maximum": 1.0}
    assert top_p["description"].endswith("1 is off.")
    chat = schemas["ChatCompletionBody"]["properties"]
    undescribed = {name for name, field in chat.items() if "description" not in field}
    assert undescribed == set()
    encoding = schemas["EmbeddingsBody"]["properties"]["encoding_format"]
    assert encoding["description"] == "vectors as numbers, or as the base64 of little-endian float32."
    assert "Attributes" not in schemas["EmbeddingsBody"]["description"]


async def test_streams_and_errors(decoder_path: Path) -> None:
    described = await document(decoder_path)
    responses = described["paths"]["/v1/chat/completions"]["post"]["responses"]
    content = responses["200"]["content"]
    assert content["application/json"]["schema"] == {"$ref": "#/components/schemas/ChatCompletion"}
    event = content["text/event-stream"]["schema"]["properties"]["data"]
    chunk, done = event["anyOf"]
    names = [choice["$ref"].rpartition("/")[2] for choice in chunk["contentSchema"]["anyOf"]]
    assert names == ["ChatChunk", "ErrorBody"]
    assert done == {"const": "[DONE]"}
    assert {"400", "408", "413", "429", "501", "503"} <= responses.keys()
    error = responses["429"]["content"]["application/json"]["schema"]
    assert error == {"$ref": "#/components/schemas/ErrorBody"}


async def test_keys(decoder_path: Path) -> None:
    without = await document(decoder_path)
    assert "security" not in without
    async with serving(decoder_path, "--api-key", "secret") as server:
        described = (await request(server.port, "GET", "/openapi.json")).json
    schemes = described["components"]["securitySchemes"]
    assert schemes["bearer"] == {"type": "http", "scheme": "bearer"}
    assert [list(choice) for choice in described["security"]] == [["bearer"], ["header"]]
    assert described["paths"]["/health"]["get"]["security"] == []
    assert "security" not in described["paths"]["/completion"]["post"]
    assert "401" in described["paths"]["/completion"]["post"]["responses"]


async def test_a_prefix(decoder_path: Path) -> None:
    described = await document(decoder_path, "--api-prefix", "/llm", path="/llm/openapi.json")
    assert described["servers"] == [{"url": "/llm"}]
    assert "/completion" in described["paths"]
