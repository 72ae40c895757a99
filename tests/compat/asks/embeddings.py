"""``POST /embedding(s)`` and ``POST /v1/embeddings``, and ``POST /rerank``, each of a model made for it."""

from __future__ import annotations

from typing import Any, Final

from tests.compat.ask import Ask, get, post


def _openai(name: str, **body: Any) -> Ask:
    return post(f"embeddings/{name}", "/v1/embeddings", body)


def _native(name: str, **body: Any) -> Ask:
    return post(f"embedding/{name}", "/embedding", body)


POOLED: Final = (
    _openai("one", input="hello"),
    _openai("model", input="hello", model="GPT-4", encoding_format="float"),
    _openai("several", input=["hello", "world"]),
    _openai("tokens", input=[5, 6, 7]),
    _openai("token-lists", input=[[5, 6, 7], [8, 9]]),
    _openai("mixed", input=["hello", [5, 6]]),
    _openai("base64", input="hello", encoding_format="base64"),
    _openai("dimensions", input="hello", dimensions=8),
    _openai("not-normalized", input="hello", embd_normalize=-1),
    _openai("content", content="hello"),
    _openai("bad-none"),
    _openai("bad-empty", input=""),
    _openai("bad-empty-list", input=[]),
    _openai("bad-number", input=5),
    _openai("bad-token", input=[1000000]),
    _openai("bad-format", input="hello", encoding_format="hex"),
    _openai("bad-too-long", input="word " * 600),
    _native("one", content="hello"),
    _native("several", content=["hello", "world"]),
    _native("taxicab", content="hello", embd_normalize=1),
    _native("input", input="hello"),
    post("embedding/plural", "/embeddings", {"content": "hello"}),
    post("embedding/no-completion", "/completion", {"prompt": "hello", "n_predict": 1}),
    post("embedding/no-chat", "/v1/chat/completions", {"messages": [{"role": "user", "content": "x"}]}),
    post("embedding/no-rerank", "/rerank", {"query": "x", "documents": ["y"]}),
    get("embedding/props", "/props"),
    get("embedding/models", "/v1/models"),
    get("embedding/slots", "/slots"),
)

UNPOOLED: Final = (
    post("unpooled/one", "/embeddings", {"content": "a b"}),
    post("unpooled/several", "/embeddings", {"content": ["a", "b"]}),
    post("unpooled/openai", "/v1/embeddings", {"input": "a"}),
)

PANDAS: Final = {
    "model": "some-model",
    "query": "What is panda?",
    "documents": ["hi", "it is a bear", "The giant panda is a bear species endemic to China."],
}


def _rerank(name: str, **body: Any) -> Ask:
    return post(f"rerank/{name}", "/v1/rerank", PANDAS | body)


RERANKED: Final = (
    _rerank("three"),
    _rerank("best", top_n=1),
    _rerank("more-than-there-are", top_n=9),
    _rerank("texts", return_text=True),
    _rerank("tei", documents=None, texts=PANDAS["documents"]),
    _rerank("tei-texts", documents=None, texts=PANDAS["documents"], return_text=True),
    _rerank("one", documents=["it is a bear"]),
    post("rerank/rerank", "/rerank", PANDAS),
    post("rerank/reranking", "/reranking", PANDAS),
    post("rerank/v1-reranking", "/v1/reranking", PANDAS),
    _rerank("bad-query", query=None),
    _rerank("bad-query-number", query=5),
    _rerank("bad-documents", documents=None),
    _rerank("bad-documents-text", documents="x"),
    _rerank("bad-no-documents", documents=[]),
    _rerank("bad-too-long", documents=["word " * 600]),
    _rerank("bad-top-n", top_n="x"),
    post("rerank/no-completion", "/completion", {"prompt": "hello", "n_predict": 1}),
)
