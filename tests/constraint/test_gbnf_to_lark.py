"""GBNF for llguidance: after each text, the tokens that llama.cpp's own grammar allows."""

from __future__ import annotations

import codecs
from random import Random

import numpy as np
import pytest

from pyllama import Model, samplers
from pyllama.candidates import Candidates
from pyllama.constraint import Constraint, ConstraintCompiler
from pyllama.constraint.gbnf_to_lark import gbnf_to_lark
from pyllama.ctypes_api import llama as C
from pyllama.errors import GrammarError, InvalidRequestError
from pyllama.samplers import Sampler

TERMINALS = ('"a"', '"b"', '"ab"', '"the"', '"é"', '" "', "[a-c]", "[^a-y]", "[0-9]", ".", '"日本"', '"q"')
TIMES = ("*", "+", "?", "{2}", "{1,3}", "{2,}", "{0,2}")
NAMES = ("root", "x", "y", "z")


def random_part(random: Random, depth: int = 0) -> str:
    kind = random.random()
    if depth > 3 or kind < 0.35:
        return random.choice(TERMINALS)
    if kind < 0.55:
        return " ".join(random_part(random, depth + 1) for _ in range(random.randint(1, 3)))
    if kind < 0.7:
        return "(" + " | ".join(random_part(random, depth + 1) for _ in range(random.randint(1, 3))) + ")"
    if kind < 0.85:
        return f"({random_part(random, depth + 1)}){random.choice(TIMES)}"
    return random.choice(NAMES)


def random_grammar(random: Random) -> str:
    return "\n".join(
        f"{name} ::= " + " | ".join(random_part(random) for _ in range(random.randint(1, 2)))
        for name in NAMES
    )


def is_text(model: Model, before: bytes, token: int) -> bool:
    """Whether a token goes on with UTF-8; native code takes some that do not, and names of special tokens."""
    piece = model.vocab.piece(token)
    if token in model.vocab.end_of_generation:
        return True
    try:
        codecs.getincrementaldecoder("utf-8")().decode(before + piece)
    except UnicodeDecodeError:
        return False
    return bool(piece)


def native_tokens(model: Model, grammar: Sampler, before: bytes) -> set[int]:
    candidates = Candidates(np.zeros(model.vocab.n_tokens, dtype=np.float32))
    candidates.apply(grammar.handle)
    allowed = candidates.ids[np.isfinite(candidates.logits)].tolist()
    return {token for token in allowed if is_text(model, before, token)}


@pytest.mark.parametrize("seed", range(12))
def test_the_same_tokens_are_allowed_as_by_llama_cpp(
    bpe_decoder: Model, compiler: ConstraintCompiler, seed: int
) -> None:
    random = Random(seed)
    n_compared = 0
    while n_compared < 5:
        text = random_grammar(random)
        try:
            matcher = compiler.compile(Constraint("grammar", text)).matcher()
            grammar = samplers.grammar(bpe_decoder.vocab, text)
        except InvalidRequestError:
            continue  # it never ends, or is left-recursive, which only native code refuses
        n_compared += 1
        before = b""
        with grammar:
            for _ in range(10):
                expected = native_tokens(bpe_decoder, grammar, before)
                allowed = set(matcher.mask().ids().tolist())
                # Where only one text can follow, it has to be written with the usual tokens.
                assert allowed == expected or (len(allowed) == 1 and allowed < expected), (text, before)
                going_on = sorted(allowed - bpe_decoder.vocab.end_of_generation)
                if not going_on:
                    break
                token = random.choice(going_on)
                C.llama_sampler_accept(grammar.handle, token)
                matcher.accept(token)
                before += bpe_decoder.vocab.piece(token)


def test_a_grammar_without_recursion_is_one_lexeme() -> None:
    lark = gbnf_to_lark('root ::= word (" " word)*\nword ::= [a-z]+', lambda _: None)
    assert lark.startswith("start: R0\n")
    assert "r0" not in lark


def test_characters_of_a_recursive_grammar_are_lexemes() -> None:
    lark = gbnf_to_lark('root ::= "ab" root | ""', lambda _: None)
    assert lark == 'start: r0\nr0: /\\x{61}/ /\\x{62}/ r0 | ""\n'


def test_tokens_are_named_by_their_ids() -> None:
    ids: dict[int | str, int] = {7: 7, "<think>": 9}
    lark = gbnf_to_lark('root ::= <[7]> !<think> "x"', ids.get)
    assert "<[7]> <[^9]>" in lark


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('other ::= "a"', None, "no rule 'root'"),
        ('root ::= "a"\nb ::= "c" nothing', 2, "'nothing' is not defined"),
        ('root ::= "a" root', None, "derives no text"),
        ("root ::= a\na ::= b\nb ::= a", None, "derives no text"),
        ('root ::= "a"\n  | <foo>', 2, "name of a rule"),
        ('root ::= "x" <[99999999]>', 1, "not a token"),
    ],
)
def test_what_cannot_be_used_is_refused(text: str, line: int | None, reason: str) -> None:
    with pytest.raises(GrammarError) as caught:
        gbnf_to_lark(text, lambda _: None)
    assert caught.value.line == line
    assert reason in caught.value.reason
