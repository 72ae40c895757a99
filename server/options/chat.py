"""Options that say how conversations become prompts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from server.options.option import Option, text

_TEMPLATE: Final = "chat.template"


def file_text(argument: str) -> str:
    """Convert the path of a file to what is in it."""
    try:
        return text(Path(argument).read_text("utf-8"))
    except OSError as error:
        raise ValueError(f"{argument!r} cannot be read: {error.strerror}") from None
    except ValueError:
        raise ValueError(f"{argument!r} is empty, or not valid text") from None


def json_object(argument: str) -> dict[str, Any]:
    """Convert to a JSON object."""
    try:
        value = json.loads(argument)
        # Half a character cannot be told to a template.
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise ValueError(f"{argument!r} is not a JSON object")  # noqa: TRY004  # what converters raise
    return value


CHAT: Final = (
    Option(
        flags=("--chat-template",),
        name=_TEMPLATE,
        group="Server",
        help="how conversations become prompts: the name of a built-in template, such as chatml or llama3,"
        " or a Jinja template",
        metavar="TEMPLATE",
        convert=text,
        shown_default="that of the model; chatml if it has none",
        env="LLAMA_ARG_CHAT_TEMPLATE",
    ),
    Option(
        flags=("--chat-template-file",),
        name=_TEMPLATE,
        group="Server",
        help="file with a Jinja template",
        metavar="FNAME",
        convert=file_text,
        shown_default="none",
        env="LLAMA_ARG_CHAT_TEMPLATE_FILE",
    ),
    Option(
        flags=("--jinja", "--no-jinja"),
        name="chat.jinja",
        group="Server",
        help="render the template; with --no-jinja it must be one that has a built-in equal, for texts only",
        opposite=False,
        shown_default="on",
        env="LLAMA_ARG_JINJA",
    ),
    Option(
        flags=("--chat-template-kwargs",),
        name="chat.variables",
        group="Server",
        help="variables of the template where requests do not set them, a JSON object",
        metavar="STRING",
        convert=json_object,
        shown_default="none",
        env="LLAMA_ARG_CHAT_TEMPLATE_KWARGS",
    ),
    Option(
        flags=("--prefill-assistant", "--no-prefill-assistant"),
        name="chat.prefill",
        group="Server",
        help="go on with a final message of the assistant, instead of beginning another",
        opposite=False,
        shown_default="on",
        env="LLAMA_ARG_PREFILL_ASSISTANT",
    ),
)
"""The options, in the order of the help."""
