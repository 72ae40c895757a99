"""LoRA adapters: small additions to a model's weights, loaded beside it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from pyllama.backend import native_errors
from pyllama.ctypes_api import ggml, gguf
from pyllama.ctypes_api import llama as C
from pyllama.errors import ModelLoadError
from pyllama.gguf_file import GgufFile, GgufTensor
from pyllama.model import Model
from pyllama.native_object import NativeObject

_INVOCATION_TOKENS: Final = "adapter.alora.invocation_tokens"
_ALPHA: Final = "adapter.lora.alpha"
_FLOATS: Final = frozenset(
    {ggml.ggml_type.GGML_TYPE_F32, ggml.ggml_type.GGML_TYPE_F16, ggml.ggml_type.GGML_TYPE_BF16}
)


class LoraAdapter(NativeObject[C.llama_adapter_lora_p]):
    """A LoRA adapter for one model. ``Context.set_lora`` computes with it.

    Args:
        model: the model, which must stay open; closing it closes this adapter.
        path: a GGUF file.

    Attributes:
        model: the model.
        path: the file.
        task_name: what it is for, ``""`` where the file does not say it.
        prompt_prefix: what prompts should begin with, ``""`` where the file does not say it.

    Raises:
        ModelLoadError: no such file, not an adapter, one for another model, or one that is to be used from
            certain tokens on only (an "activated" one).
        ClosedError: the model is closed.

    Native: llama_adapter_lora_init.
    """

    def __init__(self, model: Model, path: str | os.PathLike[str]) -> None:
        self.model = model
        self.path = Path(path)
        with GgufFile(self.path) as file:
            _check(file)
            self.task_name = file.text("adapter.lora.task_name")
            self.prompt_prefix = file.text("adapter.lora.prompt_prefix")
        with native_errors() as errors:
            handle = C.llama_adapter_lora_init(model.handle, os.fsencode(self.path))
        if not handle:
            reason = errors[-1].rpartition("lora adapter: ")[2] if errors else "unknown reason"
            raise ModelLoadError(self.path, reason)
        super().__init__(handle, C.llama_adapter_lora_free, parent=model)  # type: ignore[arg-type]


def _check(file: GgufFile) -> None:
    """Refuse what native code would end the process for, or use wrongly."""
    if file.text("general.type") != "adapter" or file.text("adapter.type") != "lora":
        raise ModelLoadError(file.path, "not a LoRA adapter")
    if file.type_of("general.architecture") != gguf.gguf_type.GGUF_TYPE_STRING:
        raise ModelLoadError(file.path, "it does not say which architecture it is for")
    if file.type_of(_ALPHA) not in {None, gguf.gguf_type.GGUF_TYPE_FLOAT32}:
        raise ModelLoadError(file.path, f"{_ALPHA} is not a float32")
    if file.has(_INVOCATION_TOKENS):
        raise ModelLoadError(file.path, "activated LoRA adapters are not supported")
    for tensor in file.tensors():
        if not _is_computable(tensor):
            raise ModelLoadError(file.path, f"{tensor.name} has a data type that cannot be computed with")


def _is_computable(tensor: GgufTensor) -> bool:
    return tensor.dtype in _FLOATS or ggml.ggml_is_quantized(tensor.dtype)
