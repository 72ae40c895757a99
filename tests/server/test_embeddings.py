from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import numpy as np
import openai
import pytest
import trio

from pyllama import normalize
from tests.server.serving import ServerProcess, embedding, serving

TEXTS = ["Once upon a time", "there was a little girl"]
CLOSE = 2e-3


def vectors(response: Any) -> list[np.ndarray[Any, np.dtype[np.float64]]]:
    return [np.array(item["embedding"]) for item in response["data"]]


async def test_the_native_form_is_a_list_of_rows(encoder_path: Path) -> None:
    async with embedding(encoder_path) as server:
        expected = normalize(np.stack(await server.state.embedder.embed(TEXTS)))
        for path, name in (
            ("/embedding", "content"),
            ("/embeddings", "input"),
            ("/v1/embeddings", "content"),
        ):
            response = (await server.post(path, {name: TEXTS})).json
            assert [item["index"] for item in response] == [0, 1]
            for item, vector in zip(response, expected, strict=True):
                assert np.allclose(item["embedding"], [vector], atol=CLOSE)


async def test_openais_form(encoder_path: Path) -> None:
    async with embedding(encoder_path, "-a", "tiny") as server:
        vocab = server.state.embedder.model.vocab
        n_tokens = sum(len(vocab.tokenize(text)) for text in TEXTS)
        named = (await server.post("/v1/embeddings", {"input": TEXTS, "model": "other", "user": "me"})).json
        single = (await server.post("/v1/embeddings", {"input": TEXTS[1]})).json
    assert named["object"] == "list"
    assert named["model"] == "other"
    assert named["usage"] == {"prompt_tokens": n_tokens, "total_tokens": n_tokens}
    assert [(item["object"], item["index"]) for item in named["data"]] == [("embedding", 0), ("embedding", 1)]
    assert single["model"] == "tiny"
    assert np.allclose(vectors(single)[0], vectors(named)[1], atol=CLOSE)
    assert np.linalg.norm(vectors(single)[0]) == pytest.approx(1)


@pytest.mark.parametrize("path", ["/v1/embeddings", "/embeddings"])
async def test_base64_holds_the_same_numbers(encoder_path: Path, path: str) -> None:
    async with embedding(encoder_path) as server:
        plain = (await server.post(path, {"input": TEXTS[0]})).json
        coded = (await server.post(path, {"input": TEXTS[0], "encoding_format": "base64"})).json
    if path == "/embeddings":
        numbers, text = plain[0]["embedding"][0], coded[0]["embedding"][0]
    else:
        numbers, text = plain["data"][0]["embedding"], coded["data"][0]["embedding"]
        assert coded["data"][0]["encoding_format"] == "base64"
        assert "encoding_format" not in plain["data"][0]
    assert np.allclose(np.frombuffer(base64.b64decode(text), "<f4"), numbers, atol=1e-6)


async def test_tokens_are_inputs_too(encoder_path: Path) -> None:
    async with embedding(encoder_path) as server:
        tokens = server.state.embedder.model.vocab.tokenize(TEXTS[0])
        forms = [TEXTS[0], tokens, [tokens], [TEXTS[0], tokens]]
        responses = [(await server.post("/v1/embeddings", {"input": form})).json for form in forms]
    for response in responses:
        for vector in vectors(response):
            assert np.allclose(vector, vectors(responses[0])[0], atol=CLOSE)
    assert len(responses[3]["data"]) == 2


async def test_fewer_dimensions_are_a_unit_vector_again(encoder_path: Path) -> None:
    async with embedding(encoder_path) as server:
        whole = (await server.post("/v1/embeddings", {"input": TEXTS[0]})).json
        short = (await server.post("/v1/embeddings", {"input": TEXTS[0], "dimensions": 8})).json
        too_many = await server.post("/v1/embeddings", {"input": TEXTS[0], "dimensions": 65})
    first = vectors(whole)[0][:8]
    assert np.allclose(vectors(short)[0], first / np.linalg.norm(first), atol=CLOSE)
    assert too_many.status == 400
    assert too_many.json["error"]["param"] == "dimensions"


async def test_what_vectors_are_divided_by(encoder_path: Path) -> None:
    async with embedding(encoder_path, "--embd-normalize", "1") as server:
        by_option = (await server.post("/v1/embeddings", {"input": "a"})).json
        by_request = (await server.post("/v1/embeddings", {"input": "a", "embd_normalize": 0})).json
        wrong = await server.post("/v1/embeddings", {"input": "a", "embd_normalize": -2})
    assert np.abs(vectors(by_option)[0]).sum() == pytest.approx(1, abs=1e-5)
    assert np.abs(vectors(by_request)[0]).max() == pytest.approx(32760)
    assert wrong.json["error"]["param"] == "embd_normalize"


async def test_without_pooling_each_token_has_a_vector(decoder_path: Path) -> None:
    async with embedding(decoder_path) as server:
        (expected,) = await server.state.embedder.embed(["Once upon"])
        response = await server.post("/embeddings", {"input": "Once upon"})
        refused = await server.post("/v1/embeddings", {"input": "Once upon"})
    assert len(expected) > 1
    assert np.allclose(response.json[0]["embedding"], expected, atol=CLOSE)
    assert refused.status == 400
    assert "pooling" in refused.json["error"]["message"]


@pytest.mark.parametrize("pooling", ["mean", "cls", "last"])
async def test_a_decoder_embeds_with_a_pooling(decoder_path: Path, pooling: str) -> None:
    async with embedding(decoder_path, "--pooling", pooling) as server:
        expected = normalize(np.stack(await server.state.embedder.embed(TEXTS)))
        response = (await server.post("/v1/embeddings", {"input": TEXTS})).json
    assert np.allclose(vectors(response), expected, atol=CLOSE)


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "input"),
        ({"input": "a", "content": "a"}, "input"),
        ({"input": []}, "input"),
        ({"input": ["a", []]}, "input[1]"),
        ({"input": [5, 10**6]}, "input[1]"),
        ({"input": [[5], [5, -1]]}, "input[1][1]"),
        ({"content": "once upon " * 400}, "content"),
        ({"input": ["a", "once upon " * 400]}, "input[1]"),
        ({"input": ["a"] * 9000}, "input"),
        ({"input": {"a": 1}}, "input"),
        ({"input": "a", "encoding_format": "int8"}, "encoding_format"),
        ({"input": "a", "dimensions": 0}, "dimensions"),
        ({"input": "a", "image_data": [{"data": "", "id": 1}]}, "image_data"),
        ({"input": "a", "nothing": 1}, "nothing"),
    ],
)
async def test_the_field_at_fault_is_named(encoder_path: Path, body: object, param: str) -> None:
    async with embedding(encoder_path) as server:
        response = await server.post("/embeddings", body)
        assert server.state.embedder.statistics().n_inputs == 0
    assert response.status == 400
    assert response.json["error"]["param"] == param


async def test_a_server_of_embeddings_makes_no_text(encoder_path: Path) -> None:
    async with embedding(encoder_path, "-a", "tiny") as server:
        for path in ("/completion", "/v1/completions"):
            response = await server.post(path, {"prompt": "a"})
            assert response.status == 501
            assert "--embedding" in response.json["error"]["message"]
        assert (await server.get("/slots")).status == 501
        assert (await server.post("/tokenize", {"content": [5]})).json == {"tokens": [5]}
        model = (await server.get("/v1/models")).json
        assert model["models"][0]["capabilities"] == ["embedding"]
        assert model["data"][0]["meta"]["n_ctx"] == 512
        assert (await server.get("/props")).json["bos_token"] == "[CLS]"


async def test_a_server_of_text_makes_no_embeddings(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        for path in ("/embedding", "/embeddings", "/v1/embeddings"):
            response = await server.post(path, {"input": "a"})
            assert response.status == 501
            assert "--embeddings" in response.json["error"]["message"]


async def test_what_nobody_waits_for_is_not_computed(encoder_path: Path) -> None:
    async with embedding(encoder_path) as server:
        embedder = server.state.embedder
        async with await server.connect() as connection:
            await connection.send("POST", "/embeddings", {"input": [[5] * 500] * 4000})
            with trio.fail_after(10):
                while not embedder.statistics().n_batches:  # noqa: ASYNC110  # there is no event for that
                    await trio.sleep(0.002)
        with trio.fail_after(10):
            while not embedder.statistics().n_cancelled:  # noqa: ASYNC110
                await trio.sleep(0.002)
        assert embedder.statistics().n_waiting == 0
        assert embedder.statistics().n_inputs < 4000


def test_with_the_official_client(embedding_process: ServerProcess) -> None:
    with openai.OpenAI(
        base_url=f"http://127.0.0.1:{embedding_process.port}/v1", api_key="none", max_retries=0, timeout=30
    ) as client:
        response = client.embeddings.create(model="tiny", input=TEXTS)
        numbers = client.embeddings.create(model="tiny", input=TEXTS, encoding_format="float", dimensions=16)
        with pytest.raises(openai.BadRequestError, match="dimensions"):
            client.embeddings.create(model="tiny", input="a", dimensions=1000)
        assert client.models.list().data[0].object == "model"
    assert [len(item.embedding) for item in response.data] == [64, 64]
    assert [len(item.embedding) for item in numbers.data] == [16, 16]
    cut = normalize(np.array([item.embedding[:16] for item in response.data], np.float32))
    assert np.allclose(cut, [item.embedding for item in numbers.data], atol=CLOSE)
    assert response.usage.prompt_tokens == response.usage.total_tokens > 0
