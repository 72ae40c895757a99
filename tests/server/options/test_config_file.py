"""Options in a TOML file."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.options import OptionError, Parsed, parse


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "server.toml"


def read(path: Path, text: str, *arguments: str, **environment: str) -> Parsed:
    path.write_text(text)
    return parse(["--config", str(path), *arguments], environment)


def test_keys_are_the_long_spellings(path: Path) -> None:
    text = """
        ctx-size = 512
        top_p = 0.5
        alias = "model"
        n-gpu-layers = "all"
        flash-attn = true
        samplers = "top_k;temperature"
    """
    assert read(path, text).values == {
        "config": str(path),
        "n_ctx": 512,
        "sampling.top_p": 0.5,
        "alias": "model",
        "loading.n_gpu_layers": -1,
        "context.flash_attention": "on",
        "sampling.samplers": "top_k;temperature",
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [("mmap = true", True), ("mmap = false", False), ("no-mmap = true", False), ("no-mmap = false", True)],
)
def test_switches_are_true_or_false(path: Path, text: str, *, value: bool) -> None:
    assert read(path, text).values["weights.mmap"] is value


def test_a_switch_without_an_opposite_is_left_out(path: Path) -> None:
    assert read(path, "ignore-eos = false").values == {"config": str(path)}


def test_options_that_may_be_given_again_take_lists(path: Path) -> None:
    assert read(path, 'logit-bias = ["5+1", "6-1"]').values["sampling.logit_bias"] == [(5, 1.0), (6, -1.0)]
    assert read(path, 'logit-bias = "5+1"').values["sampling.logit_bias"] == [(5, 1.0)]
    # The command line replaces all of them.
    parsed = read(path, 'logit-bias = ["5+1", "6-1"]', "-l", "7+1", "-l", "8+1")
    assert parsed.values["sampling.logit_bias"] == [(7, 1.0), (8, 1.0)]


def test_arguments_win_over_variables_and_those_over_the_file(path: Path) -> None:
    text = "ctx-size = 1\nport = 1\nparallel = 1"
    parsed = read(path, text, "-c", "3", LLAMA_ARG_CTX_SIZE="2", LLAMA_ARG_PORT="2")
    assert (parsed.values["n_ctx"], parsed.values["port"], parsed.values["n_parallel"]) == (3, 2, 1)
    assert parsed.sources["n_ctx"] == "-c"
    assert parsed.sources["n_parallel"] == f"{path}: parallel"


def test_a_variable_can_name_the_file(path: Path) -> None:
    path.write_text("port = 1")
    assert parse([], {"LLAMA_ARG_CONFIG": str(path)}).values["port"] == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ctx-sze = 5", "{path}: ctx-sze is no option; did you mean ctx-size?"),
        ("c = 5", "{path}: c is no option"),
        ('config = "other.toml"', "{path}: config is no option"),
        ("[server]\nport = 5", "{path}: server is no option"),
        ('mmproj = "x"', "{path}: mmproj is not possible: this server does not read images"),
        ("port = 65536", "{path}: port: 65536 is not between 0 and 65535"),
        ("port = [5]", "{path}: port must be a number or a text"),
        ("logit-bias = [[5]]", "{path}: logit-bias must be a number, a text or a list of them"),
        ("mlock = 1", "{path}: mlock must be true or false"),
        ("port = ", "--config: {path}: Invalid value"),
        ("port = 5\nport = 6", "--config: {path}: "),
    ],
)
def test_says_what_is_wrong(path: Path, text: str, message: str) -> None:
    with pytest.raises(OptionError) as caught:
        read(path, text)
    assert str(caught.value).startswith(message.format(path=path))
    assert "\n" not in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"^--config: .*none\.toml: No such file"):
        parse(["--config", str(tmp_path / "none.toml")], {})
    with pytest.raises(OptionError, match=r"^--config: .*: Is a directory"):
        parse(["--config", str(tmp_path)], {})
    (tmp_path / "bytes.toml").write_bytes(b"\xff")
    with pytest.raises(OptionError, match=r"^--config: .*bytes\.toml: 'utf-8' codec"):
        parse(["--config", str(tmp_path / "bytes.toml")], {})
