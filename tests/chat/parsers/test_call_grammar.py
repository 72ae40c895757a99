"""Grammars of calls: they allow what models write, and no call that does not fit its tool."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator, validate

from pyllama import Model, ModelParams, builtin_model
from pyllama.chat.parsers import ChatFormat, find_special_tokens
from pyllama.chat.parsers.element_calls import MINIMAX_M3
from pyllama.chat.parsers.gemma_calls import GEMMA_4
from pyllama.chat.parsers.harmony import HARMONY
from pyllama.chat.parsers.json_calls import HERMES
from pyllama.chat.parsers.kimi_k3 import KIMI_K3
from pyllama.chat.parsers.named_calls import MISTRAL
from pyllama.chat.parsers.python_calls import LFM2
from pyllama.chat.parsers.reasoning import THINK
from pyllama.chat.parsers.tagged_formats import QWEN_CODER
from pyllama.constraint import Constraint, ConstraintCompiler
from pyllama.errors import GrammarError
from tests.chat.parsers.example import DAYS, NOW, Example
from tests.chat.parsers.examples import EXAMPLES, all_examples
from tests.chat.parsers.reading import TOOLS, read
from tests.constraint.random_text import random_text

USUAL = [
    pytest.param(chat_format, example, id=name)
    for name, chat_format, example in all_examples()
    if example.is_usual
]
EXAMPLES_OF = {chat_format.name: examples for chat_format, examples in EXAMPLES}
FORMATS = [pytest.param(chat_format, examples, id=chat_format.name) for chat_format, examples in EXAMPLES]


@pytest.fixture(scope="module")
def model() -> Iterator[Model]:
    with Model.load(builtin_model(), params=ModelParams(vocab_only=True)) as model:
        yield model


@pytest.fixture(scope="module")
def compiler(model: Model) -> ConstraintCompiler:
    return ConstraintCompiler(model.vocab)


def fits(
    compiler: ConstraintCompiler, constraint: Constraint | None, text: str, *, special: bool = False
) -> bool:
    """Whether a text conforms to a constraint, and may end there."""
    assert constraint is not None
    compiled = compiler.compile(constraint)
    matcher = compiled.matcher()
    tokens = compiled.vocab.tokenize(text, add_special=False, parse_special=special)
    return all(matcher.try_accept(token) for token in tokens) and matcher.may_end


@pytest.mark.parametrize(("chat_format", "example"), USUAL)
def test_what_models_write_is_allowed(
    compiler: ConstraintCompiler, chat_format: ChatFormat, example: Example
) -> None:
    parallel = len(example.calls) > 1
    assert fits(compiler, chat_format.call_grammar(TOOLS, parallel=parallel), example.text)
    required = chat_format.call_grammar(TOOLS, choice="required", parallel=parallel)
    assert fits(compiler, required, example.text) == (not example.content)
    if parallel:
        assert not fits(compiler, chat_format.call_grammar(TOOLS), example.text)


@pytest.mark.parametrize(("chat_format", "example"), USUAL)
@pytest.mark.parametrize(
    ("right", "wrong"),
    [("weather", "whether"), ("now", "never"), ("city", "town"), ("2", "x"), ("now", "no")],
)
def test_what_does_not_fit_a_tool_is_refused(
    compiler: ConstraintCompiler, chat_format: ChatFormat, example: Example, right: str, wrong: str
) -> None:
    text = example.text.replace(right, wrong)
    if any(right in word for call in example.calls for word in call):
        assert not fits(compiler, chat_format.call_grammar(TOOLS, parallel=True), text)


@pytest.mark.parametrize(("chat_format", "examples"), FORMATS)
def test_free_text_is_allowed_unless_a_call_is_required(
    compiler: ConstraintCompiler, chat_format: ChatFormat, examples: list[Example]
) -> None:
    text = {"harmony": "<|channel|>final<|message|>", "functionary-v3.2": "all\n"}.get(chat_format.name, "")
    text += 'Yes <b>.\n\n{"name'
    assert fits(compiler, chat_format.call_grammar(TOOLS), text)
    assert not fits(compiler, chat_format.call_grammar(TOOLS, choice="required"), text)
    assert chat_format.call_grammar({}) is None


NAMED = (
    '{"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"],'
    ' "additionalProperties": false}'
)


@pytest.mark.parametrize(
    ("content", "right"),
    [
        # It begins as a call of some formats does.
        (Constraint("json_schema", NAMED), '{"name": "Ada"}'),
        (Constraint("lark", 'start: "Ada" | EVE\nEVE: "Eve"'), "Eve"),
        (Constraint("grammar", 'root ::= "Ada" | "Eve"'), "Ada"),
        (Constraint("regex", "Ada|E[v]e"), "Eve"),
    ],
    ids=["json_schema", "lark", "grammar", "regex"],
)
@pytest.mark.parametrize(("chat_format", "examples"), FORMATS)
def test_content_conforms_to_a_constraint_of_its_own_or_there_is_a_call(
    compiler: ConstraintCompiler,
    chat_format: ChatFormat,
    examples: list[Example],
    content: Constraint,
    right: str,
) -> None:
    constraint = chat_format.call_grammar(TOOLS, parallel=True, content=content)
    before = {"harmony": "<|channel|>final<|message|>", "functionary-v3.2": "all\n"}.get(chat_format.name, "")
    assert fits(compiler, constraint, before + right)
    for wrong in ("Yes.", "", '{"name": 1}', right + " Yes.", '{"title": "Ada"}'):
        assert not fits(compiler, constraint, before + wrong)
    for example in examples:
        if example.is_usual and example.calls and not example.content:
            assert fits(compiler, constraint, example.text)
    required = chat_format.call_grammar(TOOLS, choice="required", content=content)
    assert not fits(compiler, required, before + right)
    assert chat_format.call_grammar({}, content=content) is content


@pytest.mark.parametrize(("chat_format", "examples"), FORMATS)
@pytest.mark.parametrize("choice", ["required", "now"])
def test_a_required_call_is_made_whatever_is_chosen(
    model: Model,
    compiler: ConstraintCompiler,
    chat_format: ChatFormat,
    examples: list[Example],
    choice: Literal["required", "now"],
) -> None:
    silent = replace(chat_format, reasoning=None)
    if choice == "now":
        constraint = silent.call_grammar(TOOLS, only="now")
    else:
        constraint = silent.call_grammar(
            {"weather": TOOLS["weather"], "now": TOOLS["now"]}, choice="required"
        )
    assert constraint is not None
    n_found = 0
    for seed in range(8):
        text = random_text(compiler.compile(constraint).matcher(), model, Random(seed))
        if text is None:
            continue
        n_found += 1
        ((name, arguments),) = read(silent, [text]).calls
        assert choice in (name, "required")
        validate(json.loads(arguments), TOOLS[name])
    assert n_found > 0


LIMITED: dict[str, dict[str, Any]] = {
    "draw": {
        "type": "object",
        "$defs": {
            "color": {"enum": ["red", "green", 'a "b"', 7, None, True]},
            "shape": {
                "type": "object",
                "properties": {
                    "color": {"$ref": "#/$defs/color"},
                    "parts": {"type": "array", "items": {"$ref": "#/$defs/shape"}, "maxItems": 1},
                },
                "required": ["color"],
                "additionalProperties": False,
            },
        },
        "properties": {
            "color": {"$ref": "#/$defs/color"},
            "code": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{2}$|^none$"},
            "part": {"type": "string", "pattern": "q[0-9]/", "maxLength": 5},
            "title": {"type": "string", "minLength": 2, "maxLength": 4},
            "when": {"type": "string", "format": "date"},
            "size": {"type": "integer", "minimum": 3, "maximum": 12},
            "angle": {"type": "number", "exclusiveMinimum": 0, "maximum": 1, "multipleOf": 0.25},
            "sides": {
                "type": "array",
                "items": {"type": "integer", "minimum": 0, "maximum": 99},
                "minItems": 2,
                "maxItems": 3,
            },
            "one": {"type": "array", "items": {"type": "boolean"}, "maxItems": 1},
            "none": {"type": "array", "maxItems": 0},
            "shape": {"$ref": "#/$defs/shape"},
            "unit": {
                "anyOf": [{"const": "cm"}, {"type": "integer", "minimum": 5, "maximum": 20}, {"type": "null"}]
            },
        },
        "required": ["color", "code", "part", "title", "when", "size", "angle", "sides", "shape", "unit"],
    },
}


@pytest.mark.parametrize(("chat_format", "examples"), FORMATS)
def test_arguments_conform_to_all_of_the_schema(
    model: Model, compiler: ConstraintCompiler, chat_format: ChatFormat, examples: list[Example]
) -> None:
    silent = replace(chat_format, reasoning=None)
    constraint = silent.call_grammar(LIMITED, choice="required", strict=LIMITED)
    assert constraint is not None
    n_found = 0
    for seed in range(6):
        text = random_text(compiler.compile(constraint).matcher(), model, Random(seed), 3000)
        if text is None:
            continue
        n_found += 1
        ((name, arguments),) = read(silent, [text], tools=LIMITED).calls
        assert name == "draw"
        validate(json.loads(arguments), LIMITED["draw"], format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert n_found > 0


@pytest.mark.parametrize("chat_format", [GEMMA_4, LFM2, MINIMAX_M3], ids=lambda chat_format: chat_format.name)
def test_what_a_notation_cannot_enforce_is_not_strict(chat_format: ChatFormat) -> None:
    for value in ({"type": "array", "items": False}, {"type": "string", "format": "uuid"}):
        tools = {"now": {"type": "object", "properties": {"x": value}}}
        assert chat_format.call_grammar(tools) is not None
        if chat_format is not LFM2 or "items" in value:  # whose limited strings are JSON
            with pytest.raises(GrammarError, match="the schema of 'now' cannot be enforced"):
                chat_format.call_grammar(tools, strict={"now"})


@pytest.mark.parametrize(("chat_format", "examples"), FORMATS)
def test_schemas_that_refer_to_each_other_in_very_many_ways_are_followed_for_a_while_only(
    compiler: ConstraintCompiler, chat_format: ChatFormat, examples: list[Example]
) -> None:
    names = [f"d{i}" for i in range(12)]
    options = [{"type": "string"}, *({"$ref": f"#/$defs/{name}"} for name in names)]
    schema = {
        "type": "object",
        "properties": {name: {"$ref": f"#/$defs/{name}"} for name in names},
        "$defs": {name: {"anyOf": options} for name in names},
    }
    constraint = chat_format.call_grammar({"now": schema})
    assert constraint is not None
    compiler.compile(constraint)


@pytest.mark.parametrize("choice", ["auto", "required"])
@pytest.mark.parametrize(("chat_format", "examples"), FORMATS)
def test_calls_may_follow_open_thoughts(
    compiler: ConstraintCompiler,
    chat_format: ChatFormat,
    examples: list[Example],
    choice: Literal["auto", "required"],
) -> None:
    thinking = replace(chat_format, reasoning=chat_format.reasoning or THINK)
    assert thinking.reasoning is not None
    constraint = thinking.call_grammar(TOOLS, choice=choice, after_reasoning=True, parallel=True)
    example = next(example for example in examples if example.is_usual)
    text = example.text
    if chat_format.name != HARMONY.name:
        text = text.rpartition(thinking.reasoning.close)[2].removeprefix(example.content)
        text = f"Hm {chat_format.markers[0]} no.{thinking.reasoning.close}\n{text}"
    else:
        text = text.removeprefix(thinking.reasoning.open)
    assert fits(compiler, constraint, text)
    assert not fits(compiler, constraint, "Hm.")


def test_special_tokens_are_named_by_their_ids(model: Model, compiler: ConstraintCompiler) -> None:
    """Two special tokens of the vocabulary stand in for those of the format."""
    marks = {"[TOOL_CALLS]": "<|fim_prefix|>", "[ARGS]": "<|fim_suffix|>"}
    chat_format = replace(
        MISTRAL,
        markers=(marks["[TOOL_CALLS]"],),
        begin=marks["[TOOL_CALLS]"],
        between=marks["[TOOL_CALLS]"],
        written_header="{name}" + marks["[ARGS]"],
        call_tokens=(*marks.values(), "<tool_call>", "[CALL_ID]"),
    )
    special = find_special_tokens(chat_format.kept_tokens, model.vocab)
    assert set(special) == set(marks.values())
    auto = chat_format.call_grammar(TOOLS, special_tokens=special)
    required = chat_format.call_grammar(TOOLS, choice="required", special_tokens=special)
    call = f"<|fim_prefix|>weather<|fim_suffix|>{DAYS[1]}"
    for constraint, before in ((auto, "Yes."), (required, "")):
        assert fits(compiler, constraint, before + call, special=True)
        assert not fits(compiler, constraint, before + call.replace("weather", "whether"), special=True)
        assert not fits(compiler, constraint, before + call.replace("<|fim_suffix|>", ""), special=True)
    assert fits(compiler, auto, call, special=False)
    assert not fits(compiler, required, call, special=False)


def test_tags_around_content_can_be_special_tokens(model: Model, compiler: ConstraintCompiler) -> None:
    """Three special tokens of the vocabulary stand in for those of the format."""
    marks = {"<|open|>": "<|fim_prefix|>", "<|close|>": "<|fim_suffix|>", "<|sep|>": "<|fim_middle|>"}
    found = find_special_tokens(marks.values(), model.vocab)
    special = {mark: found[token] for mark, token in marks.items()}

    def fits_special(constraint: Constraint | None, text: str) -> bool:
        for mark, token in marks.items():
            text = text.replace(mark, token)
        return fits(compiler, constraint, text, special=True)

    response = "<|open|>response<|sep|>Yes.<|close|>response<|sep|>"
    (usual, *_), given = EXAMPLES_OF[KIMI_K3.name], Constraint("regex", "Yes[.]")
    auto = KIMI_K3.call_grammar(TOOLS, parallel=True, special_tokens=special)
    thinking = KIMI_K3.call_grammar(TOOLS, parallel=True, special_tokens=special, after_reasoning=True)
    required = KIMI_K3.call_grammar(TOOLS, choice="required", parallel=True, special_tokens=special)
    conforming = KIMI_K3.call_grammar(TOOLS, parallel=True, special_tokens=special, content=given)
    for before in (
        "",
        response,
        "Yes.<|close|>response<|sep|>",
        "<|open|>think<|sep|>Hm.<|close|>think<|sep|>",
    ):
        assert fits_special(auto, before + usual.text)
        assert not fits_special(auto, before + usual.text.replace("weather", "whether"))
        assert fits_special(required, before + usual.text) == ("Yes." not in before)
        assert fits_special(conforming, before + usual.text) == ("Yes." not in before)
    for end in ("", "<|close|>message<|sep|>"):
        for constraint in (auto, conforming):
            assert fits_special(constraint, response + end)
            assert fits_special(constraint, f"Yes.{end}")
        assert fits_special(thinking, f"Hm.<|close|>think<|sep|>{response}{end}")
        assert not fits_special(conforming, response.replace("Yes", "No") + end)
        assert not fits_special(required, response + end)


def test_schemas_that_cannot_be_enforced_allow_any_object(compiler: ConstraintCompiler) -> None:
    tools = {"x": {"type": "object", "propertyNames": {"pattern": "^a"}}}
    constraint = EXAMPLES[0][0].call_grammar(tools, only="x")
    assert fits(compiler, constraint, '<tool_call>{"name": "x", "arguments": {"b": [1]}}</tool_call>')
    assert not fits(compiler, constraint, '<tool_call>{"name": "x", "arguments": [1]}</tool_call>')


def test_the_only_tool_is_called(compiler: ConstraintCompiler) -> None:
    constraint = EXAMPLES[0][0].call_grammar(TOOLS, only=NOW[0])
    assert fits(compiler, constraint, '<tool_call>{"name": "now", "arguments": {}}</tool_call>')
    assert not fits(
        compiler, constraint, f'<tool_call>{{"name": "weather", "arguments": {DAYS[1]}}}</tool_call>'
    )


def test_arguments_that_a_schema_does_not_list_are_refused_unless_it_lists_none(
    compiler: ConstraintCompiler,
) -> None:
    for chat_format, call in (
        (HERMES, '<tool_call>{"name": "x", "arguments": {"b": 1}}</tool_call>'),
        (QWEN_CODER, "<tool_call><function=x><parameter=b>1</parameter></function></tool_call>"),
    ):
        for schema, is_allowed in (
            ({}, True),
            ({"properties": {}}, False),
            ({"properties": {"b": {}}}, True),
        ):
            constraint = chat_format.call_grammar({"x": {"type": "object", **schema}}, only="x")
            assert fits(compiler, constraint, call) == is_allowed


@pytest.mark.parametrize(("chat_format", "examples"), FORMATS)
def test_grammars_of_many_tools_stay_small(
    compiler: ConstraintCompiler, chat_format: ChatFormat, examples: list[Example]
) -> None:
    """Where the schemas are too many, the names of the tools still count."""
    properties = {f"key{i}": {"type": "string", "description": "long" * 100} for i in range(10)}
    tools = {f"tool_{i}": {"type": "object", "properties": properties, "n": i} for i in range(300)} | TOOLS
    constraint = replace(chat_format, reasoning=None).call_grammar(tools, parallel=True)
    text = next(example for example in examples if example.is_usual).text
    if chat_format.reasoning is not None and chat_format.name != HARMONY.name:
        text = text.rpartition(chat_format.reasoning.close)[2]
    assert fits(compiler, constraint, text)
    assert not fits(compiler, constraint, text.replace("weather", "whether").replace("now", "never"))
