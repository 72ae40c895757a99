"""Options that say which model is loaded, how, and which devices hold it."""

from __future__ import annotations

import re
from typing import Final, get_args

from pyllama.backend import NumaStrategy
from pyllama.model_params import LazyMode, LoadMode, SplitMode
from server.options.option import Option, Value, choice, integer, number, path


def _n_gpu_layers(text: str) -> Value:
    return -1 if text.lower() in {"auto", "all"} else max(integer(-2)(text), -1)


def _devices(text: str) -> Value:
    names = tuple(name.strip() for name in text.split(","))
    if not all(names):
        raise ValueError(f"{text!r} is not a list of names with commas between")
    return () if names == ("none",) else names


def _shares(text: str) -> Value:
    shares = tuple(number(part) for part in re.split("[,/]", text))
    if min(shares) < 0:
        raise ValueError(f"{text!r} has a share below 0")
    return shares


LOADING: Final = (
    Option(
        flags=("-m", "--model"),
        name="model",
        group="Common",
        help="the model, a GGUF file; of a split one the first part",
        metavar="FNAME",
        convert=path,
        shown_default="the built-in demonstration model",
        env="LLAMA_ARG_MODEL",
    ),
    Option(
        flags=("--mlock",),
        name="weights.mlock",
        group="Common",
        help="keep the weights in memory: they are never swapped out",
        env="LLAMA_ARG_MLOCK",
    ),
    Option(
        flags=("--mmap", "--no-mmap"),
        name="weights.mmap",
        group="Common",
        help="map the file into memory instead of reading it",
        opposite=False,
        shown_default="on, where all devices can",
        env="LLAMA_ARG_MMAP",
    ),
    Option(
        flags=("-lm", "--load-mode"),
        name="loading.load_mode",
        group="Common",
        help="the last two in one word, or dio to read past the system's cache: "
        + ", ".join(get_args(LoadMode)),
        metavar="MODE",
        convert=choice(*get_args(LoadMode)),
        shown_default="auto",
        env="LLAMA_ARG_LOAD_MODE",
    ),
    Option(
        flags=("-lzm", "--lazy-mode"),
        name="loading.lazy_mode",
        group="Common",
        help="read rows of large tables when they are needed; auto does so for those over 4 GiB",
        metavar="{off,auto,on}",
        convert=choice(*get_args(LazyMode)),
        shown_default="auto",
        env="LLAMA_ARG_LAZY_MODE",
    ),
    Option(
        flags=("--numa",),
        name="numa",
        group="Common",
        help="place threads on machines with several memory nodes: distribute over all, isolate on the"
        " present one, or as the program numactl allows",
        metavar="{distribute,isolate,numactl}",
        convert=choice(*get_args(NumaStrategy)),
        shown_default="off",
        env="LLAMA_ARG_NUMA",
    ),
    Option(
        flags=("-dev", "--device"),
        name="loading.devices",
        group="Common",
        help="names of the devices that hold layers, see --list-devices; none uses the CPU alone",
        metavar="DEV1,DEV2,...",
        convert=_devices,
        shown_default="all",
        env="LLAMA_ARG_DEVICE",
    ),
    Option(
        flags=("-ngl", "--gpu-layers", "--n-gpu-layers"),
        name="loading.n_gpu_layers",
        group="Common",
        help="layers to keep in GPU memory; -1, auto and all are all of them",
        metavar="N",
        convert=_n_gpu_layers,
        shown_default="all",
        env="LLAMA_ARG_N_GPU_LAYERS",
    ),
    Option(
        flags=("-sm", "--split-mode"),
        name="loading.split_mode",
        group="Common",
        help="how several GPUs share the model: none uses one, layer gives each whole layers, row a part of"
        " each matrix, tensor a part of each matrix and of the memory",
        metavar=f"{{{','.join(get_args(SplitMode))}}}",
        convert=choice(*get_args(SplitMode)),
        shown_default="layer",
        env="LLAMA_ARG_SPLIT_MODE",
    ),
    Option(
        flags=("-ts", "--tensor-split"),
        name="loading.tensor_split",
        group="Common",
        help="share of the model for each GPU, for example 3,1",
        metavar="N0,N1,N2,...",
        convert=_shares,
        shown_default="by their free memory",
        env="LLAMA_ARG_TENSOR_SPLIT",
    ),
    Option(
        flags=("-mg", "--main-gpu"),
        name="loading.main_gpu",
        group="Common",
        help="index of the GPU that --split-mode none uses",
        metavar="INDEX",
        convert=integer(0),
        shown_default="0",
        env="LLAMA_ARG_MAIN_GPU",
    ),
    Option(
        flags=("--repack", "-nr", "--no-repack"),
        name="loading.repack",
        group="Common",
        help="arrange weights as the CPU computes fastest, which needs memory of its own",
        opposite=False,
        opposite_flags=("-nr",),
        shown_default="on",
        env="LLAMA_ARG_REPACK",
    ),
    Option(
        flags=("--no-host",),
        name="loading.no_host",
        group="Common",
        help="keep weights out of the host memory that a GPU can read, so that they can be repacked",
        env="LLAMA_ARG_NO_HOST",
    ),
    Option(
        flags=("--check-tensors",),
        name="loading.check_tensors",
        group="Common",
        help="look for invalid numbers in the weights, which takes time",
    ),
)
"""The options, in the order of the help."""
