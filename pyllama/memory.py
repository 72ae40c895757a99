"""What a context remembers of each sequence: the cells of the KV buffer, or a recurrent state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyllama.ctypes_api import llama as C
from pyllama.errors import InvalidRequestError, UnsupportedFeatureError

if TYPE_CHECKING:
    from pyllama.context import Context


class Memory:
    """The memory of a context; get it from ``Context.memory``. Closed with its context.

    Positions are half-open intervals ``[p0, p1)``; a negative ``p0`` means 0, a negative ``p1`` the end.
    Every method raises ``ClosedError`` once the context is closed, and ``InvalidRequestError`` for a
    sequence outside ``0 … n_seq_max - 1`` (native code would end the process).
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def handle(self) -> C.llama_memory_t:
        """The native handle. Native: llama_get_memory.

        Raises:
            UnsupportedFeatureError: the model keeps no memory, as encoders do not.
        """
        handle = C.llama_get_memory(self._context.handle)
        if not handle:
            raise UnsupportedFeatureError("this model keeps no memory of sequences")
        return handle

    @property
    def can_shift(self) -> bool:
        """Whether positions can be changed with ``shift`` and ``divide``. Native: llama_memory_can_shift."""
        return C.llama_memory_can_shift(self.handle)

    def remove(self, seq_id: int, p0: int = -1, p1: int = -1) -> bool:
        """Forget positions of a sequence.

        Returns:
            Whether it was done. Memories that keep a state instead of cells cannot forget a part; forgetting
            a whole sequence never fails.

        Native: llama_memory_seq_rm.
        """
        self._check(seq_id)
        return C.llama_memory_seq_rm(self.handle, seq_id, p0, p1)

    def copy(self, source: int, destination: int, p0: int = -1, p1: int = -1) -> None:
        """Let another sequence share positions of a sequence. In a unified buffer this copies no data.

        Raises:
            UnsupportedFeatureError: only a part is wanted, and the buffer is not unified.

        Native: llama_memory_seq_cp.
        """
        self._check(source)
        self._check(destination)
        if not self._context.params.kv_unified:
            whole = max(p0, 0) <= max(self.pos_min(source), 0) and (p1 < 0 or p1 > self.pos_max(source))
            if not whole:
                raise UnsupportedFeatureError("without a unified buffer only whole sequences can be copied")
        C.llama_memory_seq_cp(self.handle, source, destination, p0, p1)

    def keep(self, seq_id: int) -> None:
        """Forget all other sequences. Native: llama_memory_seq_keep."""
        self._check(seq_id)
        C.llama_memory_seq_keep(self.handle, seq_id)

    def shift(self, seq_id: int, p0: int, p1: int, delta: int) -> None:
        """Add ``delta`` to positions. Cells move for *every* sequence that shares them.

        Raises:
            UnsupportedFeatureError: this memory cannot.

        Native: llama_memory_seq_add.
        """
        self._check_shift(seq_id)
        C.llama_memory_seq_add(self.handle, seq_id, p0, p1, delta)

    def divide(self, seq_id: int, p0: int, p1: int, divisor: int) -> None:
        """Divide positions by ``divisor``, at least 1. Cells move for *every* sequence that shares them.

        Raises:
            UnsupportedFeatureError: this memory cannot.

        Native: llama_memory_seq_div.
        """
        self._check_shift(seq_id)
        if divisor < 1:
            raise InvalidRequestError("divisor must be at least 1", param="divisor")
        C.llama_memory_seq_div(self.handle, seq_id, p0, p1, divisor)

    def pos_min(self, seq_id: int) -> int:
        """Return the first position that is remembered, -1 if none. Native: llama_memory_seq_pos_min."""
        self._check(seq_id)
        return C.llama_memory_seq_pos_min(self.handle, seq_id)

    def pos_max(self, seq_id: int) -> int:
        """Return the last position that is remembered, -1 if none. Native: llama_memory_seq_pos_max."""
        self._check(seq_id)
        return C.llama_memory_seq_pos_max(self.handle, seq_id)

    def clear(self, *, data: bool = False) -> None:
        """Forget everything; with ``data`` zero the buffers too. Native: llama_memory_clear."""
        C.llama_memory_clear(self.handle, data)

    def _check(self, seq_id: int) -> None:
        if not 0 <= seq_id < self._context.n_seq_max:
            message = f"seq_id {seq_id} is not below n_seq_max, {self._context.n_seq_max}"
            raise InvalidRequestError(message, param="seq_id")

    def _check_shift(self, seq_id: int) -> None:
        self._check(seq_id)
        if not self.can_shift:
            raise UnsupportedFeatureError("the positions in this model's memory cannot be changed")
