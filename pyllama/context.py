"""A context: a model at work, with its memory of sequences and the results of the last decode."""

from __future__ import annotations

import os
from ctypes import c_uint8
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from pyllama.backend import DeviceKind, native_errors
from pyllama.batch import Batch
from pyllama.ctypes_api import ggml
from pyllama.ctypes_api import llama as C
from pyllama.errors import (
    ContextCreateError,
    DecodeError,
    InvalidRequestError,
    StateError,
    UnsupportedFeatureError,
)
from pyllama.memory import Memory
from pyllama.model import Model
from pyllama.native_object import NativeObject

CacheType = Literal["f32", "f16", "bf16", "q8_0", "q4_0", "q4_1", "iq4_nl", "q5_0", "q5_1"]
_CACHE_TYPES = {
    "f32": ggml.ggml_type.GGML_TYPE_F32,
    "f16": ggml.ggml_type.GGML_TYPE_F16,
    "bf16": ggml.ggml_type.GGML_TYPE_BF16,
    "q8_0": ggml.ggml_type.GGML_TYPE_Q8_0,
    "q4_0": ggml.ggml_type.GGML_TYPE_Q4_0,
    "q4_1": ggml.ggml_type.GGML_TYPE_Q4_1,
    "iq4_nl": ggml.ggml_type.GGML_TYPE_IQ4_NL,
    "q5_0": ggml.ggml_type.GGML_TYPE_Q5_0,
    "q5_1": ggml.ggml_type.GGML_TYPE_Q5_1,
}
_FLASH_ATTENTION = {"auto": -1, "off": 0, "on": 1}
_POOLING = {"default": -1, "none": 0, "mean": 1, "cls": 2, "last": 3, "rank": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextParams:
    """How a context is made.

    Attributes:
        n_ctx: tokens that the memory holds, for all sequences together; 0 takes the model's training length.
        n_batch: most rows of one ``decode`` call (the logical batch).
        n_ubatch: most rows that are computed at once (the physical batch).
        n_seq_max: how many sequences there can be; their ids are below it.
        n_threads: threads while generating; 0 takes one for each core.
        n_threads_batch: threads for prompts; 0 takes ``n_threads``.
        kv_unified: all sequences share one buffer, so any of them can use all of ``n_ctx``.
        flash_attention: whether to use Flash Attention.
        embeddings: give embeddings as well as logits.
        pooling: how the embedding of a sequence is made from those of its tokens.
        type_k: data type of the K cache.
        type_v: data type of the V cache.
        offload_kqv: keep the memory on the GPU.
        swa_full: keep all cells of sliding-window layers.
    """

    n_ctx: int = 0
    n_batch: int = 2048
    n_ubatch: int = 512
    n_seq_max: int = 1
    n_threads: int = 0
    n_threads_batch: int = 0
    kv_unified: bool = True
    flash_attention: Literal["auto", "off", "on"] = "auto"
    embeddings: bool = False
    pooling: Literal["default", "none", "mean", "cls", "last", "rank"] = "default"
    type_k: CacheType = "f16"
    type_v: CacheType = "f16"
    offload_kqv: bool = True
    swa_full: bool = True


class Context(NativeObject[C.llama_context_p]):
    """A model at work. Not thread-safe: one thread at a time may use it.

    Args:
        model: the model, which must stay open; closing it closes this context.
        params: how to make it.

    Raises:
        ContextCreateError: the parameters contradict the model, or memory is short.
        InvalidRequestError: a parameter is out of its range.
        ClosedError: the model is closed.

    Native: llama_init_from_model.
    """

    def __init__(self, model: Model, params: ContextParams | None = None) -> None:
        params = params or ContextParams()
        _check_params(params)
        _check_memory(model, params)
        with native_errors() as errors:
            handle = C.llama_init_from_model(model.handle, _native_params(params))
        if not handle:
            reason = errors[-1].rpartition(": ")[2] if errors else "unknown reason"
            message = f"cannot make a context of {params.n_ctx} tokens: {reason}"
            raise ContextCreateError(message, function="llama_init_from_model")
        super().__init__(handle, C.llama_free, parent=model)  # type: ignore[arg-type]
        self.model = model
        self.memory = Memory(self)
        self.kv_unified = params.kv_unified
        self._outputs = b""

    @cached_property
    def n_ctx(self) -> int:
        """Tokens that the memory holds, for all sequences together. Native: llama_n_ctx."""
        return C.llama_n_ctx(self.handle)

    @cached_property
    def n_ctx_seq(self) -> int:
        """Tokens that one sequence can have. Native: llama_n_ctx_seq."""
        return C.llama_n_ctx_seq(self.handle)

    @cached_property
    def n_batch(self) -> int:
        """Most rows of one ``decode`` call. Native: llama_n_batch."""
        return C.llama_n_batch(self.handle)

    @cached_property
    def n_ubatch(self) -> int:
        """Most rows that are computed at once. Native: llama_n_ubatch."""
        return C.llama_n_ubatch(self.handle)

    @cached_property
    def n_seq_max(self) -> int:
        """How many sequences there can be. Native: llama_n_seq_max."""
        return C.llama_n_seq_max(self.handle)

    @cached_property
    def can_remove_part(self) -> bool:
        """Whether the memory can forget the end of a sequence and keep the rest.

        Recurrent and hybrid models keep a state instead of cells, and a sliding window that drops cells
        cannot go back.
        """
        model = self.model
        return not (model.is_recurrent or model.is_hybrid)

    def decode(self, batch: Batch) -> None:
        """Run the batch through the decoder; its outputs are readable until the next call.

        Raises:
            DecodeError: ``code`` 1: no free cells; 2: aborted; -1: the batch is invalid; below: fatal.
            InvalidRequestError: the batch is empty, or longer than ``n_batch``.
            ClosedError: the context or the batch is closed.

        Native: llama_decode.
        """
        self._run(batch, "llama_decode")

    def encode(self, batch: Batch) -> None:
        """Run the batch through the encoder, without memory.

        Raises:
            DecodeError: it failed.
            InvalidRequestError: the batch is empty, or longer than ``n_ubatch``.
            ClosedError: the context or the batch is closed.

        Native: llama_encode.
        """
        if batch.n_tokens > self.n_ubatch:
            message = f"{batch.n_tokens} rows are more than n_ubatch, {self.n_ubatch}"
            raise InvalidRequestError(message, param="tokens")
        self._run(batch, "llama_encode")

    def has_output(self, row: int) -> bool:
        """Whether the last batch asked for the output of this row."""
        return 0 <= row < len(self._outputs) and self._outputs[row] == 1

    def logits(self, row: int) -> npt.NDArray[np.float32]:
        """Return the logits of a row of the last batch.

        Returns:
            float32, shape ``(n_vocab,)``; a view that is valid until the next ``decode``.

        Raises:
            InvalidRequestError: the row was not marked as an output.
            ClosedError: the context is closed.

        Native: llama_get_logits_ith.
        """
        self.check_output(row)
        pointer = C.llama_get_logits_ith(self.handle, row)
        return np.ctypeslib.as_array(pointer, shape=(self.model.vocab.n_tokens,))

    def embedding(self, row: int) -> npt.NDArray[np.float32]:
        """Return the embedding of a row of the last batch, without pooling.

        Returns:
            float32, shape ``(n_embd_out,)``; a view that is valid until the next call.

        Raises:
            InvalidRequestError: the row was not marked as an output.
            UnsupportedFeatureError: the context gives no embeddings, or pools them.

        Native: llama_get_embeddings_ith.
        """
        self.check_output(row)
        pointer = C.llama_get_embeddings_ith(self.handle, row)
        if not pointer:
            raise UnsupportedFeatureError("this context gives no embeddings of single tokens")
        return np.ctypeslib.as_array(pointer, shape=(self.model.n_embd_out,))

    def sequence_embedding(self, seq_id: int) -> npt.NDArray[np.float32]:
        """Return the pooled embedding of a sequence of the last batch.

        Returns:
            float32, shape ``(n_embd_out,)``; a view that is valid until the next call.

        Raises:
            UnsupportedFeatureError: the context does not pool, or had no such sequence.

        Native: llama_get_embeddings_seq.
        """
        pointer = C.llama_get_embeddings_seq(self.handle, seq_id)
        if not pointer:
            raise UnsupportedFeatureError(f"there is no pooled embedding of sequence {seq_id}")
        return np.ctypeslib.as_array(pointer, shape=(self.model.n_embd_out,))

    def check_output(self, row: int) -> None:
        """Check that the last batch asked for the output of this row.

        Raises:
            InvalidRequestError: it did not.
        """
        if not self.has_output(row):
            raise InvalidRequestError(f"row {row} of the last batch has no output", param="row")

    def set_threads(self, n_threads: int, n_threads_batch: int) -> None:
        """Set the number of threads for generating and for prompts. Native: llama_set_n_threads."""
        C.llama_set_n_threads(self.handle, n_threads, n_threads_batch)

    def synchronize(self) -> None:
        """Wait until all computation is done. Native: llama_synchronize."""
        C.llama_synchronize(self.handle)

    # ----------------------------------------------------------------- state

    def save_state(self) -> bytes:
        """Return the whole state: memory, logits, embeddings. Native: llama_state_get_data."""
        data = (c_uint8 * C.llama_state_get_size(self.handle))()
        n = C.llama_state_get_data(self.handle, data, len(data))
        return bytes(memoryview(data)[:n])

    def restore_state(self, data: bytes) -> None:
        """Restore what ``save_state`` returned, in a context of the same model and parameters.

        Raises:
            StateError: the state is truncated or belongs to another model.

        Native: llama_state_set_data.
        """
        self._outputs = b""
        buffer = (c_uint8 * len(data)).from_buffer_copy(data)
        if C.llama_state_set_data(self.handle, buffer, len(data)) != len(data):
            raise StateError("the state does not fit this context", function="llama_state_set_data")

    def save_sequence(self, seq_id: int) -> bytes:
        """Return the memory of one sequence. Native: llama_state_seq_get_data."""
        self.memory.pos_max(seq_id)  # checks the range
        data = (c_uint8 * C.llama_state_seq_get_size(self.handle, seq_id))()
        n = C.llama_state_seq_get_data(self.handle, data, len(data), seq_id)
        return bytes(memoryview(data)[:n])

    def restore_sequence(self, seq_id: int, data: bytes) -> None:
        """Make a sequence what ``save_sequence`` returned, perhaps of another sequence.

        Raises:
            StateError: the state is truncated, belongs to another model, or finds no free cells; the
                sequence is empty then.

        Native: llama_state_seq_set_data.
        """
        self.memory.remove(seq_id)
        buffer = (c_uint8 * len(data)).from_buffer_copy(data)
        if C.llama_state_seq_set_data(self.handle, buffer, len(data), seq_id) != len(data):
            self.memory.remove(seq_id)
            raise StateError("the state does not fit this context", function="llama_state_seq_set_data")

    def _run(self, batch: Batch, function: Literal["llama_decode", "llama_encode"]) -> None:
        self._outputs = b""
        struct = batch.struct
        if not 0 < batch.n_tokens <= self.n_batch:
            message = f"a batch must have 1 to {self.n_batch} rows, not {batch.n_tokens}"
            raise InvalidRequestError(message, param="tokens")
        run = C.llama_decode if function == "llama_decode" else C.llama_encode
        code = run(self.handle, struct)
        if code != 0:
            raise DecodeError(f"{function} returned {code}", function=function, code=code)
        self._outputs = batch.outputs


def _native_params(params: ContextParams) -> C.llama_context_params:
    native = C.llama_context_default_params()
    native.n_ctx = params.n_ctx
    native.n_batch = params.n_batch
    native.n_ubatch = min(params.n_ubatch, params.n_batch)
    native.n_seq_max = params.n_seq_max
    native.n_threads = params.n_threads or os.cpu_count() or 1
    native.n_threads_batch = params.n_threads_batch or native.n_threads
    native.kv_unified = params.kv_unified
    native.flash_attn_type = _FLASH_ATTENTION[params.flash_attention]
    native.embeddings = params.embeddings
    native.pooling_type = _POOLING[params.pooling]
    native.type_k = _CACHE_TYPES[params.type_k]
    native.type_v = _CACHE_TYPES[params.type_v]
    native.offload_kqv = params.offload_kqv
    native.swa_full = params.swa_full
    native.no_perf = True
    return native


def _check_params(params: ContextParams) -> None:
    ranges = {
        "n_ctx": (0, 2**31 - 1),
        "n_batch": (1, 2**20),
        "n_ubatch": (1, 2**20),
        "n_seq_max": (1, C.llama_max_parallel_sequences()),
        "n_threads": (0, 512),
        "n_threads_batch": (0, 512),
    }
    for name, (low, high) in ranges.items():
        value = getattr(params, name)
        if not low <= value <= high:
            raise InvalidRequestError(f"{name} must lie between {low} and {high}, not {value}", param=name)


def _check_memory(model: Model, params: ContextParams) -> None:
    """Refuse a KV buffer that cannot fit, where the system would only find out by killing the process.

    Linux grants memory that it does not have, and native code then writes to all of it. A GPU refuses by
    itself, so this looks only at machines without one.
    """
    available = _available_bytes()
    if available is None or any(_is_gpu(i) for i in range(ggml.ggml_backend_dev_count())):
        return
    n_ctx = params.n_ctx or model.n_ctx_train
    n_head = max(model.n_head, 1)
    row = model.n_embd // n_head * max(model.n_head_kv, 1) * model.n_layer
    size = n_ctx * sum(ggml.ggml_row_size(_CACHE_TYPES[t], row) for t in (params.type_k, params.type_v))
    if model.is_recurrent or not model.has_decoder:
        return
    if size > available:
        message = (
            f"a context of {n_ctx} tokens needs about {size / 2**30:.1f} GiB, "
            f"but only {available / 2**30:.1f} GiB of memory are available"
        )
        raise ContextCreateError(message, function="llama_init_from_model")


def _is_gpu(index: int) -> bool:
    kind = ggml.ggml_backend_dev_type_(ggml.ggml_backend_dev_get(index))
    return kind != ggml.ggml_backend_dev_type.GGML_BACKEND_DEVICE_TYPE_CPU


def _available_bytes() -> int | None:
    """Return the memory that can be had without swapping, where the system tells."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            for line in file:
                if line.startswith("MemAvailable:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return None
