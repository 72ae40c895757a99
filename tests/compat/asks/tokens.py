"""``POST /tokenize`` and ``POST /detokenize``, of a byte-level vocabulary and of one of SentencePiece."""

from __future__ import annotations

from typing import Any, Final

from tests.compat.ask import Ask, post


def _tokenize(name: str, **body: Any) -> Ask:
    return post(f"tokenize/{name}", "/tokenize", body)


def _detokenize(name: str, **body: Any) -> Ask:
    return post(f"detokenize/{name}", "/detokenize", body)


TOKENS: Final = (
    _tokenize("text", content="Once upon a time"),
    _tokenize("empty", content=""),
    _tokenize("special", content="Once upon", add_special=True),
    _tokenize("special-text", content="<s>Once</s>"),
    _tokenize("special-text-as-text", content="<s>Once</s>", parse_special=False),
    _tokenize("pieces", content="Once upon", with_pieces=True),
    _tokenize("pieces-bytes", content="á€😀", with_pieces=True),
    _tokenize("pieces-special", content="Once", add_special=True, with_pieces=True),
    _tokenize("mixed", content=[5, "Once", 6]),
    _tokenize("control", content="\x00\n\t"),
    _tokenize("missing"),
    _tokenize("null", content=None),
    _tokenize("number", content=5),
    _tokenize("pieces-text", content="x", with_pieces="yes"),
    post("tokenize/not-json", "/tokenize", "nothing"),
    _detokenize("tokens", tokens=[300, 301, 302]),
    _detokenize("special", tokens=[1, 300, 2]),
    _detokenize("empty", tokens=[]),
    _detokenize("half-a-character", tokens=[198, 164]),
    _detokenize("missing"),
    _detokenize("text", tokens="x"),
    _detokenize("texts", tokens=["x"]),
    _detokenize("too-large", tokens=[1000000]),
    _detokenize("negative", tokens=[-1]),
)

SENTENCEPIECE: Final = (
    post("sentencepiece/text", "/tokenize", {"content": "Once upon a time"}),
    post("sentencepiece/special", "/tokenize", {"content": "Once", "add_special": True, "with_pieces": True}),
    post("sentencepiece/special-text", "/tokenize", {"content": "<s>Once</s>", "with_pieces": True}),
    post("sentencepiece/bytes", "/tokenize", {"content": "á€😀", "with_pieces": True}),
    post("sentencepiece/spaces", "/tokenize", {"content": "  a  b ", "with_pieces": True}),
    post("sentencepiece/lines", "/tokenize", {"content": "a\n\n b\t", "with_pieces": True}),
    post("sentencepiece/text-of-tokens", "/detokenize", {"tokens": [1, 300, 301, 2]}),
    post("sentencepiece/text-of-bytes", "/detokenize", {"tokens": [3, 198, 164, 300]}),
)
