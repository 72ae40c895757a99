"""``POST /tokenize`` and ``POST /detokenize``."""

from __future__ import annotations

from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from server.formats.tokens import Tokens, TokensText, text_response, tokens_response
from server.openapi import Operation
from server.prompting import run_beside, tokenize_mixed
from server.responses import json_response
from server.schemas.tokens import DetokenizeBody, TokenizeBody, parse_detokenize, parse_tokenize
from server.state import ServerState


def token_routes(state: ServerState) -> Blueprint:
    """Return the endpoints."""
    routes = Blueprint("tokens", __name__)

    @routes.post("/tokenize")
    @Operation(summary="The tokens of a text", tag="Tokens", body=(TokenizeBody,), response=(Tokens,))
    async def tokenize() -> TrioResponse:
        body = parse_tokenize(await request.get_data(cache=False, as_text=False, parse_form_data=False))
        computing = state.computing
        vocab = computing.model.vocab
        tokens = await run_beside(
            computing,
            body.content,
            lambda: tokenize_mixed(
                body.content,
                vocab,
                path="content",
                add_special=bool(body.add_special),
                parse_special=body.parse_special is not False,
            ),
        )
        return json_response(tokens_response(tokens, vocab if body.with_pieces else None))

    @routes.post("/detokenize")
    @Operation(summary="The text of tokens", tag="Tokens", body=(DetokenizeBody,), response=(TokensText,))
    async def detokenize() -> TrioResponse:
        body = parse_detokenize(await request.get_data(cache=False, as_text=False, parse_form_data=False))
        computing = state.computing
        vocab = computing.model.vocab

        def detokenized() -> TokensText:
            vocab.check_tokens(body.tokens)
            return text_response(body.tokens, vocab)

        return json_response(await run_beside(computing, body.tokens, detokenized))

    return routes
