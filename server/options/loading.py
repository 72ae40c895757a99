"""Options that say which model is loaded, and how."""

from __future__ import annotations

from typing import Final

from server.options.option import Option, integer, path

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
        flags=("-ngl", "--gpu-layers", "--n-gpu-layers"),
        name="n_gpu_layers",
        group="Common",
        help="layers to keep in GPU memory; -1 is all",
        metavar="N",
        convert=integer(-1),
        default=-1,
        env="LLAMA_ARG_N_GPU_LAYERS",
    ),
)
"""The options, in the order of the help."""
