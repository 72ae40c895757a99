"""GBNF: what is read, and what is refused, with the line at fault."""

from __future__ import annotations

import pytest

from pyllama.constraint.gbnf import (
    Characters,
    Choice,
    Concatenation,
    Literal,
    Repetition,
    Token,
    parse_gbnf,
)
from pyllama.errors import GrammarError


def test_every_form_is_read() -> None:
    text = r"""
    # a comment
    root ::= "a\n\x41" [^b-d\]]{2,3} ( "x" |
        . )* # another one
    end ::= <[7]> !<think> ""?
    """.replace('""?', '"y"?')
    rules = parse_gbnf(text.replace("\n    ", "\n"))
    assert rules["root"] == Concatenation(
        (
            Literal("a\nA"),
            Repetition(Characters(((98, 100), (93, 93)), negated=True), 2, 3),
            Repetition(Choice((Literal("x"), Characters((), negated=True))), 0, None),
        )
    )
    match rules["end"]:
        case Concatenation((Token(7, False), Token("<think>", True), Repetition(Literal("y"), 0, 1))):
            pass
        case other:
            pytest.fail(repr(other))


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('root ::= "a', 1, "not closed"),
        ('root ::= "a"\nb := "c"', 2, "'::='"),
        ('root ::= "a"\n\n* ::= "c"', 3, "name of a rule"),
        ("root ::= [b-a]", 1, "out of order"),
        ("root ::= []", 1, "empty"),
        (r'root ::= "\q"', 1, "unknown escape"),
        (r'root ::= "\uD800"', 1, "not a character"),
        (r'root ::= "\UFFFFFFFF"', 1, "not a character"),
        ("root ::= * ", 1, "nothing stands before"),
        ('root ::= ""*', 1, "nothing stands before"),
        ('root ::= "a"{3,2}', 1, "ends before"),
        ('root ::= "a"{1000000}', 1, "more than 10000"),
        ('root ::= "a"{x}', 1, "expected"),
        ('root ::= "a" {', 1, "expected"),
        ('root ::= ("a"', 1, "'(' is not closed"),
        ('root ::= "a")', 1, "unexpected ')'"),
        ("root ::= " + 60_000 * "(", 1, "nested deeper"),
        ("root ::= " + 100_000 * "\n" + "(", 100_001, "not closed"),
        ("root ::= <foo", 1, "token"),
        ("root ::= $", 1, "expected"),
    ],
)
def test_a_mistake_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(GrammarError) as caught:
        parse_gbnf(text)
    assert caught.value.line == line
    assert reason in caught.value.reason
    assert caught.value.param == "grammar"
