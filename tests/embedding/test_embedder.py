"""The embedder on real models: an input gives the same embedding whatever is computed beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import gguf
import numpy as np
import pytest
import trio
import trio.testing

from pyllama import (
    ContextParams,
    DecodeError,
    Embedder,
    Embedding,
    EngineClosedError,
    EngineCrashedError,
    InvalidRequestError,
    ModelLoadError,
    Pooling,
    QueueFullError,
    UnsupportedFeatureError,
)
from pyllama.embedding import embedder as embedder_module
from pyllama.embedding.runner import EmbeddingRunner
from tests.support import tiny_models

EXACT = ContextParams(n_threads=1, flash_attention="off", type_k="f32", type_v="f32")
TEXTS = [
    "the sea",
    "a boy brought her a letter",
    "rain",
    "nine ships in the night",
    "one",
    "the lamp",
    "7",
    "x y",
]

OpenEmbedder = Callable[..., AbstractAsyncContextManager[Embedder]]


class Gate:
    """Holds every batch back until it is opened."""

    def __init__(self) -> None:
        self._reached = threading.Event()
        self._opened = threading.Event()

    def shut(self, monkeypatch: pytest.MonkeyPatch) -> None:
        execute = EmbeddingRunner.execute

        def held_back(runner: EmbeddingRunner, inputs: Sequence[Sequence[int]]) -> list[Embedding]:
            self._reached.set()
            self._opened.wait(20)
            return execute(runner, inputs)

        monkeypatch.setattr(EmbeddingRunner, "execute", held_back)

    async def reached(self) -> None:
        """Wait until the loop wants to compute a batch."""
        assert await trio.to_thread.run_sync(self._reached.wait, 20)

    def open(self) -> None:
        self._opened.set()


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.open()


@pytest.fixture
def open_embedder(encoder_path: Path) -> OpenEmbedder:
    """Opens an embedder on the tiny encoder."""
    return partial(Embedder.open, encoder_path, context=EXACT)


# --------------------------------------------------------------------------- embeddings


@pytest.mark.parametrize("pooling", ["none", "mean", "cls", "last"])
@pytest.mark.parametrize("model", ["encoder_path", "decoder_path", "recurrent_path"])
async def test_packed_is_the_same_as_alone(
    model: str,
    pooling: Pooling,
    request: pytest.FixtureRequest,
) -> None:
    path = request.getfixturevalue(model)
    async with Embedder.open(path, pooling=pooling, context=EXACT) as embedder:
        assert embedder.pooling == pooling
        # The first token of all must not be the same: in a decoder it does not see the others.
        inputs = [embedder.model.vocab.tokenize(text, add_special=False) for text in TEXTS]
        packed = await embedder.embed(inputs)
        if model != "recurrent_path":
            assert embedder.statistics().n_batches == 1
        for tokens, embedding in zip(inputs, packed, strict=True):
            (alone,) = await embedder.embed([tokens])
            n_embd = embedder.model.n_embd_out
            assert alone.shape == ((len(tokens), n_embd) if pooling == "none" else (n_embd,))
            assert alone.dtype == np.float32
            assert np.allclose(embedding, alone, atol=1e-3)
        assert not np.allclose(packed[0][-1], packed[1][-1], atol=0.01)


@pytest.mark.parametrize("model", ["encoder_path", "decoder_path", "recurrent_path"])
async def test_pooling_is_made_of_the_tokens(model: str, request: pytest.FixtureRequest) -> None:
    path = request.getfixturevalue(model)
    embeddings: dict[Pooling, list[Embedding]] = {}
    poolings: list[Pooling] = ["none", "mean", "cls", "last"]
    for pooling in poolings:
        async with Embedder.open(path, pooling=pooling, context=EXACT) as embedder:
            embeddings[pooling] = await embedder.embed(TEXTS)
    for i, tokens in enumerate(embeddings["none"]):
        assert np.allclose(embeddings["mean"][i], tokens.mean(axis=0), atol=1e-3)
        assert np.allclose(embeddings["cls"][i], tokens[0], atol=1e-3)
        assert np.allclose(embeddings["last"][i], tokens[-1], atol=1e-3)


@pytest.mark.parametrize("n_classes", [1, 3])
async def test_a_reranker_gives_scores(tmp_path: Path, n_classes: int) -> None:
    path = tiny_models.write_reranker(tmp_path / "reranker.gguf", n_classes=n_classes)
    async with Embedder.open(path, context=EXACT) as embedder:
        assert embedder.pooling == "rank"
        packed = await embedder.embed(TEXTS)
        assert embedder.statistics().n_batches == 1
        for text, scores in zip(TEXTS, packed, strict=True):
            assert scores.shape == (n_classes,)
            assert np.allclose(scores, await embedder.embed([text]), atol=1e-3)
        assert not np.allclose(packed[0], packed[1], atol=0.01)


async def test_the_model_says_how_it_pools(open_embedder: OpenEmbedder, decoder_path: Path) -> None:
    async with open_embedder() as embedder:
        assert embedder.pooling == "mean"
    async with Embedder.open(decoder_path, context=EXACT) as embedder:
        assert embedder.pooling == "none"


async def test_text_is_the_same_as_its_tokens(open_embedder: OpenEmbedder) -> None:
    async with open_embedder() as embedder:
        tokens = embedder.model.vocab.tokenize(TEXTS[0])
        by_text, by_tokens, other = await embedder.embed([TEXTS[0], tokens, TEXTS[1]])
        assert np.allclose(by_text, by_tokens, atol=1e-5)
        assert not np.allclose(by_text, other, atol=0.01)


async def test_nothing_to_embed(open_embedder: OpenEmbedder) -> None:
    async with open_embedder() as embedder:
        assert await embedder.embed([]) == []
        assert embedder.statistics().n_batches == 0


# --------------------------------------------------------------------------- batches


async def test_callers_share_batches(
    open_embedder: OpenEmbedder,
    gate: Gate,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    results: dict[int, Embedding] = {}

    async def embed(token: int) -> None:
        (results[token],) = await embedder.embed([[token]])

    async with open_embedder() as embedder:
        gate.shut(monkeypatch)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(embed, 100)
            await gate.reached()
            for token in range(101, 150):
                nursery.start_soon(embed, token)
            await trio.testing.wait_all_tasks_blocked()
            gate.open()
        statistics = embedder.statistics()
        assert (statistics.n_batches, statistics.n_inputs, statistics.n_tokens) == (2, 50, 50)
        assert statistics.n_waiting == 0
        again = await embedder.embed([[token] for token in range(100, 150)])
        assert np.allclose(again, [results[token] for token in range(100, 150)], atol=1e-3)


async def test_a_batch_holds_so_many_rows_and_sequences(open_embedder: OpenEmbedder) -> None:
    async with open_embedder(n_ubatch=16) as embedder:
        await embedder.embed([[5] * 9] * 4)
        assert embedder.statistics().n_batches == 4
    async with open_embedder() as embedder:
        await embedder.embed([[5]] * 300)
        assert embedder.statistics().n_batches == 2


async def test_the_longest_inputs(tmp_path: Path, decoder_path: Path) -> None:
    path = tiny_models.write_encoder(tmp_path / "model.gguf", n_ctx_train=64)
    async with Embedder.open(path, n_ubatch=128, n_ctx=128, context=EXACT) as embedder:
        assert embedder.n_tokens_max == 64
        assert len(await embedder.embed([[5] * 64] * 2)) == 2
        assert embedder.statistics().n_batches == 1
    async with Embedder.open(decoder_path, n_ubatch=300, pooling="last", context=EXACT) as embedder:
        assert embedder.n_tokens_max == 300
        assert len(await embedder.embed([[400] * 300] * 2)) == 2
        assert embedder.statistics().n_batches == 2
    async with Embedder.open(decoder_path, n_ctx=64, context=EXACT) as embedder:
        assert embedder.n_tokens_max == 64
        assert len(await embedder.embed([[400] * 64] * 8)) == 8
        assert embedder.statistics().n_batches == 1


# --------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("inputs", "param"),
    [
        ([[5], []], "input[1]"),
        ([[5], [5] * 513], "input[1]"),
        (["the sea", "sea " * 600], "input[1]"),
        ([[5], [5, 5, 10**6]], "input[1][2]"),
        ([[5, -1]], "input[0][1]"),
        (["\ud800"], "input[0]"),
    ],
)
async def test_bad_inputs_are_named_and_nothing_is_computed(
    open_embedder: OpenEmbedder,
    inputs: list[str | list[int]],
    param: str,
) -> None:
    async with open_embedder() as embedder:
        with pytest.raises(InvalidRequestError) as caught:
            await embedder.embed(inputs)
        assert caught.value.param == param
        assert embedder.statistics().n_batches == 0


@pytest.mark.parametrize(("name", "value"), [("n_ubatch", 0), ("n_ctx", -1), ("pooling", "sum")])
async def test_bad_parameters_are_named(open_embedder: OpenEmbedder, name: str, value: object) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        async with open_embedder(**{name: value}):
            raise AssertionError
    assert caught.value.param == name


async def test_a_pooling_that_is_not_known(tmp_path: Path) -> None:
    path = tiny_models.write_encoder(tmp_path / "model.gguf")
    field = gguf.GGUFReader(path, "r+").get_field("bert.pooling_type")
    assert field is not None
    field.parts[field.data[0]][0] = 9
    with pytest.raises(UnsupportedFeatureError):
        async with Embedder.open(path):
            raise AssertionError


async def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelLoadError):
        async with Embedder.open(tmp_path / "none.gguf"):
            raise AssertionError


async def test_a_full_queue(open_embedder: OpenEmbedder, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedder_module, "N_WAITING_MAX", 1)
    async with open_embedder() as embedder, trio.open_nursery() as nursery:
        gate.shut(monkeypatch)
        nursery.start_soon(embedder.embed, [[5]])
        await gate.reached()
        with pytest.raises(QueueFullError) as caught:
            await embedder.embed([[6]])
        assert caught.value.n_waiting == 1
        gate.open()


async def test_an_error_of_native_code_ends_only_its_callers(
    open_embedder: OpenEmbedder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_runner: EmbeddingRunner, _inputs: object) -> list[Embedding]:
        raise DecodeError("no", function="llama_encode", code=-3)

    async with open_embedder(n_ubatch=16) as embedder:
        with monkeypatch.context() as patch:
            patch.setattr(EmbeddingRunner, "execute", broken)
            with pytest.raises(DecodeError):
                await embedder.embed([[5] * 9] * 3)
        assert embedder.statistics().n_failed == 3
        assert len(await embedder.embed([[5]])) == 1


# --------------------------------------------------------------------------- leaving early


async def test_cancelling_drops_what_is_not_computed(
    open_embedder: OpenEmbedder,
    gate: Gate,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with open_embedder(n_ubatch=16) as embedder:
        gate.shut(monkeypatch)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(embedder.embed, [[5] * 9] * 4)
            await gate.reached()
            with trio.CancelScope() as scope:
                scope.cancel()
                await embedder.embed([[6]] * 10)
            assert scope.cancelled_caught
            nursery.cancel_scope.cancel()
        gate.open()
        await embedder.embed([[7]])
        statistics = embedder.statistics()
        assert (statistics.n_inputs, statistics.n_cancelled, statistics.n_waiting) == (2, 13, 0)


async def test_closing_while_callers_wait(
    open_embedder: OpenEmbedder,
    gate: Gate,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    results: list[list[Embedding]] = []

    async def computed() -> None:
        results.append(await embedder.embed([[5]]))

    async def refused() -> None:
        with pytest.raises(EngineClosedError), trio.fail_after(20):
            await embedder.embed([[6]])

    async with trio.open_nursery() as nursery, open_embedder() as embedder:
        gate.shut(monkeypatch)
        nursery.start_soon(computed)
        await gate.reached()
        nursery.start_soon(refused)
        await trio.testing.wait_all_tasks_blocked()
        embedder.close()
        gate.open()
        await refused()
    assert len(results) == 1
    assert embedder.model.closed
    with pytest.raises(EngineClosedError):
        await embedder.embed([[5]])
    with pytest.raises(EngineClosedError):
        await embedder.embed(["the sea"])


async def test_an_exception_in_the_block_comes_out_as_it_is(open_embedder: OpenEmbedder) -> None:
    with pytest.raises(KeyError, match="mine"):
        async with open_embedder():
            raise KeyError("mine")


async def test_cancelling_the_block_ends_the_embedder(open_embedder: OpenEmbedder) -> None:
    with trio.CancelScope() as scope:
        async with open_embedder() as embedder:
            scope.cancel()
            await embedder.embed([[5]] * 100)
    assert scope.cancelled_caught
    assert embedder.model.closed


async def test_loading_can_be_cancelled(encoder_path: Path) -> None:
    def progress(_share: float) -> bool:
        trio.from_thread.run_sync(scope.cancel)
        return True

    with trio.CancelScope() as scope:
        async with Embedder.open(encoder_path, progress=progress):
            raise AssertionError
    assert scope.cancelled_caught


async def test_a_crash_of_the_loop_ends_everything(
    open_embedder: OpenEmbedder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_runner: EmbeddingRunner, _inputs: object) -> list[Embedding]:
        raise ZeroDivisionError

    async def use() -> None:
        async with open_embedder() as embedder:
            monkeypatch.setattr(EmbeddingRunner, "execute", broken)
            with pytest.raises(EngineClosedError):
                await embedder.embed([[5]])
            await trio.sleep_forever()

    with pytest.raises(EngineCrashedError) as caught:
        await use()
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
