"""Options of the model and its context: what they turn into, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from pyllama import ContextParams, ModelParams
from server.config import ServerConfig, configure
from server.options import OptionError, parse


def configured(*arguments: str, **environment: str) -> ServerConfig:
    return configure(parse(["-m", "m.gguf", *arguments], environment))


@pytest.mark.parametrize(
    ("arguments", "fields"),
    [
        ("-ngl 7", {"n_gpu_layers": 7}),
        ("-ngl auto", {"n_gpu_layers": -1}),
        ("--gpu-layers ALL", {"n_gpu_layers": -1}),
        ("--n-gpu-layers -2", {"n_gpu_layers": -1}),
        ("-sm tensor", {"split_mode": "tensor"}),
        ("-ts 3,1", {"tensor_split": (3.0, 1.0)}),
        ("-ts 3/1/0.5", {"tensor_split": (3.0, 1.0, 0.5)}),
        ("-mg 1", {"main_gpu": 1}),
        ("-dev none", {"devices": ()}),
        ("--device CUDA0,CUDA1", {"devices": ("CUDA0", "CUDA1")}),
        ("--mlock", {"load_mode": "mmap+mlock"}),
        ("--mmap", {"load_mode": "mmap"}),
        ("--no-mmap", {"load_mode": "none"}),
        ("--no-mmap --mlock", {"load_mode": "mlock"}),
        ("-lm dio", {"load_mode": "dio"}),
        ("-lzm on", {"lazy_mode": "on"}),
        ("--check-tensors", {"check_tensors": True}),
        ("-nr", {"repack": False}),
        ("--no-repack --repack", {"repack": True}),
        ("--no-host", {"no_host": True}),
        (
            "--override-kv a.b=int:-5,c=bool:true --override-kv d=float:0.5",
            {"metadata_overrides": (("a.b", -5), ("c", True), ("d", 0.5))},
        ),
        ("--override-kv a=str:x,y=z,b=int:1", {"metadata_overrides": (("a", "x,y=z"), ("b", 1))}),
        (
            r"-ot blk\.0\..*=CPU,x=y=CUDA0",
            {"tensor_overrides": ((r"blk\.0\..*", "CPU"), ("x=y", "CUDA0"))},
        ),
        (
            "-cmoe -ot a=CPU",
            {"tensor_overrides": ((r"\.ffn_(up|down|gate|gate_up)_(ch|)exps", "CPU"), ("a", "CPU"))},
        ),
        (
            "-ncmoe 1 -ncffn 2",
            {
                "tensor_overrides": (
                    (r"blk\.0\.ffn_(up|down|gate|gate_up)_(ch|)exps", "CPU"),
                    (r"blk\.0\.ffn_(up|down|gate)\.weight", "CPU"),
                    (r"blk\.1\.ffn_(up|down|gate)\.weight", "CPU"),
                )
            },
        ),
    ],
)
def test_how_the_model_is_loaded(arguments: str, fields: dict[str, Any]) -> None:
    assert configured(*arguments.split()).loading == ModelParams(**fields)


@pytest.mark.parametrize(
    ("arguments", "fields"),
    [
        ("--rope-scaling linear", {"rope_scaling": "linear"}),
        ("--rope-scale 4", {"rope_freq_scale": 0.25}),
        ("--rope-scale 4 --rope-freq-scale 0.5", {"rope_freq_scale": 0.5}),
        ("--rope-freq-base 1e6", {"rope_freq_base": 1e6}),
        ("--yarn-orig-ctx 4096", {"yarn_orig_ctx": 4096}),
        ("--yarn-ext-factor 0", {"yarn_ext_factor": 0.0}),
        ("--yarn-attn-factor 1", {"yarn_attn_factor": 1.0}),
        ("--yarn-beta-slow 1 --yarn-beta-fast 32", {"yarn_beta_slow": 1.0, "yarn_beta_fast": 32.0}),
        ("-nkvo", {"offload_kqv": False}),
        ("-nkvo -kvo", {"offload_kqv": True}),
        ("--no-op-offload", {"op_offload": False}),
        ("-t 3 -tb -1", {"n_threads": 3, "n_threads_batch": 0}),
    ],
)
def test_how_the_context_is_made(arguments: str, fields: dict[str, Any]) -> None:
    context = configured(*arguments.split()).context
    assert context == ContextParams(**fields, threads_batch=context.threads)


@pytest.mark.parametrize(
    ("variable", "loading"),
    [
        ({"LLAMA_ARG_NO_MMAP": "1"}, {"load_mode": "none"}),
        ({"LLAMA_ARG_MMAP": "0"}, {"load_mode": "none"}),
        ({"LLAMA_ARG_MLOCK": "enabled"}, {"load_mode": "mmap+mlock"}),
        ({"LLAMA_ARG_MLOCK": "0"}, {}),
        ({"LLAMA_ARG_N_GPU_LAYERS": "all"}, {"n_gpu_layers": -1}),
        ({"LLAMA_ARG_OVERRIDE_TENSOR": "a=CPU"}, {"tensor_overrides": (("a", "CPU"),)}),
    ],
)
def test_variables_of_the_model(variable: dict[str, str], loading: dict[str, Any]) -> None:
    assert configured(**variable).loading == ModelParams(**loading)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-ngl", "some"), "-ngl: 'some' is not an integer"),
        (("-ts", "1,x"), "-ts: 'x' is not a number"),
        (("-ts", "1,-1"), "-ts: '1,-1' has a share below 0"),
        (("-dev", "a,,b"), "-dev: 'a,,b' is not a list of names"),
        (("--numa", "mirror"), "--numa: 'mirror' is not one of distribute, isolate, numactl"),
        (("--rope-scale", "0"), "--rope-scale: 0 is not above 0"),
        (("--rope-scaling", "default"), "--rope-scaling: 'default' is not one of none, linear, yarn"),
        (("--yarn-ext-factor", "-2"), "--yarn-ext-factor: yarn_ext_factor must lie between -1"),
        (("--mlock", "--load-mode", "none"), "--mlock and --load-mode say the same thing twice"),
        (("--override-kv", "a"), "--override-kv: 'a' is not of the form KEY=TYPE:VALUE"),
        (("--override-kv", "a=uint:1"), "--override-kv: 'a=uint:1' is not of the form KEY=TYPE:VALUE"),
        (("--override-kv", "a=int:x"), "--override-kv: 'x' is not an integer"),
        (("--override-kv", "a=bool:1"), "--override-kv: '1' is not true or false"),
        (("--override-kv", f"a=str:{'x' * 128}"), "--override-kv: metadata 'a': keys have 1 to 127 bytes"),
        (("-ot", "blk"), "-ot: 'blk' is not of the form PATTERN=BUFFER_TYPE"),
        (("-ot", "a=CPU,"), "-ot: '' is not of the form PATTERN=BUFFER_TYPE"),
    ],
)
def test_says_what_is_wrong(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(OptionError) as caught:
        configured(*arguments)
    assert str(caught.value).startswith(message)


def test_obsolete_options_are_told_once_each() -> None:
    config = configured("-dt", "0.1", "-dt", "0.2", LLAMA_ARG_THREADS_HTTP="4")
    assert sorted(warning.partition(" changes nothing: ")[0] for warning in config.warnings) == [
        "-dt",
        "LLAMA_ARG_THREADS_HTTP",
    ]
    assert configured().warnings == ()


def test_sequence_breakers_may_have_escapes() -> None:
    arguments = ("--dry-sequence-breaker", r"\n\x41\q")
    assert configured(*arguments).sampling.dry_sequence_breakers == ("\nA\\q",)
    assert configured(*arguments, "--no-escape").sampling.dry_sequence_breakers == (r"\n\x41\q",)
