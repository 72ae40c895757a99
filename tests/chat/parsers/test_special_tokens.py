"""Formats whose markers are special tokens, from the grammar through the engine to the parser."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from pyllama import Engine, GenerationRequest, SamplingParams, builtin_model
from pyllama.chat.parsers import find_special_tokens
from pyllama.chat.parsers.named_calls import MISTRAL
from tests.chat.parsers.reading import TOOLS, read

MARKER, SEPARATOR = "<|fim_prefix|>", "<|fim_suffix|>"
FORMAT = replace(
    MISTRAL,
    markers=(MARKER,),
    begin=MARKER,
    between=MARKER,
    header=re.compile(rf"(?P<name>\w+){re.escape(SEPARATOR)}"),
    header_end=SEPARATOR,
    written_header="{name}" + SEPARATOR,
    call_tokens=(MARKER, SEPARATOR, "<tool_call>"),
)
"""Two special tokens of the built-in model stand in for those that its format would have."""


async def test_a_required_call_is_written_with_special_tokens_and_read() -> None:
    async with Engine.open(builtin_model(), n_ctx=1024) as engine:
        special = find_special_tokens(FORMAT.kept_tokens, engine.model.vocab)
        constraint = FORMAT.call_grammar(TOOLS, choice="required", parallel=True, special_tokens=special)
        assert constraint is not None
        request = GenerationRequest(
            prompt=tuple(engine.model.vocab.tokenize("What is the weather in Oslo?")),
            constraint=await engine.compile(constraint),
            kept_tokens=frozenset(special.values()),
            max_tokens=300,
            sampling=SamplingParams(temperature=0.0),
        )
        completion = await engine.submit(request).complete()
    assert set(special) == {MARKER, SEPARATOR}
    assert completion.text.startswith(MARKER)
    assert completion.finished.stop_type == "eos"
    calls = read(FORMAT, [completion.text]).calls
    assert calls
    assert all(name in TOOLS and isinstance(json.loads(arguments), dict) for name, arguments in calls)
