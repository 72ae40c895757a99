from __future__ import annotations

from pathlib import Path

import pytest

from server.config import ServerConfig, configure
from server.cors_params import CorsParams
from server.options import OptionError, parse


def configured(*arguments: str, **environment: str) -> ServerConfig:
    return configure(parse(["--model", "m", *arguments], environment))


def test_defaults() -> None:
    config = configured()
    assert config.api_keys == ()
    assert config.cors == CorsParams()
    assert (config.api_prefix, config.static_path, config.ssl_key_file) == ("", None, None)


def test_several_keys() -> None:
    assert configured("--api-key", "a, b,", "--api-key=c").api_keys == ("a", "b", "c")
    assert configured(LLAMA_API_KEY="a,b").api_keys == ("a", "b")


def test_an_argument_replaces_the_keys_of_the_environment() -> None:
    assert configured("--api-key", "a", "--api-key", "b", LLAMA_API_KEY="c").api_keys == ("a", "b")


def test_keys_are_not_shown() -> None:
    assert "secret" not in repr(configured("--api-key", "secret"))


def test_files(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_text("a\n")
    config = configured(
        "--path",
        str(tmp_path),
        "--ssl-key-file",
        "k",
        LLAMA_ARG_SSL_CERT_FILE="c",
        LLAMA_ARG_API_KEY_FILE=str(keys),
    )
    assert (config.ssl_key_file, config.ssl_cert_file) == ("k", "c")
    assert (config.static_path, config.api_key_file) == (str(tmp_path), str(keys))


@pytest.mark.parametrize(("given", "prefix"), [("/a", "/a"), ("/a/b-c/", "/a/b-c"), ("/", "")])
def test_a_prefix(given: str, prefix: str) -> None:
    assert configured("--api-prefix", given).api_prefix == prefix


def test_origins() -> None:
    config = configured(
        "--cors-origins",
        "https://A.example, localhost",
        "--no-cors-credentials",
        LLAMA_ARG_CORS_METHODS="GET",
    )
    assert config.cors == CorsParams(
        origins=("https://a.example", "localhost"), methods="GET", credentials=False
    )
    assert not configured(LLAMA_ARG_CORS_CREDENTIALS="0").cors.credentials


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--api-key ,", "--api-key: there is no key"),
        ("--api-key-file /no/such/file", "--api-key-file: '/no/such/file': No such file"),
        ("--api-key-file /dev/null", "--api-key-file: '/dev/null' has no key"),
        ("--ssl-key-file k", "--ssl-key-file and --ssl-cert-file go together"),
        ("--ssl-cert-file c", "--ssl-key-file and --ssl-cert-file go together"),
        ("--path /no/such/folder", "--path: '/no/such/folder' is not a folder"),
        ("--path / --no-webui", "--path serves files, which --no-webui turns off"),
        ("--api-prefix llm", "--api-prefix: 'llm' is not of the form /path"),
        ("--api-prefix /a/../b", "--api-prefix: '/a/../b' is not of the form /path"),
        ("--api-prefix /<id>", "--api-prefix: '/<id>' is not of the form /path"),
        ("--cors-origins https://a/", "--cors-origins: 'https://a/' is not \\*, localhost or of the form"),
        ("--cors-origins example.org", "--cors-origins: 'example.org' is not"),
        ("--cors-headers X\r\nY:", "--cors-headers: .* is not a list of words"),
    ],
)
def test_what_is_refused(arguments: str, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        configured(*arguments.split(" "))
