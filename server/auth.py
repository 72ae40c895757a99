"""Asks for an API key before a request is handled, and tells whose it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hypercorn.typing import Scope
from quart import request
from quart_trio import QuartTrio

from server.api_keys import ApiKeys

WEB: Final = "web"
"""Name of the blueprint of the web page."""

PUBLIC: Final = frozenset({"/health", "/v1/health", "/props", "/openapi.json"})
"""Paths that anybody may get; so are the files of the web page."""

_READING: Final = frozenset({"GET", "HEAD"})

_TENANT_KEY: Final = "pyllama.tenant"
"""Where the scope of a request says whose it is."""


class InvalidApiKeyError(Exception):
    """A request has no valid API key."""

    def __init__(self) -> None:
        super().__init__("Invalid API Key")


def ask_for_keys(app: QuartTrio, keys: ApiKeys, prefix: str) -> None:
    """Let an application refuse requests without a valid key, if there are keys.

    Args:
        app: the application.
        keys: the keys.
        prefix: what all of its paths begin with.
    """
    public = frozenset(prefix + path for path in PUBLIC)

    @app.before_request
    async def check_key() -> None:
        if not keys:
            return
        tenants = (keys.tenant(key) for key in _sent_keys())
        tenant = next((tenant for tenant in tenants if tenant is not None), None)
        if tenant is not None:
            request.scope[_TENANT_KEY] = tenant  # type: ignore[typeddict-unknown-key]
        elif request.blueprint != WEB and (request.method not in _READING or request.path not in public):
            raise InvalidApiKeyError


def tenant_of(scope: Scope) -> str:
    """Return whose an HTTP request is; ``""`` where no keys are asked for."""
    return str(scope.get(_TENANT_KEY, ""))


def _sent_keys() -> Iterator[bytes]:
    """The keys in the headers that clients of OpenAI, of Anthropic, and of llama.cpp's server use."""
    for header in ("Authorization", "X-Api-Key"):
        value = request.headers.get(header, "").strip()
        scheme, _, rest = value.partition(" ")
        key = rest.strip() if scheme.lower() == "bearer" else value
        if key:
            # A header is bytes, which were read as Latin-1.
            yield key.encode("latin-1")
