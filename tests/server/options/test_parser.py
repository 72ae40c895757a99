from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyllama import ThreadParams
from server.__main__ import main
from server.config import configure
from server.options import OPTIONS, REFUSED, OptionError, parse
from server.options.docs import help_text, markdown
from server.options.option import Option, Refused, cpu_mask, cpu_range

ROWS: tuple[Option | Refused, ...] = (*OPTIONS, *REFUSED)

SEED_FLAGS = """
-h --help --usage --version -t --threads -tb --threads-batch -c --ctx-size -n --predict --n-predict -b
-C --cpu-mask -Cr --cpu-range --cpu-strict --prio --poll -Cb --cpu-mask-batch -Crb --cpu-range-batch
--cpu-strict-batch --prio-batch --poll-batch
--batch-size -ub --ubatch-size -np --parallel -ngl --gpu-layers --n-gpu-layers -m --model -v --verbose
--log-verbose --samplers -s --seed --sampling-seq --ignore-eos --temp --top-k --top-p --min-p
--xtc-probability --xtc-threshold --typical --repeat-last-n --repeat-penalty --presence-penalty
--frequency-penalty --dry-multiplier --dry-base --dry-allowed-length --dry-penalty-last-n
--dry-sequence-breaker --dynatemp-range --dynatemp-exp --mirostat --mirostat-lr --mirostat-ent -l
--logit-bias -fa --flash-attn -ctk --cache-type-k -ctv --cache-type-v
--keep --no-context-shift --cache-reuse --slots --no-slots --slot-save-path -sps --slot-prompt-similarity
-cb --cont-batching -a --alias --host --port -to --timeout --no-webui
"""


def test_all_flags_are_different() -> None:
    flags = [flag for row in ROWS for flag in row.flags]
    assert len(flags) == len(set(flags))


def test_all_variables_are_different() -> None:
    variables = [row.env for row in REFUSED if row.env is not None]
    variables += [variable for option in OPTIONS for variable in option.variables]
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
        (["-fa"], {"context.flash_attention": "on"}),
        (["-fa", "off"], {"context.flash_attention": "off"}),
        (["-fa", "AUTO"], {"context.flash_attention": "auto"}),
        (["--flash-attn", "0"], {"context.flash_attention": "off"}),
        (["--flash-attn=off"], {"context.flash_attention": "off"}),
        (["-fa", "-c", "7"], {"context.flash_attention": "on", "n_ctx": 7}),
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


SWITCHES = [
    (["-kvu"], "KV_UNIFIED", "engine.sharing", "unified"),
    (["--kv-unified"], "KV_UNIFIED", "engine.sharing", "unified"),
    (["-no-kvu"], "NO_KV_UNIFIED", "engine.sharing", "separate"),
    (["--no-kv-unified"], "NO_KV_UNIFIED", "engine.sharing", "separate"),
    (["--context-shift"], "CONTEXT_SHIFT", "engine.context_shift", True),
    (["--no-context-shift"], "NO_CONTEXT_SHIFT", "engine.context_shift", False),
    (["--slots"], "ENDPOINT_SLOTS", "endpoint_slots", True),
    (["--no-slots"], "NO_ENDPOINT_SLOTS", "endpoint_slots", False),
]


@pytest.mark.parametrize(("arguments", "variable", "name", "value"), SWITCHES)
def test_switches_have_opposites(arguments: list[str], variable: str, name: str, value: object) -> None:
    assert parse(arguments, {}).values == {name: value}
    assert parse([], {f"LLAMA_ARG_{variable}": "on"}).values == {name: value}
    # The last one counts, and the command line before the environment.
    (opposite,) = {v for _, _, n, v in SWITCHES if n == name} - {value}
    other = next(a for a, _, n, v in SWITCHES if n == name and v == opposite)
    assert parse([*other, *arguments], {}).values == {name: value}
    assert parse(arguments, {f"LLAMA_ARG_{variable}": "0"}).values == {name: value}


@pytest.mark.parametrize(
    ("environment", "values"),
    [
        ({"LLAMA_ARG_KV_UNIFIED": "0"}, {"engine.sharing": "separate"}),
        ({"LLAMA_ARG_NO_KV_UNIFIED": "false"}, {}),
        ({"LLAMA_ARG_CONTEXT_SHIFT": "off"}, {"engine.context_shift": False}),
        ({"LLAMA_ARG_ENDPOINT_SLOTS": "1", "LLAMA_ARG_NO_ENDPOINT_SLOTS": "1"}, {"endpoint_slots": False}),
        ({"LLAMA_ARG_ENDPOINT_SLOTS": ""}, {}),
        ({"LLAMA_ARG_CACHE_RAM": "1"}, {"engine.host_cache_bytes": 2**20}),
        ({"LLAMA_ARG_CACHE_REUSE": "5"}, {"n_cache_reuse": 5}),
    ],
)
def test_sharing_in_the_environment(environment: dict[str, str], values: dict[str, object]) -> None:
    assert parse([], environment).values == values


@pytest.mark.parametrize(("text", "webui"), [("1", False), ("ON", False), ("0", None), ("", None)])
def test_a_switch_in_the_environment(text: str, webui: bool | None) -> None:
    assert parse([], {"LLAMA_ARG_NO_WEBUI": text}).values.get("webui") is webui


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--nothing"], "unknown option '--nothing'"),
        (["--ctx"], "unknown option '--ctx'"),
        (["--ctx-siz", "5"], "unknown option '--ctx-siz'; did you mean --ctx-size?"),
        (["-ngl99"], "unknown option '-ngl99'; did you mean -ngl 99?"),
        (["-c=5"], "unknown option '-c=5'; did you mean -c 5?"),
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
        (["--cpu-mask", "0xg"], "--cpu-mask: '0xg' is not a hexadecimal number"),
        (["-Cb", "-1"], "-Cb: '-1' is not a hexadecimal number"),
        (["-Cr", "3"], "-Cr: '3' is not of the form LO-HI"),
        (["--cpu-range-batch", "3-1"], "--cpu-range-batch: '3-1' ends before it begins"),
        (["--cpu-strict", "2"], "--cpu-strict: 2 is not between 0 and 1"),
        (["--prio", "4"], "--prio: '4' is not one of low, normal, medium, high, realtime"),
        (["--prio-batch", "urgent"], "--prio-batch: 'urgent' is not one of low, normal"),
        (["--poll", "101"], "--poll: 101 is not between 0 and 100"),
        (["--max-itl-ms", "-1"], "--max-itl-ms: -1 is not between 0 and 3600000"),
        (["--keep", "-2"], "--keep: -2 is not between -1 and 2147483647"),
        (["-sps", "1.5"], "-sps: 1.5 is not between 0 and 1"),
        (["--slot-prompt-similarity", "much"], "--slot-prompt-similarity: 'much' is not a number"),
        (["--cache-reuse", "-1"], "--cache-reuse: -1 is not between 0 and 2147483647"),
        (["-cram", "-2"], "-cram: -2 is not between -1 and 1099511627776"),
        (["--cache-ram", "8G"], "--cache-ram: '8G' is not an integer"),
        (["--slot-save-path", "/no/such/folder"], "--slot-save-path: '/no/such/folder' is not a folder"),
        (["--slot-save-path", __file__], f"--slot-save-path: {__file__!r} is not a folder"),
        (["--slot-save-path", ""], "--slot-save-path: '' is empty"),
        (["--max-queue", "0"], "--max-queue: 0 is not between 1 and 2147483647"),
        (["--max-queue-tokens", "-1"], "--max-queue-tokens: -1 is not between 0 and 2147483647"),
        (["--context-shift=off"], "--context-shift takes no value"),
        (["--no-kv-unified=1"], "--no-kv-unified takes no value"),
        (["--no-kvu"], "unknown option '--no-kvu'; did you mean -no-kvu?"),
        (["--docker-repo", "x"], "--docker-repo is not possible: models come from URLs and from"),
        (["-nocb"], "-nocb is not possible: this server always batches continuously"),
    ],
)
def test_says_what_is_wrong_with_the_arguments(arguments: list[str], message: str) -> None:
    with pytest.raises(OptionError) as caught:
        parse(arguments, {})
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


# --------------------------------------------------------------------------- threads

needs_affinity = pytest.mark.skipif(sys.platform not in {"linux", "win32"}, reason="the system has none")
CPU = min(ThreadParams().with_cpus().cpus)
MASK, RANGE = f"0x{1 << CPU:X}", f"{CPU}-{CPU}"


def threads(*arguments: str) -> tuple[ThreadParams, ThreadParams]:
    """Return how threads compute while generating, and how they compute prompts."""
    context = configure(parse(["-m", "m.gguf", *arguments], {})).context
    assert context.threads_batch is not None
    return context.threads, context.threads_batch


def test_threads_by_default() -> None:
    assert threads() == (ThreadParams(), ThreadParams())


@needs_affinity
def test_options_of_threads_count_for_prompts_too() -> None:
    expected = ThreadParams(cpus=frozenset({CPU}), strict=True, priority="high", poll=0)
    assert threads("-C", MASK, "--cpu-strict", "1", "--prio", "2", "--poll", "0") == (expected, expected)


@needs_affinity
def test_prompts_have_options_of_their_own() -> None:
    first = ThreadParams(strict=True, priority="low", poll=7)
    batch = ThreadParams(cpus=frozenset({CPU}), priority="low", poll=100)
    arguments = ("-Crb", RANGE, "--cpu-strict-batch", "0", "--poll-batch", "100")
    assert threads("--cpu-strict", "1", "--prio", "low", "--poll", "7", *arguments) == (first, batch)
    assert threads("-Cr", RANGE, "-Cb", "0")[1] == ThreadParams()


@needs_affinity
def test_masks_and_ranges_add_up() -> None:
    parsed = parse(["-C", MASK, "--cpu-range", RANGE, "-C", "0"], {})
    assert parsed.values == {"threads.cpus": [frozenset({CPU}), frozenset({CPU}), frozenset()]}
    assert configure(parsed).context.threads.cpus == {CPU}


@needs_affinity
@pytest.mark.parametrize(
    ("flag", "text"), [("-C", "8" + "0" * 127), ("--cpu-range", "511-600"), ("-Cb", "1" + "0" * 99_999)]
)
def test_cpus_that_do_not_exist(flag: str, text: str) -> None:
    with pytest.raises(OptionError, match=rf"^{flag}: '{text}': CPU \d+ does not exist or may not be used$"):
        parse([flag, text], {})


@given(cpus=st.frozensets(st.integers(0, 511)), prefix=st.sampled_from(["", "0x", "0X", "000"]))
def test_a_mask_names_its_cpus(cpus: frozenset[int], prefix: str) -> None:
    mask = f"{sum(1 << cpu for cpu in cpus):x}"
    assert cpu_mask(prefix + mask) == cpu_mask(prefix + mask.upper()) == cpus


@given(low=st.integers(0, 511), n_more=st.integers(0, 511))
def test_a_range_has_both_ends(low: int, n_more: int) -> None:
    cpus = cpu_range(f"{low}-{low + n_more}")
    assert (min(cpus), max(cpus), len(cpus)) == (low, low + n_more, n_more + 1)


@pytest.mark.parametrize(
    ("variable", "text", "message"),
    [
        ("LLAMA_ARG_CTX_SIZE", "x", "LLAMA_ARG_CTX_SIZE: 'x' is not an integer"),
        ("LLAMA_ARG_NO_WEBUI", "x", "LLAMA_ARG_NO_WEBUI: 'x' is not one of"),
        ("LLAMA_ARG_CONTEXT_SHIFT", "x", "LLAMA_ARG_CONTEXT_SHIFT: 'x' is not one of"),
        ("LLAMA_ARG_NO_KV_UNIFIED", "x", "LLAMA_ARG_NO_KV_UNIFIED: 'x' is not one of"),
        ("LLAMA_ARG_CACHE_RAM", "x", "LLAMA_ARG_CACHE_RAM: 'x' is not an integer"),
        ("LLAMA_ARG_MMPROJ", "x", "LLAMA_ARG_MMPROJ is not possible"),
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
        assert all(variable in out for variable in option.variables)
    assert max(map(len, out.splitlines())) <= 100


def test_the_version_needs_no_native_library(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "server.lifecycle", None)
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("pyllama-server 0.")


def test_the_page_of_the_documentation_is_current() -> None:
    page = Path(__file__).parents[3] / "docs" / "cli.md"
    assert page.read_text() == markdown(), "run `python -m server.options > docs/cli.md`"
