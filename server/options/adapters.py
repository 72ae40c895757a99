"""Options for what is loaded beside the model: LoRA adapters and control vectors."""

from __future__ import annotations

import csv
import re
from typing import Final

from pyllama.engine.lora_scales import SCALE_MAX
from server.options.option import Option, integer, number

File = tuple[str, float]


def _files(text: str) -> tuple[File, ...]:
    """Convert ``FNAME,FNAME`` to files of scale 1; quotes keep a comma in a name."""
    return tuple((_name(item, text), 1.0) for item in _items(text))


def _scaled_files(text: str) -> tuple[File, ...]:
    """Convert ``FNAME SCALE`` or ``FNAME:SCALE,FNAME:SCALE`` to files with their scales."""
    name, space, scale = text.rpartition(" ")
    if space and _is_number(scale):
        return ((_name(name, text), _scale(scale)),)
    parts = [item.rpartition(":") for item in _items(text)]
    if not all(colon and _is_number(scale) for _, colon, scale in parts):
        raise ValueError(f"{text!r} is not of the form FNAME SCALE or FNAME:SCALE,...")
    return tuple((_name(name, text), _scale(scale)) for name, _, scale in parts)


def _items(text: str) -> list[str]:
    return next(csv.reader([text]), None) or [""]


def _name(name: str, text: str) -> str:
    if not name:
        raise ValueError(f"{text!r} has an empty file name")
    return name


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", text) is not None


def _scale(text: str) -> float:
    scale = number(text)
    if abs(scale) > SCALE_MAX:
        raise ValueError(f"{text} is not between {-SCALE_MAX:g} and {SCALE_MAX:g}")
    return scale


def _layers(text: str) -> tuple[int, int]:
    start, _, end = text.partition(" ")
    layers = integer(0)(start), integer(0)(end)
    if layers[0] > layers[1]:
        raise ValueError(f"{text!r} ends before it begins")
    return layers


ADAPTERS: Final = (
    Option(
        flags=("--lora",),
        name="adapters.lora",
        group="Common",
        help="LoRA adapters to use, GGUF files separated by commas; may be given again",
        metavar="FNAME",
        convert=_files,
        shown_default="none",
        repeatable=True,
    ),
    Option(
        flags=("--lora-scaled",),
        name="adapters.lora",
        group="Common",
        help="a LoRA adapter and its scale, or FNAME:SCALE,... for several; may be given again",
        metavar="FNAME SCALE",
        convert=_scaled_files,
        n_arguments=2,
        shown_default="none",
        repeatable=True,
    ),
    Option(
        flags=("--control-vector",),
        name="adapters.control_vectors",
        group="Common",
        help="control vectors to add, GGUF files separated by commas; may be given again",
        metavar="FNAME",
        convert=_files,
        shown_default="none",
        repeatable=True,
    ),
    Option(
        flags=("--control-vector-scaled",),
        name="adapters.control_vectors",
        group="Common",
        help="a control vector and its scale, or FNAME:SCALE,... for several; may be given again",
        metavar="FNAME SCALE",
        convert=_scaled_files,
        n_arguments=2,
        shown_default="none",
        repeatable=True,
    ),
    Option(
        flags=("--control-vector-layer-range",),
        name="adapters.control_vector_layers",
        group="Common",
        help="the first and the last layer that control vectors are added to; layer 0 never gets one",
        metavar="START END",
        convert=_layers,
        n_arguments=2,
        shown_default="all",
    ),
)
"""Those of the computation, in the order of the help."""

ADAPTER_SCALES: Final = (
    Option(
        flags=("--lora-init-without-apply",),
        name="adapters.init_without_apply",
        group="Server",
        help="begin with scale 0 for all LoRA adapters; POST /lora-adapters or a request sets another",
        constant=True,
        shown_default="off",
    ),
)
"""That of the endpoint."""
