from __future__ import annotations

from pathlib import Path

import pytest

from pyllama import SamplingParams, builtin, builtin_model
from server.config import ServerConfig, configure
from server.options import OptionError, parse


def configured(*arguments: str) -> ServerConfig:
    return configure(parse(["-m", "m.gguf", *arguments], {}))


def test_the_defaults() -> None:
    assert configured() == ServerConfig(
        model="m.gguf",
        is_builtin=False,
        alias="m.gguf",
        n_ctx=4096,
        n_predict=-1,
        n_batch=2048,
        n_ubatch=512,
        n_threads=0,
        n_threads_batch=0,
        flash_attention="auto",
        type_k="f16",
        type_v="f16",
        n_gpu_layers=-1,
        n_parallel=1,
        host="127.0.0.1",
        port=8080,
        timeout_s=600,
        webui=True,
        verbose=False,
        sampling=SamplingParams(),
    )


def test_options_of_sampling_become_its_parameters() -> None:
    sampling = configured(
        *("--temp", "0", "-s", "3", "--top-k", "5", "--mirostat-ent", "4", "--ignore-eos", "-l", "7+2"),
    ).sampling
    assert sampling == SamplingParams(
        temperature=0.0, seed=3, top_k=5, mirostat_tau=4.0, ignore_eos=True, logit_bias=((7, 2.0),)
    )


@pytest.mark.parametrize("arguments", [("--samplers", "top_k;temperature"), ("--sampling-seq", "kt")])
def test_samplers_by_name_and_by_letter(arguments: tuple[str, str]) -> None:
    assert configured(*arguments).sampling.samplers == ("top_k", "temperature")


def test_sequence_breakers_replace_the_default_ones() -> None:
    assert configured("--dry-sequence-breaker", "a").sampling.dry_sequence_breakers == ("a",)
    assert configured("--dry-sequence-breaker", "none").sampling.dry_sequence_breakers == ()


def test_a_physical_batch_is_at_most_a_logical_one() -> None:
    assert configured("-b", "32").n_ubatch == 32


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-np", "8", "-b", "4"), "--batch-size 4 is too small for 8 slots"),
        (("--top-p", "2"), "--top-p: top_p must lie between 0.0 and 1.0"),
        (("--samplers", "top_k;topless"), "--samplers: .* unknown sampler 'topless'"),
        (("--sampling-seq", "kq"), "--sampling-seq: samplers: 'q' is not one of edskypmxtia"),
        (("-c", "7", "-np", "8"), "--ctx-size 7 is too small for 8 slots"),
    ],
)
def test_says_what_does_not_go(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        configured(*arguments)


def test_without_a_model_it_is_the_builtin_one() -> None:
    config = configure(parse([], {}))
    assert config.is_builtin
    assert config.model == str(builtin_model())
    assert config.alias == "builtin"
    # Each slot gets what the model was trained with, which is less than the usual default.
    assert config.n_ctx == 0


def test_what_is_given_counts_for_the_builtin_model_too() -> None:
    config = configure(parse(["-c", "512", "-a", "tiny", "-np", "2"], {}))
    assert (config.is_builtin, config.n_ctx, config.alias, config.n_parallel) == (True, 512, "tiny", 2)


def test_a_model_of_the_environment_is_a_named_one() -> None:
    config = configure(parse([], {"LLAMA_ARG_MODEL": "e.gguf"}))
    assert (config.is_builtin, config.model, config.n_ctx) == (False, "e.gguf", 4096)


def test_an_installation_without_the_builtin_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builtin, "_FOLDER", tmp_path)
    with pytest.raises(OptionError, match=r"^no model given \(--model FNAME or .* lacks the built-in model$"):
        configure(parse([], {}))
    assert configured().model == "m.gguf"
