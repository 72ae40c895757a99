"""Vectors, as Ollama's own client asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import ollama
import pytest

from pyllama import normalize
from tests.server.serving import ServerProcess, embedding


@pytest.fixture
def embedder(embedding_process: ServerProcess) -> Iterator[ollama.Client]:
    with ollama.Client(host=f"http://127.0.0.1:{embedding_process.port}", timeout=30) as client:
        yield client


def test_vectors(embedder: ollama.Client) -> None:
    one = embedder.embed("any", "Hello", options={"num_ctx": 8, "temperature": None, "num_gpu": None})
    two = embedder.embed("any", ["Hello", "Once upon a time"], dimensions=4)
    with pytest.raises(ollama.ResponseError, match="truncate"):
        embedder.embed("any", "Hello", truncate=True)
    assert sum(x * x for x in one.embeddings[0]) == pytest.approx(1)
    assert [len(row) for row in two.embeddings] == [4, 4]
    assert (two.prompt_eval_count or 0) > (one.prompt_eval_count or 0) > 0


def test_the_older_form_is_the_vector_as_it_is(embedder: ollama.Client) -> None:
    vector = np.array(embedder.embeddings("any", "Hello", keep_alive="5m").embedding, dtype=np.float32)
    (unit,) = embedder.embed("any", "Hello").embeddings
    assert np.linalg.norm(vector) > 1.1
    assert np.allclose(normalize(vector, 2), unit, atol=1e-4)
    assert embedder.embeddings("any").embedding == []


def test_a_server_of_texts_gives_none(chatting: ServerProcess) -> None:
    with (
        ollama.Client(host=f"http://127.0.0.1:{chatting.port}", timeout=30) as client,
        pytest.raises(ollama.ResponseError, match="--embeddings") as caught,
    ):
        client.embeddings("any", "Hello")
    assert caught.value.status_code == 501


@pytest.mark.parametrize("path", ["embed", "embeddings"])
@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"options": {"temperature": 0.5}}, "options.temperature makes no difference"),
        ({"options": {"num_thread": 2}}, "options.num_thread is set when the server starts"),
        ({"options": {"num_ctx": 2**20}}, "options.num_ctx must be at most"),
        ({"options": []}, "options"),
        ({"text": "Hello"}, "text"),
        ({"": "a " * 5000}, " must have 1 to"),
        ({"": 7}, ": Expected"),
        ({"": {}}, ": Expected"),
    ],
)
async def test_what_is_refused(encoder_path: Path, path: str, changes: dict[str, Any], place: str) -> None:
    field = "input" if path == "embed" else "prompt"
    body = {field: "Hello"} | {name or field: value for name, value in changes.items()}
    async with embedding(encoder_path) as server:
        response = await server.post(f"/api/{path}", body)
    assert response.status == 400
    assert response.json.keys() == {"error"}
    assert place in response.json["error"]


async def test_a_pooling_that_gives_no_vector(encoder_path: Path) -> None:
    async with embedding(encoder_path, "--pooling", "none") as server:
        response = await server.post("/api/embeddings", {"prompt": "Hello"})
    assert response.status == 400
    assert "--pooling" in response.json["error"]
