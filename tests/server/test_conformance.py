"""The server keeps to its own description, and fails at nothing, whatever a client makes of that."""

from __future__ import annotations

import os
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, get_args

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from server.openapi.operation import Tag
from tests.server.serving import ServerProcess, server_process

N_CASES = int(os.environ.get("PYLLAMA_SCHEMATHESIS_CASES", "200"))
"""How many requests in all, evenly divided among the endpoints."""

IS_LONG = "PYLLAMA_SCHEMATHESIS_CASES" in os.environ
CHECKED = [status_code_conformance, content_type_conformance, response_schema_conformance]
PLAIN = {
    "documents": [{"text": "a dog"}, {"text": "a cat"}],
    "filename": "saved.bin",
    "grammar": 'root ::= "yes" | "no"',
    "input": "Once upon a time",
    "json_schema": {"type": "object", "properties": {"a": {"type": "integer"}}},
    "messages": [{"role": "user", "content": "Hello"}],
    "response_format": {"type": "json_object"},
    "stream": True,
    "tools": [{"type": "function", "function": {"name": "look", "parameters": {"type": "object"}}}],
}
"""Values that are not refused."""
PROMPTS = {"prompt", "content", "tokens", "input", "input_prefix", "input_suffix"}
QUIET = settings(
    deadline=None,
    database=None,
    derandomize=not IS_LONG,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A server of text with everything that can be turned on, and a context that is soon full."""
    folder = tmp_path_factory.mktemp("slots")
    options = ("--metrics", "--props", "--slots", "--slot-save-path", str(folder))
    with server_process(*options, "-np", "4", "-c", "512", "-n", "4") as server:
        yield server
        assert server.process.poll() is None


@pytest.fixture(scope="module")
def reranking(reranker_path: Path) -> Iterator[ServerProcess]:
    with server_process("--model", str(reranker_path), "--reranking") as server:
        yield server
        assert server.process.poll() is None


@pytest.mark.parametrize("tag", sorted({*get_args(Tag)} - {"Embeddings"}))
def test_of_text(everything: ServerProcess, tag: Tag) -> None:
    assert check_operations(everything, tag) > 0


@pytest.mark.parametrize("tag", ["Embeddings", "Server", "Slots", "Tokens"])
def test_of_embeddings(embedding_process: ServerProcess, tag: Tag) -> None:
    assert check_operations(embedding_process, tag) > 0


def test_of_ranking(reranking: ServerProcess) -> None:
    assert check_operations(reranking, "Embeddings") > 0


def check_operations(server: ServerProcess, tag: Tag) -> int:
    """Send requests to all endpoints of a part of the API, and return how many these are."""
    url = f"http://127.0.0.1:{server.port}"
    api = schemathesis.openapi.from_url(f"{url}/openapi.json")
    api.config.update(base_url=url)
    everything = [result.ok() for result in api.get_all_operations() if isinstance(result, Ok)]
    n_cases = max(N_CASES // (2 * len(everything)), 1)
    operations = [operation for operation in everything if tag in operation.definition.raw["tags"]]
    for operation in operations:
        check(operation, GenerationMode.POSITIVE, n_cases)
        if operation.body or operation.query or operation.path_parameters:
            check(operation, GenerationMode.NEGATIVE, n_cases)
    return len(operations)


def check(operation: Any, mode: GenerationMode, n_cases: int) -> None:
    """Send requests to an endpoint, such as it asks for or others."""

    @settings(QUIET, max_examples=n_cases)
    @given(case=operation.as_strategy(mode), data=st.data())
    def ask(case: Any, data: st.DataObject) -> None:
        if mode is GenerationMode.POSITIVE:
            make_plausible(case, data)
        response = case.call(timeout=30)
        assert response.status_code < 500 or response.status_code == HTTPStatus.NOT_IMPLEMENTED, response.text
        case.validate_response(response, checks=CHECKED)

    ask()


def make_plausible(case: Any, data: st.DataObject) -> None:
    """Change what fits the description, so that the server does not only refuse it."""
    if "id_slot" in case.path_parameters:
        case.path_parameters["id_slot"] %= 4
    if not isinstance(case.body, dict):
        return
    schema = schema_of_body(case.operation)
    required = set(schema.get("required", ()))
    # Of many fields, one is out of its range nearly always.
    optional = sorted(case.body.keys() - required)
    kept = required | (data.draw(st.sets(st.sampled_from(optional), max_size=4)) if optional else set())
    body = {name: in_vocabulary(name, value) for name, value in case.body.items() if name in kept}
    known = sorted(PLAIN.keys() & schema["properties"].keys())
    chosen = data.draw(st.sets(st.sampled_from(known))) if known else set()
    case.body = body | {name: PLAIN[name] for name in chosen}


def schema_of_body(operation: Any) -> Any:
    described = operation.definition.raw["requestBody"]["content"]["application/json"]["schema"]
    return operation.schema.raw_schema["components"]["schemas"][described["$ref"].rpartition("/")[2]]


def in_vocabulary(name: str, value: object) -> object:
    """Return the value of a field, with numbers that are tokens if it is a prompt."""
    if name not in PROMPTS:
        return value
    if isinstance(value, list):
        return [in_vocabulary(name, item) for item in value]
    return abs(value) % 512 if type(value) is int else value
