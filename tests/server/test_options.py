from __future__ import annotations

import sys
from pathlib import Path

import pytest

from server.__main__ import main
from server.options import OPTIONS, REFUSED, OptionError, parse
from server.options.docs import help_text, markdown

SEED_FLAGS = """
-h --help --usage --version -t --threads -tb --threads-batch -c --ctx-size -n --predict --n-predict -b
--batch-size -ub --ubatch-size -np --parallel -ngl --gpu-layers --n-gpu-layers -m --model -v --verbose
--log-verbose --samplers -s --seed --sampling-seq --ignore-eos --temp --top-k --top-p --min-p
--xtc-probability --xtc-threshold --typical --repeat-last-n --repeat-penalty --presence-penalty
--frequency-penalty --dry-multiplier --dry-base --dry-allowed-length --dry-penalty-last-n
--dry-sequence-breaker --dynatemp-range --dynatemp-exp --mirostat --mirostat-lr --mirostat-ent -l
--logit-bias -fa --flash-attn -ctk --cache-type-k -ctv --cache-type-v
-cb --cont-batching -a --alias --host --port -to --timeout --no-webui
"""


def test_all_flags_are_different() -> None:
    flags = [flag for row in (*OPTIONS, *REFUSED) for flag in row.flags]
    assert len(flags) == len(set(flags))


def test_all_variables_are_different() -> None:
    variables = [row.env for row in (*OPTIONS, *REFUSED) if row.env is not None]
    assert len(variables) == len(set(variables))


@pytest.mark.parametrize("flag", SEED_FLAGS.split())
def test_has_the_flag(flag: str) -> None:
    assert any(flag in option.flags for option in OPTIONS)


@pytest.mark.parametrize("flag", ["-c", "--ctx-size"])
def test_aliases_are_the_same_option(flag: str) -> None:
    assert parse([flag, "7"], {}).values == {"n_ctx": 7}


def test_a_value_may_follow_an_equals_sign() -> None:
    assert parse(["--ctx-size=7"], {}).values == {"n_ctx": 7}


def test_a_value_may_look_like_an_option() -> None:
    assert parse(["--alias", "-c", "-n", "-1"], {}).values == {"alias": "-c", "n_predict": -1}


@pytest.mark.parametrize(
    ("arguments", "values"),
    [
        (["-fa"], {"flash_attention": "on"}),
        (["-fa", "off"], {"flash_attention": "off"}),
        (["-fa", "AUTO"], {"flash_attention": "auto"}),
        (["--flash-attn", "0"], {"flash_attention": "off"}),
        (["--flash-attn=off"], {"flash_attention": "off"}),
        (["-fa", "-c", "7"], {"flash_attention": "on", "n_ctx": 7}),
    ],
)
def test_a_value_may_be_implied(arguments: list[str], values: dict[str, object]) -> None:
    assert parse(arguments, {}).values == values


def test_the_last_one_counts() -> None:
    assert parse(["-c", "7", "--ctx-size", "8"], {}).values == {"n_ctx": 8}


def test_repeatable_options_add_up() -> None:
    parsed = parse(["-l", "5+1.5", "--logit-bias", "6-inf"], {})
    assert parsed.values == {"sampling.logit_bias": [(5, 1.5), (6, float("-inf"))]}


def test_arguments_win_over_the_environment() -> None:
    environment = {"LLAMA_ARG_CTX_SIZE": "5", "LLAMA_ARG_PORT": "6"}
    assert parse(["-c", "7"], environment).values == {"n_ctx": 7, "port": 6}


@pytest.mark.parametrize(("text", "webui"), [("1", False), ("ON", False), ("0", None), ("", None)])
def test_a_switch_in_the_environment(text: str, webui: bool | None) -> None:
    assert parse([], {"LLAMA_ARG_NO_WEBUI": text}).values.get("webui") is webui


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--nothing"], "unknown option '--nothing'"),
        (["--ctx"], "unknown option '--ctx'"),
        (["--ctx-siz", "5"], "unknown option '--ctx-siz'; did you mean --ctx-size?"),
        (["-ngl99"], "unknown option '-ngl99'; did you mean -ngl?"),
        (["-c=5"], "unknown option '-c=5'"),
        (["model.gguf"], "unexpected argument 'model.gguf'"),
        (["--ctx-size"], "--ctx-size needs a value: N"),
        (["-fa", "onn"], "unexpected argument 'onn'"),
        (["--flash-attn=onn"], "--flash-attn: 'onn' is not one of on, off, auto"),
        (["-ctk", "f15"], "-ctk: 'f15' is not one of f32, f16, bf16, q8_0"),
        (["--ctx-size", "x"], "--ctx-size: 'x' is not an integer"),
        (["-c", "1_0"], "-c: '1_0' is not an integer"),
        (["-c", "-1"], "-c: -1 is not between 0 and 2147483647"),
        (["--port", "65536"], "--port: 65536 is not between 0 and 65535"),
        (["--temp", "hot"], "--temp: 'hot' is not a number"),
        (["--temp", "nan"], "--temp: 'nan' is not a finite number"),
        (["--alias", ""], "--alias: '' is empty"),
        (["--model", ""], "--model: '' is empty"),
        (["--no-webui=1"], "--no-webui takes no value"),
        (["-l", "5"], "-l: '5' is not of the form TOKEN_ID+BIAS or TOKEN_ID-BIAS"),
        (["--grammar", "x"], "--grammar is not supported yet"),
        (["-nocb"], "-nocb is not possible: this server always batches continuously"),
    ],
)
def test_says_what_is_wrong_with_the_arguments(arguments: list[str], message: str) -> None:
    with pytest.raises(OptionError) as caught:
        parse(arguments, {})
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "text", "message"),
    [
        ("LLAMA_ARG_CTX_SIZE", "x", "LLAMA_ARG_CTX_SIZE: 'x' is not an integer"),
        ("LLAMA_ARG_NO_WEBUI", "x", "LLAMA_ARG_NO_WEBUI: 'x' is not one of"),
        ("LLAMA_ARG_MLOCK", "1", "LLAMA_ARG_MLOCK is not supported yet"),
    ],
)
def test_says_what_is_wrong_with_the_environment(variable: str, text: str, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        parse([], {variable: text})


def test_a_wrong_option_is_one_line_and_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--nothing"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "error: unknown option '--nothing'\n"


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert out == help_text()
    for option in OPTIONS:
        assert all(flag in out for flag in option.flags)
        assert option.env is None or option.env in out
    assert max(map(len, out.splitlines())) <= 100


def test_the_version_needs_no_native_library(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "server.lifecycle", None)
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("pyllama-server 0.")


def test_the_page_of_the_documentation_is_current() -> None:
    page = Path(__file__).parents[2] / "docs" / "cli.md"
    assert page.read_text() == markdown(), "run `python -m server.options > docs/cli.md`"
