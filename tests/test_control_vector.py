from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pyllama import Context, ContextParams, ControlVector, InvalidRequestError, Model, ModelLoadError
from tests.support.model_file import N_EMBD
from tests.support.tiny_adapters import write_control_vector
from tests.test_lora_adapter import logits


@pytest.fixture
def context(decoder: Model) -> Iterator[Context]:
    with Context(decoder, ContextParams(n_ctx=256, n_threads=1, flash_attention="off")) as context:
        yield context


def test_files_are_added_up_with_their_scales(tmp_path: Path) -> None:
    first = write_control_vector(tmp_path / "1", seed=1, layers=(1, 2))
    second = write_control_vector(tmp_path / "2", seed=2, layers=(2,))
    alone = [ControlVector.load([(path, 1.0)]).directions for path in (first, second)]
    assert alone[0].shape == (2, N_EMBD)
    assert alone[1].shape == (2, N_EMBD)
    assert not alone[1][0].any()
    both = ControlVector.load([(first, 2.0), (second, -0.5)])
    np.testing.assert_allclose(both.directions, 2.0 * alone[0] - 0.5 * alone[1], rtol=1e-6)


def test_a_vector_changes_what_follows_in_its_layers_only(context: Context, tmp_path: Path) -> None:
    plain = logits(context)
    vector = ControlVector.load([(write_control_vector(tmp_path / "1"), 1.0)])
    context.set_control_vector(vector)
    everywhere = logits(context)
    context.set_control_vector(vector, (2, 2))
    last = logits(context)
    context.set_control_vector(vector, (0, 0))
    nowhere = logits(context)
    np.testing.assert_array_equal(nowhere, plain)
    assert np.abs(everywhere - plain).max() > 0.1
    assert np.abs(last - plain).max() > 0.1
    assert np.abs(last - everywhere).max() > 0.1


def test_another_vector_takes_the_place_of_the_first(context: Context, tmp_path: Path) -> None:
    second = ControlVector.load([(write_control_vector(tmp_path / "2", seed=2, layers=(1,)), 1.0)])
    context.set_control_vector(second)
    expected = logits(context)
    context.set_control_vector(ControlVector.load([(write_control_vector(tmp_path / "1"), 1.0)]))
    context.set_control_vector(second)
    np.testing.assert_array_equal(logits(context), expected)


@pytest.mark.parametrize(
    ("fields", "layers"), [({"n_embd": 32}, None), ({"layers": (9,)}, None), ({}, (2, 1)), ({}, (-1, 1))]
)
def test_what_does_not_fit_the_model_is_refused(
    context: Context, tmp_path: Path, fields: dict[str, object], layers: tuple[int, int] | None
) -> None:
    vector = ControlVector.load([(write_control_vector(tmp_path / "x", **fields), 1.0)])  # type: ignore[arg-type]
    with pytest.raises(InvalidRequestError):
        context.set_control_vector(vector, layers)


def test_vectors_of_different_width_are_not_added(tmp_path: Path) -> None:
    files = [(write_control_vector(tmp_path / str(n), n_embd=n), 1.0) for n in (32, 64)]
    with pytest.raises(InvalidRequestError):
        ControlVector.load(files)


def test_files_that_are_no_control_vectors_are_refused(decoder_path: Path, tmp_path: Path) -> None:
    whole = write_control_vector(tmp_path / "x").read_bytes()
    (tmp_path / "short").write_bytes(whole[:-4])
    (tmp_path / "text").write_text("not a GGUF file")
    empty = write_control_vector(tmp_path / "none", layers=())
    for path in (tmp_path / "short", tmp_path / "text", tmp_path / "missing", decoder_path, empty):
        with pytest.raises(ModelLoadError):
            ControlVector.load([(path, 1.0)])
