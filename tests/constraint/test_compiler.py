"""Compiling: what is hostile is refused soon, and what is compiled allows just what conforms."""

from __future__ import annotations

import json
import re
import time
from random import Random

import pytest

from pyllama import Model
from pyllama.constraint import Constraint, ConstraintCompiler, ConstraintKind
from pyllama.errors import ClosedError, GrammarError
from tests.constraint.random_text import random_text


def chain(n: int, definition: str, last: str) -> str:
    """Return definitions each of which uses the next one; ``{}`` stands for a number, ``[]`` for the next."""
    lines = [definition.replace("{}", str(i)).replace("[]", str(i + 1)) for i in range(n)]
    return "\n".join([*lines, last.replace("{}", str(n))])


SELF = '{"type": "object", "properties": {"a": {"$ref": "#"}}, "required": ["a"]}'
MULTIPLES = {f"p{i}": {"type": "integer", "multipleOf": 9973, "minimum": i} for i in range(1500)}

HOSTILE: dict[str, tuple[ConstraintKind, str]] = {
    "nested regex": ("regex", "(" * 60_000 + "a" + ")" * 60_000),
    "repeated repetitions": ("regex", "((((a{100}){100}){100}){100}){100}"),
    "empty regex class": ("regex", r"[^\s\S]"),
    "open group": ("regex", "("),
    "look-ahead": ("regex", "(?=a)b"),
    "nested lark": ("lark", "start: " + "(" * 60_000 + '"a"' + ")" * 60_000),
    "a million": ("lark", 'start: "a"{1000000}'),
    "doubled terminals": ("lark", "start: R0\n" + chain(60, "R{}: R[] R[]", 'R{}: "x"')),
    "many doubled terminals": ("lark", "start: R0\n" + chain(6000, "R{}:R[] R[]", 'R{}:"x"')),
    "lark without end": ("lark", "start: start"),
    "unknown name": ("lark", "start: nothing"),
    "unknown grammar": ("lark", "start: @other"),
    "doubled rules": ("grammar", "root ::= r0\n" + chain(60, "r{} ::= r[] r[]", 'r{} ::= "x" | ""')),
    "many doubled rules": ("grammar", "root::=r0\n" + chain(4000, "r{}::=r[] r[]", 'r{}::="x"')),
    "rules that are repeated": ("grammar", 'root ::= r{10000}\nr ::= "a"{10000}'),
    "multiples of a large number": ("json_schema", '{"type": "integer", "multipleOf": 999983}'),
    "multiples of several numbers": ("json_schema", '{"allOf": [{"multipleOf": 997}, {"multipleOf": 991}]}'),
    "many numbers": ("json_schema", json.dumps({"properties": MULTIPLES})),
    "a million levels": ("json_schema", '{"items":' * 10_000 + "{}" + "}" * 10_000),
    "itself": ("json_schema", '{"$ref": "#"}'),
    "itself within itself": ("json_schema", SELF),
    "each other": (
        "json_schema",
        '{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}',
    ),
    "alternatives that multiply": (
        "json_schema",
        json.dumps({"allOf": [{"anyOf": [{"pattern": f"a{i}"}, {"pattern": f"b{i}"}]} for i in range(20)]}),
    ),
    "a long string": ("json_schema", '{"type": "string", "minLength": 1000000000000}'),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_constraints_are_refused(compiler: ConstraintCompiler, name: str) -> None:
    kind, text = HOSTILE[name]
    began_s = time.process_time()
    with pytest.raises(GrammarError) as caught:
        compiler.compile(Constraint(kind, text))
    assert time.process_time() - began_s < 5
    assert caught.value.param == kind
    assert len(str(caught.value)) < 500


LONG: dict[str, tuple[ConstraintKind, str]] = {
    "lark": ("lark", "start: R0\n" + chain(498, "R{}:R[]", 'R{}: "x"')),
    "grammar": ("grammar", "root ::= r0\n" + chain(6000, 'r{} ::= r[] "x"', 'r{} ::= "x"')),
    "recursive grammar": ("grammar", "root ::= r0\n" + chain(5000, 'r{} ::= r[] "x"', 'r{} ::= "x" | r0')),
    "json_schema": (
        "json_schema",
        json.dumps(
            {
                "$ref": "#/$defs/0",
                "$defs": {
                    **{str(i): {"allOf": [{"$ref": f"#/$defs/{i + 1}"}]} for i in range(2500)},
                    "2500": {},
                },
            }
        ),
    ),
    "alternatives": ("grammar", "root ::= " + "|" * 100_000),
    "groups": ("grammar", "root ::= " + "(" * 99 + '"a"' + ")*" * 99),
}


@pytest.mark.parametrize("name", LONG)
def test_definitions_that_use_each_other_do_not_overflow_the_stack(
    compiler: ConstraintCompiler, name: str
) -> None:
    kind, text = LONG[name]
    assert compiler.compile(Constraint(kind, text)).matcher().mask().ids().size


@pytest.mark.parametrize("text", ["", "  ", "a" * 200_000, "a\0b", "a\ud800"])
def test_texts_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(GrammarError):
        Constraint("regex", text)


def test_an_error_names_the_field_that_the_caller_knows(compiler: ConstraintCompiler) -> None:
    with pytest.raises(GrammarError) as caught:
        compiler.compile(Constraint("regex", "(", param="messages[0].pattern"))
    assert caught.value.param == "messages[0].pattern"


@pytest.mark.parametrize(
    "text", [r"[a-c]{2,5}-\d\d", "(yes|no)", "[^x]x", r"a/b\/c\n\.", "x\ny", r"\w\W\w", "#//"]
)
def test_texts_of_a_regex_match_it(bpe_decoder: Model, compiler: ConstraintCompiler, text: str) -> None:
    compiled = compiler.compile(Constraint("regex", text))
    for seed in range(5):
        found = random_text(compiled.matcher(), bpe_decoder, Random(seed))
        assert found is not None
        assert re.fullmatch(text, found, re.ASCII)


def test_a_sentencepiece_vocabulary_spells_what_it_has_no_word_for(
    decoder: Model, spm_compiler: ConstraintCompiler
) -> None:
    compiled = spm_compiler.compile(Constraint("grammar", 'root ::= "☃" [0-9]{3}'))
    text = random_text(compiled.matcher(), decoder, Random(1))
    assert text is not None
    assert re.fullmatch("☃[0-9]{3}", text)


def test_what_was_compiled_is_remembered(compiler: ConstraintCompiler) -> None:
    first = compiler.compile(Constraint("regex", "remembered"))
    assert compiler.compile(Constraint("regex", "remembered", param="other")) is first
    for i in range(40):
        compiler.compile(Constraint("regex", f"other{i}"))
    assert compiler.compile(Constraint("regex", "remembered")) is not first


def test_what_is_remembered_is_found_while_another_is_compiled(compiler: ConstraintCompiler) -> None:
    first = compiler.compile(Constraint("regex", "remembered"))
    with compiler._compiling:  # as if another took long
        assert compiler.find(Constraint("regex", "remembered")) is first
        assert compiler.find(Constraint("regex", "never seen")) is None


def test_matchers_of_one_constraint_are_independent(bpe_decoder: Model, compiler: ConstraintCompiler) -> None:
    compiled = compiler.compile(Constraint("regex", "[ab]c"))
    (a,) = bpe_decoder.vocab.tokenize("a", add_special=False)
    one, other = compiled.matcher(), compiled.matcher()
    assert one.try_accept(a)
    assert not one.try_accept(a)
    assert other.try_accept(a)


def test_a_token_that_may_not_follow_is_refused(bpe_decoder: Model, compiler: ConstraintCompiler) -> None:
    (z,) = bpe_decoder.vocab.tokenize("z", add_special=False)
    with pytest.raises(GrammarError):
        compiler.compile(Constraint("regex", "a")).matcher().accept(z)


def test_a_text_may_end_only_where_it_conforms(bpe_decoder: Model, compiler: ConstraintCompiler) -> None:
    matcher = compiler.compile(Constraint("regex", "a?b")).matcher()
    end = bpe_decoder.vocab.end_of_generation
    assert not end & set(matcher.mask().ids().tolist())
    (b,) = bpe_decoder.vocab.tokenize("b", add_special=False)
    matcher.accept(b)
    assert set(matcher.mask().ids().tolist()) == end


def test_a_closed_model_compiles_nothing(bpe_decoder_path: str) -> None:
    with Model.load(bpe_decoder_path) as model:
        compiler = ConstraintCompiler(model.vocab)
        matcher = compiler.compile(Constraint("regex", "ab")).matcher()
    with pytest.raises(ClosedError):
        matcher.forced(64)
    with pytest.raises(ClosedError):
        ConstraintCompiler(model.vocab).compile(Constraint("regex", "a"))
