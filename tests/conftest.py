"""Fixtures for all tests: tiny models, written once a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pyllama import Model
from tests.support import tiny_models


@pytest.fixture(scope="session")
def models_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for model files."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def decoder_path(models_dir: Path) -> Path:
    """A decoder with a SentencePiece vocabulary, without a chat template."""
    return tiny_models.write_decoder(models_dir / "decoder.gguf")


@pytest.fixture(scope="session")
def split_decoder(models_dir: Path) -> list[Path]:
    """The decoder in three parts."""
    return tiny_models.write_split_decoder(models_dir / "split.gguf")


@pytest.fixture(scope="session")
def bpe_decoder_path(models_dir: Path) -> Path:
    """A decoder with a byte-level vocabulary, ChatML and fill-in-the-middle tokens, and a chat template."""
    return tiny_models.write_bpe_decoder(models_dir / "bpe-decoder.gguf")


@pytest.fixture(scope="session")
def encoder_path(models_dir: Path) -> Path:
    """An embedding model."""
    return tiny_models.write_encoder(models_dir / "encoder.gguf")


@pytest.fixture(scope="session")
def reranker_path(models_dir: Path) -> Path:
    """A model that gives scores."""
    return tiny_models.write_reranker(models_dir / "reranker.gguf")


@pytest.fixture(scope="session")
def recurrent_path(models_dir: Path) -> Path:
    """A model whose memory is a state, of which no part can be forgotten."""
    return tiny_models.write_recurrent(models_dir / "recurrent.gguf")


@pytest.fixture(scope="session")
def hybrid_path(models_dir: Path) -> Path:
    """A model whose memory is a state in some layers, and cells in others."""
    return tiny_models.write_hybrid(models_dir / "hybrid.gguf")


@pytest.fixture(scope="session")
def sliding_path(models_dir: Path) -> Path:
    """A model with a sliding window, which is much shorter than its context."""
    return tiny_models.write_sliding(models_dir / "sliding.gguf")


@pytest.fixture(scope="session")
def decoder(decoder_path: Path) -> Iterator[Model]:
    """The loaded decoder, shared by the tests that do not close it."""
    with Model.load(decoder_path) as model:
        yield model


@pytest.fixture(scope="session")
def bpe_decoder(bpe_decoder_path: Path) -> Iterator[Model]:
    """The loaded byte-level decoder, shared by the tests that do not close it."""
    with Model.load(bpe_decoder_path) as model:
        yield model
