"""What an example of an answer is, and what many of them have in common."""

from __future__ import annotations

from dataclasses import dataclass

Call = tuple[str, str]


@dataclass(frozen=True)
class Example:
    """An answer and what it says.

    Attributes:
        is_usual: whether the model was trained to write calls like that, so that the grammar allows it.
    """

    text: str
    content: str = ""
    reasoning: str = ""
    calls: tuple[Call, ...] = ()
    starts_in_reasoning: bool = False
    is_usual: bool = False


CITY = '{"city": "Köln"}'


WEATHER: Call = ("weather", CITY)


DAYS: Call = ("weather", '{"city": "Köln", "days": 2}')


NOW: Call = ("now", "{}")


JSON_CALLS = [f'{{"name": "{name}", "arguments": {arguments}}}' for name, arguments in (DAYS, NOW)]


HERMES_CALLS = [f"<tool_call>\n{call}\n</tool_call>" for call in JSON_CALLS]


def usual(text: str, *calls: Call, content: str = "", reasoning: str = "") -> Example:
    return Example(text, content, reasoning, calls or (DAYS, NOW), is_usual=True)
