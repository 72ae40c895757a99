from __future__ import annotations

from pathlib import Path

import pytest

from pyllama import ContextParams, ModelParams, SamplingParams, ThreadParams, builtin, builtin_model
from pyllama.engine.admission import AdmissionLimits
from pyllama.engine.engine_params import EngineParams
from server import config as config_module
from server.config import ServerConfig, configure
from server.log_params import LogParams
from server.options import OptionError, parse


def configured(*arguments: str) -> ServerConfig:
    return configure(parse(["-m", "m.gguf", *arguments], {}))


def test_the_defaults() -> None:
    config = configured()
    assert config == ServerConfig(
        model="m.gguf",
        is_builtin=False,
        alias="m.gguf",
        n_ctx=4096,
        n_predict=-1,
        loading=ModelParams(),
        context=ContextParams(threads_batch=ThreadParams()),
        numa=None,
        n_parallel=1,
        engine=EngineParams(host_cache_bytes=config.engine.host_cache_bytes),
        n_keep=0,
        n_cache_reuse=0,
        endpoint_slots=True,
        slot_save_path=None,
        host="127.0.0.1",
        port=8080,
        timeout_s=600,
        webui=True,
        logs=LogParams(),
        warnings=(),
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


def test_options_of_the_engine_become_its_parameters() -> None:
    arguments = "-kvu --context-shift -sps 0.25 -cram 3 --max-itl-ms 0 --max-queue 7 --max-queue-tokens 90"
    assert configured(*arguments.split()).engine == EngineParams(
        max_itl_ms=0,
        sharing="unified",
        context_shift=True,
        min_similarity=0.25,
        host_cache_bytes=3 << 20,
        limits=AdmissionLimits(n_requests=7, n_prompt_tokens=90),
    )


@pytest.mark.parametrize(
    ("available", "expected"),
    [(None, 8192 << 20), (16384 << 20, 8192 << 20), (1001, 500), (0, 0)],
)
def test_host_memory_for_prefixes(
    available: int | None, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config_module, "available_memory_bytes", lambda: available)
    assert configured().engine.host_cache_bytes == expected
    # What is said counts.
    assert configured("-cram", "10000").engine.host_cache_bytes == 10000 << 20
    assert configured("-cram", "-1").engine.host_cache_bytes == 2**60


def test_a_physical_batch_is_at_most_a_logical_one() -> None:
    assert configured("-b", "32").context.n_ubatch == 32


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


def test_reranking_is_a_kind_of_embedding() -> None:
    config = configured("--reranking")
    assert (config.embeddings, config.pooling) == (True, "rank")
    assert configured("--embedding", "--pooling", "rank") == config
    assert configured("--reranking", "--pooling", "rank") == config


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--pooling", "mean"], "--pooling has an effect only with --embedding"),
        (["--embd-normalize", "1"], "--embd-normalize has an effect only with --embedding"),
        (["--reranking", "--pooling", "mean"], "--pooling mean does not go with --reranking"),
    ],
)
def test_options_of_embeddings_that_do_not_go_together(arguments: list[str], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        configured(*arguments)
