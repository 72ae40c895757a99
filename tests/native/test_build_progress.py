"""What the user sees while a build runs."""

from __future__ import annotations

import io

from native.builder.progress import NinjaProgress


class Terminal(io.StringIO):
    """A text stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_log_gets_a_line_every_ten_percent() -> None:
    stream = io.StringIO()
    progress = NinjaProgress(stream)
    for n_done in range(1, 206):
        progress(f"[{n_done}/205] Building CXX object {n_done}.o")
        progress("a warning of the compiler")
    progress.close()
    lines = stream.getvalue().splitlines()
    assert [line.split("(")[1].split("%")[0] for line in lines] == [str(p) for p in range(10, 101, 10)]


def test_few_large_steps_are_not_repeated() -> None:
    stream = io.StringIO()
    progress = NinjaProgress(stream)
    for n_done in range(1, 4):
        progress(f"[{n_done}/3] Linking")
    assert [line.split()[1] for line in stream.getvalue().splitlines()] == ["1/3", "2/3", "3/3"]


def test_terminal_gets_one_line_that_is_ended_once() -> None:
    stream = Terminal()
    progress = NinjaProgress(stream)
    for n_done in range(1, 4):
        progress(f"[{n_done}/3] Linking")
    progress.close()
    progress.close()
    text = stream.getvalue()
    assert text.count("\r") == 3
    assert text.count("\n") == 1
    assert text.endswith("\n")


def test_lines_that_are_no_status_show_nothing() -> None:
    stream = Terminal()
    progress = NinjaProgress(stream)
    progress("FAILED: part.o")
    progress("ninja: no work to do.")
    progress.close()
    assert stream.getvalue() == ""
