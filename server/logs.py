"""Sets up the log, and writes its lines."""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from pyllama import Vocab
from server.log_params import LogParams

_LEVELS: Final = (logging.CRITICAL + 1, logging.ERROR, logging.WARNING, logging.INFO, logging.INFO)
_NATIVE_SINCE: Final = 4

_RESET: Final = "\x1b[0m"
_COLORS: Final = {
    logging.DEBUG: "\x1b[2m",
    logging.WARNING: "\x1b[33m",
    logging.ERROR: "\x1b[31m",
    logging.CRITICAL: "\x1b[31m",
}

_prompts: Final = logging.getLogger("server.prompts")


def set_up_logging(params: LogParams) -> None:
    """Make the process log as it should, in place of what was set up before.

    Raises:
        OSError: the file cannot be written to.
    """
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(_formatter(params, color=_is_colored(params)))
    handlers: list[logging.Handler] = [stream]
    if params.file is not None:
        file = logging.FileHandler(params.file, encoding="utf-8", errors="replace")
        file.setFormatter(_formatter(params, color=False))
        handlers.append(file)
    verbosity = 0 if params.disabled else params.verbosity
    level = _LEVELS[verbosity] if verbosity < len(_LEVELS) else logging.DEBUG
    logging.basicConfig(handlers=handlers, level=level, force=True)
    native = logging.getLogger("pyllama.native")
    native.setLevel(level if verbosity >= _NATIVE_SINCE else max(level, logging.WARNING))
    _prompts.setLevel(level if params.prompts else logging.CRITICAL + 1)


def log_prompt(vocab: Vocab, tokens: Sequence[int]) -> None:
    """Log the tokens of a prompt with their texts, where the log is to show prompts."""
    if _prompts.isEnabledFor(logging.INFO):
        pieces = (vocab.piece(token, special=True).decode(errors="replace") for token in tokens)
        shown = " ".join(f"{token}:{piece!r}" for token, piece in zip(tokens, pieces, strict=True))
        _prompts.info("prompt of %d tokens: %s", len(tokens), shown)


def _is_colored(params: LogParams) -> bool:
    if params.colors == "auto":
        return sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    return params.colors == "on"


def _formatter(params: LogParams, *, color: bool) -> logging.Formatter:
    if params.format == "json":
        return JsonFormatter()
    return PlainFormatter(prefix=params.prefix, timestamps=params.timestamps, color=color)


class PlainFormatter(logging.Formatter):
    """Writes lines for people. What a client has sent cannot begin a line of its own."""

    def __init__(self, *, prefix: bool, timestamps: bool, color: bool) -> None:
        fields = ["%(asctime)s"] * timestamps + ["%(levelname)s"] * prefix + ["%(message)s"]
        super().__init__(" ".join(fields))
        self._color = color

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802, D102  # the name of logging
        line = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in super().formatMessage(record))
        color = _COLORS.get(record.levelno) if self._color else None
        return line if color is None else f"{color}{line}{_RESET}"


class JsonFormatter(logging.Formatter):
    """Writes a JSON object a line: ``time``, ``level``, ``logger``, ``message``, and ``exception`` if any."""

    def format(self, record: logging.LogRecord) -> str:  # noqa: D102  # as logging says
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            fields["exception"] = "".join(traceback.format_exception(record.exc_info[1]))
        return json.dumps(fields)
