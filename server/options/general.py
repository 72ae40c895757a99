"""Options that ask for something else than serving, and how much the server says."""

from __future__ import annotations

from typing import Final

from server.options.option import Option

GENERAL: Final = (
    Option(flags=("-h", "--help", "--usage"), name="help", group="Common", help="print this help and exit"),
    Option(flags=("--version",), name="version", group="Common", help="print the version and exit"),
    Option(
        flags=("-v", "--verbose", "--log-verbose"),
        name="verbose",
        group="Common",
        help="log every request and what the native library says",
        default=False,
    ),
)
"""The options, in the order of the help."""
