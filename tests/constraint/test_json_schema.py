"""JSON Schema: each keyword is enforced or refused, and every text that is made conforms."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyllama import Model
from pyllama.constraint import Constraint, ConstraintCompiler
from pyllama.constraint.json_schema import supported_schema
from pyllama.errors import GrammarError
from tests.constraint.random_text import random_text

ENFORCED: dict[str, Any] = {
    "additionalProperties": {
        "type": "object",
        "properties": {"a": {"type": "integer"}},
        "additionalProperties": {"type": "null"},
    },
    "allOf": {"allOf": [{"type": "integer", "minimum": 3}, {"maximum": 5}]},
    "anyOf": {"anyOf": [{"type": "integer"}, {"type": "string", "maxLength": 2}]},
    "const": {"const": {"a": [1, "x"]}},
    "enum": {"enum": [1, "a", None, {"b": 1}]},
    "exclusiveMaximum": {"type": "integer", "exclusiveMinimum": 3, "exclusiveMaximum": 5},
    "exclusiveMinimum": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
    "items": {"type": "array", "items": {"enum": [1, 2]}, "maxItems": 3},
    "maxItems": {"type": "array", "items": {"const": 1}, "minItems": 1, "maxItems": 2},
    "maxLength": {"type": "string", "minLength": 1, "maxLength": 3},
    "maxProperties": {"type": "object", "additionalProperties": {"const": 1}, "maxProperties": 1},
    "maximum": {"type": "integer", "minimum": -12, "maximum": 105},
    "minItems": {"type": "array", "items": {"const": 1}, "minItems": 3},
    "minLength": {"type": "string", "minLength": 2},
    "minProperties": {"type": "object", "additionalProperties": {"const": 1}, "minProperties": 1},
    "minProperties of required ones": {"type": "object", "required": ["a", "b"], "minProperties": 2},
    "minimum": {"type": "number", "minimum": 0.5, "maximum": 1.5},
    "multipleOf": {"type": "integer", "multipleOf": 7},
    "oneOf": {"oneOf": [{"type": "integer"}, {"type": "string", "maxLength": 1}]},
    "pattern": {"type": "string", "pattern": "^[a-c]{2}(x|y)?$"},
    "patternProperties": {
        "type": "object",
        "patternProperties": {"^a": {"const": 1}},
        "additionalProperties": False,
    },
    "prefixItems": {"type": "array", "prefixItems": [{"const": 1}, {"const": "x"}], "items": False},
    "properties": {"type": "object", "properties": {"a": {"const": 1}}, "additionalProperties": False},
    "$ref": {"$defs": {"n": {"type": "integer"}}, "$ref": "#/$defs/n", "minimum": 5},
    "required": {"type": "object", "required": ["a", "b"]},
    "type": {"type": ["null", "boolean"]},
    "a list within itself": {
        "$defs": {"n": {"type": "array", "items": {"$ref": "#/$defs/n"}, "maxItems": 2}},
        "$ref": "#/$defs/n",
    },
    **{
        f"format {name}": {"type": "string", "format": name}
        for name in (
            "date",
            "date-time",
            "duration",
            "email",
            "hostname",
            "ipv4",
            "ipv6",
            "time",
            "uri",
            "uuid",
        )
    },
}


@pytest.mark.parametrize("name", ENFORCED)
def test_a_keyword_is_enforced(bpe_decoder: Model, compiler: ConstraintCompiler, name: str) -> None:
    schema = ENFORCED[name]
    compiled = compiler.compile(Constraint("json_schema", json.dumps(schema)))
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(schema, format_checker=checker)
    texts = [random_text(compiled.matcher(), bpe_decoder, Random(seed)) for seed in range(8)]
    ended = [text for text in texts if text is not None]
    assert ended
    for text in ended:
        validator.validate(json.loads(text))


TIMES = {
    "date": {
        **dict.fromkeys(("2024-02-29", "2000-02-29", "1999-12-31", "0001-01-01"), True),
        **dict.fromkeys(("2023-02-29", "1900-02-29", "2024-02-30", "2024-04-31", "2024-13-01"), False),
        "0000-02-29": False,
    },
    "time": {
        **dict.fromkeys(("00:00:00Z", "23:59:59.5+14:00", "08:30:06-00:30"), True),
        **dict.fromkeys(("24:00:00Z", "22:59:60Z", "23:59:60+01:00", "08:30:06", "08:30:06+24:00"), False),
    },
    "date-time": {
        "2024-02-29T12:00:00Z": True,
        **dict.fromkeys(("2023-02-29T12:00:00Z", "1998-12-31T22:59:60Z", "2024-02-29 12:00:00Z"), False),
    },
}


@pytest.mark.parametrize("name", TIMES)
@pytest.mark.parametrize("more", [{}, {"pattern": "."}, {"allOf": [{"minLength": 1}]}, {"maxLength": 30}])
def test_dates_and_times_are_those_that_there_are(
    bpe_decoder: Model, compiler: ConstraintCompiler, name: str, more: dict[str, Any]
) -> None:
    compiled = compiler.compile(
        Constraint("json_schema", json.dumps({"type": "string", "format": name} | more))
    )

    def conforms(text: str) -> bool:
        matcher = compiled.matcher()
        tokens = bpe_decoder.vocab.tokenize(json.dumps(text), add_special=False)
        return all(map(matcher.try_accept, tokens)) and matcher.may_end

    assert {text: conforms(text) for text in TIMES[name]} == TIMES[name]


def test_a_count_may_be_written_as_a_float() -> None:
    assert json.loads(supported_schema('{"maxLength": 2.0}')) == {"maxLength": 2}
    with pytest.raises(GrammarError, match="#/maxLength: it must be a whole number from 0"):
        supported_schema('{"maxLength": 2.5}')


@pytest.mark.parametrize(
    "schema",
    [
        {"not": {"type": "string"}},
        {"if": {"type": "string"}},
        {"then": {}},
        {"dependentSchemas": {}},
        {"dependentRequired": {}},
        {"dependencies": {}},
        {"uniqueItems": True},
        {"contains": {}},
        {"minContains": 1},
        {"propertyNames": {}},
        {"unevaluatedProperties": False},
        {"unevaluatedItems": False},
        {"$dynamicRef": "#a"},
        {"contentEncoding": "base64"},
        {"nullable": True},
        {"x-guidance": {"lenient": True}},
        {"minlength": 3},
    ],
)
def test_a_keyword_that_is_not_enforced_is_refused_with_its_path(schema: dict[str, Any]) -> None:
    (keyword,) = schema
    nested = {"type": "object", "properties": {"a/b": {"anyOf": [{"type": "null"}, schema]}}}
    with pytest.raises(GrammarError, match=rf"#/properties/a~1b/anyOf/1/{keyword.replace('$', '.')}: "):
        supported_schema(json.dumps(nested))


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "format": "unheard-of"},
        {"type": "string", "pattern": "(?=a)b"},
        {"oneOf": [{"type": "integer"}, {"type": "number"}]},
        {"$ref": "https://example.com/schema.json"},
        {"$ref": "#/$defs/missing"},
        {"type": "text"},
        False,
        {"enum": []},
        {"type": "string", "minLength": 3, "maxLength": 2},
        {"type": "integer", "exclusiveMinimum": True},
        {"minLength": -1},
        {"multipleOf": 0},
        {"multipleOf": -2},
        {"maximum": 10**400},
        {"minProperties": 2},
        {"properties": []},
        {"anyOf": {}},
        {"items": 3},
        [],
        {"$ref": "#"},
        {"allOf": [{"$ref": "#"}]},
        {"anyOf": [{"$ref": "#"}, {"$ref": "#"}]},
        {"type": "object", "properties": {"a": {"$ref": "#"}}, "required": ["a"]},
        {"type": "array", "items": {"$ref": "#"}, "minItems": 1},
        {"type": "array", "prefixItems": [{"$ref": "#"}], "minItems": 1},
    ],
)
def test_what_cannot_be_met_is_refused(compiler: ConstraintCompiler, schema: Any) -> None:
    with pytest.raises(GrammarError):
        compiler.compile(Constraint("json_schema", json.dumps(schema)))


@pytest.mark.parametrize(
    "text", ["{", "nul", '{"a": NaN}', '{"const": 1e400}', "[" * 100_000, '{"allOf": [' * 110 + "]}" * 110]
)
def test_what_is_no_schema_is_refused(compiler: ConstraintCompiler, text: str) -> None:
    with pytest.raises(GrammarError):
        compiler.compile(Constraint("json_schema", text))


def test_tuples_of_older_drafts_are_tuples() -> None:
    schema = {"items": [{"const": 1}], "additionalItems": False}
    assert json.loads(supported_schema(json.dumps(schema))) == {"prefixItems": [{"const": 1}], "items": False}


def test_annotations_say_nothing() -> None:
    schema = {"title": "t", "description": "d", "default": 1, "x-order": 2, "$comment": "c", "examples": [1]}
    assert json.loads(supported_schema(json.dumps(schema))) == schema


LEAVES = st.one_of(
    st.builds(
        lambda low, n: {"type": "integer", "minimum": low, "maximum": low + n},
        st.integers(-99, 99),
        st.integers(0, 99),
    ),
    st.builds(
        lambda low, n: {"type": "string", "minLength": low, "maxLength": low + n},
        st.integers(0, 3),
        st.integers(0, 5),
    ),
    st.builds(
        lambda values: {"enum": values},
        st.lists(
            st.one_of(st.integers(-(1 << 53), 1 << 53), st.text(max_size=5), st.none()),
            min_size=1,
            max_size=3,
            unique_by=repr,
        ),
    ),
    st.sampled_from(
        [
            {"type": "boolean"},
            {"type": "null"},
            {"type": "number"},
            {"type": "string", "pattern": "^[a-z]{1,4}$"},
        ]
    ),
)
NAMES = st.text(st.sampled_from('ab"\\é/ 日'), max_size=3)


def object_of(properties: dict[str, Any], is_open: bool) -> dict[str, Any]:
    required = list(properties)[::2]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": {"type": "integer"} if is_open else False,
    }


SCHEMAS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(object_of, st.dictionaries(NAMES, inner, max_size=3), st.booleans()),
        st.builds(
            lambda items, low: {"type": "array", "items": items, "minItems": low, "maxItems": low + 2},
            inner,
            st.integers(0, 2),
        ),
        st.builds(lambda options: {"anyOf": options}, st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(schema=SCHEMAS, seed=st.integers(0, 1000))
def test_every_text_conforms(
    bpe_decoder: Model, compiler: ConstraintCompiler, schema: dict[str, Any], seed: int
) -> None:
    compiled = compiler.compile(Constraint("json_schema", json.dumps(schema)))
    text = random_text(compiled.matcher(), bpe_decoder, Random(seed))
    if text is not None:
        jsonschema.Draft202012Validator(schema).validate(json.loads(text))
