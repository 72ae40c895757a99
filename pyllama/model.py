"""A loaded model: weights, vocabulary and metadata. Read-only after loading."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from ctypes import Array, c_char, create_string_buffer
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Self

from pyllama.backend import Backend, Device, native_errors
from pyllama.ctypes_api import llama as C
from pyllama.errors import ModelLoadCancelledError, ModelLoadError
from pyllama.model_params import ModelParams, NativeModelParams
from pyllama.native_object import NativeObject
from pyllama.vocab import Vocab

ProgressCallback = Callable[[float], bool]
"""Called with the loaded share, 0.0 to 1.0; returning ``False`` stops the loading."""

_GGUF_MAGIC = b"GGUF"


class Model(NativeObject[C.llama_model_p]):
    """A loaded model. Make one with ``Model.load``; close it, or use it as a context manager.

    Closing it closes its contexts and samplers first.
    """

    def __init__(self, handle: C.llama_model_p, path: Path, params: ModelParams, backend: Backend) -> None:
        super().__init__(handle, C.llama_model_free)
        self.path = path
        self.vocab_only = params.vocab_only
        # Now, because a context that scales positions changes what the model says of itself.
        self._n_ctx_train = C.llama_model_n_ctx_train(handle)
        self._device_names = params.devices
        self.vocab = Vocab(self)
        self._backend = backend

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        *,
        params: ModelParams | None = None,
        progress: ProgressCallback | None = None,
    ) -> Self:
        """Load a GGUF file. Blocks; an interpreter lock is not held meanwhile.

        Args:
            path: the file; of a split model the first part.
            params: how to load it.
            progress: called now and then on the loading thread. Its exceptions end the loading and are
                raised from here.

        Raises:
            ModelLoadError: no such file, not a GGUF, cut short, an unknown architecture, out of memory.
            ModelLoadCancelledError: ``progress`` returned ``False``.
            InvalidRequestError: a device named in ``params`` does not exist.
            LibraryLoadError: there is no native library.

        Native: llama_model_load_from_file.
        """
        path = Path(path)
        _check_file(path)
        backend = Backend()
        try:
            watch = _Progress(progress)
            params = params or ModelParams()
            native = NativeModelParams(params)
            native.struct.progress_callback = watch.native
            with native_errors() as errors:
                handle = C.llama_model_load_from_file(os.fsencode(path), native.struct)
            watch.reraise()
            if not handle:
                if watch.cancelled:
                    raise ModelLoadCancelledError(path)
                raise ModelLoadError(path, _reason(errors))
            return cls(handle, path, params, backend)
        except BaseException:
            backend.close()
            raise

    def close(self) -> None:
        """Close the contexts and samplers of this model, then free it. Idempotent."""
        super().close()
        self._backend.close()

    @property
    def devices(self) -> tuple[Device, ...]:
        """The devices that the model may use."""
        names = self._device_names
        return tuple(d for d in self._backend.devices if names is None or d.name in names)

    @cached_property
    def description(self) -> str:
        """Architecture, size and quantization, for people. Native: llama_model_desc."""
        buffer = create_string_buffer(256)
        n = C.llama_model_desc(self.handle, buffer, len(buffer))
        return buffer.raw[: max(0, min(n, len(buffer) - 1))].decode("utf-8", "replace")

    @cached_property
    def file_type(self) -> str:
        """The quantization, for example ``"Q8_0"``. Native: llama_model_ftype."""
        return (C.llama_ftype_name(C.llama_model_ftype(self.handle)) or b"").decode()

    @cached_property
    def n_params(self) -> int:
        """Number of parameters. Native: llama_model_n_params."""
        return C.llama_model_n_params(self.handle)

    @cached_property
    def size_bytes(self) -> int:
        """Size of all tensors. Native: llama_model_size."""
        return C.llama_model_size(self.handle)

    @property
    def n_ctx_train(self) -> int:
        """Context length that the model was trained with, in tokens. Native: llama_model_n_ctx_train."""
        return self._n_ctx_train

    @cached_property
    def rope_freq_scale_train(self) -> float:
        """Factor of positions that the model was trained with. Native: llama_model_rope_freq_scale_train."""
        return C.llama_model_rope_freq_scale_train(self.handle)

    @cached_property
    def n_embd(self) -> int:
        """Width of the hidden state. Native: llama_model_n_embd."""
        return C.llama_model_n_embd(self.handle)

    @cached_property
    def n_embd_out(self) -> int:
        """Width of an embedding that the model gives. Native: llama_model_n_embd_out."""
        return C.llama_model_n_embd_out(self.handle)

    @cached_property
    def n_layer(self) -> int:
        """Number of layers. Native: llama_model_n_layer."""
        return C.llama_model_n_layer(self.handle)

    @cached_property
    def n_head(self) -> int:
        """Number of attention heads. Native: llama_model_n_head."""
        return C.llama_model_n_head(self.handle)

    @cached_property
    def n_head_kv(self) -> int:
        """Number of key-value heads. Native: llama_model_n_head_kv."""
        return C.llama_model_n_head_kv(self.handle)

    @cached_property
    def n_swa(self) -> int:
        """Width of the sliding attention window in tokens; 0 without one. Native: llama_model_n_swa."""
        return C.llama_model_n_swa(self.handle)

    @cached_property
    def has_encoder(self) -> bool:
        """Whether inputs go through an encoder. Native: llama_model_has_encoder."""
        return C.llama_model_has_encoder(self.handle)

    @cached_property
    def has_decoder(self) -> bool:
        """Whether the model can generate. Native: llama_model_has_decoder."""
        return C.llama_model_has_decoder(self.handle)

    @cached_property
    def is_recurrent(self) -> bool:
        """Whether the memory is a state instead of cells (Mamba, RWKV). Native: llama_model_is_recurrent."""
        return C.llama_model_is_recurrent(self.handle)

    @cached_property
    def is_hybrid(self) -> bool:
        """Whether the memory is partly a state (Jamba, Granite). Native: llama_model_is_hybrid."""
        return C.llama_model_is_hybrid(self.handle)

    @cached_property
    def metadata(self) -> Mapping[str, str]:
        """The GGUF's metadata as text; arrays are not in it. Native: llama_model_meta_val_str_by_index."""
        return MappingProxyType(dict(self._read_metadata()))

    def chat_template(self, name: str | None = None) -> str | None:
        """Return a chat template of the model, or ``None`` where it has none.

        Args:
            name: which one, for example ``"tool_use"``; ``None`` for the default.

        Native: llama_model_chat_template.
        """
        template = C.llama_model_chat_template(self.handle, None if name is None else name.encode())
        return None if template is None else template.decode("utf-8", "replace")

    def _read_metadata(self) -> Iterator[tuple[str, str]]:
        handle = self.handle
        for i in range(C.llama_model_meta_count(handle)):
            yield (
                _read_string(lambda b, n, i=i: C.llama_model_meta_key_by_index(handle, i, b, n)),  # type: ignore[misc]
                _read_string(lambda b, n, i=i: C.llama_model_meta_val_str_by_index(handle, i, b, n)),  # type: ignore[misc]
            )


class _Progress:
    """Passes native progress on to Python, and exceptions of the callback past the native code."""

    def __init__(self, callback: ProgressCallback | None) -> None:
        self.cancelled = False
        self._callback = callback
        self._error: BaseException | None = None
        self.native = C.llama_progress_callback(self._receive) if callback else C.llama_progress_callback()

    def _receive(self, share: float, _user_data: int | None) -> bool:
        if self._callback is None or self._error is not None:
            return False
        try:
            self.cancelled = self._callback(share) is False
        except BaseException as error:  # noqa: BLE001  # raised again in the caller's frame
            self._error = error
            return False
        return not self.cancelled

    def reraise(self) -> None:
        if self._error is not None:
            raise self._error


def _check_file(path: Path) -> None:
    """Refuse what is not a readable GGUF file, before native code sees it."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise ModelLoadError(path, "not a file")
        with path.open("rb") as file:
            magic = file.read(len(_GGUF_MAGIC))
    except FileNotFoundError:
        raise ModelLoadError(path, "no such file") from None
    except ValueError:  # a NUL in the name
        raise ModelLoadError(path, "not a file name") from None
    except OSError as error:
        raise ModelLoadError(path, error.strerror or str(error)) from None
    if magic != _GGUF_MAGIC:
        raise ModelLoadError(path, "not a GGUF file")


def _read_string(read: Callable[[Array[c_char], int], int]) -> str:
    """Call a function that writes a C string, again with a larger buffer where it was too small."""
    n_max = 256
    while True:
        buffer = create_string_buffer(n_max)
        n = read(buffer, n_max)
        if n < n_max:
            return buffer.raw[: max(n, 0)].decode("utf-8", "replace")
        n_max = n + 1


def _reason(errors: list[str]) -> str:
    """Say why loading failed: the most telling of the native error lines."""
    # The first line names the cause; those after it say that this function, and its caller, failed.
    return errors[0].partition(": ")[2] or errors[0] if errors else "unknown reason"
