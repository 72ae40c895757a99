"""The table as text: ``--help``, and the page ``docs/cli.md``.

Write the page with ``python -m server.options > docs/cli.md``.
"""

from __future__ import annotations

import textwrap
from typing import Final, get_args

from server.options.option import Group, Option
from server.options.refused import REFUSED
from server.options.table import OPTIONS

_WIDTH: Final = 100
_INDENT: Final = " " * 8


def help_text() -> str:
    """Return what ``--help`` prints."""
    lines = ["usage: pyllama-server [options]"]
    for group in get_args(Group):
        lines += ["", f"{group} options:"]
        for option in _of_group(group):
            lines += ["", f"  {_synopsis(option)}"]
            lines += textwrap.wrap(
                "; ".join(_remarks(option)), _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT
            )
    return "\n".join(lines) + "\n"


def markdown() -> str:
    """Return the page ``docs/cli.md``."""
    lines = [
        "# Command line",
        "",
        "<!-- Made by `python -m server.options`; change server/options/ instead. -->",
        "",
        "`pyllama-server`, or `python -m server`. An argument wins over an environment variable, which wins",
        "over the file that `--config` names.",
        "",
        "That file is TOML. Its keys are the long spellings without their dashes; a switch is `true`",
        "or `false`, and an option that may be given again takes a list:",
        "",
        "```toml",
        'model = "models/model.gguf"',
        "ctx-size = 8192",
        "no-mmap = true",
        'logit-bias = ["15043+1", "29871-1"]',
        "```",
        "",
    ]
    for group in get_args(Group):
        lines += [f"## {group}", "", "| Option | Meaning | Default | Environment |", "|---|---|---|---|"]
        lines += [_row(option) for option in _of_group(group)]
        lines.append("")
    lines += [
        "## Refused",
        "",
        "These options of llama.cpp's server are known and refused with an error:",
        "",
        "| Options | Reason |",
        "|---|---|",
        *(f"| {flags} | {reason} |" for reason, flags in _refusals().items()),
    ]
    return "\n".join(lines) + "\n"


def _refusals() -> dict[str, str]:
    """Return the refused options, by the reason."""
    flags: dict[str, list[str]] = {}
    for refused in REFUSED:
        title = next((flag for flag in refused.flags if flag.startswith("--")), refused.flags[0])
        flags.setdefault(refused.reason, []).append(f"`{title}`")
    return {reason: ", ".join(titles) for reason, titles in flags.items()}


def _of_group(group: Group) -> list[Option]:
    return [option for option in OPTIONS if option.group == group]


def _synopsis(option: Option) -> str:
    flags = ", ".join(option.flags)
    return flags if option.metavar is None else f"{flags} {option.metavar}"


def _remarks(option: Option) -> list[str]:
    remarks = [option.help]
    if option.default_text is not None:
        remarks.append(f"default: {option.default_text}")
    if option.variables:
        remarks.append(f"environment: {', '.join(option.variables)}")
    return remarks


def _row(option: Option) -> str:
    default = "" if option.default_text is None else f"`{option.default_text}`"
    env = ", ".join(f"`{variable}`" for variable in option.variables)
    cells = (f"`{_synopsis(option)}`", option.help, default, env)
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"
