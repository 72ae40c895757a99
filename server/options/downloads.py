"""Options that name a model which is fetched."""

from __future__ import annotations

from typing import Final

from server.options.option import Option, text

DOWNLOADS: Final = (
    Option(
        flags=("-mu", "--model-url"),
        name="remote.url",
        group="Common",
        help="fetch the model from a URL; it goes into a cache, or to --model",
        metavar="MODEL_URL",
        convert=text,
        shown_default="none",
        env="LLAMA_ARG_MODEL_URL",
    ),
    Option(
        flags=("-hf", "-hfr", "--hf-repo"),
        name="remote.repo",
        group="Common",
        help="fetch the model from a repository of Hugging Face. QUANT stands in the file's name; without it,"
        " Q4_K_M is taken, or Q8_0, or the first model",
        metavar="USER/NAME[:QUANT]",
        convert=text,
        shown_default="none",
        env="LLAMA_ARG_HF_REPO",
    ),
    Option(
        flags=("-hff", "--hf-file"),
        name="remote.file",
        group="Common",
        help="which file of the repository, instead of one that QUANT chooses",
        metavar="FILE",
        convert=text,
        shown_default="by QUANT",
        env="LLAMA_ARG_HF_FILE",
    ),
    Option(
        flags=("-hft", "--hf-token"),
        name="remote.token",
        group="Common",
        help="access token for Hugging Face",
        metavar="TOKEN",
        convert=text,
        shown_default="none",
        env="HF_TOKEN",
    ),
    Option(
        flags=("--offline",),
        name="remote.offline",
        group="Common",
        help="fetch nothing: use what was fetched before",
        env="LLAMA_ARG_OFFLINE",
        other_env=("LLAMA_OFFLINE", "HF_HUB_OFFLINE"),
    ),
)
"""The options, in the order of the help."""
