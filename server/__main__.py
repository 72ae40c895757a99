"""The command ``pyllama-server``, the same as ``python -m server``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Final

from pyllama import Backend, DeviceKind, LibraryLoadError, __version__
from pyllama.ctypes_api import UPSTREAM_COMMIT
from server.config import configure
from server.options import OptionError, parse
from server.options.completion import bash_script
from server.options.docs import help_text


def _version() -> str:
    return f"pyllama-server {__version__} (llama.cpp {UPSTREAM_COMMIT})\n"


def _devices() -> str:
    with Backend() as backend:
        devices = [device for device in backend.devices if device.kind is not DeviceKind.CPU]
    lines = [
        f"  {device.name}: {device.description}"
        f" ({device.memory_total_bytes >> 20} MiB, {device.memory_free_bytes >> 20} MiB free)"
        for device in devices
    ]
    return "\n".join(["Available devices:", *(lines or ["  (none)"]), ""])


_ANSWERS: Final[dict[str, Callable[[], str]]] = {
    "help": help_text,
    "version": _version,
    "completion_bash": bash_script,
    "list_devices": _devices,
}
"""What is printed in place of serving, by the option that asks for it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the server until a signal ends it.

    Args:
        arguments: the command line without the program's name; ``None`` takes the process's own.

    Returns:
        The exit status: 0 after SIGINT or SIGTERM, 1 if the server could not start or has crashed, 2 if an
        option is wrong.
    """
    try:
        parsed = parse(sys.argv[1:] if arguments is None else arguments, os.environ)
        for name, text in _ANSWERS.items():
            if name in parsed.values:
                sys.stdout.write(text())
                return 0
        config = configure(parsed)
    except OptionError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    except LibraryLoadError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    # Loading the HTTP stack takes most of the start; a wrong option is told before it.
    from server.lifecycle import run  # noqa: PLC0415

    return run(config)


if __name__ == "__main__":
    sys.exit(main())
