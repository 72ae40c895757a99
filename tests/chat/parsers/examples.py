"""Answers in each format, and what they say."""

from __future__ import annotations

from dataclasses import dataclass

from pyllama.chat.parsers import ChatFormat, format_of

CITY = '{"city": "Köln"}'


@dataclass(frozen=True)
class Example:
    """An answer and what it says."""

    text: str
    content: str = ""
    reasoning: str = ""
    calls: tuple[tuple[str, str], ...] = ()
    starts_in_reasoning: bool = False


HERMES = format_of("<tool_call> </think>")
GENERIC = format_of(None)

_ONE = f'<tool_call>\n{{"name": "weather", "arguments": {CITY}}}\n</tool_call>'
_BARE = f'{{"name": "weather", "parameters": {CITY}}}'

EXAMPLES: dict[str, tuple[ChatFormat, list[Example]]] = {
    "hermes": (
        HERMES,
        [
            Example(" Hello! \n", " Hello! \n"),
            Example(_ONE, calls=(("weather", CITY),)),
            Example(f"Let me see.\n{_ONE}\n{_ONE}\n", "Let me see.", calls=(("weather", CITY),) * 2),
            Example(f"<think>\nHm.\n</think>\n\n{_ONE}", "", "Hm.", (("weather", CITY),)),
            Example(f"Hm {_ONE}</think>\nYes", "Yes", f"Hm {_ONE}", starts_in_reasoning=True),
            Example("<think>Hm", reasoning="Hm"),
            Example("so <think>Hm</think>", "so <think>Hm</think>"),
            Example('<tool_call>{"name": "now"}</tool_call>', calls=(("now", "{}"),)),
            Example('<tool_call>{"name": "now", "arguments": null}', calls=(("now", "{}"),)),
            Example(f'<tool_call>{{"arguments": {CITY}, "name": "x"}}</tool_call>', calls=(("x", CITY),)),
            Example('<tool_call>{"name": "x", "arguments": "{\\"a\\": 1}"}', calls=(("x", '{"a": 1}'),)),
            Example('<tool_call>{"id": [{}], "name": "x", "arguments": {"a": 1', calls=(("x", '{"a": 1'),)),
            Example(
                f'<tool_call>{{"type": "function", "function": {{"name": "x", "arguments": {CITY}}}}}',
                calls=(("x", CITY),),
            ),
            Example(
                r'<tool_call>{"name": "x", "arguments": {"a": "}\"{\\"}}', calls=(("x", r'{"a": "}\"{\\"}'),)
            ),
            Example(
                f"<tool_call>no</tool_call>{_ONE}", "<tool_call>no</tool_call>", calls=(("weather", CITY),)
            ),
            Example('<tool_call>{"name": 7}</tool_call>', '<tool_call>{"name": 7}</tool_call>'),
            Example(f"<tool_call>{CITY} \n", f"<tool_call>{CITY} \n"),
            Example("<tool_call", "<tool_call"),
        ],
    ),
    "generic": (
        GENERIC,
        [
            Example(_ONE, calls=(("weather", CITY),)),
            Example(_BARE, calls=(("weather", CITY),)),
            Example(f"[{_BARE}, {_BARE}]", calls=(("weather", CITY),) * 2),
            Example('{"name": "Anna", "parameters": 3}', '{"name": "Anna", "parameters": 3}'),
            Example(f"See {_BARE}", f"See {_BARE}"),
            Example("[1, 2] \n", "[1, 2] \n"),
        ],
    ),
}
