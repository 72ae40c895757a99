"""Options of the web page."""

from __future__ import annotations

from typing import Any, Final

from server.options.chat import file_text, json_object
from server.options.option import Option

UI_SETTINGS: Final[dict[str, type]] = {
    "theme": str,
    "systemPrompt": str,
    "showStatistics": bool,
    "sampling": dict,
    "thinking": str,
    "answerFormat": str,
    "schema": str,
    "grammar": str,
    "tools": str,
    "extra": str,
}
"""The settings that the page knows, but for the API key: anybody may read these."""

_JSON: Final[dict[type, str]] = {str: "string", bool: "boolean", dict: "object"}


def ui_settings(argument: str) -> dict[str, Any]:
    """Convert a JSON object to settings of the page."""
    settings = json_object(argument)
    for name, value in settings.items():
        if name not in UI_SETTINGS:
            raise ValueError(f"{name!r} is not one of the settings {', '.join(UI_SETTINGS)}")
        if not isinstance(value, UI_SETTINGS[name]):
            raise ValueError(f"{name!r} is not a JSON {_JSON[UI_SETTINGS[name]]}")  # noqa: TRY004  # what converters raise
    return settings


def ui_settings_file(argument: str) -> dict[str, Any]:
    """Convert the path of a file with such an object."""
    content = file_text(argument)
    try:
        return ui_settings(content)
    except ValueError as error:
        raise ValueError(f"{argument!r}: {error}") from None


WEB: Final = (
    Option(
        flags=("--webui", "--ui", "--no-webui", "--no-ui"),
        name="webui",
        group="Server",
        help="serve the web page",
        opposite=False,
        default=True,
        shown_default="on",
        env="LLAMA_ARG_WEBUI",
        other_env=("LLAMA_ARG_UI",),
    ),
    Option(
        flags=("--ui-config", "--webui-config"),
        name="ui_settings",
        group="Server",
        help="defaults of the web page's settings, a JSON object; it may have " + ", ".join(UI_SETTINGS),
        metavar="JSON",
        convert=ui_settings,
        shown_default="none",
        env="LLAMA_ARG_UI_CONFIG",
    ),
    Option(
        flags=("--ui-config-file", "--webui-config-file"),
        name="ui_settings",
        group="Server",
        help="file with such an object",
        metavar="PATH",
        convert=ui_settings_file,
        shown_default="none",
        env="LLAMA_ARG_UI_CONFIG_FILE",
    ),
)
"""The options, in the order of the help."""
