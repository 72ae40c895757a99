"""Constrained generations: every text conforms, whoever shares the step and however tokens are chosen."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pyllama import Constraint, Engine, EngineParams, GenerationRequest, SamplingParams
from pyllama.errors import GrammarError, InvalidRequestError
from tests.engine.conftest import EXACT, GREEDY, OpenEngine, random_tokens, until

PROMPT = tuple(random_tokens(1, 40))
HOT = SamplingParams(temperature=1.5, top_k=0, top_p=1.0, min_p=0.0, seed=1)
SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "maxLength": 8},
        "age": {"type": "integer", "minimum": 3, "maximum": 99},
        "tags": {"type": "array", "items": {"enum": ["red", "green", "blue"]}, "maxItems": 3},
    },
    "required": ["name", "age", "tags"],
    "additionalProperties": False,
}


@pytest.fixture
async def engine(bpe_decoder_path: Path) -> AsyncIterator[Engine]:
    async with Engine.open(bpe_decoder_path, context=EXACT, n_slots=4, n_ctx=2048) as engine:
        yield engine


async def text_of(engine: Engine, constraint: Constraint, **options: object) -> str:
    compiled = await engine.compile(constraint)
    options = {"prompt": PROMPT, "sampling": HOT} | options
    request = GenerationRequest(constraint=compiled, **options)  # type: ignore[arg-type]
    completion = await engine.submit(request).complete()
    assert completion.finished.stop_type == "eos", completion.text
    return completion.text


@pytest.mark.parametrize(
    "sampling",
    [
        SamplingParams(temperature=0.0),
        SamplingParams(temperature=0.0, ignore_eos=True),
        SamplingParams(temperature=0.0, repeat_penalty=1.5),
        SamplingParams(temperature=0.0, logit_bias=tuple((t, float("-inf")) for t in range(100, 500, 2))),
        HOT,
        SamplingParams(temperature=1.5, samplers=("temperature",), ignore_eos=True),
        SamplingParams(mirostat=1),
        SamplingParams(mirostat=2),
        SamplingParams(samplers=("infill",)),
        SamplingParams(
            samplers=("top_n_sigma", "typ_p", "xtc", "temperature"),
            top_n_sigma=1.0,
            typical_p=0.5,
            xtc_probability=1.0,
            xtc_threshold=0.01,
        ),
        SamplingParams(dry_multiplier=1.0, presence_penalty=1.0),
        SamplingParams(samplers=("adaptive_p",), adaptive_target=0.3),
    ],
)
async def test_a_text_conforms_however_tokens_are_chosen(engine: Engine, sampling: SamplingParams) -> None:
    text = await text_of(engine, Constraint("json_schema", json.dumps(SCHEMA)), sampling=sampling)
    jsonschema.validate(json.loads(text), SCHEMA)


@pytest.mark.parametrize(
    ("constraint", "pattern"),
    [
        (Constraint("grammar", 'root ::= [ab] root [ab] | "-"'), r"[ab]*-[ab]*"),
        (Constraint("grammar", 'root ::= "yes" | "no"'), "yes|no"),
        (Constraint("regex", r"\d{3}-[a-z]{2}"), r"\d{3}-[a-z]{2}"),
        (Constraint("lark", "start: A | B\nA: /x+y/\nB: /z{3}/"), "x+y|zzz"),
    ],
)
@pytest.mark.parametrize("sampling", [HOT, SamplingParams(temperature=0.0)])
async def test_every_kind_constrains(
    engine: Engine, constraint: Constraint, pattern: str, sampling: SamplingParams
) -> None:
    if "root [ab]" in constraint.text and sampling is not HOT:
        return  # the best letter may be the same for ever
    assert re.fullmatch(pattern, await text_of(engine, constraint, sampling=sampling))


async def test_greedy_takes_the_best_of_the_allowed_tokens(engine: Engine) -> None:
    free = await engine.generate(PROMPT, max_tokens=1, sampling=GREEDY).complete()
    (best,) = free.tokens
    compiled = await engine.compile(Constraint("grammar", f"root ::= !<[{best}]>"))
    banned = SamplingParams(temperature=0.0, ignore_eos=True, logit_bias=((best, float("-inf")),))
    second = await engine.generate(PROMPT, max_tokens=1, sampling=banned).complete()
    constrained = await engine.generate(PROMPT, max_tokens=1, sampling=GREEDY, constraint=compiled).complete()
    assert constrained.tokens == second.tokens


async def test_probabilities_are_those_of_the_model_or_of_what_is_left(engine: Engine) -> None:
    compiled = await engine.compile(Constraint("grammar", 'root ::= "1" | "2"'))
    for post_sampling in (False, True):
        request = GenerationRequest(
            prompt=PROMPT,
            sampling=HOT,
            constraint=compiled,
            n_probs=5,
            post_sampling_probs=post_sampling,
        )
        deltas = [delta async for delta in engine.submit(request)]
        first = deltas[0].probs[0]
        shown = {engine.model.vocab.piece(token) for token in first.top_tokens}
        assert (shown <= {b"1", b"2"}) is post_sampling


async def test_neighbours_do_not_notice(engine: Engine) -> None:
    alone = await engine.generate(PROMPT, max_tokens=30, sampling=GREEDY).complete()
    compiled = await engine.compile(Constraint("json_schema", json.dumps(SCHEMA)))
    constrained = engine.generate(PROMPT, sampling=HOT, constraint=compiled)
    free = await engine.generate(PROMPT, max_tokens=30, sampling=GREEDY).complete()
    assert free.tokens == alone.tokens
    jsonschema.validate(json.loads((await constrained.complete()).text), SCHEMA)


FORCED = Constraint("regex", r"[ab]\{the beginning of it all\}[ab]\{and this is its end\}")


async def test_forced_tokens_are_evaluated_together(bpe_decoder_path: Path) -> None:
    found = {}
    for n_forced_max in (0, 3, 64):
        params = EngineParams(n_forced_max=n_forced_max)
        async with Engine.open(
            bpe_decoder_path, context=EXACT, n_slots=4, n_ctx=2048, params=params
        ) as engine:
            compiled = await engine.compile(FORCED)
            requests = [
                GenerationRequest(prompt=PROMPT[i:], sampling=GREEDY, constraint=compiled) for i in range(4)
            ]
            texts = [await generation.complete() for generation in map(engine.submit, requests)]
            n_steps = engine.statistics().n_steps
        found[n_forced_max] = [(text.text, text.tokens[:-1]) for text in texts], n_steps
        for text in texts:
            assert text.finished.n_decoded == len(text.tokens)
            assert text.finished.n_forced >= len(text.tokens) - 3 > 10
    (one_by_one, n_most), (few, n_fewer), (together, n_least) = found.values()
    assert one_by_one == few == together
    assert 3 * n_least < n_most
    assert n_least < n_fewer < n_most


@pytest.mark.parametrize("options", [{"n_probs": 1}, {"n_probs": 1, "post_sampling_probs": True}])
async def test_forced_tokens_have_probabilities(engine: Engine, options: dict[str, Any]) -> None:
    compiled = await engine.compile(FORCED)
    request = GenerationRequest(prompt=PROMPT, sampling=GREEDY, constraint=compiled)
    plain = await engine.submit(request).complete()
    deltas = [delta async for delta in engine.submit(replace(request, **options))]
    assert "".join(delta.text for delta in deltas) == plain.text
    probs = [probs for delta in deltas for probs in delta.probs]
    assert [p.token for p in probs] == [token for delta in deltas for token in delta.tokens]


async def test_forced_tokens_end_where_others_would(engine: Engine) -> None:
    compiled = await engine.compile(FORCED)
    whole = await engine.generate(PROMPT, sampling=GREEDY, constraint=compiled).complete()
    cut = await engine.generate(PROMPT, sampling=GREEDY, constraint=compiled, max_tokens=5).complete()
    assert (cut.tokens, cut.finished.stop_type) == (whole.tokens[:5], "limit")
    stopped = await engine.generate(PROMPT, sampling=GREEDY, constraint=compiled, stop=["ning"]).complete()
    assert (stopped.text[1:], stopped.finished.stopping_word) == ("{the begin", "ning")


async def test_forced_tokens_fit_into_a_context_that_is_nearly_full(bpe_decoder_path: Path) -> None:
    texts = []
    for n_forced_max in (0, 64):
        params = EngineParams(n_forced_max=n_forced_max, context_shift=True)
        async with Engine.open(bpe_decoder_path, context=EXACT, n_ctx=256, params=params) as engine:
            compiled = await engine.compile(Constraint("regex", "([ab]-and so it goes on; ){30}"))
            request = GenerationRequest(prompt=PROMPT, sampling=GREEDY, constraint=compiled)
            completion = await engine.submit(request).complete()
            assert engine.statistics().n_shifts > 0
        texts.append((completion.text, completion.tokens[:-1]))
    assert texts[0] == texts[1]


async def test_a_stop_string_and_a_limit_end_a_constrained_text(engine: Engine) -> None:
    compiled = await engine.compile(Constraint("regex", "aaaa-[a-z]{40}"))
    stopped = await engine.generate(PROMPT, sampling=HOT, constraint=compiled, stop=["-"]).complete()
    assert (stopped.text, stopped.finished.stop_type) == ("aaaa", "word")
    cut = await engine.generate(PROMPT, sampling=HOT, constraint=compiled, max_tokens=1).complete()
    assert "aaaa".startswith(cut.text.partition("-")[0])
    assert cut.finished.stop_type == "limit"


async def test_a_parked_sequence_goes_on_where_it_was(bpe_decoder_path: Path) -> None:
    params = EngineParams(sharing="unified")
    async with Engine.open(bpe_decoder_path, context=EXACT, n_slots=4, n_ctx=256, params=params) as engine:
        compiled = await engine.compile(Constraint("regex", "([a-z]{3}-[0-9]{3} ){20}"))
        requests = [
            GenerationRequest(prompt=tuple(random_tokens(seed, 60)), sampling=HOT, constraint=compiled)
            for seed in range(4)
        ]
        texts = [(await generation.complete()).text for generation in [engine.submit(r) for r in requests]]
        assert engine.statistics().n_parkings > 0
    assert all(re.fullmatch("([a-z]{3}-[0-9]{3} ){20}", text) for text in texts)


async def test_a_parser_that_gives_up_fails_its_own_sequence_only(engine: Engine) -> None:
    compiled = await engine.compile(Constraint("regex", r"(\p{L}{1,1000}){1,1000}"))
    hostile = engine.submit(GenerationRequest(prompt=PROMPT, sampling=HOT, constraint=compiled))
    other = engine.generate(PROMPT, max_tokens=200, sampling=GREEDY)
    with pytest.raises(GrammarError, match="too complex after"):
        await hostile.complete()
    assert len((await other.complete()).tokens) == 200
    statistics = await until(engine, lambda s: s.n_failed == 1)
    assert all(not slot.is_processing for slot in statistics.slots)


async def test_a_constraint_of_another_model_is_refused(engine: Engine, open_engine: OpenEngine) -> None:
    async with open_engine(n_slots=1) as other:
        compiled = await other.compile(Constraint("regex", "a"))
        with pytest.raises(InvalidRequestError) as caught:
            engine.generate(PROMPT, constraint=compiled)
    assert caught.value.param == "constraint"
