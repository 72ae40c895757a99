"""What Ollama's own client learns of the model, and what it cannot do with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import ollama
import pytest

from pyllama import builtin_model
from tests.server.client import request
from tests.server.serving import ServerProcess, serving


@pytest.fixture
def llama(chatting: ServerProcess) -> Iterator[ollama.Client]:
    with ollama.Client(host=f"http://127.0.0.1:{chatting.port}", timeout=30) as client:
        yield client


@pytest.fixture
def embedder(embedding_process: ServerProcess) -> Iterator[ollama.Client]:
    with ollama.Client(host=f"http://127.0.0.1:{embedding_process.port}", timeout=30) as client:
        yield client


def test_the_model_is_told_of(llama: ollama.Client) -> None:
    (model,) = llama.list().models
    assert model.model
    assert model.size
    shown = llama.show(model.model)
    assert shown.modelinfo is not None
    assert shown.modelinfo["general.architecture"] == "llama"
    assert shown.modelinfo["llama.context_length"] == 2048
    assert isinstance(shown.modelinfo["llama.rope.freq_base"], float)
    assert shown.modelinfo["general.parameter_count"] > 10**6
    assert shown.capabilities == ["completion", "tools", "insert", "thinking"]
    assert shown.details is not None
    assert shown.details.format == "gguf"


def test_the_loaded_model(llama: ollama.Client, embedder: ollama.Client) -> None:
    (listed,) = llama.list().models
    (loaded,) = llama.ps().models
    assert loaded.model == loaded.name == listed.model
    assert (loaded.size, loaded.details) == (listed.size, listed.details)
    assert loaded.size_vram is not None
    assert loaded.context_length == 1024
    assert loaded.expires_at is not None
    assert loaded.expires_at > datetime.now(UTC)
    (embedding,) = embedder.ps().models
    assert embedding.context_length
    assert embedder.show("any").capabilities == ["embedding"]


@pytest.mark.parametrize(
    "change",
    [
        lambda client: client.pull("new"),
        lambda client: list(client.pull("new", stream=True)),
        lambda client: client.push("new"),
        lambda client: client.create("new", from_="old"),
        lambda client: client.copy("old", "new"),
        lambda client: client.delete("old"),
    ],
)
def test_models_do_not_change(llama: ollama.Client, change: Callable[[ollama.Client], object]) -> None:
    with pytest.raises(ollama.ResponseError, match="models are not fetched") as caught:
        change(llama)
    assert caught.value.status_code == 501


async def test_errors_are_texts() -> None:
    async with serving(builtin_model(), "--api-prefix", "/llm", "--api-key", "secret") as server:
        key = {"Authorization": "Bearer secret"}
        for method, path, status in (
            ("GET", "/llm/api/nothing", 404),
            ("POST", "/llm/api/blobs/sha256:0", 404),
            ("GET", "/llm/api/chat", 405),
            ("DELETE", "/llm/api/pull", 405),
            ("POST", "/llm/api/pull", 501),
        ):
            response = await request(server.port, method, path, headers=key)
            assert response.status == status
            assert isinstance(json.loads(response.body)["error"], str)
        for method, path in (
            ("GET", "/llm/api/ps"),
            ("POST", "/llm/api/embeddings"),
            ("POST", "/llm/api/pull"),
        ):
            response = await request(server.port, method, path)
            assert (response.status, response.json) == (401, {"error": "Invalid API Key"})
        # The others speak OpenAI's dialect.
        other: Any = (await server.get("/api/nothing", headers=key)).json
        assert other["error"]["code"] == 404


async def test_what_is_refused() -> None:
    async with serving(builtin_model()) as server:
        for body, place in (
            ({"verbose": True}, "verbose"),
            ({"model": 1}, "model"),
            (b"{", "not valid JSON"),
        ):
            response = await server.post("/api/show", body)
            assert response.status == 400
            assert place in response.json["error"]
