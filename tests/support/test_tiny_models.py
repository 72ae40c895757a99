from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import gguf
import pytest

from tests.support import model_file, tiny_models
from tests.support.vocabularies import (
    Vocabulary,
    byte_level_vocabulary,
    sentencepiece_vocabulary,
    wordpiece_vocabulary,
)

WRITERS = [
    tiny_models.write_decoder,
    tiny_models.write_bpe_decoder,
    tiny_models.write_encoder,
    tiny_models.write_recurrent,
    tiny_models.write_hybrid,
    tiny_models.write_sliding,
    tiny_models.write_unsupported,
]
VOCABULARIES = [sentencepiece_vocabulary(), byte_level_vocabulary(), wordpiece_vocabulary()]


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_seed_gives_the_same_bytes(write: Callable[[Path], Path], tmp_path: Path) -> None:
    first = write(tmp_path / "first.gguf").read_bytes()
    second = write(tmp_path / "second.gguf").read_bytes()
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
    assert len(first) < 2_000_000


@pytest.mark.parametrize("write", [tiny_models.write_decoder, tiny_models.write_recurrent])
def test_another_seed_gives_other_weights(write: Callable[..., Path], tmp_path: Path) -> None:
    assert (
        write(tmp_path / "a.gguf", seed=10).read_bytes() != write(tmp_path / "b.gguf", seed=11).read_bytes()
    )


@pytest.mark.parametrize("write", WRITERS)
def test_the_reader_finds_all_tensors_and_the_vocabulary(
    write: Callable[[Path], Path], tmp_path: Path
) -> None:
    reader = gguf.GGUFReader(write(tmp_path / "model.gguf"))
    embedding = next(tensor for tensor in reader.tensors if tensor.name == "token_embd.weight")
    tokens = reader.get_field("tokenizer.ggml.tokens")
    assert tokens is not None
    assert list(embedding.shape) == [model_file.N_EMBD, len(tokens.data)]


def test_the_trained_context_can_be_chosen(tmp_path: Path) -> None:
    reader = gguf.GGUFReader(tiny_models.write_decoder(tmp_path / "model.gguf", n_ctx_train=128))
    n_ctx_train = reader.get_field("llama.context_length")
    assert n_ctx_train is not None
    assert n_ctx_train.contents() == 128


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.model)
def test_a_vocabulary_has_every_token_once_and_says_everything_about_it(vocabulary: Vocabulary) -> None:
    assert len(set(vocabulary.tokens)) == len(vocabulary.tokens)
    assert len(vocabulary.tokens) == len(vocabulary.types) == len(vocabulary.readable)
    assert len(vocabulary.scores) in {0, len(vocabulary.tokens)}


def test_every_merge_of_the_byte_level_vocabulary_makes_a_token() -> None:
    vocabulary = byte_level_vocabulary()
    assert {merge.replace(" ", "") for merge in vocabulary.merges} <= set(vocabulary.tokens)


def test_the_ids_of_special_tokens_name_the_right_ones() -> None:
    vocabulary = byte_level_vocabulary()
    named = {key: vocabulary.tokens[token_id] for key, token_id in vocabulary.numbers.items()}
    assert named["eos_token_id"] == "<|im_end|>"
    assert named["fim_pre_token_id"] == "<|fim_prefix|>"
    assert named["fim_suf_token_id"] == "<|fim_suffix|>"
    assert named["fim_mid_token_id"] == "<|fim_middle|>"
