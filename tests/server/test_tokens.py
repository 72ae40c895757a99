from __future__ import annotations

from pathlib import Path

import pytest

from pyllama import Model
from tests.server.serving import serving


async def test_tokenize(decoder_path: Path, decoder: Model) -> None:
    plain = decoder.vocab.tokenize("Once upon", add_special=False)
    async with serving(decoder_path) as server:
        without_bos = await server.post("/tokenize", {"content": "Once upon"})
        with_bos = await server.post("/tokenize", {"content": "Once upon", "add_special": True})
        mixed = await server.post("/tokenize", {"content": [5, "Once upon", 6], "add_special": True})
    assert without_bos.json == {"tokens": plain}
    assert with_bos.json == {"tokens": [1, *plain]}
    assert mixed.json == {"tokens": [5, *plain, 6]}


async def test_special_tokens_are_parsed_unless_told_otherwise(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        parsed = await server.post("/tokenize", {"content": "<s>"})
        literal = await server.post("/tokenize", {"content": "<s>", "parse_special": False})
    assert parsed.json == {"tokens": [1]}
    assert 1 not in literal.json["tokens"]


async def test_pieces_are_text_or_bytes(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        response = await server.post("/tokenize", {"content": "aá", "with_pieces": True})
    pieces = [token["piece"] for token in response.json["tokens"]]
    assert [195] in pieces
    assert [161] in pieces
    assert "".join(piece for piece in pieces if isinstance(piece, str)).strip() == "a"
    assert all(isinstance(token["id"], int) for token in response.json["tokens"])


async def test_detokenize_is_the_inverse(decoder_path: Path) -> None:
    text = " Once á upon\n\0"
    async with serving(decoder_path) as server:
        tokens = (await server.post("/tokenize", {"content": text})).json["tokens"]
        content = (await server.post("/detokenize", {"tokens": tokens})).json["content"]
        # The tokenizer puts a space in front, which its inverse keeps.
        assert content.lstrip(" ") == text.lstrip(" ")
        assert (await server.post("/detokenize", {"tokens": [1]})).json == {"content": "<s>"}
        assert (await server.post("/detokenize", {"tokens": []})).json == {"content": ""}


async def test_unknown_fields_are_refused(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        for path, body in (("/tokenize", {"content": "a"}), ("/detokenize", {"tokens": [1]})):
            response = await server.post(path, {**body, "nothing": 1})
            assert response.status == 400
            assert response.json["error"]["param"] == "nothing"


async def test_a_long_text_is_tokenized_like_a_short_one(decoder_path: Path, decoder: Model) -> None:
    text = "Once upon a time " * 5000
    async with serving(decoder_path) as server:
        response = await server.post("/tokenize", {"content": text})
    assert response.json == {"tokens": decoder.vocab.tokenize(text, add_special=False)}


@pytest.mark.parametrize("n", [10, 30_000])
async def test_a_wrong_token_is_named_however_many_there_are(decoder_path: Path, n: int) -> None:
    async with serving(decoder_path) as server:
        response = await server.post("/detokenize", {"tokens": [5] * n + [512]})
    assert response.json["error"]["param"] == f"tokens[{n}]"


async def test_half_a_character_is_replaced(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        tokens = (await server.post("/tokenize", {"content": "á"})).json["tokens"]
        content = (await server.post("/detokenize", {"tokens": tokens[:-1]})).json["content"]
    assert content.endswith("\N{REPLACEMENT CHARACTER}")
