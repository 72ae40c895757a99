from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pyllama.embedding import QueryTokens
from tests.server.serving import embedding, serving
from tests.support import tiny_models

QUERY = "Once upon a time"
DOCUMENTS = ["there was", "a little girl", "the counted ships", "", "once upon"]
ROUTES = ["/rerank", "/reranking", "/v1/rerank", "/v1/reranking"]
CLOSE = 2e-3


async def test_documents_are_sorted_by_their_scores(reranker_path: Path) -> None:
    async with embedding(reranker_path, "--reranking", "-a", "tiny") as server:
        embedder = server.state.embedder
        query = QueryTokens(embedder.model, QUERY)
        pairs = [query.join(document) for document in DOCUMENTS]
        expected = np.concatenate(await embedder.embed(pairs))
        responses = [
            (await server.post(path, {"query": QUERY, "documents": DOCUMENTS})).json for path in ROUTES
        ]
    for response in responses:
        scores = [item["relevance_score"] for item in response["results"]]
        assert scores == sorted(scores, reverse=True)
        indices = [item["index"] for item in response["results"]]
        assert sorted(indices) == [0, 1, 2, 3, 4]
        assert np.allclose(scores, expected[indices], atol=CLOSE)
        n_tokens = sum(map(len, pairs))
        assert response["usage"] == {"prompt_tokens": n_tokens, "total_tokens": n_tokens}
        assert (response["object"], response["model"]) == ("list", "tiny")
        assert all(item.keys() == {"index", "relevance_score"} for item in response["results"])


async def test_the_best_ones_with_their_texts(reranker_path: Path) -> None:
    body: dict[str, Any] = {"query": QUERY, "documents": DOCUMENTS, "model": "other"}
    objects = [{"text": text} for text in DOCUMENTS]
    async with embedding(reranker_path, "--reranking") as server:
        everything = (await server.post("/rerank", body)).json["results"]
        best = (await server.post("/rerank", body | {"top_n": 2, "return_text": True})).json
        none = (await server.post("/rerank", body | {"top_n": 0})).json
        jina = (await server.post("/rerank", body | {"documents": objects, "return_documents": True})).json
    assert [item["index"] for item in best["results"]] == [item["index"] for item in everything[:2]]
    assert all(item["text"] == DOCUMENTS[item["index"]] for item in best["results"])
    assert best["model"] == "other"
    assert none["results"] == []
    assert all(item["document"] == {"text": DOCUMENTS[item["index"]]} for item in jina["results"])


async def test_the_form_of_text_embeddings_inference(reranker_path: Path) -> None:
    body: dict[str, Any] = {"query": QUERY, "texts": DOCUMENTS}
    async with embedding(reranker_path, "--reranking") as server:
        raw = (await server.post("/rerank", body)).json
        mapped = (await server.post("/rerank", body | {"raw_scores": False})).json
        texts = (await server.post("/rerank", body | {"return_text": True, "top_n": 1})).json
    assert all(item.keys() == {"index", "score"} for item in raw)
    assert [item["index"] for item in mapped] == [item["index"] for item in raw]
    for item, score in zip(mapped, raw, strict=True):
        assert item["score"] == pytest.approx(1 / (1 + math.exp(-score["score"])), abs=CLOSE)
    assert len(texts) == 1
    assert texts[0]["text"] == DOCUMENTS[raw[0]["index"]]


async def test_of_several_classes_the_first_counts(tmp_path: Path) -> None:
    path = tiny_models.write_reranker(tmp_path / "model.gguf", n_classes=3)
    async with embedding(path) as server:
        embedder = server.state.embedder
        query = QueryTokens(embedder.model, QUERY)
        (expected,) = await embedder.embed([query.join(DOCUMENTS[0])])
        ranked = await server.post("/rerank", {"query": QUERY, "documents": DOCUMENTS[:1]})
        embedded = await server.post("/embeddings", {"input": query.join(DOCUMENTS[0])})
    assert ranked.json["results"][0]["relevance_score"] == pytest.approx(float(expected[0]), abs=CLOSE)
    assert np.allclose(embedded.json[0]["embedding"], [expected], atol=CLOSE)


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"documents": ["a"]}, "query"),
        ({"query": 5, "documents": ["a"]}, "query"),
        ({"query": "a"}, "documents"),
        ({"query": "a", "documents": []}, "documents"),
        ({"query": "a", "texts": []}, "texts"),
        ({"query": "a", "texts": ["a"], "documents": ["a"]}, "texts"),
        ({"query": "a", "documents": ["a", 5]}, "documents[1]"),
        ({"query": "a", "documents": ["a", "once upon " * 400]}, "documents[1]"),
        ({"query": "a", "texts": ["a"] * 9000}, "texts"),
        ({"query": "a", "documents": ["a"], "top_n": -1}, "top_n"),
        ({"query": "a", "texts": ["a"], "truncate": True}, "truncate"),
        ({"query": "a", "documents": ["a"], "nothing": 1}, "nothing"),
    ],
)
async def test_the_field_at_fault_is_named(reranker_path: Path, body: object, param: str) -> None:
    async with embedding(reranker_path, "--reranking") as server:
        response = await server.post("/rerank", body)
        assert server.state.embedder.statistics().n_inputs == 0
    assert response.status == 400
    assert response.json["error"]["param"] == param


async def test_other_servers_do_not_rank(encoder_path: Path, decoder_path: Path) -> None:
    async with embedding(encoder_path) as server:
        of_embeddings = await server.post("/rerank", {"query": "a", "documents": ["b"]})
    async with serving(decoder_path) as server:
        of_text = await server.post("/rerank", {"query": "a", "documents": ["b"]})
    for response in (of_embeddings, of_text):
        assert response.status == 501
        assert "--reranking" in response.json["error"]["message"]
