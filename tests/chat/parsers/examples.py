"""Answers in each format, and what they say."""
# ruff: noqa: RUF001  # the bars of DeepSeek's tags are meant

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pyllama.chat.parsers import ChatFormat, ReasoningTags
from pyllama.chat.parsers.bare_json import GENERIC, LLAMA_3
from pyllama.chat.parsers.deepseek import DEEPSEEK_V3, DEEPSEEK_V4, DEEPSEEK_V31, DEEPSEEK_V32
from pyllama.chat.parsers.element_calls import MINIMAX_M3
from pyllama.chat.parsers.functionary import FUNCTIONARY_32
from pyllama.chat.parsers.gemma_calls import GEMMA_4
from pyllama.chat.parsers.harmony import HARMONY
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
from pyllama.chat.parsers.keyed_calls import APERTUS
from pyllama.chat.parsers.kimi_k3 import KIMI_K3
from pyllama.chat.parsers.named_calls import FUNCTIONARY_31, KIMI_K2, MISTRAL, SOLAR
from pyllama.chat.parsers.python_calls import LFM2
from pyllama.chat.parsers.reasoning import THINK
from pyllama.chat.parsers.tagged_formats import GLM, HUNYUAN, MINICPM, MINIMAX_M2, QWEN_CODER, SEED_OSS

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
_JSON = [f'{{"name": "{name}", "arguments": {arguments}}}' for name, arguments in (DAYS, NOW)]
_HERMES = [f"<tool_call>\n{call}\n</tool_call>" for call in _JSON]


def _usual(text: str, *calls: Call, content: str = "", reasoning: str = "") -> Example:
    return Example(text, content, reasoning, calls or (DAYS, NOW), is_usual=True)


def _json_list(begin: str, end: str) -> list[Example]:
    return [
        _usual(f"{begin}[{_JSON[0]}, {_JSON[1]}]{end}"),
        _usual(f"Yes.{begin}[{_JSON[1]}]{end}", NOW, content="Yes."),
        Example(f"{begin}[{_JSON[0]}, nothing]{end}", f", nothing]{end}", calls=(DAYS,)),
        Example(f"Yes.{begin}?", f"Yes.{begin}?"),
        Example(f"{begin}[]{end}", f"{begin}[]{end}"),
    ]


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
_CALLS, _CALL, _SEP = "<｜tool▁calls▁begin｜>", "<｜tool▁call▁begin｜>", "<｜tool▁sep｜>"
_CALL_END, _CALLS_END = "<｜tool▁call▁end｜>", "<｜tool▁calls▁end｜>"
_KIMI = "<|tool_call_begin|>functions.{}<|tool_call_argument_begin|>{}<|tool_call_end|>"
_KIMI_BOTH = _KIMI.format("weather:0", DAYS[1]) + _KIMI.format("now:1", "{}")
_SOLAR = "<|tool_call:begin|>{}<|tool_call:name|>{}<|tool_call:args|>{}<|tool_call:end|>"
_ANALYSIS = "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant"
_TO_WEATHER = f" to=functions.weather<|channel|>commentary json<|message|>{DAYS[1]}"
_K3_WEATHER = (
    '<|open|>call tool="weather" index="1"<|sep|>'
    '<|open|>argument key="city" type="string"<|sep|>Köln<|close|>argument<|sep|>'
    '<|open|>argument key="days" type="number"<|sep|>2<|close|>argument<|sep|><|close|>call<|sep|>'
)
_K3_NOW = '<|open|>call tool="now" index="2"<|sep|><|close|>call<|sep|>'
_K3_JSON = (
    '<|open|>call tool="weather" index="1"<|sep|><|open|>json type="object"<|sep|>{}<|close|>json<|sep|>'
)
_SEARCH = '<|python_tag|>brave_search.call(query="a \\"b\\", c=1", n = 3)'

_THINKING_HERMES = replace(HERMES, reasoning=THINK)

EXAMPLES: list[tuple[ChatFormat, list[Example]]] = [
    (
        _THINKING_HERMES,
        [
            Example(" Hello! \n", " Hello! \n"),
            _usual(_HERMES[1], NOW),
            _usual(f"Let me see.\n{_HERMES[0]}\n{_HERMES[1]}\n", content="Let me see."),
            _usual(f"<think>\nHm.\n</think>\n\n{_HERMES[1]}", NOW, reasoning="Hm."),
            Example(f"Hm {_HERMES[0]}</think>\nYes", "Yes", f"Hm {_HERMES[0]}", starts_in_reasoning=True),
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
            Example(f"<tool_call>no</tool_call>{_HERMES[1]}", "<tool_call>no</tool_call>", calls=(NOW,)),
            Example('<tool_call>{"name": 7}</tool_call>', '<tool_call>{"name": 7}</tool_call>'),
            Example(f"<tool_call>{CITY} \n", f"<tool_call>{CITY} \n"),
            Example("<tool_call", "<tool_call"),
        ],
    ),
    (
        GENERIC,
        [
            _usual(_HERMES[1], NOW),
            Example(_JSON[0], calls=(DAYS,)),
            Example(f"[{_JSON[0]}, {_JSON[1]}]", calls=(DAYS, NOW)),
            Example('{"name": "Anna", "parameters": 3}', '{"name": "Anna", "parameters": 3}'),
            Example('{"type": "x", "name": "now", "parameters": {}}', calls=(NOW,)),
            Example('{"age": 3, "name": "now"}', '{"age": 3, "name": "now"}'),
            Example(f"See {_JSON[0]}", f"See {_JSON[0]}"),
            Example(f"<|tool_call|>[{_JSON[0]}]<|/tool_call|>", calls=(DAYS,)),
            Example("[1, 2] \n", "[1, 2] \n"),
        ],
    ),
    (
        LLAMA_3,
        [
            _usual(_JSON[0].replace("arguments", "parameters"), DAYS),
            Example(f"{_JSON[0]}; {_JSON[1]}", calls=(DAYS, NOW)),
            Example(f"<|python_tag|>{_JSON[0]}", calls=(DAYS,)),
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
            _usual('[TOOL_CALLS][{"name": "now", "arguments": {}, "id": "abcdefgh1"}]', NOW),
        ],
    ),
    (MINIMAX_M1, [_usual(f"<tool_calls>\n{_JSON[0]}\n{_JSON[1]}\n</tool_calls>")]),
    (GIGACHAT, [_usual(f"Yes.<|function_call|>{_JSON[0]}", DAYS, content="Yes.")]),
    (
        GIGACHAT_ROLE,
        [_usual(f"Yes.<|message_sep|>\n\nfunction call<|role_sep|>\n{_JSON[0]}", DAYS, content="Yes.")],
    ),
    (
        replace(COMMAND_R, reasoning=ReasoningTags("<|START_THINKING|>", "<|END_THINKING|>")),
        [
            _usual(
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
            _usual(
                f'Yes.\nAction:\n```json\n[{{"tool_name": "weather", "parameters": {DAYS[1]}}}]```',
                DAYS,
                content="Yes.",
            )
        ],
    ),
    (
        MISTRAL,
        [
            _usual(f"Yes.[TOOL_CALLS]weather[ARGS]{DAYS[1]}[TOOL_CALLS]now[ARGS]{{}}", content="Yes."),
            Example(f"[TOOL_CALLS]weather[CALL_ID]abcdefgh1[ARGS]{CITY}", calls=(WEATHER,)),
            Example(f"[TOOL_CALLS][{_JSON[0]}]", calls=(DAYS,)),
            Example("[TOOL_CALLS]weather[ARGS]Köln", "[TOOL_CALLS]weather[ARGS]Köln"),
            Example("[TOOL_CALLS]weather", "[TOOL_CALLS]weather"),
        ],
    ),
    (
        FUNCTIONARY_31,
        [
            _usual(f"<function=weather>{DAYS[1]}</function><function=now>{{}}</function>"),
            Example("<|python_tag|>1 + 1", calls=(("python", '{"code": "1 + 1"}'),)),
            Example("<function=now>1</function>", "<function=now>1</function>"),
        ],
    ),
    (
        FUNCTIONARY_32,
        [
            _usual(f"weather\n{DAYS[1]}>>>now\n{{}}"),
            _usual(f"all\nYes.>>>weather\n{DAYS[1]}", DAYS, content="Yes."),
            Example("all\nYes. 1 >>> 0", "Yes. 1 >>> 0"),
            Example("python\n1 + 1>>>now\n{}", calls=(("python", '{"code": "1 + 1"}'), NOW)),
            Example("Yes.", "Yes."),
        ],
    ),
    (
        replace(DEEPSEEK_V3, reasoning=THINK),
        [
            _usual(
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
            _usual(
                f"{_CALLS}{_CALL}weather{_SEP}{DAYS[1]}{_CALL_END}{_CALL}now{_SEP}{{}}{_CALL_END}{_CALLS_END}"
            )
        ],
    ),
    (
        replace(KIMI_K2, reasoning=THINK),
        [
            _usual(f"<|tool_calls_section_begin|>{_KIMI_BOTH}<|tool_calls_section_end|>"),
            Example(f"<think>Hm.<|tool_calls_section_begin|>{_KIMI_BOTH}", "", "Hm.", (DAYS, NOW)),
            Example(f"Yes.{_KIMI.format('now:0', '{}')}", "Yes.", calls=(NOW,)),
        ],
    ),
    (
        KIMI_K3,
        [
            _usual(f"<|open|>tools<|sep|>{_K3_WEATHER}{_K3_NOW}<|close|>tools<|sep|><|close|>message<|sep|>"),
            _usual(
                f"<|open|>response<|sep|><|close|>response<|sep|><|open|>tools<|sep|>{_K3_NOW}"
                "<|close|>tools<|sep|>",
                NOW,
            ),
            _usual(
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
    (SOLAR, [_usual(f"<|tool_calls|>{_SOLAR.format('a', *DAYS)}{_SOLAR.format('b', *NOW)}")]),
    (
        QWEN_CODER,
        [
            _usual(f"Yes.\n\n<tool_call>\n{_CODER}\n</tool_call>", DAYS, content="Yes."),
            _usual(
                f"<tool_call>\n{_CODER}\n</tool_call>\n<tool_call>\n<function=now>\n</function>\n</tool_call>"
            ),
            Example(f"{_CODER}\n</tool_call>", calls=(DAYS,)),
            Example(_HERMES[0], calls=(DAYS,)),
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
            _usual(
                "<seed:tool_call>\n<function=weather>\n<parameter=city>Köln</parameter>\n<parameter=days>2</parameter>"
                "\n</function>\n</seed:tool_call>\n<seed:tool_call>\n<function=now>\n</function>\n</seed:tool_call>"
            ),
        ],
    ),
    (
        MINIMAX_M2,
        [
            _usual(
                f'<minimax:tool_call>\n{_INVOKE}\n</invoke>\n<invoke name="now">\n</invoke>\n'
                "</minimax:tool_call>"
            ),
        ],
    ),
    (
        MINIMAX_M3,
        [
            _usual(_m3(_M3_WEATHER, _M3_NOW)),
            _usual("<mm:think>Hm.</mm:think>Yes." + _m3(_M3_NOW), NOW, content="Yes.", reasoning="Hm."),
            _usual("</mm:think>" + _m3(_M3_WEATHER), DAYS),
            _usual(
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
            _usual(
                '<function name="weather"><param name="city">Köln</param><param name="days">2</param>'
                '</function>\n<function name="now"></function>'
            ),
        ],
    ),
    (
        GLM,
        [
            _usual(
                "Yes.\n<tool_call>weather\n"
                + _GLM.format(*"\n\n\n")
                + "\n</tool_call>\n<tool_call>now\n</tool_call>",
                content="Yes.",
            ),
            _usual(f"<tool_call>weather{_GLM.format('', '', '')}</tool_call><tool_call>now</tool_call>"),
            Example("<tool_call></tool_call>", "<tool_call></tool_call>"),
        ],
    ),
    (
        HUNYUAN,
        [
            _usual(
                "<tool_calls>\n<tool_call>weather<tool_sep>\n".replace(">", ":opensource>")
                + _GLM.format(*"\n\n\n").replace(">", ":opensource>")
                + "\n</tool_call>\n<tool_call>now<tool_sep>\n</tool_call>\n</tool_calls>".replace(
                    ">", ":opensource>"
                )
            ),
        ],
    ),
    (
        APERTUS,
        [
            _usual(
                f'Yes.<|tools_prefix|>[{{"weather": {DAYS[1]}}}, {{"now": {{}}}}]<|tools_suffix|>',
                content="Yes.",
            ),
            Example('<|tools_prefix|>[{"now": {}}, 1]', " 1]", calls=(NOW,)),
        ],
    ),
    (
        LFM2,
        [
            _usual("<|tool_call_start|>[weather(city='Köln', days=2), now()]<|tool_call_end|>"),
            Example(f"<|tool_call_start|>[{_JSON[0]}, {_JSON[1]}]<|tool_call_end|>", calls=(DAYS, NOW)),
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
            _usual(
                'Yes.<|tool_call>call:weather{city:<|"|>Köln<|"|>,days:2}<tool_call|>', DAYS, content="Yes."
            ),
            _usual(
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
    (DEEPSEEK_V32, [_usual("Yes.\n\n" + _DSML.format(section="function_calls"), content="Yes.")]),
    (DEEPSEEK_V4, [_usual("Yes.\n\n" + _DSML.format(section="tool_calls"), content="Yes.")]),
    (
        HARMONY,
        [
            _usual(_ANALYSIS + _TO_WEATHER, DAYS, reasoning="Hm."),
            _usual(
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
            _usual(_TO_WEATHER, DAYS),
            Example("<|channel|>commentary to=assistant<|channel|>analysis<|message|>Hm.<|end|>", "", "Hm."),
            Example("Yes.", "Yes."),
        ],
    ),
]


def all_examples() -> Iterator[tuple[str, ChatFormat, Example]]:
    """Yield each example with a name of its own."""
    for chat_format, examples in EXAMPLES:
        for i, example in enumerate(examples):
            yield f"{chat_format.name}-{i}", chat_format, example
