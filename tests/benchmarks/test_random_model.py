from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np
import pytest

from benchmarks import random_model
from benchmarks.errors import BenchmarkError
from benchmarks.random_model import QWEN, TINY, Shape, tiny_model, write_model
from benchmarks.scenarios import SCENARIOS
from benchmarks.vocabularies import tiny_vocab
from benchmarks.words import Writer
from pyllama import Batch, Context, ContextParams, Model

QUANTISED = Shape(
    "qwen2", 2, 64, 96, 4, 2, 512, 1e6, 1e-6, QWEN.matrices, QWEN.embedding, qkv_bias=True
)  # as the large model, only smaller


def go_on(model: Model, prompt: str, n_tokens: int) -> list[int]:
    """Return the tokens of ``prompt`` and ``n_tokens`` more, chosen greedily."""
    tokens = model.vocab.tokenize(prompt)
    n_prompt, new = len(tokens), tokens
    with Context(model, ContextParams(n_ctx=512)) as context, Batch(512) as batch:
        while len(tokens) < n_prompt + n_tokens:
            batch.clear()
            row = batch.add_run(new, len(tokens) - len(new), 0, output_last=True)
            context.decode(batch)
            logits = context.logits(row)
            assert np.isfinite(logits).all()
            new = [int(logits.argmax())]
            tokens = tokens + new
    return tokens


@pytest.mark.parametrize("shape", [TINY, QUANTISED], ids=["tiny", "quantised"])
def test_greedy_text_is_words_that_are_read_again_as_the_same_tokens(tmp_path: Path, shape: Shape) -> None:
    prompt = Writer("test").text(16)
    with Model.load(write_model(tmp_path / "model.gguf", shape, tiny_vocab())) as model:
        tokens = go_on(model, prompt, 32)
        text = model.vocab.detokenize(tokens[1:])  # without the one at the beginning of every text
        assert len(text.split()) == 16 + 32
        assert model.vocab.tokenize(text) == tokens


def test_a_word_of_a_prompt_is_one_token_of_the_tiny_model(tmp_path: Path) -> None:
    (mixed,) = SCENARIOS["mixed"]("seed")
    with Model.load(write_model(tmp_path / "tiny.gguf", TINY, tiny_vocab())) as model:
        assert model.vocab.n_tokens == 512
        for conversation in mixed.conversations:
            prompt = conversation.turns[0]
            assert len(model.vocab.tokenize(prompt)) == 1 + len(prompt.split())


def test_the_same_bytes_are_written_every_time(tmp_path: Path) -> None:
    paths = [write_model(tmp_path / name, QUANTISED, tiny_vocab()) for name in ("one.gguf", "two.gguf")]
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_quantised_weights_have_the_size_that_keeps_values_near_one(tmp_path: Path) -> None:
    reader = gguf.GGUFReader(write_model(tmp_path / "model.gguf", QUANTISED, tiny_vocab()))
    tensors = {tensor.name: tensor for tensor in reader.tensors}
    for name, n_in in (("blk.0.ffn_up.weight", 64), ("blk.1.ffn_down.weight", 96)):
        weights = gguf.dequantize(tensors[name].data, tensors[name].tensor_type)
        assert np.std(weights) == pytest.approx(n_in**-0.5, rel=0.05)
        assert abs(np.mean(weights)) < 0.05 * n_in**-0.5


def test_a_model_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(random_model, "cache_dir", lambda: tmp_path / "cache")
    told: list[str] = []
    path = tiny_model(told.append)
    written = path.stat().st_mtime_ns
    assert tiny_model(told.append) == path
    assert path.stat().st_mtime_ns == written
    assert told == [f"writing {path}"]
    assert list(path.parent.iterdir()) == [path]


def test_a_cache_folder_that_cannot_be_made_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(random_model, "cache_dir", lambda: tmp_path / "file")
    with pytest.raises(BenchmarkError, match=r"cannot make .*Not a directory"):
        tiny_model(lambda _: None)
