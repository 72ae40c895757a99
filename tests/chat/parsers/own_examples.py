"""Answers in formats with a notation of their own."""

from __future__ import annotations

from pyllama.chat.parsers import ChatFormat
from pyllama.chat.parsers.gemma_calls import GEMMA_4
from pyllama.chat.parsers.harmony import HARMONY
from pyllama.chat.parsers.keyed_calls import APERTUS
from pyllama.chat.parsers.python_calls import LFM2
from tests.chat.parsers.example import (
    DAYS,
    JSON_CALLS,
    NOW,
    Example,
    usual,
)

_ANALYSIS = "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant"


_TO_WEATHER = f" to=functions.weather<|channel|>commentary json<|message|>{DAYS[1]}"

OWN_EXAMPLES: list[tuple[ChatFormat, list[Example]]] = [
    (
        APERTUS,
        [
            usual(
                f'Yes.<|tools_prefix|>[{{"weather": {DAYS[1]}}}, {{"now": {{}}}}]<|tools_suffix|>',
                content="Yes.",
            ),
            Example('<|tools_prefix|>[{"now": {}}, 1]', " 1]", calls=(NOW,)),
        ],
    ),
    (
        LFM2,
        [
            usual("<|tool_call_start|>[weather(city='Köln', days=2), now()]<|tool_call_end|>"),
            Example(
                f"<|tool_call_start|>[{JSON_CALLS[0]}, {JSON_CALLS[1]}]<|tool_call_end|>", calls=(DAYS, NOW)
            ),
            Example(
                """<|tool_call_start|>[weather(city="a'\\n", hours=[1, {'b': None}],code=null, """
                "days=(1, 2))]",
                calls=(
                    (
                        "weather",
                        """{"city": "a'\\n", "hours": [1, {"b": null}], "code": null, "days": [1, 2]}""",
                    ),
                ),
            ),
            Example("<|tool_call_start|>[now(]", "]", calls=(("now", ""),)),
            Example("<|tool_call_start|>[1 2]", "<|tool_call_start|>[1 2]"),
        ],
    ),
    (
        GEMMA_4,
        [
            usual(
                'Yes.<|tool_call>call:weather{city:<|"|>Köln<|"|>,days:2}<tool_call|>', DAYS, content="Yes."
            ),
            usual(
                '<|tool_call>call:weather{city:<|"|>Köln<|"|>,days:2}<tool_call|><|tool_call>call:now{}<tool_call|>'
            ),
            Example(
                '<|tool_call>call:x{a:[{b:<|"|>"}<|"|>},null],<|"|>c<|"|>:{}}<tool_call|>',
                calls=(("x", '{"a": [{"b": "\\"}"}, null], "c": {}}'),),
            ),
            Example("<|tool_call>call:x", "<|tool_call>call:x"),
            Example("<|channel>thought\nHm.<channel|>Yes.", "Yes.", "Hm."),
        ],
    ),
    (
        HARMONY,
        [
            usual(_ANALYSIS + _TO_WEATHER, DAYS, reasoning="Hm."),
            usual(
                "<|channel|>commentary to=functions.now <|constrain|>json<|message|>{}<|call|>".removesuffix(
                    "<|call|>"
                ),
                NOW,
            ),
            Example(f"{_ANALYSIS}<|channel|>final<|message|>Yes.<|return|>", "Yes.", "Hm."),
            Example("Hm.<|end|><|start|>assistant<|channel|>final<|message|>Yes.", "Yes.", "Hm.", (), True),
            Example(f"{_ANALYSIS}<|channel|>analysis<|message|>So.<|end|>", "", "Hm.\nSo."),
            Example(
                "<|channel|>commentary<|message|>I look.<|end|><|start|>assistant" + _TO_WEATHER,
                "I look.",
                "",
                (DAYS,),
            ),
            Example("<|channel|>final<|message|>Yes.<|end|>", "Yes."),
            usual(_TO_WEATHER, DAYS),
            Example("<|channel|>commentary to=assistant<|channel|>analysis<|message|>Hm.<|end|>", "", "Hm."),
            Example("Yes.", "Yes."),
        ],
    ),
]
