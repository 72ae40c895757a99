"""What a reranker reads: a query and a document as one input."""

from __future__ import annotations

import re
from typing import Final

from pyllama.model import Model

_PLACES: Final = re.compile(r"\{query\}|\{document\}")


class QueryTokens:
    """Joins documents to a query: as the model's ``rerank`` template says, else around its separators.

    Args:
        model: the reranker.
        query: what is looked for.

    Raises:
        InvalidRequestError: the query holds a lone surrogate; ``param`` is ``query``.
    """

    def __init__(self, model: Model, query: str) -> None:
        self._vocab = model.vocab
        self._query = query
        self._template = model.chat_template("rerank")
        self._tokens = self._vocab.tokenize(query, add_special=False, parse_special=False, param="query")

    def join(self, document: str, *, param: str = "document") -> list[int]:
        """Return the tokens of the query and a document.

        Args:
            document: any text.
            param: what errors call it.

        Raises:
            InvalidRequestError: the document holds a lone surrogate.

        Source: format_prompt_rerank.
        """
        vocab = self._vocab
        if self._template is not None:
            # All at once: a query that has "{document}" in it is text.
            texts = {"{query}": self._query, "{document}": document}
            text = _PLACES.sub(lambda place: texts[place[0]], self._template)
            return vocab.tokenize(text, add_special=False, param=param)
        special = vocab.special
        begin = [special.bos] if vocab.adds_bos and special.bos is not None else []
        end = special.sep if special.eos is None else special.eos
        ends = [end] if vocab.adds_eos and end is not None else []
        between = [special.sep] if vocab.adds_sep and special.sep is not None else []
        tokens = vocab.tokenize(document, add_special=False, parse_special=False, param=param)
        return [*begin, *self._tokens, *ends, *between, *tokens, *ends]
