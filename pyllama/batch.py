"""The rows of one decode call."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import POINTER, addressof, c_int8, c_int32, cast, sizeof

from pyllama.closing import Closing
from pyllama.ctypes_api import llama as C
from pyllama.errors import ClosedError, InvalidRequestError

_INT32_MAX = 2**31 - 1


class Batch(Closing):
    """Rows of tokens for ``Context.decode``; each has a token, a position and one sequence.

    The memory is allocated once and reused: fill, decode, ``clear()``, fill again.

    Args:
        n_tokens_max: most rows that it can hold, at least 1.

    Raises:
        InvalidRequestError: ``n_tokens_max`` is below 1.
    """

    def __init__(self, n_tokens_max: int) -> None:
        if n_tokens_max < 1:
            raise InvalidRequestError("n_tokens_max must be at least 1", param="n_tokens_max")
        self.n_tokens_max = n_tokens_max
        self.n_tokens = 0
        self._token = (c_int32 * n_tokens_max)()
        self._pos = (c_int32 * n_tokens_max)()
        self._seq_id = (c_int32 * n_tokens_max)()
        self._output = (c_int8 * n_tokens_max)()
        self._n_seq_id = (c_int32 * n_tokens_max)(*[1] * n_tokens_max)
        # A row belongs to one sequence, so its list of sequences is one cell of ``_seq_id``, for ever.
        first = addressof(self._seq_id)
        self._seq_ids = (POINTER(c_int32) * n_tokens_max)(
            *[cast(first + sizeof(c_int32) * i, POINTER(c_int32)) for i in range(n_tokens_max)],
        )
        self._struct: C.llama_batch | None = C.llama_batch(
            n_tokens=0,
            token=cast(self._token, POINTER(c_int32)),
            pos=cast(self._pos, POINTER(c_int32)),
            n_seq_id=cast(self._n_seq_id, POINTER(c_int32)),
            seq_id=cast(self._seq_ids, POINTER(POINTER(c_int32))),
            logits=cast(self._output, POINTER(c_int8)),
        )

    @property
    def struct(self) -> C.llama_batch:
        """The native struct; valid until the batch changes.

        Raises:
            ClosedError: the batch is closed.
        """
        if self._struct is None:
            raise ClosedError("Batch")
        self._struct.n_tokens = self.n_tokens
        return self._struct

    @property
    def outputs(self) -> bytes:
        """One byte for each row, 1 where its logits (or embedding) are wanted."""
        return bytes(memoryview(self._output)[: self.n_tokens])

    def add(self, token: int, pos: int, seq_id: int, *, output: bool) -> int:
        """Add one row and return its index.

        Args:
            token: the token id.
            pos: its position in the sequence, from 0.
            seq_id: the sequence, below the context's ``n_seq_max``.
            output: whether its logits (or its embedding) are wanted.

        Raises:
            InvalidRequestError: the batch is full, or the token is no token.
            ClosedError: the batch is closed.
        """
        row = self._room_for(1)
        _check_tokens(token, token)
        self._token[row] = token
        self._pos[row] = pos
        self._seq_id[row] = seq_id
        self._output[row] = output
        self.n_tokens = row + 1
        return row

    def add_run(
        self,
        tokens: Sequence[int],
        pos: int,
        seq_id: int,
        *,
        output_last: bool,
        output_others: bool = False,
    ) -> int:
        """Add consecutive tokens of a sequence and return the index of the last row.

        Args:
            tokens: at least one token id.
            pos: position of the first one.
            seq_id: the sequence, below the context's ``n_seq_max``.
            output_last: whether the logits (or the embedding) of the last one are wanted.
            output_others: whether those of the others are.

        Raises:
            InvalidRequestError: they do not fit, there are none, or one is no token.
            ClosedError: the batch is closed.
        """
        n = len(tokens)
        if n == 0:
            raise InvalidRequestError("there must be at least one token", param="tokens")
        row = self._room_for(n)
        _check_tokens(min(tokens), max(tokens))
        end = row + n
        self._token[row:end] = list(tokens)
        self._pos[row:end] = list(range(pos, pos + n))
        self._seq_id[row:end] = [seq_id] * n
        self._output[row:end] = [output_others] * n
        self._output[end - 1] = output_last
        self.n_tokens = end
        return end - 1

    def clear(self) -> None:
        """Forget all rows."""
        self.n_tokens = 0

    def close(self) -> None:
        """Make every further use fail. Does nothing the second time."""
        self._struct = None

    def _room_for(self, n: int) -> int:
        if self._struct is None:
            raise ClosedError("Batch")
        if self.n_tokens + n > self.n_tokens_max:
            message = f"the batch holds {self.n_tokens} of {self.n_tokens_max} rows, {n} more do not fit"
            raise InvalidRequestError(message, param="tokens")
        return self.n_tokens


def _check_tokens(lowest: int, highest: int) -> None:
    # What does not fit into 32 bits would silently become another token.
    if lowest < 0 or highest > _INT32_MAX:
        wrong = lowest if lowest < 0 else highest
        raise InvalidRequestError(f"{wrong} is not a token", param="tokens")
