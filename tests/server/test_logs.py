"""The log: what is in it, and how its lines look."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import trio

from server.config import configure
from server.log_params import LogParams
from server.logs import JsonFormatter, PlainFormatter, set_up_logging
from server.options import parse
from tests.server.client import request
from tests.server.serving import server_process

LOGGERS = ("", "pyllama.native", "server.prompts")


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, levels = list(root.handlers), {name: logging.getLogger(name).level for name in LOGGERS}
    root.handlers.clear()
    yield
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def record(
    message: str = "m", level: int = logging.INFO, error: BaseException | None = None
) -> logging.LogRecord:
    info = None if error is None else (type(error), error, error.__traceback__)
    return logging.LogRecord("server.x", level, "", 0, message, (), info)


def params(*arguments: str, **environment: str) -> LogParams:
    return configure(parse(["-m", "m.gguf", *arguments], environment)).logs


@pytest.mark.parametrize(
    ("arguments", "fields"),
    [
        (("-v",), {"verbosity": 5}),
        (("-lv", "2"), {"verbosity": 2}),
        (("--log-disable",), {"disabled": True}),
        (("--log-file", "a.log"), {"file": "a.log"}),
        (("--log-format", "json"), {"format": "json"}),
        (("--log-jsonl",), {"format": "json"}),
        (("--log-jsonl", "--no-log-jsonl"), {}),
        (("--log-colors",), {"colors": "on"}),
        (("--log-colors", "off"), {"colors": "off"}),
        (("--no-log-prefix", "--no-log-timestamps"), {"prefix": False, "timestamps": False}),
        (("--verbose-prompt",), {"prompts": True}),
    ],
)
def test_options_of_the_log(arguments: tuple[str, ...], fields: dict[str, object]) -> None:
    assert params(*arguments) == LogParams(**fields)  # type: ignore[arg-type]


def test_variables_have_two_names() -> None:
    assert params(LLAMA_LOG_VERBOSITY="2", LLAMA_LOG_COLORS="1", LLAMA_LOG_PREFIX="0") == LogParams(
        verbosity=2, colors="on", prefix=False
    )
    assert params(LLAMA_ARG_LOG_VERBOSITY="2", LLAMA_ARG_NO_LOG_TIMESTAMPS="1") == LogParams(
        verbosity=2, timestamps=False
    )


@pytest.mark.parametrize(
    ("given", "messages"),
    [
        (LogParams(verbosity=0), []),
        (LogParams(disabled=True, verbosity=5), []),
        (LogParams(verbosity=1), ["error"]),
        (LogParams(verbosity=2), ["native warning", "error"]),
        (LogParams(), ["native warning", "info", "error"]),
        (LogParams(verbosity=4), ["native info", "native warning", "info", "error"]),
        (LogParams(verbosity=99), ["native info", "native warning", "debug", "info", "error"]),
    ],
)
def test_what_is_logged(given: LogParams, messages: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(given)
    native, other = logging.getLogger("pyllama.native"), logging.getLogger("server.x")
    native.info("native info")
    native.warning("native warning")
    other.debug("debug")
    other.info("info")
    other.error("error")
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(" ", 3)[3] for line in lines] == messages


def test_lines_for_people() -> None:
    assert PlainFormatter(prefix=False, timestamps=False, color=False).format(record()) == "m"
    assert PlainFormatter(prefix=True, timestamps=False, color=False).format(record()) == "INFO m"
    line = PlainFormatter(prefix=True, timestamps=True, color=False).format(record())
    assert datetime.strptime(line.removesuffix(" INFO m"), "%Y-%m-%d %H:%M:%S,%f")  # noqa: DTZ007
    colored = PlainFormatter(prefix=True, timestamps=False, color=True)
    assert colored.format(record(level=logging.ERROR)) == "\x1b[31mERROR m\x1b[0m"


def test_a_message_is_one_line_whatever_clients_send() -> None:
    formatter = PlainFormatter(prefix=False, timestamps=False, color=False)
    assert formatter.format(record("a\nb\x1b[31m\u2028é")) == r"a\nb\x1b[31m\u2028é"


def test_errors_come_with_their_traceback() -> None:
    try:
        raise ValueError("broken")
    except ValueError as error:
        failed = record(level=logging.ERROR, error=error)
    assert "ValueError: broken" in PlainFormatter(prefix=True, timestamps=True, color=False).format(failed)
    fields = json.loads(JsonFormatter().format(failed))
    assert fields["exception"].startswith("Traceback")
    assert fields["exception"].endswith("ValueError: broken\n")


def test_lines_for_programs() -> None:
    line = JsonFormatter().format(record("a\nb", logging.WARNING))
    assert "\n" not in line
    fields = json.loads(line)
    assert datetime.fromisoformat(fields.pop("time")).tzinfo is not None
    assert fields == {"level": "warning", "logger": "server.x", "message": "a\nb"}


def test_a_file_gets_the_same_without_colors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "server.log"
    path.write_text("before\n")
    set_up_logging(LogParams(file=str(path), colors="on", timestamps=False))
    logging.getLogger("server.x").warning("hot")
    assert path.read_text() == "before\nWARNING hot\n"
    assert capsys.readouterr().err == "\x1b[33mWARNING hot\x1b[0m\n"


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        set_up_logging(LogParams(file=str(tmp_path / "none" / "x")))


def test_prompts_are_logged_where_it_is_asked_for(bpe_decoder_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "server.log"
    arguments = ("--verbose-prompt", "--log-jsonl", "--log-file", str(path), "--no-warmup", "-dt", "0.5")

    async def complete(port: int) -> None:
        response = await request(port, "POST", "/completion", {"prompt": [65, 66], "n_predict": 1})
        assert response.status == 200

    with server_process("-m", str(bpe_decoder_path), *arguments) as server:
        trio.run(complete, server.port)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    (prompt,) = [line["message"] for line in lines if line["logger"] == "server.prompts"]
    assert prompt.startswith("prompt of 2 tokens: 65:")
    (warning,) = [line["message"] for line in lines if "changes nothing" in line["message"]]
    assert warning.startswith("-dt changes nothing: ")
