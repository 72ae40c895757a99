"""The rows of a decode call."""

from __future__ import annotations

import pytest

from pyllama import Batch, ClosedError, InvalidRequestError


def test_rows_are_written_where_native_code_reads_them() -> None:
    with Batch(8) as batch:
        assert batch.add(5, 7, 2, output=True) == 0
        assert batch.add_run([10, 11, 12], 3, 1, output_last=True) == 3
        struct = batch.struct
        rows = range(struct.n_tokens)
        assert [struct.token[i] for i in rows] == [5, 10, 11, 12]
        assert [struct.pos[i] for i in rows] == [7, 3, 4, 5]
        assert [struct.n_seq_id[i] for i in rows] == [1, 1, 1, 1]
        assert [struct.seq_id[i][0] for i in rows] == [2, 1, 1, 1]
        assert [struct.logits[i] for i in rows] == [1, 0, 0, 1]
        assert batch.outputs == bytes([1, 0, 0, 1])


def test_it_is_reused_after_clear() -> None:
    with Batch(2) as batch:
        batch.add_run([1, 2], 0, 0, output_last=True)
        batch.clear()
        batch.add_run([3, 4], 0, 1, output_last=False)
        assert batch.outputs == bytes([0, 0])


def test_what_does_not_fit_is_refused_and_changes_nothing() -> None:
    with Batch(2) as batch:
        batch.add(1, 0, 0, output=False)
        with pytest.raises(InvalidRequestError):
            batch.add_run([2, 3], 1, 0, output_last=True)
        assert batch.n_tokens == 1


@pytest.mark.parametrize("n", [0, -1])
def test_a_batch_without_room_is_refused(n: int) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        Batch(n)
    assert caught.value.param == "n_tokens_max"


@pytest.mark.parametrize("token", [-1, 2**31, 2**40 + 1])
def test_a_token_that_would_become_another_is_refused(token: int) -> None:
    with Batch(4) as batch:
        with pytest.raises(InvalidRequestError, match=f"{token} is not a token"):
            batch.add(token, 0, 0, output=True)
        with pytest.raises(InvalidRequestError):
            batch.add_run([1, token], 0, 0, output_last=True)
        assert batch.n_tokens == 0


def test_no_tokens_are_refused() -> None:
    with Batch(2) as batch, pytest.raises(InvalidRequestError):
        batch.add_run([], 0, 0, output_last=True)


def test_a_closed_batch_raises() -> None:
    batch = Batch(2)
    batch.close()
    batch.close()
    with pytest.raises(ClosedError):
        batch.add(1, 0, 0, output=True)
    with pytest.raises(ClosedError):
        _ = batch.struct
