from __future__ import annotations

from pathlib import Path

import pytest

from pyllama import AdapterParams, LoraAdapter, Model
from pyllama.engine import fingerprint
from pyllama.engine.fingerprint import adapter_fingerprint, model_fingerprint
from pyllama.engine.state_file import FINGERPRINT_BYTES
from tests.support import tiny_adapters, tiny_models


def of_file(path: Path) -> bytes:
    with Model.load(path) as model:
        return model_fingerprint(model, type_k="f16", type_v="f16")


def test_a_model_has_one_wherever_its_file_is(decoder_path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.gguf"
    copy.write_bytes(decoder_path.read_bytes())
    assert of_file(copy) == of_file(decoder_path)
    assert len(of_file(copy)) == FINGERPRINT_BYTES


@pytest.mark.parametrize("of_size", [0.5, 1.0], ids=["middle", "end"])
def test_other_weights_of_the_same_shape_have_another(
    decoder_path: Path, tmp_path: Path, of_size: float
) -> None:
    data = bytearray(decoder_path.read_bytes())
    data[int(of_size * len(data)) - 100] ^= 1
    changed = tmp_path / "changed.gguf"
    changed.write_bytes(data)
    assert of_file(changed) != of_file(decoder_path)


def test_other_metadata_have_another(tmp_path: Path) -> None:
    paths = [
        tiny_models.write_decoder(tmp_path / f"{n_ctx}.gguf", n_ctx_train=n_ctx) for n_ctx in (2048, 4096)
    ]
    assert of_file(paths[0]) != of_file(paths[1])


def test_each_cache_type_and_each_library_has_another(
    decoder: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [
        model_fingerprint(decoder, type_k="f16", type_v="f16"),
        model_fingerprint(decoder, type_k="f32", type_v="f16"),
        model_fingerprint(decoder, type_k="f16", type_v="f32"),
    ]
    monkeypatch.setattr(fingerprint, "UPSTREAM_COMMIT", "0" * 40)
    found.append(model_fingerprint(decoder, type_k="f16", type_v="f16"))
    assert len(set(found)) == 4


def test_control_vectors_are_a_part_of_the_model(decoder: Model, tmp_path: Path) -> None:
    files = [tiny_adapters.write_control_vector(tmp_path / str(seed), seed=seed) for seed in (1, 2)]
    params = [
        None,
        AdapterParams(control_vectors=((files[0], 1.0),)),
        AdapterParams(control_vectors=((files[0], 0.5),)),
        AdapterParams(control_vectors=((files[1], 1.0),)),
        AdapterParams(control_vectors=((files[0], 1.0),), control_vector_layers=(1, 1)),
    ]
    found = {model_fingerprint(decoder, type_k="f16", type_v="f16", adapters=beside) for beside in params}
    assert len(found) == len(params)


def test_each_adapter_has_one_wherever_its_file_is(decoder: Model, tmp_path: Path) -> None:
    paths = [tiny_adapters.write_lora(tmp_path / str(i), seed=seed) for i, seed in enumerate((1, 2, 1))]
    found = []
    for path in paths:
        with LoraAdapter(decoder, path) as adapter:
            found.append(adapter_fingerprint(adapter))
    assert found[0] == found[2] != found[1]
