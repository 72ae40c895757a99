from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pyllama import Model, Vocab, builtin_model
from server.infill import InfillLimits, infill_prompt
from server.schemas.infill import ExtraChunk, Gap
from tests.server.serving import serving
from tests.support import tiny_models

PLENTY = InfillLimits(n_around=2000, n_extra=2000)
ADD = {"input_prefix": "def add(a, b):\n    return ", "input_suffix": "\n\nprint(add(1, 2))\n"}


@pytest.fixture(scope="module")
def builtin() -> Iterator[Model]:
    with Model.load(builtin_model()) as model:
        yield model


@pytest.fixture(scope="module")
def plain(models_dir: Path) -> Iterator[Model]:
    """A model that can fill gaps, but does not know repositories."""
    path = tiny_models.write_bpe_decoder(models_dir / "no-repositories.gguf", repositories=False)
    with Model.load(path) as model:
        yield model


def gap(prefix: str = "", suffix: str = "", prompt: str = "", extra: tuple[ExtraChunk, ...] = ()) -> Gap:
    return Gap(prefix=prefix, suffix=suffix, prompt=prompt, extra=extra)


def text(vocab: Vocab, asked: Gap, limits: InfillLimits = PLENTY, *, suffix_first: bool = False) -> str:
    return vocab.detokenize(infill_prompt(asked, vocab, limits, suffix_first=suffix_first))


EXTRA = (ExtraChunk(filename="a.py", text="one\n"), ExtraChunk(text="two\n"))


def test_a_model_that_knows_repositories(builtin: Model) -> None:
    assert text(builtin.vocab, gap("before", "behind", "begun", EXTRA)) == (
        "<|repo_name|>myproject\n<|file_sep|>a.py\none\n<|file_sep|>tmp\ntwo\n<|file_sep|>filename\n"
        "<|fim_prefix|>beforebegun<|fim_suffix|>behind<|fim_middle|>"
    )


def test_a_model_that_does_not(plain: Model) -> None:
    assert text(plain.vocab, gap("before", "behind", "begun", EXTRA)) == (
        "\n\n--- snippet ---\n\none\n\n\n--- snippet ---\n\ntwo\n"
        "<|fim_prefix|>beforebegun<|fim_suffix|>behind<|fim_middle|>"
    )


def test_what_is_behind_can_come_first(plain: Model) -> None:
    assert text(plain.vocab, gap("before", "behind", "begun"), suffix_first=True) == (
        "<|fim_suffix|>behind<|fim_prefix|>beforebegun<|fim_middle|>"
    )


def test_special_tokens_in_the_text_are_text(plain: Model) -> None:
    special = plain.vocab.special
    tokens = infill_prompt(gap("<|fim_middle|>", "<|fim_prefix|>"), plain.vocab, PLENTY, suffix_first=False)
    assert (tokens.count(special.fim_mid or -1), tokens.count(special.fim_pre or -1)) == (1, 1)


def test_what_is_nearest_to_the_gap_is_kept(plain: Model) -> None:
    vocab = plain.vocab
    words = " ".join(f"w{i}" for i in range(100))
    tokens = vocab.tokenize(words, add_special=False)
    chunk = ExtraChunk(text=words)
    limits = InfillLimits(n_around=40, n_extra=7)
    prompt = infill_prompt(gap(words, words, "", (chunk,)), vocab, limits, suffix_first=False)
    assert prompt == [
        *tokens[-7:],
        vocab.special.fim_pre,
        *tokens[-30:],
        vocab.special.fim_suf,
        *tokens[:8],
        vocab.special.fim_mid,
    ]


@pytest.mark.parametrize(
    ("n_ctx", "n_batch", "max_tokens", "n_around", "n_extra"),
    [
        (8192, 2048, 128, 2048, 5888),
        (8192, 2048, -1, 2048, 5632),
        (2048, 2048, 64, 1536, 384),
        (2048, 2048, 2000, 1536, 0),
    ],
)
def test_limits(n_ctx: int, n_batch: int, max_tokens: int, n_around: int, n_extra: int) -> None:
    limits = InfillLimits.of_slot(n_ctx=n_ctx, n_batch=n_batch, max_tokens=max_tokens)
    assert limits == InfillLimits(n_around=n_around, n_extra=n_extra)


async def test_the_built_in_model_fills_a_gap() -> None:
    async with serving(builtin_model(), "-c", "2048") as server:
        response = await server.post("/infill", ADD | {"temperature": 0})
        chosen = await server.post("/infill", ADD | {"n_predict": 1, "response_fields": ["content"]})
        long = await server.post("/infill", {"input_prefix": "a b " * 4000, "input_suffix": "c d " * 4000})
    body = response.json
    assert body["content"].startswith("a +")
    assert body["stop_type"] == "eos"
    assert body["prompt"].endswith("<|fim_suffix|>\n\nprint(add(1, 2))\n<|fim_middle|>")
    assert chosen.json.keys() == {"content"}
    assert long.status == 200


async def test_it_streams_and_takes_what_completion_takes(bpe_decoder_path: Path) -> None:
    body = ADD | {"temperature": 0, "n_predict": 4, "n_probs": 1}
    async with serving(bpe_decoder_path, "-np", "2", "-c", "1024") as server:
        whole = (await server.post("/infill", body)).json
        events = (await server.post("/infill", body | {"stream": True})).events
        two = (await server.post("/infill", body | {"n": 2})).json
    assert "".join(event["content"] for event in events) == whole["content"]
    assert len(whole["completion_probabilities"]) == 4
    assert [item["content"] for item in two] == [whole["content"]] * 2


async def test_the_order_of_the_server(bpe_decoder_path: Path) -> None:
    async with serving(bpe_decoder_path, "--spm-infill") as server:
        response = await server.post("/infill", ADD | {"n_predict": 1})
    prompt = response.json["prompt"]
    assert prompt.index("<|fim_suffix|>") < prompt.index("<|fim_prefix|>") < prompt.index("<|fim_middle|>")


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"input_suffix": ""}, "input_prefix"),
        ({"input_prefix": ""}, "input_suffix"),
        ({**ADD, "input_prefix": [5, -1]}, "input_prefix[1]"),
        ({**ADD, "prompt": 5}, "prompt"),
        ({**ADD, "input_extra": "a"}, "input_extra"),
        ({**ADD, "input_extra": [{"filename": "a"}]}, "input_extra[0].text"),
        ({**ADD, "input_extra": [{"text": "a", "name": "a"}]}, "input_extra[0].name"),
        ({**ADD, "n_predict": -2}, "n_predict"),
        ({**ADD, "nothing": 1}, "nothing"),
    ],
)
async def test_the_field_at_fault_is_named(bpe_decoder_path: Path, body: Any, param: str) -> None:
    async with serving(bpe_decoder_path) as server:
        response = await server.post("/infill", body)
    assert response.status == 400
    assert response.json["error"]["param"] == param


async def test_a_model_without_the_tokens(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        response = await server.post("/infill", ADD)
    assert response.status == 501
    assert response.json["error"]["type"] == "not_supported_error"
