from __future__ import annotations

from pathlib import Path

import pytest

from pyllama import InvalidRequestError, Model
from pyllama.embedding import QueryTokens
from tests.support import tiny_models

CLS, SEP = 2, 3


def test_an_encoder_gets_its_separator_between_the_texts(reranker_path: Path) -> None:
    with Model.load(reranker_path) as model:
        query, document = (
            model.vocab.tokenize(text, add_special=False) for text in ("once upon", "a little girl")
        )
        joined = QueryTokens(model, "once upon").join("a little girl")
    assert joined == [CLS, *query, SEP, *document]


def test_a_decoder_gets_what_its_texts_begin_and_end_with(decoder: Model) -> None:
    query, document = (decoder.vocab.tokenize(text, add_special=False) for text in ("Once", "upon"))
    joined = QueryTokens(decoder, "Once").join("upon")
    assert joined == [decoder.vocab.special.bos, *query, *document]


def test_special_tokens_in_texts_are_text(reranker_path: Path) -> None:
    with Model.load(reranker_path) as model:
        joined = QueryTokens(model, "[CLS]").join("[SEP]")
    assert (joined.count(CLS), joined.count(SEP)) == (1, 1)


def test_the_template_of_the_model_counts(tmp_path: Path) -> None:
    path = tiny_models.write_reranker(tmp_path / "model.gguf", template="[CLS] {query}: {document} [SEP]")
    with Model.load(path) as model:
        joined = QueryTokens(model, "once").join("upon")
        assert joined == model.vocab.tokenize("[CLS] once: upon [SEP]", add_special=False)


def test_a_query_that_looks_like_a_place_is_text(tmp_path: Path) -> None:
    path = tiny_models.write_reranker(tmp_path / "model.gguf", template="{query} {document}")
    with Model.load(path) as model:
        joined = QueryTokens(model, "{document}").join("upon {query}")
        assert joined == model.vocab.tokenize("{document} upon {query}", add_special=False)


def test_what_is_no_text_is_named(reranker_path: Path) -> None:
    with Model.load(reranker_path) as model:
        with pytest.raises(InvalidRequestError) as caught:
            QueryTokens(model, "\ud800")
        assert caught.value.param == "query"
        with pytest.raises(InvalidRequestError) as caught:
            QueryTokens(model, "once").join("\ud800", param="texts[1]")
        assert caught.value.param == "texts[1]"
