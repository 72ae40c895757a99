"""Metadata and buffers that replace those of the file."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from pyllama import InvalidRequestError, Model, ModelLoadError, ModelParams
from pyllama.model_overrides import MetadataValue, metadata_array


def load(path: Path, *metadata: tuple[str, MetadataValue]) -> Model:
    return Model.load(path, params=ModelParams(metadata_overrides=metadata))


def test_values_of_each_type_reach_the_model(decoder_path: Path, decoder: Model) -> None:
    overrides: tuple[tuple[str, MetadataValue], ...] = (
        ("llama.context_length", 64),
        ("llama.rope.scaling.factor", 4.0),
        ("tokenizer.ggml.add_bos_token", not decoder.vocab.adds_bos),
        ("llama.rope.scaling.type", "linear"),
    )
    with load(decoder_path, *overrides) as model:
        assert model.n_ctx_train == 64
        assert model.vocab.adds_bos is not decoder.vocab.adds_bos
        assert model.rope_freq_scale_train == pytest.approx(0.25)
    assert decoder.rope_freq_scale_train == 1.0


def test_the_native_list_ends_with_an_empty_key() -> None:
    array = metadata_array((("a" * 127, "b" * 127), ("c", True)))
    assert [element.key for element in array] == [b"a" * 127, b"c", b""]
    assert array[0].value.val_str == b"b" * 127
    assert (array[0].tag, array[1].tag) == (3, 2)


@pytest.mark.parametrize("override", [("", 1), ("a" * 128, 1), ("a", "b" * 128), ("a\0", 1), ("a", 2**63)])
def test_what_the_native_structs_cannot_hold(override: tuple[str, MetadataValue]) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        ModelParams(metadata_overrides=(override,))
    assert caught.value.param == "metadata_overrides"


def test_tensors_go_where_they_are_sent(decoder_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    params = ModelParams(tensor_overrides=((r"blk\.0\.ffn_.*", "CPU"),))
    with caplog.at_level(logging.DEBUG, logger="pyllama.native"), Model.load(decoder_path, params=params):
        pass
    lines = [record.message for record in caplog.records if "buffer type overridden" in record.message]
    assert lines
    assert all("blk.0.ffn_" in line for line in lines)


def test_buffers_and_patterns_that_are_none(decoder_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match="unknown buffer type 'TPU'; known are CPU") as caught:
        Model.load(decoder_path, params=ModelParams(tensor_overrides=(("blk", "TPU"),)))
    assert caught.value.param == "tensor_overrides"
    with pytest.raises(ModelLoadError, match="regular expression"):
        Model.load(decoder_path, params=ModelParams(tensor_overrides=(("(", "CPU"),)))
