"""Options that say who may use the server, and over what connections."""

from __future__ import annotations

import re
from typing import Final

from server.api_keys import ApiKeysError, read_keys
from server.cors_params import ANY, LOCALHOST, CorsParams
from server.options.option import Convert, Option, folder, path

_CORS: Final = CorsParams()


def api_keys(argument: str) -> tuple[str, ...]:
    """Convert to keys, which commas separate."""
    keys = tuple(key for part in argument.split(",") if (key := part.strip()))
    if not keys:
        # Not the argument: what is wrong with it may be near to the truth.
        raise ValueError("there is no key")
    return keys


def api_key_file(argument: str) -> str:
    """Convert to the path of a file that has keys."""
    try:
        read_keys(argument)
    except ApiKeysError as error:
        raise ValueError(str(error)) from None
    return argument


def origins(argument: str) -> tuple[str, ...]:
    """Convert to origins, which commas separate."""
    result = tuple(part.strip().lower() for part in argument.split(","))
    for origin in result:
        if origin not in {ANY, LOCALHOST, "null"} and not re.fullmatch(
            r"[a-z][a-z0-9+.-]*://[^/\s]+", origin
        ):
            raise ValueError(f"{origin!r} is not {ANY}, {LOCALHOST} or of the form https://example.org")
    return result


def header_value(argument: str) -> str:
    """Convert to what can stand in a header."""
    if not re.fullmatch(r"[!-~]+([ ][!-~]+)*", argument):
        raise ValueError(f"{argument!r} is not a list of words")
    return argument


def prefix(argument: str) -> str:
    """Convert to what paths begin with; a slash at the end is left out."""
    result = argument.rstrip("/")
    if not re.fullmatch(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*", result):
        raise ValueError(f"{argument!r} is not of the form /path")
    return result


def _option(
    flag: str,
    name: str,
    help: str,  # noqa: A002  # the name of the column
    convert: Convert,
    *,
    metavar: str = "FNAME",
    shown_default: str = "none",
    env: str | None = None,
    repeatable: bool = False,
) -> Option:
    return Option(
        flags=(flag,),
        name=name,
        group="Server",
        help=help,
        metavar=metavar,
        convert=convert,
        shown_default=shown_default,
        env=env,
        repeatable=repeatable,
    )


SECURITY: Final = (
    _option(
        "--api-key",
        "api_keys",
        "key that clients must send, or several, separated by commas; may be given again",
        api_keys,
        metavar="KEY",
        env="LLAMA_API_KEY",
        repeatable=True,
    ),
    _option(
        "--api-key-file",
        "api_key_file",
        "file with such keys, one on each line, those with # in front left out; read again upon SIGHUP",
        api_key_file,
        env="LLAMA_ARG_API_KEY_FILE",
    ),
    _option(
        "--ssl-key-file",
        "ssl_key_file",
        "private key for encrypted connections, PEM; read again upon SIGHUP",
        path,
        env="LLAMA_ARG_SSL_KEY_FILE",
    ),
    _option(
        "--ssl-cert-file",
        "ssl_cert_file",
        "certificate for encrypted connections, PEM; read again upon SIGHUP",
        path,
        env="LLAMA_ARG_SSL_CERT_FILE",
    ),
    _option(
        "--path",
        "static_path",
        "folder whose files are served in place of the web page, to everybody",
        folder,
        metavar="PATH",
        env="LLAMA_ARG_STATIC_PATH",
    ),
    Option(
        flags=("--api-prefix",),
        name="api_prefix",
        group="Server",
        help="what all paths begin with, for example /llama",
        metavar="PREFIX",
        convert=prefix,
        default="",
        shown_default="none",
        env="LLAMA_ARG_API_PREFIX",
    ),
    _option(
        "--cors-origins",
        "cors.origins",
        "sites whose pages may use the server from a browser, separated by commas;"
        f" {ANY} is any, {LOCALHOST} any on the browser's own machine",
        origins,
        metavar="ORIGINS",
        shown_default=",".join(_CORS.origins),
        env="LLAMA_ARG_CORS_ORIGINS",
    ),
    _option(
        "--cors-methods",
        "cors.methods",
        "methods that such pages may use",
        header_value,
        metavar="METHODS",
        shown_default=_CORS.methods,
        env="LLAMA_ARG_CORS_METHODS",
    ),
    _option(
        "--cors-headers",
        "cors.headers",
        "headers that such pages may send",
        header_value,
        metavar="HEADERS",
        shown_default=_CORS.headers,
        env="LLAMA_ARG_CORS_HEADERS",
    ),
    Option(
        flags=("--cors-credentials", "--no-cors-credentials"),
        name="cors.credentials",
        group="Server",
        help="whether such pages may send cookies and the like",
        opposite=False,
        shown_default="on",
        env="LLAMA_ARG_CORS_CREDENTIALS",
    ),
)
"""The options, in the order of the help."""
