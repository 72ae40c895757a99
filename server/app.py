"""Wires routes, error responses and limits into one application."""

from __future__ import annotations

from typing import Final

from hypercorn.typing import ASGIFramework
from quart import request
from quart_trio import QuartTrio

from server.asgi import RequestGuard
from server.auth import WEB, ask_for_keys
from server.cors import share_across_origins
from server.error_responses import error_handler
from server.errors import ErrorBody, ErrorDetail
from server.formats.ollama import ollama_error
from server.routes.anthropic import anthropic_routes
from server.routes.chat_completion import chat_completion_routes
from server.routes.chat_control import chat_control_routes
from server.routes.completion import completion_routes
from server.routes.embeddings import embedding_routes
from server.routes.health import health_routes
from server.routes.infill import infill_routes
from server.routes.lora import lora_routes
from server.routes.metrics import count_responses, metrics_routes
from server.routes.models import model_routes
from server.routes.ollama import ollama_routes
from server.routes.ollama_embed import ollama_embed_routes
from server.routes.ollama_models import ollama_model_routes
from server.routes.openapi import openapi_routes
from server.routes.rerank import rerank_routes
from server.routes.responses import responses_routes
from server.routes.slots import slot_routes
from server.routes.template import template_routes
from server.routes.text_completion import text_completion_routes
from server.routes.tokens import token_routes
from server.routes.web import web_routes
from server.state import ServerState

MAX_BODY_BYTES: Final = 16 * 2**20
"""Longest body of a request; decoding it holds everybody up, for a second at the worst."""


def create_app(state: ServerState) -> ASGIFramework:
    """Return the application for a server."""
    app = QuartTrio(__name__, static_folder=None)
    app.config["BODY_TIMEOUT"] = state.config.timeout_s
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    # A stream lasts as long as it lasts.
    app.config["RESPONSE_TIMEOUT"] = None
    # Paths with doubled slashes do not exist, instead of being answered with a redirect.
    app.url_map.merge_slashes = False

    config = state.config
    share_across_origins(app, config.cors)
    if state.metrics is not None:
        count_responses(app, state.metrics)

    @app.before_request
    async def check_ready() -> None:
        # The page says itself that it waits. Asking raises until there is something.
        if request.blueprint != WEB:
            _ = state.computing

    ask_for_keys(app, state.keys, config.api_prefix)

    def error_form(detail: ErrorDetail) -> object:
        # Of a path that does not exist, only its beginning says who asks.
        is_ollama = request.path.startswith(f"{config.api_prefix}/api/")
        return ollama_error(detail) if is_ollama else ErrorBody(detail)

    app.register_error_handler(Exception, error_handler(error_form))
    blueprints = [
        health_routes(),
        metrics_routes(state),
        openapi_routes(state),
        model_routes(state),
        template_routes(state),
        token_routes(state),
        completion_routes(state),
        text_completion_routes(state),
        infill_routes(state),
        embedding_routes(state),
        rerank_routes(state),
        chat_completion_routes(state),
        anthropic_routes(state),
        responses_routes(state),
        ollama_routes(state),
        ollama_embed_routes(state),
        ollama_model_routes(state),
        chat_control_routes(state),
        slot_routes(state),
        lora_routes(state),
    ]
    if config.webui:
        blueprints.append(web_routes(config.static_path))
    for blueprint in blueprints:
        app.register_blueprint(blueprint, url_prefix=config.api_prefix)
    return RequestGuard(app)
