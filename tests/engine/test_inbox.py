from __future__ import annotations

from queue import Empty
from threading import Thread

import pytest

from pyllama.engine.inbox import Inbox

TIMEOUT_S = 30


def test_messages_come_in_order() -> None:
    inbox: Inbox[int] = Inbox()
    for i in range(3):
        inbox.put(i)
    assert [inbox.get(0), inbox.get(), inbox.get(1)] == [0, 1, 2]


@pytest.mark.parametrize("timeout_s", [0, -1, 1e-9, 0.001])
def test_nothing_comes(timeout_s: float) -> None:
    with pytest.raises(Empty):
        Inbox[int]().get(timeout_s)


@pytest.mark.parametrize("timeout_s", [None, TIMEOUT_S])
def test_a_reader_waits(timeout_s: float | None) -> None:
    inbox: Inbox[int] = Inbox()
    received: list[int] = []
    reader = Thread(target=lambda: received.append(inbox.get(timeout_s)), daemon=True)
    reader.start()
    inbox.put(7)
    reader.join(TIMEOUT_S)
    assert received == [7]


def test_a_wait_ends_also_after_a_message_that_was_taken_without_waiting() -> None:
    inbox: Inbox[int] = Inbox()

    def read() -> None:
        for _ in range(10_000):
            inbox.put(1)
            inbox.get(0)
            with pytest.raises(Empty):
                inbox.get(1e-6)

    reader = Thread(target=read, daemon=True)
    reader.start()
    reader.join(TIMEOUT_S)
    assert not reader.is_alive()


def test_many_writers_lose_nothing() -> None:
    inbox: Inbox[tuple[int, int]] = Inbox()
    n_writers, n_messages = 4, 2_000

    def write(writer: int) -> None:
        for i in range(n_messages):
            inbox.put((writer, i))

    writers = [Thread(target=write, args=(i,)) for i in range(n_writers)]
    for writer in writers:
        writer.start()
    received = [inbox.get(TIMEOUT_S) for _ in range(n_writers * n_messages)]
    for writer in writers:
        writer.join()
    for i in range(n_writers):
        assert [message for writer, message in received if writer == i] == list(range(n_messages))
    with pytest.raises(Empty):
        inbox.get(0)
