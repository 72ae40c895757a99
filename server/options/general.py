"""Options that ask for something else than serving, and the file of options."""

from __future__ import annotations

from typing import Final

from server.options.option import Option, path

GENERAL: Final = (
    Option(flags=("-h", "--help", "--usage"), name="help", group="Common", help="print this help and exit"),
    Option(flags=("--version",), name="version", group="Common", help="print the version and exit"),
    Option(
        flags=("--completion-bash",),
        name="completion_bash",
        group="Common",
        help="print a script that lets bash complete these options, and exit",
    ),
    Option(
        flags=("--list-devices",),
        name="list_devices",
        group="Common",
        help="print the devices that can hold layers beside the CPU, and exit",
    ),
    Option(
        flags=("--config",),
        name="config",
        group="Common",
        help="a TOML file with more options, each as ctx-size = 4096; arguments and variables win over it",
        metavar="FILE",
        convert=path,
        shown_default="none",
        env="LLAMA_ARG_CONFIG",
    ),
)
"""The options, in the order of the help."""
