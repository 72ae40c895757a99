from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import gguf
import numpy as np
import pytest
from numpy.typing import NDArray

from pyllama import (
    Batch,
    ClosedError,
    Context,
    ContextParams,
    InvalidRequestError,
    LoraAdapter,
    Model,
    ModelLoadError,
)
from tests.support import tiny_adapters

Logits = NDArray[np.float32]


def logits(context: Context) -> Logits:
    """What follows three tokens."""
    context.memory.clear()
    with Batch(8) as batch:
        row = batch.add_run([300, 310, 320], 0, 0, output_last=True)
        context.decode(batch)
        return context.logits(row).copy()


@pytest.fixture
def context(decoder: Model) -> Iterator[Context]:
    with Context(decoder, ContextParams(n_ctx=256, n_threads=1, flash_attention="off")) as context:
        yield context


@pytest.fixture
def adapters(decoder: Model, tmp_path: Path) -> Iterator[list[LoraAdapter]]:
    with ExitStack() as stack:
        yield [
            stack.enter_context(
                LoraAdapter(decoder, tiny_adapters.write_lora(tmp_path / f"{seed}.gguf", seed=seed))
            )
            for seed in (1, 2)
        ]


def test_adapters_change_what_follows_alone_and_together_and_go_again(
    context: Context, adapters: list[LoraAdapter]
) -> None:
    first, second = adapters
    found: list[Logits] = []
    for used in ([], [(first, 1.0)], [(second, 1.0)], [(first, 1.0), (second, 1.0)], [(first, 0.5)]):
        context.set_lora(used)
        found.append(logits(context))
    for i, one in enumerate(found):
        for other in found[:i]:
            assert np.abs(one - other).max() > 0.1
    context.set_lora([(first, 0.0)])
    np.testing.assert_allclose(logits(context), found[0], atol=1e-4)
    context.set_lora([(second, 1.0), (first, 1.0)])
    np.testing.assert_allclose(logits(context), found[3], atol=1e-3)


def test_the_file_says_what_it_is_for(decoder: Model, tmp_path: Path) -> None:
    metadata = {"adapter.lora.task_name": "fühlen", "adapter.lora.prompt_prefix": "query: "}
    path = tiny_adapters.write_lora(tmp_path / "x.gguf", metadata=metadata)
    with LoraAdapter(decoder, path) as adapter:
        assert (adapter.task_name, adapter.prompt_prefix) == ("fühlen", "query: ")
        assert (adapter.model, adapter.path) == (decoder, path)


def test_closing_the_model_closes_its_adapters(decoder_path: Path, tmp_path: Path) -> None:
    with Model.load(decoder_path) as model:
        adapter = LoraAdapter(model, tiny_adapters.write_lora(tmp_path / "x.gguf"))
    assert adapter.closed


def test_a_closed_adapter_is_not_computed_with(context: Context, adapters: list[LoraAdapter]) -> None:
    context.set_lora([(adapters[0], 1.0)])
    adapters[0].close()
    with pytest.raises(ClosedError):
        logits(context)
    with pytest.raises(ClosedError):
        context.set_lora([(adapters[0], 2.0)])
    context.set_lora([])
    logits(context)


def test_an_adapter_is_for_one_model_and_is_there_once(
    context: Context, adapters: list[LoraAdapter], decoder_path: Path
) -> None:
    with pytest.raises(InvalidRequestError):
        context.set_lora([(adapters[0], 1.0), (adapters[0], 1.0)])
    with Model.load(decoder_path) as model:
        other = LoraAdapter(model, adapters[0].path)
        with pytest.raises(InvalidRequestError):
            context.set_lora([(other, 1.0)])


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"metadata": {"general.type": "model"}}, "not a LoRA adapter"),
        ({"metadata": {"adapter.type": "other"}}, "not a LoRA adapter"),
        ({"architecture": "gemma3"}, "mismatch"),
        ({"n_layer": 4}, "does not exist"),
        ({"invocation_tokens": [1, 2]}, "activated"),
    ],
)
def test_what_the_model_cannot_use_is_refused(
    decoder: Model, tmp_path: Path, fields: dict[str, object], reason: str
) -> None:
    path = tiny_adapters.write_lora(tmp_path / "x.gguf", **fields)  # type: ignore[arg-type]
    with pytest.raises(ModelLoadError, match=reason) as caught:
        LoraAdapter(decoder, path)
    assert caught.value.path == path


def test_types_that_native_code_would_end_the_process_for_are_refused(decoder: Model, tmp_path: Path) -> None:
    path = tmp_path / "x.gguf"
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_string("general.type", "adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_uint32("adapter.lora.alpha", 8)
    writer.add_tensor("blk.0.attn_q.weight.lora_a", np.zeros((4, 64), np.int32))
    tiny_adapters._close(writer, path)
    with pytest.raises(ModelLoadError, match=r"adapter\.lora\.alpha is not a float32"):
        LoraAdapter(decoder, path)
    data = path.read_bytes()
    position = data.index(b"adapter.lora.alpha") + len(b"adapter.lora.alpha")
    assert struct.unpack_from("<I", data, position) == (gguf.GGUFValueType.UINT32,)
    changed = data[:position] + struct.pack("<I", gguf.GGUFValueType.FLOAT32) + data[position + 4 :]
    path.write_bytes(changed)
    with pytest.raises(ModelLoadError, match="data type"):
        LoraAdapter(decoder, path)


def test_files_that_are_not_there_or_not_whole_are_refused(
    decoder: Model, decoder_path: Path, tmp_path: Path
) -> None:
    whole = tiny_adapters.write_lora(tmp_path / "x.gguf").read_bytes()
    for name, data in {
        "missing": None,
        "empty": b"",
        "text": b"not a GGUF file",
        "header": whole[:200],
        "data": whole[:-5000],
        "model": decoder_path.read_bytes(),
    }.items():
        path = tmp_path / name
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(ModelLoadError) as caught:
            LoraAdapter(decoder, path)
        assert caught.value.reason, name
