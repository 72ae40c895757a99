"""A context: a model at work, with its memory of sequences and the results of the last decode."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import addressof, c_float, c_uint8
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from pyllama.backend import native_errors
from pyllama.batch import Batch
from pyllama.context_params import ContextParams
from pyllama.control_vector import ControlVector
from pyllama.ctypes_api import llama as C
from pyllama.errors import (
    ContextCreateError,
    DecodeError,
    InvalidRequestError,
    NativeError,
    StateError,
    UnsupportedFeatureError,
)
from pyllama.lora_adapter import LoraAdapter
from pyllama.memory import Memory
from pyllama.model import Model
from pyllama.native_object import NativeObject
from pyllama.thread_pool import ThreadPool


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
        params.check_fits(model)
        with native_errors() as errors:
            handle = C.llama_init_from_model(model.handle, params.native())
        if not handle:
            reason = errors[-1].rpartition(": ")[2] if errors else "unknown reason"
            message = f"cannot make a context of {params.n_ctx} tokens: {reason}"
            raise ContextCreateError(message, function="llama_init_from_model")
        self._pools: list[ThreadPool] = []
        super().__init__(handle, C.llama_free, parent=model)  # type: ignore[arg-type]
        self.model = model
        self.memory = Memory(self)
        self.params = params
        self._outputs = b""
        self._lora: list[tuple[LoraAdapter, float]] = []
        try:
            self._attach_threads()
        except NativeError:
            self.close()
            raise

    def close(self) -> None:
        """Free the context, then its threads. Idempotent."""
        super().close()
        for pool in self._pools:
            pool.close()

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
    def has_memory(self) -> bool:
        """Whether sequences are remembered between calls; not by encoders. Native: llama_get_memory."""
        return bool(C.llama_get_memory(self.handle))

    @cached_property
    def can_remove_part(self) -> bool:
        """Whether the memory can forget the end of a sequence and keep the rest."""
        return self.params.can_remove_part(self.model)

    @property
    def n_threads(self) -> int:
        """Threads that compute a batch of one row. Native: llama_n_threads."""
        return C.llama_n_threads(self.handle)

    def set_threads(self, n_threads: int, n_threads_batch: int) -> None:
        """Change how many threads compute, from 1 to what the context was made with.

        Args:
            n_threads: for a batch of one row.
            n_threads_batch: for longer ones.

        Native: llama_set_n_threads.
        """
        C.llama_set_n_threads(self.handle, n_threads, n_threads_batch)

    def set_lora(self, adapters: Sequence[tuple[LoraAdapter, float]]) -> None:
        """Compute with these LoRA adapters from now on, and with no others.

        What the memory holds stays as it was computed.

        Args:
            adapters: each once, with its scale; 0 is as if it were not there.

        Raises:
            InvalidRequestError: an adapter was made for another model, or is there twice.
            ClosedError: the context or an adapter is closed.

        Native: llama_set_adapters_lora.
        """
        wanted = list(adapters)
        if wanted == self._lora:
            return
        if any(adapter.model is not self.model for adapter, _ in wanted):
            raise InvalidRequestError("the adapter was loaded for another model", param="adapters")
        if len({id(adapter) for adapter, _ in wanted}) < len(wanted):
            raise InvalidRequestError("an adapter is there twice", param="adapters")
        handles = (C.llama_adapter_lora_p * len(wanted))(*(adapter.handle for adapter, _ in wanted))
        scales = (c_float * len(wanted))(*(scale for _, scale in wanted))
        C.llama_set_adapters_lora(self.handle, handles, len(wanted), scales)
        self._lora = wanted

    def set_control_vector(self, vector: ControlVector, layers: tuple[int, int] | None = None) -> None:
        """Add a vector to the output of each layer from now on, in place of the one before.

        Args:
            vector: what to add.
            layers: the first and the last one to add it to, counted from 0; ``None`` is all. Layer 0 never
                gets one.

        Raises:
            InvalidRequestError: it is for a model of another width or with fewer layers, or there are no such
                layers.
            NativeError: there is no memory for it.
            ClosedError: the context is closed.

        Native: llama_set_adapter_cvec.
        """
        n_embd, n_layer = self.model.n_embd, self.model.n_layer
        vector.check_fits(n_embd=n_embd, n_layer=n_layer)
        start, end = layers or (1, n_layer - 1)
        if not 0 <= start <= end:
            raise InvalidRequestError(f"there are no layers {start} to {end}", param="layers")
        # Layers without a direction get zeros, in place of those of a vector before.
        values = (c_float * (n_layer * n_embd))(*vector.directions.ravel())
        if C.llama_set_adapter_cvec(self.handle, values, len(values), n_embd, start, end) != 0:
            raise NativeError("cannot set the control vector", function="llama_set_adapter_cvec")

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
            UnsupportedFeatureError: the model has no encoder.
            ClosedError: the context or the batch is closed.

        Native: llama_encode.
        """
        if self.has_memory and not self.model.has_encoder:
            raise UnsupportedFeatureError("this model has no encoder")
        if batch.n_tokens > self.n_ubatch:
            message = f"{batch.n_tokens} rows are more than n_ubatch, {self.n_ubatch}"
            raise InvalidRequestError(message, param="tokens")
        self._run(batch, "llama_encode")

    def warm_up(self) -> None:
        """Run one token through the model and forget it, so that the first real step finds all memory ready.

        Raises: as ``decode`` does.
        """
        token = self.model.vocab.special.bos or 0
        with Batch(1) as batch:
            batch.add(token, 0, 0, output=True)
            self.decode(batch)
        self.memory.clear()
        self._outputs = b""

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
        # Five times as fast as ``np.ctypeslib.as_array``, which looks at the type anew each time.
        row_type = c_float * self.model.vocab.n_tokens
        return np.frombuffer(memoryview(row_type.from_address(addressof(pointer.contents))), np.float32)

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
        """Return the pooled embedding of a sequence of the last batch; with rank pooling its scores.

        Returns:
            float32, shape ``(n_embd_out,)``, or one score for each class of a reranker; a view that is valid
            until the next call.

        Raises:
            UnsupportedFeatureError: the context does not pool, or had no such sequence.

        Native: llama_get_embeddings_seq.
        """
        pointer = C.llama_get_embeddings_seq(self.handle, seq_id)
        if not pointer:
            raise UnsupportedFeatureError(f"there is no pooled embedding of sequence {seq_id}")
        ranks = C.llama_pooling_type_(self.handle) == C.llama_pooling_type.LLAMA_POOLING_TYPE_RANK
        n = C.llama_model_n_cls_out(self.model.handle) if ranks else self.model.n_embd_out
        return np.ctypeslib.as_array(pointer, shape=(n,))

    def check_output(self, row: int) -> None:
        """Check that the last batch asked for the output of this row.

        Raises:
            InvalidRequestError: it did not.
        """
        if not self.has_output(row):
            raise InvalidRequestError(f"row {row} of the last batch has no output", param="row")

    # ----------------------------------------------------------------- state

    def save_state(self) -> bytes:
        """Return the state of all sequences. Native: llama_state_get_data."""
        data = (c_uint8 * C.llama_state_get_size(self.handle))()
        n = C.llama_state_get_data(self.handle, data, len(data))
        return bytes(memoryview(data)[:n])

    def restore_state(self, data: bytes) -> None:
        """Restore what ``save_state`` returned, in a context of the same model and parameters.

        There are no outputs to read until the next ``decode``.

        Raises:
            StateError: the state is truncated or belongs to another model.

        Native: llama_state_set_data.
        """
        self._outputs = b""
        buffer = (c_uint8 * len(data)).from_buffer_copy(data)
        if not data or C.llama_state_set_data(self.handle, buffer, len(data)) != len(data):
            raise StateError("the state does not fit this context", function="llama_state_set_data")

    def state_size(self, seq_id: int) -> int:
        """Return how many bytes ``save_sequence`` would return. Native: llama_state_seq_get_size."""
        self.memory.pos_max(seq_id)  # checks the range
        return C.llama_state_seq_get_size(self.handle, seq_id)

    def save_sequence(self, seq_id: int) -> bytes:
        """Return the memory of one sequence. Native: llama_state_seq_get_data."""
        data = (c_uint8 * self.state_size(seq_id))()
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
        if not data or C.llama_state_seq_set_data(self.handle, buffer, len(data), seq_id) != len(data):
            self.memory.remove(seq_id)
            raise StateError("the state does not fit this context", function="llama_state_seq_set_data")

    def _attach_threads(self) -> None:
        threads, batch = self.params.how_threads_compute()
        for_steps = (C.llama_n_threads(self.handle), threads)
        for_prompts = (C.llama_n_threads_batch(self.handle), batch)
        for n_threads, params in dict.fromkeys((for_steps, for_prompts)):
            self._pools.append(ThreadPool(n_threads, params))
        C.llama_attach_threadpool(self.handle, self._pools[0].handle, self._pools[-1].handle)

    def _run(self, batch: Batch, function: Literal["llama_decode", "llama_encode"]) -> None:
        self._outputs = b""
        struct = batch.struct
        if not 0 < batch.n_tokens <= self.n_batch:
            message = f"a batch must have 1 to {self.n_batch} rows, not {batch.n_tokens}"
            raise InvalidRequestError(message, param="tokens")
        for adapter, _ in self._lora:
            _ = adapter.handle  # raises where native code would use memory that was freed
        run = C.llama_decode if function == "llama_decode" else C.llama_encode
        code = run(self.handle, struct)
        if code != 0:
            raise DecodeError(f"{function} returned {code}", function=function, code=code)
        self._outputs = batch.outputs
