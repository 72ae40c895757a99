from __future__ import annotations

from pathlib import Path

import pytest

from pyllama import Model
from pyllama.engine import fingerprint
from pyllama.engine.fingerprint import model_fingerprint
from pyllama.engine.state_file import FINGERPRINT_BYTES
from tests.support import tiny_models


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
