"""Answers in formats with a tag for each argument."""
# ruff: noqa: RUF001  # the bars of DeepSeek's tags are meant

from __future__ import annotations

from pyllama.chat.parsers import ChatFormat
from pyllama.chat.parsers.deepseek import DEEPSEEK_V4, DEEPSEEK_V32
from pyllama.chat.parsers.element_calls import MINIMAX_M3
from pyllama.chat.parsers.kimi_k3 import KIMI_K3
from pyllama.chat.parsers.tagged_formats import GLM, HUNYUAN, MINICPM, MINIMAX_M2, QWEN_CODER, SEED_OSS
from tests.chat.parsers.example import (
    CITY,
    DAYS,
    HERMES_CALLS,
    NOW,
    WEATHER,
    Example,
    usual,
)

_CODER = (
    "<function=weather>\n<parameter=city>\nKöln\n</parameter>\n<parameter=days>\n2\n</parameter>\n</function>"
)


_GLM = (
    "<arg_key>city</arg_key>{}<arg_value>Köln</arg_value>{}<arg_key>days</arg_key>{}<arg_value>2</arg_value>"
)


_INVOKE = (
    '<invoke name="weather">\n<parameter name="city">Köln</parameter>\n<parameter name="days">2</parameter>'
)


_M3_WEATHER = '#<invoke name="weather">#<city>Köln#</city>#<days>2#</days>#</invoke>'


_M3_NOW = '#<invoke name="now">#</invoke>'


def _m3(*calls: str) -> str:
    return "\n".join(("#<tool_call>", *calls, "#</tool_call>")).replace("#", "]<]minimax[>[")


_DSML = (
    '<D{section}>\n<Dinvoke name="weather">\n<Dparameter name="city" string="true">Köln</Dparameter>\n'
    '<Dparameter name="days" string="false">2</Dparameter>\n</Dinvoke>\n<Dinvoke name="now">\n</Dinvoke>\n'
    "</D{section}>"
).replace("D", "｜DSML｜")


_K3_WEATHER = (
    '<|open|>call tool="weather" index="1"<|sep|>'
    '<|open|>argument key="city" type="string"<|sep|>Köln<|close|>argument<|sep|>'
    '<|open|>argument key="days" type="number"<|sep|>2<|close|>argument<|sep|><|close|>call<|sep|>'
)


_K3_NOW = '<|open|>call tool="now" index="2"<|sep|><|close|>call<|sep|>'


_K3_JSON = (
    '<|open|>call tool="weather" index="1"<|sep|><|open|>json type="object"<|sep|>{}<|close|>json<|sep|>'
)

TAGGED_EXAMPLES: list[tuple[ChatFormat, list[Example]]] = [
    (
        KIMI_K3,
        [
            usual(f"<|open|>tools<|sep|>{_K3_WEATHER}{_K3_NOW}<|close|>tools<|sep|><|close|>message<|sep|>"),
            usual(
                f"<|open|>response<|sep|><|close|>response<|sep|><|open|>tools<|sep|>{_K3_NOW}"
                "<|close|>tools<|sep|>",
                NOW,
            ),
            usual(
                "<|open|>think<|sep|>Hm.<|close|>think<|sep|><|open|>response<|sep|>Yes.<|close|>response<|sep|>"
                f"<|open|>tools<|sep|>{_K3_WEATHER}<|close|>tools<|sep|><|close|>message<|sep|>",
                DAYS,
                content="Yes.",
                reasoning="Hm.",
            ),
            Example(
                "Hm.<|close|>think<|sep|><|open|>response<|sep|>1 <|sep|> 0<|close|>response<|sep|>"
                "<|close|>message<|sep|><|end_of_msg|>",
                "1 <|sep|> 0",
                "Hm.",
                starts_in_reasoning=True,
            ),
            Example(f"Hm.<|open|>tools<|sep|>{_K3_NOW}<|close|>tools<|sep|>", "", "Hm.", (NOW,), True),
            Example(
                f"Yes.<|close|>response<|sep|><|open|>tools<|sep|>{_K3_JSON.format(CITY)}<|close|>call<|sep|>",
                "Yes.",
                calls=(WEATHER,),
            ),
            Example(
                '<|open|>tools<|sep|><|open|>call index="1" tool="a &quot;&amp;quot;"<|sep|>'
                '<|open|>argument type="string" key="&quot;"<|sep|>1 "<|close|>argument<|sep|>\n'
                '<|open|>argument key="b" type="object"<|sep|>{"c": [null]}<|close|>argument<|sep|>'
                '<|open|>argument key="d"<|sep|>true<|close|>argument<|sep|><|close|>call<|sep|>',
                calls=(('a "&quot;', '{"\\"": "1 \\"", "b": {"c": [null]}, "d": true}'),),
            ),
            Example(
                f"<|open|>tools<|sep|>{_K3_JSON.format('[1]')}",
                f"<|open|>tools<|sep|>{_K3_JSON.format('[1]')}",
            ),
            Example("<|open|>tools<|sep|>no", "<|open|>tools<|sep|>no"),
            Example(
                '<|open|>tools<|sep|><|open|>call index="1"<|sep|><|close|>call<|sep|>',
                '<|open|>tools<|sep|><|open|>call index="1"<|sep|><|close|>call<|sep|>',
            ),
        ],
    ),
    (
        QWEN_CODER,
        [
            usual(f"Yes.\n\n<tool_call>\n{_CODER}\n</tool_call>", DAYS, content="Yes."),
            usual(
                f"<tool_call>\n{_CODER}\n</tool_call>\n<tool_call>\n<function=now>\n</function>\n</tool_call>"
            ),
            Example(f"{_CODER}\n</tool_call>", calls=(DAYS,)),
            Example(HERMES_CALLS[0], calls=(DAYS,)),
            Example(
                '<function=weather><parameter=city>\n\na"\\\n\n</parameter>\n<parameter=code>null</parameter>'
                "<parameter=hours>[1,\n2]</parameter><parameter=days>two</parameter></function>",
                calls=(
                    (
                        "weather",
                        '{"city": "\\na\\"\\\\\\n", "code": null, "hours": [1,\n2], "days": "two"}',
                    ),
                ),
            ),
            Example("<tool_call>\n<function=now>\n<x>", "<tool_call>\n<function=now>\n<x>"),
            Example("<function=now>\n<parameter=a>", calls=(("now", '{"a": '),)),
        ],
    ),
    (
        SEED_OSS,
        [
            usual(
                "<seed:tool_call>\n<function=weather>\n<parameter=city>Köln</parameter>\n<parameter=days>2</parameter>"
                "\n</function>\n</seed:tool_call>\n<seed:tool_call>\n<function=now>\n</function>\n</seed:tool_call>"
            ),
        ],
    ),
    (
        MINIMAX_M2,
        [
            usual(
                f'<minimax:tool_call>\n{_INVOKE}\n</invoke>\n<invoke name="now">\n</invoke>\n'
                "</minimax:tool_call>"
            ),
        ],
    ),
    (
        MINIMAX_M3,
        [
            usual(_m3(_M3_WEATHER, _M3_NOW)),
            usual("<mm:think>Hm.</mm:think>Yes." + _m3(_M3_NOW), NOW, content="Yes.", reasoning="Hm."),
            usual("</mm:think>" + _m3(_M3_WEATHER), DAYS),
            usual(
                _m3(
                    '#<invoke name="weather">#<city>A#</city>#<hours>#<item>1#</item>#<item>2#</item>'
                    "#</hours>#</invoke>"
                ),
                ("weather", '{"city": "A", "hours": [1, 2]}'),
            ),
            Example(
                _m3('#<invoke name="x">#<a>#<b>1#</b>\n#<c>#<item>x#</item>#</c>#</a>#<d>#</d>#</invoke>'),
                calls=(("x", '{"a": {"b": 1, "c": ["x"]}, "d": ""}'),),
            ),
            Example("]<]minimax[>[<tool_call>no", "]<]minimax[>[<tool_call>no"),
        ],
    ),
    (
        MINICPM,
        [
            usual(
                '<function name="weather"><param name="city">Köln</param><param name="days">2</param>'
                '</function>\n<function name="now"></function>'
            ),
        ],
    ),
    (
        GLM,
        [
            usual(
                "Yes.\n<tool_call>weather\n"
                + _GLM.format(*"\n\n\n")
                + "\n</tool_call>\n<tool_call>now\n</tool_call>",
                content="Yes.",
            ),
            usual(f"<tool_call>weather{_GLM.format('', '', '')}</tool_call><tool_call>now</tool_call>"),
            Example("<tool_call></tool_call>", "<tool_call></tool_call>"),
        ],
    ),
    (
        HUNYUAN,
        [
            usual(
                "<tool_calls>\n<tool_call>weather<tool_sep>\n".replace(">", ":opensource>")
                + _GLM.format(*"\n\n\n").replace(">", ":opensource>")
                + "\n</tool_call>\n<tool_call>now<tool_sep>\n</tool_call>\n</tool_calls>".replace(
                    ">", ":opensource>"
                )
            ),
        ],
    ),
    (DEEPSEEK_V32, [usual("Yes.\n\n" + _DSML.format(section="function_calls"), content="Yes.")]),
    (DEEPSEEK_V4, [usual("Yes.\n\n" + _DSML.format(section="tool_calls"), content="Yes.")]),
]
