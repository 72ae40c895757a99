"""Loading models: what is told while it happens, what is known after, and every way in which it fails."""

from __future__ import annotations

import contextlib
import gc
from pathlib import Path
from typing import Any, get_args

import pytest

from pyllama import (
    Backend,
    ClosedError,
    Context,
    ContextParams,
    InvalidRequestError,
    Model,
    ModelLoadCancelledError,
    ModelLoadError,
    ModelParams,
)
from pyllama.model_params import LoadMode
from tests.support import model_file, tiny_models


def test_a_model_tells_what_it_is(decoder: Model) -> None:
    assert decoder.description.startswith("llama")
    assert decoder.n_params > 0
    assert decoder.size_bytes > 0
    assert (decoder.n_embd, decoder.n_layer) == (model_file.N_EMBD, model_file.N_LAYER)
    assert (decoder.n_head, decoder.n_head_kv) == (model_file.N_HEAD, model_file.N_HEAD_KV)
    assert decoder.n_ctx_train == 2048
    assert decoder.has_decoder
    assert not decoder.has_encoder
    assert not decoder.is_recurrent
    assert not decoder.is_hybrid
    assert decoder.n_swa == 0
    assert decoder.file_type
    assert decoder.metadata["general.architecture"] == "llama"


def test_chat_templates(decoder: Model, bpe_decoder: Model) -> None:
    assert decoder.chat_template() is None
    assert bpe_decoder.chat_template() == tiny_models.CHAT_TEMPLATE
    assert bpe_decoder.chat_template("no such") is None


def test_long_metadata_is_not_cut(bpe_decoder: Model) -> None:
    assert bpe_decoder.metadata["tokenizer.chat_template"] == tiny_models.CHAT_TEMPLATE


def test_a_recurrent_model(recurrent_path: Path) -> None:
    with Model.load(recurrent_path) as model:
        assert model.is_recurrent


def test_a_model_in_parts(decoder: Model, tmp_path: Path) -> None:
    first, second, third = tiny_models.write_split_decoder(tmp_path / "m.gguf")
    with Model.load(first) as model:
        assert (model.n_params, model.size_bytes) == (decoder.n_params, decoder.size_bytes)
    with pytest.raises(
        ModelLoadError, match=r"illegal split file idx: 1 .* must be loaded with the first split"
    ):
        Model.load(second)
    third.unlink()
    with pytest.raises(ModelLoadError, match=r"m-00003-of-00003\.gguf' \(No such file or directory\)"):
        Model.load(first)


def test_progress_runs_from_nothing_to_all(decoder_path: Path) -> None:
    shares: list[float] = []

    def progress(share: float) -> bool:
        shares.append(share)
        return True

    Model.load(decoder_path, progress=progress).close()
    assert shares == sorted(shares)
    assert 0.0 <= shares[0] < shares[-1] == 1.0


def test_loading_can_be_cancelled(decoder_path: Path) -> None:
    with pytest.raises(ModelLoadCancelledError) as caught:
        Model.load(decoder_path, progress=lambda _share: False)
    assert caught.value.path == decoder_path


def test_an_exception_of_the_callback_comes_out(decoder_path: Path) -> None:
    def progress(_share: float) -> bool:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        Model.load(decoder_path, progress=progress)


def test_vocabulary_only(decoder_path: Path) -> None:
    with Model.load(decoder_path, params=ModelParams(vocab_only=True)) as model:
        assert model.vocab.tokenize("a")


def test_a_device_that_does_not_exist(decoder_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match="unknown device 'TPU9'; known are CPU") as caught:
        Model.load(decoder_path, params=ModelParams(devices=("TPU9",)))
    assert caught.value.param == "devices"


def test_the_devices_it_may_use(decoder: Model, decoder_path: Path) -> None:
    assert "CPU" in [device.name for device in decoder.devices]
    with Model.load(decoder_path, params=ModelParams(devices=("CPU",))) as model:
        assert [device.name for device in model.devices] == ["CPU"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("n_gpu_layers", 2**40),
        ("n_gpu_layers", -2),
        ("main_gpu", -1),
        ("split_mode", "x"),
        ("load_mode", "x"),
        ("lazy_mode", "x"),
        ("tensor_overrides", (("a\0", "CPU"),)),
        ("tensor_split", (1.0, -1.0)),
        ("tensor_split", (float("nan"),)),
    ],
)
def test_parameters_out_of_range(name: str, value: Any) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        ModelParams(**{name: value})
    assert caught.value.param == name


@pytest.mark.parametrize(
    "params", [ModelParams(devices=()), ModelParams(repack=False), ModelParams(no_host=True)]
)
def test_weights_on_the_cpu(decoder_path: Path, params: ModelParams) -> None:
    with Model.load(decoder_path, params=params) as model:
        assert model.size_bytes > 0


@pytest.mark.parametrize("mode", get_args(LoadMode))
def test_each_way_of_loading_gives_the_same_model(decoder_path: Path, mode: LoadMode) -> None:
    with Model.load(decoder_path, params=ModelParams(load_mode=mode, check_tensors=True)) as model:
        assert model.vocab.tokenize("a b")


def test_more_shares_than_devices(decoder_path: Path) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        Model.load(decoder_path, params=ModelParams(tensor_split=(1.0,) * 1000))
    assert caught.value.param == "tensor_split"


# --------------------------------------------------------------------------- files that are no models


def fails(path: Path) -> str:
    with pytest.raises(ModelLoadError) as caught:
        Model.load(path)
    assert caught.value.path == path
    return caught.value.reason


def test_no_such_file(tmp_path: Path) -> None:
    assert fails(tmp_path / "none.gguf") == "no such file"


def test_a_folder(tmp_path: Path) -> None:
    assert fails(tmp_path) == "not a file"


def test_a_name_with_nul(tmp_path: Path) -> None:
    assert fails(tmp_path / "a\0b") == "not a file name"


@pytest.mark.parametrize("content", [b"", b"GG", b"not a model at all"])
def test_not_a_gguf(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.gguf"
    path.write_bytes(content)
    assert fails(path) == "not a GGUF file"


def test_an_unsupported_architecture_is_named(tmp_path: Path) -> None:
    reason = fails(tiny_models.write_unsupported(tmp_path / "x.gguf"))
    assert "unknown model architecture" in reason


def test_a_file_that_is_cut_short_anywhere(tmp_path: Path, decoder_path: Path) -> None:
    content = decoder_path.read_bytes()
    path = tmp_path / "cut.gguf"
    step = max(1, len(content) // 60)
    for length in [*range(4, 200, 7), *range(200, len(content), step), len(content) - 1]:
        path.write_bytes(content[:length])
        assert fails(path)


def test_a_file_with_damaged_counts(tmp_path: Path, decoder_path: Path) -> None:
    content = bytearray(decoder_path.read_bytes())
    path = tmp_path / "damaged.gguf"
    for position in range(4, 64):
        damaged = bytearray(content)
        damaged[position] = 0xFF
        path.write_bytes(damaged)
        with contextlib.suppress(ModelLoadError):  # damage to a name may not matter
            Model.load(path).close()


# --------------------------------------------------------------------------- life


def test_a_closed_model_raises(decoder_path: Path) -> None:
    model = Model.load(decoder_path)
    vocab = model.vocab
    model.close()
    model.close()
    assert model.closed
    with pytest.raises(ClosedError) as caught:
        _ = model.n_params
    assert caught.value.what == "Model"
    with pytest.raises(ClosedError):
        vocab.tokenize("a")


def test_closing_a_model_closes_what_depends_on_it(decoder_path: Path) -> None:
    model = Model.load(decoder_path)
    context = Context(model, ContextParams(n_ctx=256))
    model.close()
    assert context.closed
    with pytest.raises(ClosedError):
        context.memory.clear()


def test_a_model_holds_the_library(decoder_path: Path) -> None:
    before = Backend._n_references
    with Model.load(decoder_path):
        assert Backend._n_references == before + 1
    assert Backend._n_references == before


def test_a_failed_load_gives_the_library_back(tmp_path: Path) -> None:
    before = Backend._n_references
    fails(tiny_models.write_unsupported(tmp_path / "x.gguf"))
    assert Backend._n_references == before


def test_a_forgotten_model_warns_and_is_freed(decoder_path: Path) -> None:
    def forget() -> None:
        Model.load(decoder_path)
        gc.collect()

    with pytest.warns(ResourceWarning, match="unclosed Model"):
        forget()
