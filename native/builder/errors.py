"""Why a build ends without a result. Every message is one line that says what to do about it."""

from __future__ import annotations

from collections.abc import Iterable


class BuilderError(Exception):
    """Base class of all errors that the builder raises on purpose.

    Attributes:
        exit_status: what the command returns to its caller.
    """

    exit_status = 1


class RequestError(BuilderError):
    """The command line asks for something that cannot be: a wrong value, or a backend of another system."""

    exit_status = 2


class MissingToolError(BuilderError):
    """A program, a header or a Python package that the build needs is missing or too old."""

    exit_status = 2


class SourceError(BuilderError):
    """Upstream's source cannot be fetched, or is not what the pin says."""


class CompileError(BuilderError):
    """CMake, the compiler or the ABI probe failed.

    Attributes:
        tail: the last lines that the failed program printed.
    """

    def __init__(self, message: str, *, tail: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.tail = tuple(tail)


class Interrupted(BaseException):
    """The user or the system asked the builder to stop.

    Not an ``Exception``, so that nothing but the command's outermost level handles it.

    Attributes:
        exit_status: 128 plus the number of the signal, as shells count.
    """

    def __init__(self, signal_number: int) -> None:
        super().__init__(f"stopped by signal {signal_number}")
        self.exit_status = 128 + signal_number
