"""Options that say what is logged, how and where to."""

from __future__ import annotations

from typing import Final

from server.options.option import Option, choice, integer, path
from server.options.words import ON_OFF_AUTO

LOGS: Final = (
    Option(
        flags=("-v", "--verbose", "--log-verbose"),
        name="logs.verbosity",
        group="Common",
        help="log all there is: every request and what the native library says",
        constant=5,
    ),
    Option(
        flags=("-lv", "--verbosity", "--log-verbosity"),
        name="logs.verbosity",
        group="Common",
        help="what is logged: 0 nothing, 1 errors, 2 warnings, 3 what happens to the server,"
        " 4 what the native library says, 5 every request and more",
        metavar="N",
        convert=integer(0),
        shown_default="3",
        env="LLAMA_ARG_LOG_VERBOSITY",
        other_env=("LLAMA_LOG_VERBOSITY",),
    ),
    Option(
        flags=("--log-disable",),
        name="logs.disabled",
        group="Common",
        help="log nothing",
    ),
    Option(
        flags=("--log-file",),
        name="logs.file",
        group="Common",
        help="log to the end of this file too",
        metavar="FNAME",
        convert=path,
        shown_default="none",
        env="LLAMA_ARG_LOG_FILE",
        other_env=("LLAMA_LOG_FILE",),
    ),
    Option(
        flags=("--log-format",),
        name="logs.format",
        group="Common",
        help="plain, or json for one JSON object a line",
        metavar="FORMAT",
        convert=choice("plain", "json"),
        shown_default="plain",
        env="LLAMA_ARG_LOG_FORMAT",
    ),
    Option(
        flags=("--log-jsonl", "--no-log-jsonl"),
        name="logs.format",
        group="Common",
        help="the same as --log-format json",
        constant="json",
        opposite="plain",
        env="LLAMA_ARG_LOG_JSONL",
    ),
    Option(
        flags=("--log-colors",),
        name="logs.colors",
        group="Common",
        help="whether levels have colors; auto where the log goes to a terminal; alone it means on",
        metavar="[on|off|auto]",
        convert=choice("on", "off", "auto", **ON_OFF_AUTO),
        shown_default="auto",
        env="LLAMA_ARG_LOG_COLORS",
        other_env=("LLAMA_LOG_COLORS",),
        implied="on",
    ),
    Option(
        flags=("--log-prefix", "--no-log-prefix"),
        name="logs.prefix",
        group="Common",
        help="begin lines with their level",
        opposite=False,
        shown_default="on",
        env="LLAMA_ARG_LOG_PREFIX",
        other_env=("LLAMA_LOG_PREFIX",),
    ),
    Option(
        flags=("--log-timestamps", "--no-log-timestamps"),
        name="logs.timestamps",
        group="Common",
        help="begin lines with the time",
        opposite=False,
        shown_default="on",
        env="LLAMA_ARG_LOG_TIMESTAMPS",
        other_env=("LLAMA_LOG_TIMESTAMPS",),
    ),
    Option(
        flags=("--verbose-prompt",),
        name="logs.prompts",
        group="Common",
        help="log the tokens of each prompt before its completion is generated",
    ),
)
"""The options, in the order of the help."""
