"""Answers in formats whose calls are JSON, alone or behind a name."""
# ruff: noqa: RUF001  # the bars of DeepSeek's tags are meant

from __future__ import annotations

from dataclasses import replace

from pyllama.chat.parsers import ChatFormat, ReasoningTags
from pyllama.chat.parsers.bare_json import GENERIC, LLAMA_3
from pyllama.chat.parsers.deepseek import DEEPSEEK_V3, DEEPSEEK_V31
from pyllama.chat.parsers.functionary import FUNCTIONARY_32
from pyllama.chat.parsers.json_calls import (
    APRIEL,
    COMMAND_R,
    COMMAND_R_PLUS,
    FIREFUNCTION,
    GIGACHAT,
    GIGACHAT_ROLE,
    GRANITE,
    HERMES,
    MINIMAX_M1,
    MISTRAL_LIST,
    NEMOTRON,
    PHI_4,
)
from pyllama.chat.parsers.named_calls import FUNCTIONARY_31, KIMI_K2, MISTRAL, SOLAR
from pyllama.chat.parsers.reasoning import THINK
from tests.chat.parsers.example import (
    CITY,
    DAYS,
    HERMES_CALLS,
    JSON_CALLS,
    NOW,
    WEATHER,
    Example,
    usual,
)


def _json_list(begin: str, end: str) -> list[Example]:
    return [
        usual(f"{begin}[{JSON_CALLS[0]}, {JSON_CALLS[1]}]{end}"),
        usual(f"Yes.{begin}[{JSON_CALLS[1]}]{end}", NOW, content="Yes."),
        Example(f"{begin}[{JSON_CALLS[0]}, nothing]{end}", f", nothing]{end}", calls=(DAYS,)),
        Example(f"Yes.{begin}?", f"Yes.{begin}?"),
        Example(f"{begin}[]{end}", f"{begin}[]{end}"),
    ]


_CALLS, _CALL, _SEP = "<｜tool▁calls▁begin｜>", "<｜tool▁call▁begin｜>", "<｜tool▁sep｜>"


_CALL_END, _CALLS_END = "<｜tool▁call▁end｜>", "<｜tool▁calls▁end｜>"


_KIMI = "<|tool_call_begin|>functions.{}<|tool_call_argument_begin|>{}<|tool_call_end|>"


_KIMI_BOTH = _KIMI.format("weather:0", DAYS[1]) + _KIMI.format("now:1", "{}")


_SOLAR = "<|tool_call:begin|>{}<|tool_call:name|>{}<|tool_call:args|>{}<|tool_call:end|>"


_SEARCH = '<|python_tag|>brave_search.call(query="a \\"b\\", c=1", n = 3)'


_THINKING_HERMES = replace(HERMES, reasoning=THINK)

JSON_EXAMPLES: list[tuple[ChatFormat, list[Example]]] = [
    (
        _THINKING_HERMES,
        [
            Example(" Hello! \n", " Hello! \n"),
            usual(HERMES_CALLS[1], NOW),
            usual(f"Let me see.\n{HERMES_CALLS[0]}\n{HERMES_CALLS[1]}\n", content="Let me see."),
            usual(f"<think>\nHm.\n</think>\n\n{HERMES_CALLS[1]}", NOW, reasoning="Hm."),
            Example(
                f"Hm {HERMES_CALLS[0]}</think>\nYes", "Yes", f"Hm {HERMES_CALLS[0]}", starts_in_reasoning=True
            ),
            Example("<think>Hm", reasoning="Hm"),
            Example("so <think>Hm</think>", "so <think>Hm</think>"),
            Example("</think>\nYes", "Yes"),
            Example('<tool_call>{"name": "now"}</tool_call>', calls=(NOW,)),
            Example('<tool_call>{"name": "now", "arguments": null}', calls=(NOW,)),
            Example(f'<tool_call>{{"arguments": {CITY}, "name": "x"}}</tool_call>', calls=(("x", CITY),)),
            Example('<tool_call>{"name": "x", "arguments": "{\\"a\\": 1}"}', calls=(("x", '{"a": 1}'),)),
            Example('<tool_call>{"i": [{}], "name": "x", "arguments": {"a": 1', calls=(("x", '{"a": 1'),)),
            Example(
                f'<tool_call>{{"type": "function", "function": {{"name": "x", "arguments": {CITY}}}}}',
                calls=(("x", CITY),),
            ),
            Example(
                r'<tool_call>{"name": "x", "arguments": {"a": "}\"{\\"}}', calls=(("x", r'{"a": "}\"{\\"}'),)
            ),
            Example(f"<tool_call>no</tool_call>{HERMES_CALLS[1]}", "<tool_call>no</tool_call>", calls=(NOW,)),
            Example('<tool_call>{"name": 7}</tool_call>', '<tool_call>{"name": 7}</tool_call>'),
            Example(f"<tool_call>{CITY} \n", f"<tool_call>{CITY} \n"),
            Example("<tool_call", "<tool_call"),
        ],
    ),
    (
        GENERIC,
        [
            usual(HERMES_CALLS[1], NOW),
            Example(JSON_CALLS[0], calls=(DAYS,)),
            Example(f"[{JSON_CALLS[0]}, {JSON_CALLS[1]}]", calls=(DAYS, NOW)),
            Example('{"name": "Anna", "parameters": 3}', '{"name": "Anna", "parameters": 3}'),
            Example('{"type": "x", "name": "now", "parameters": {}}', calls=(NOW,)),
            Example('{"age": 3, "name": "now"}', '{"age": 3, "name": "now"}'),
            Example(f"See {JSON_CALLS[0]}", f"See {JSON_CALLS[0]}"),
            Example(f"<|tool_call|>[{JSON_CALLS[0]}]<|/tool_call|>", calls=(DAYS,)),
            Example("[1, 2] \n", "[1, 2] \n"),
        ],
    ),
    (
        LLAMA_3,
        [
            usual(JSON_CALLS[0].replace("arguments", "parameters"), DAYS),
            Example(f"{JSON_CALLS[0]}; {JSON_CALLS[1]}", calls=(DAYS, NOW)),
            Example(f"<|python_tag|>{JSON_CALLS[0]}", calls=(DAYS,)),
            Example(_SEARCH, calls=(("brave_search", '{"query": "a \\"b\\", c=1", "n": 3}'),)),
            Example('<|python_tag|>print("a")\n', calls=(("python", '{"code": "print(\\"a\\")\\n"}'),)),
            Example('<|python_tag|>x.call("a")', calls=(("python", '{"code": "x.call(\\"a\\")"}'),)),
            Example("{}", "{}"),
        ],
    ),
    (APRIEL, _json_list("<tool_calls>", "</tool_calls>")),
    (NEMOTRON, _json_list("<TOOLCALL>", "</TOOLCALL>")),
    (
        replace(GRANITE, reasoning=THINK),
        [
            *_json_list("<|tool_call|>", ""),
            Example("<think>Hm.</think>\n<response>a <b></response>\n", "a <b>", "Hm."),
            Example("a <response>b</response>", "a <response>b</response>"),
        ],
    ),
    (PHI_4, _json_list("<|tool_call|>", "<|/tool_call|>")),
    (FIREFUNCTION, _json_list(" functools", "")),
    (
        MISTRAL_LIST,
        [
            *_json_list("[TOOL_CALLS]", ""),
            usual('[TOOL_CALLS][{"name": "now", "arguments": {}, "id": "abcdefgh1"}]', NOW),
        ],
    ),
    (MINIMAX_M1, [usual(f"<tool_calls>\n{JSON_CALLS[0]}\n{JSON_CALLS[1]}\n</tool_calls>")]),
    (GIGACHAT, [usual(f"Yes.<|function_call|>{JSON_CALLS[0]}", DAYS, content="Yes.")]),
    (
        GIGACHAT_ROLE,
        [usual(f"Yes.<|message_sep|>\n\nfunction call<|role_sep|>\n{JSON_CALLS[0]}", DAYS, content="Yes.")],
    ),
    (
        replace(COMMAND_R, reasoning=ReasoningTags("<|START_THINKING|>", "<|END_THINKING|>")),
        [
            usual(
                '<|START_THINKING|>Hm.<|END_THINKING|><|START_ACTION|>[\n    {"tool_call_id": "0", '
                f'"tool_name": "weather", "parameters": {DAYS[1]}}},\n    {{"tool_call_id": "1", '
                '"tool_name": "now", "parameters": {}}\n]<|END_ACTION|>',
                reasoning="Hm.",
            ),
            Example("<|START_RESPONSE|>Yes.<|END_RESPONSE|>", "Yes."),
        ],
    ),
    (
        COMMAND_R_PLUS,
        [
            usual(
                f'Yes.\nAction:\n```json\n[{{"tool_name": "weather", "parameters": {DAYS[1]}}}]```',
                DAYS,
                content="Yes.",
            )
        ],
    ),
    (
        MISTRAL,
        [
            usual(f"Yes.[TOOL_CALLS]weather[ARGS]{DAYS[1]}[TOOL_CALLS]now[ARGS]{{}}", content="Yes."),
            Example(f"[TOOL_CALLS]weather[CALL_ID]abcdefgh1[ARGS]{CITY}", calls=(WEATHER,)),
            Example(f"[TOOL_CALLS][{JSON_CALLS[0]}]", calls=(DAYS,)),
            Example("[TOOL_CALLS]weather[ARGS]Köln", "[TOOL_CALLS]weather[ARGS]Köln"),
            Example("[TOOL_CALLS]weather", "[TOOL_CALLS]weather"),
        ],
    ),
    (
        FUNCTIONARY_31,
        [
            usual(f"<function=weather>{DAYS[1]}</function><function=now>{{}}</function>"),
            Example("<|python_tag|>1 + 1", calls=(("python", '{"code": "1 + 1"}'),)),
            Example("<function=now>1</function>", "<function=now>1</function>"),
        ],
    ),
    (
        FUNCTIONARY_32,
        [
            usual(f"weather\n{DAYS[1]}>>>now\n{{}}"),
            usual(f"all\nYes.>>>weather\n{DAYS[1]}", DAYS, content="Yes."),
            Example("all\nYes. 1 >>> 0", "Yes. 1 >>> 0"),
            Example("python\n1 + 1>>>now\n{}", calls=(("python", '{"code": "1 + 1"}'), NOW)),
            Example("Yes.", "Yes."),
        ],
    ),
    (
        replace(DEEPSEEK_V3, reasoning=THINK),
        [
            usual(
                f"<think>\nHm.</think>Yes.{_CALLS}{_CALL}function{_SEP}weather\n```json\n{DAYS[1]}\n```{_CALL_END}\n"
                f"{_CALL}function{_SEP}now\n```json\n{{}}\n```{_CALL_END}{_CALLS_END}",
                content="Yes.",
                reasoning="Hm.",
            ),
            Example(f"{_CALL}function{_SEP}now\n```json\n{{}}```{_CALL_END}", calls=(NOW,)),
            Example(f"{_CALLS}no", f"{_CALLS}no"),
            Example(f"{_CALL}no{_SEP}\n```json\n{{}}", f"{_CALL}no{_SEP}\n```json\n{{}}"),
        ],
    ),
    (
        DEEPSEEK_V31,
        [
            usual(
                f"{_CALLS}{_CALL}weather{_SEP}{DAYS[1]}{_CALL_END}{_CALL}now{_SEP}{{}}{_CALL_END}{_CALLS_END}"
            )
        ],
    ),
    (
        replace(KIMI_K2, reasoning=THINK),
        [
            usual(f"<|tool_calls_section_begin|>{_KIMI_BOTH}<|tool_calls_section_end|>"),
            Example(f"<think>Hm.<|tool_calls_section_begin|>{_KIMI_BOTH}", "", "Hm.", (DAYS, NOW)),
            Example(f"Yes.{_KIMI.format('now:0', '{}')}", "Yes.", calls=(NOW,)),
        ],
    ),
    (SOLAR, [usual(f"<|tool_calls|>{_SOLAR.format('a', *DAYS)}{_SOLAR.format('b', *NOW)}")]),
]
