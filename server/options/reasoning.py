"""Options that say what becomes of the thoughts before an answer, and whether answers are parsed at all."""

from __future__ import annotations

from typing import Final

from server.options.option import Option, choice, integer, text
from server.options.parsed import FALSE, TRUE


def on_off_auto(argument: str) -> bool | None:
    """Convert to yes, no, or as it comes."""
    word = argument.lower()
    if word == "auto":
        return None
    if word not in TRUE | FALSE:
        raise ValueError(f"{argument!r} is not one of on, off, auto")
    return word in TRUE


def effort(argument: str) -> str | None:
    """Convert to a word for the template, or to none."""
    return None if argument == "default" else text(argument)


REASONING: Final = (
    Option(
        flags=("--reasoning-format",),
        name="chat.reasoning.format",
        group="Server",
        help="where thoughts go: into reasoning_content (deepseek, auto), into the content as they were"
        " written (none), or both (deepseek-legacy)",
        metavar="FORMAT",
        convert=choice("auto", "none", "deepseek", "deepseek-legacy"),
        shown_default="auto",
        env="LLAMA_ARG_THINK",
    ),
    Option(
        flags=("-rea", "--reasoning"),
        name="chat.thinks",
        group="Server",
        help="whether the model is to think: on, off, or auto, which leaves it to the chat template",
        metavar="[on|off|auto]",
        convert=on_off_auto,
        shown_default="auto",
        env="LLAMA_ARG_REASONING",
    ),
    Option(
        flags=("--reasoning-effort",),
        name="chat.effort",
        group="Server",
        help="how much it is to think, in a word that the chat template knows, such as low or high",
        metavar="LEVEL",
        convert=effort,
        shown_default="default, which leaves it to the template",
        env="LLAMA_ARG_REASONING_EFFORT",
    ),
    Option(
        flags=("--reasoning-budget",),
        name="chat.reasoning.budget",
        group="Server",
        help="most tokens of thoughts; then they are ended. 0 allows none, -1 any number",
        metavar="N",
        convert=integer(-1),
        shown_default="-1",
        env="LLAMA_ARG_THINK_BUDGET",
    ),
    Option(
        flags=("--reasoning-budget-message",),
        name="chat.reasoning.message",
        group="Server",
        help="what the model is made to think last where the budget is used up",
        metavar="MESSAGE",
        convert=text,
        shown_default="none",
        env="LLAMA_ARG_THINK_BUDGET_MESSAGE",
    ),
    Option(
        flags=("--reasoning-preserve", "--no-reasoning-preserve"),
        name="chat.preserve",
        group="Server",
        help="show the model its former thoughts, not only those since the last question, if the chat"
        " template can do so",
        opposite=False,
        shown_default="as the template does",
        env="LLAMA_ARG_REASONING_PRESERVE",
    ),
    Option(
        flags=("--skip-chat-parsing", "--no-skip-chat-parsing"),
        name="chat.parse",
        group="Server",
        help="find no thoughts and no calls in answers: all that the model writes is content",
        constant=False,
        opposite=True,
        shown_default="off",
        env="LLAMA_ARG_SKIP_CHAT_PARSING",
    ),
)
"""The options, in the order of the help."""
