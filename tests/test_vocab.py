"""Text to tokens and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyllama import Detokenizer, InvalidRequestError, Model


@pytest.fixture(params=["decoder", "bpe_decoder"])
def model(request: pytest.FixtureRequest) -> Model:
    value = request.getfixturevalue(request.param)
    assert isinstance(value, Model)
    return value


TEXTS = ["", " ", "Once upon a time", "été 日本 😀", "a\0b", "\n\n", "x" * 5000, "<s></s>", "<|im_end|>"]


@pytest.mark.parametrize("text", TEXTS)
def test_text_survives_the_way_there_and_back(model: Model, text: str) -> None:
    vocab = model.vocab
    tokens = vocab.tokenize(text, add_special=False, parse_special=False)
    back = vocab.detokenize(tokens)
    # SentencePiece puts a space in front of the first word, and takes it away again.
    assert back in {text, " " + text}


@given(text=st.text(max_size=40))
def test_any_text_survives(bpe_decoder: Model, text: str) -> None:
    vocab = bpe_decoder.vocab
    assert vocab.detokenize(vocab.tokenize(text, add_special=False, parse_special=False)) == text


@pytest.mark.parametrize("text", TEXTS)
def test_pieces_together_are_the_text(model: Model, text: str) -> None:
    vocab = model.vocab
    detokenizer = Detokenizer()
    tokens = vocab.tokenize(text, add_special=False, parse_special=False)
    joined = "".join(detokenizer.decode(vocab.piece(token)) for token in tokens) + detokenizer.flush()
    assert joined in {text, " " + text}


def test_bos_is_added_where_the_model_wants_it(decoder: Model, bpe_decoder: Model) -> None:
    assert decoder.vocab.adds_bos
    assert decoder.vocab.tokenize("a")[0] == decoder.vocab.special.bos
    assert decoder.vocab.tokenize("a", add_special=False)[0] != decoder.vocab.special.bos
    assert not decoder.vocab.adds_eos


def test_special_tokens_are_read_only_when_asked_for(bpe_decoder: Model) -> None:
    vocab = bpe_decoder.vocab
    (token,) = vocab.tokenize("<|im_end|>", add_special=False)
    assert token in vocab.end_of_generation
    assert len(vocab.tokenize("<|im_end|>", add_special=False, parse_special=False)) > 1


def test_special_pieces_are_empty_unless_asked_for(bpe_decoder: Model) -> None:
    vocab = bpe_decoder.vocab
    (token,) = vocab.tokenize("<|im_end|>", add_special=False)
    assert vocab.piece(token) == b""
    assert vocab.piece(token, special=True) == b"<|im_end|>"
    assert vocab.detokenize([token]) == "<|im_end|>"
    assert vocab.detokenize([token], unparse_special=False) == ""


def test_fill_in_the_middle_tokens(decoder: Model, bpe_decoder: Model) -> None:
    special = bpe_decoder.vocab.special
    tokens = [special.fim_pre, special.fim_suf, special.fim_mid]
    assert None not in tokens
    assert len(set(tokens)) == 3
    assert decoder.vocab.special.fim_pre is None


def test_the_kind_of_vocabulary(decoder: Model, bpe_decoder: Model) -> None:
    assert decoder.vocab.kind.name == "LLAMA_VOCAB_TYPE_SPM"
    assert bpe_decoder.vocab.kind.name == "LLAMA_VOCAB_TYPE_BPE"


@pytest.mark.parametrize("text", ["\ud800", "abc\udfff"])
def test_half_a_surrogate_pair_is_refused(model: Model, text: str) -> None:
    with pytest.raises(InvalidRequestError, match=f"lone surrogate at index {len(text) - 1}") as caught:
        model.vocab.tokenize(text)
    assert caught.value.param == "text"


@pytest.mark.parametrize("token", [-1, 10**6, 2**31 - 1])
def test_a_token_out_of_range_is_refused(model: Model, token: int) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        model.vocab.detokenize([1, token])
    assert caught.value.param == "tokens[1]"
    with pytest.raises(InvalidRequestError):
        model.vocab.piece(token)


def test_bytes_that_are_no_character(decoder: Model) -> None:
    vocab = decoder.vocab
    byte = next(t for t in range(vocab.n_tokens) if vocab.piece(t) == b"\xff")
    assert vocab.detokenize([byte]) == "\ufffd"
