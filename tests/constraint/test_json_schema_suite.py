"""Structured output and the official suite of JSON Schema: nothing invalid comes out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
import trio
from jsonschema import Draft202012Validator, ValidationError, validators

from pyllama import (
    Constraint,
    Engine,
    GenerationRequest,
    Model,
    ModelParams,
    SamplingParams,
    builtin_model,
)
from pyllama.constraint import CompiledConstraint, ConstraintCompiler
from pyllama.constraint.schema_keywords import is_known
from pyllama.errors import GrammarError
from tests.constraint.json_schema_suite import SuiteCase, suite
from tests.server.serving import serving

N_GENERATIONS = 2000
N_TOKENS = 300


def multiple_of(validator: Any, divisor: float, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    # The validator's own arithmetic takes 26055.0005 for no multiple of 0.0001.
    if validator.is_type(instance, "number") and (
        isinstance(instance, float) or Fraction(instance) % Fraction(repr(divisor))
    ):
        yield ValidationError(f"{instance!r} is no multiple of {divisor}")


def number(text: str) -> Decimal | float:
    """Read a number exactly, unless it may be larger than any that can be."""
    return float(text) if "e" in text.lower() else Decimal(text)


Validator: Any = validators.extend(Draft202012Validator, {"multipleOf": multiple_of})


@pytest.fixture(scope="module")
def compiled() -> Iterator[list[tuple[SuiteCase, CompiledConstraint]]]:
    with Model.load(builtin_model(), params=ModelParams(vocab_only=True)) as model:
        compiler = ConstraintCompiler(model.vocab)
        found = []
        for case in suite():
            try:
                constraint = compiler.compile(Constraint("json_schema", json.dumps(case.schema)))
            except GrammarError:
                continue
            found.append((case, constraint))
        yield found


def test_only_schemas_that_can_be_enforced_are_taken(
    compiled: list[tuple[SuiteCase, CompiledConstraint]],
) -> None:
    # Fewer would mean that something is not supported any more.
    assert len(suite()) == 390
    assert len(compiled) >= 170
    for case, _ in compiled:
        assert all(map(is_known, case.keywords())), case.name


def test_what_does_not_conform_is_not_allowed(
    compiled: list[tuple[SuiteCase, CompiledConstraint]],
) -> None:
    n = 0
    for case, constraint in compiled:
        for value, is_valid in case.instances:
            if is_valid or is_format(case):
                continue
            matcher = constraint.matcher()
            tokens = constraint.vocab.tokenize(json.dumps(value, ensure_ascii=False), add_special=False)
            assert not (all(map(matcher.try_accept, tokens)) and matcher.may_end), (case.name, value)
            n += 1
    assert n > 240


def is_format(case: SuiteCase) -> bool:
    """Whether only the format of a string is wrong, of which the suite says more than jsonschema checks."""
    return "format" in case.keywords()


async def test_what_a_model_writes_conforms() -> None:
    cases = []
    n_whole = 0
    async with (
        Engine.open(builtin_model(), n_slots=8, n_ctx=8 * 1024) as engine,
        trio.open_nursery() as nursery,
    ):
        for case in suite():
            try:
                cases.append((case, await engine.compile(Constraint("json_schema", json.dumps(case.schema)))))
            except GrammarError:
                continue
        prompt = tuple(engine.model.vocab.tokenize("Some JSON: "))
        slots = trio.CapacityLimiter(8)

        async def write(case: SuiteCase, constraint: CompiledConstraint, seed: int) -> None:
            nonlocal n_whole
            sampling = SamplingParams(temperature=1.5, top_k=0, top_p=1.0, min_p=0.0, seed=seed)
            request = GenerationRequest(
                prompt=prompt, max_tokens=N_TOKENS, constraint=constraint, sampling=sampling
            )
            async with slots:
                completion = await engine.submit(request).complete()
            if completion.finished.stop_type == "limit":
                return
            n_whole += 1
            validator = Validator(case.schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
            value = json.loads(completion.text, parse_float=number)
            errors = [error.message for error in validator.iter_errors(value)]
            assert not errors, (case.name, completion.text)

        for i in range(N_GENERATIONS):
            nursery.start_soon(write, *cases[i % len(cases)], i)
    assert n_whole > 0.9 * N_GENERATIONS


async def test_a_keyword_that_is_not_supported_is_a_bad_request() -> None:
    unknown = {
        keyword: case for case in suite() for keyword in sorted(case.keywords()) if not is_known(keyword)
    }
    assert {
        "not",
        "if",
        "contains",
        "uniqueItems",
        "propertyNames",
        "unevaluatedProperties",
    } <= unknown.keys()
    async with serving(builtin_model()) as server:
        for keyword, case in unknown.items():
            body = {"prompt": "a", "n_predict": 1, "json_schema": case.schema}
            response = await server.post("/completion", body)
            assert response.status == 400, (case.name, response.body)
            error = response.json["error"]
            assert error["param"] == "json_schema"
            named = error["message"].split(": ")[1]
            assert named.startswith("#/"), keyword
            assert not is_known(named.rpartition("/")[2]), error["message"]
