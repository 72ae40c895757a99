"""Options that say where the server listens, and how long it waits for clients."""

from __future__ import annotations

from typing import Final

from server.options.option import Option, integer, text

LISTENING: Final = (
    Option(
        flags=("--host",),
        name="host",
        group="Server",
        help="address to listen on; a path that ends with .sock is that of a Unix socket",
        metavar="HOST",
        convert=text,
        default="127.0.0.1",
        env="LLAMA_ARG_HOST",
    ),
    Option(
        flags=("--port",),
        name="port",
        group="Server",
        help="port to listen on; 0 takes a free one",
        metavar="PORT",
        convert=integer(0, 65535),
        default=8080,
        env="LLAMA_ARG_PORT",
    ),
    Option(
        flags=("-to", "--timeout"),
        name="timeout_s",
        group="Server",
        help="seconds that a client may take to send its request, or to read what was sent to it",
        metavar="N",
        convert=integer(1, 2_000_000),
        default=600,
        env="LLAMA_ARG_TIMEOUT",
    ),
    Option(
        flags=("--threads-http",),
        name="threads_http",
        group="Server",
        help="was the number of threads for requests, which one thread now serves",
        metavar="N",
        convert=integer(-1),
        env="LLAMA_ARG_THREADS_HTTP",
        obsolete="one thread serves all requests",
    ),
)
"""The options, in the order of the help."""
