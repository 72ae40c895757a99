"""The command ``pyllama-server``, the same as ``python -m server``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from pyllama import __version__
from pyllama.ctypes_api import UPSTREAM_COMMIT
from server.config import configure
from server.options import OptionError, parse
from server.options.docs import help_text


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
        if "help" in parsed.values:
            sys.stdout.write(help_text())
            return 0
        if "version" in parsed.values:
            sys.stdout.write(f"pyllama-server {__version__} (llama.cpp {UPSTREAM_COMMIT})\n")
            return 0
        config = configure(parsed)
    except OptionError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    # Loading the HTTP stack takes most of the start; a wrong option is told before it.
    from server.lifecycle import run  # noqa: PLC0415

    return run(config)


if __name__ == "__main__":
    sys.exit(main())
