"""Options that replace what a model file says, or where its tensors would go."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from pyllama.errors import InvalidRequestError
from pyllama.model_overrides import MetadataValue, check_metadata
from server.options.option import Option, integer, number

_EXPERTS: Final = r"ffn_(up|down|gate|gate_up)_(ch|)exps"
_DENSE: Final = r"ffn_(up|down|gate)\.weight"


def _truth(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(f"{text!r} is not true or false")
    return text == "true"


_CONVERT: Final[dict[str, Callable[[str], MetadataValue]]] = {
    "int": integer(-(2**63), 2**63 - 1),
    "float": number,
    "bool": _truth,
    "str": str,
}


def metadata(argument: str) -> tuple[tuple[str, MetadataValue], ...]:
    """Convert ``KEY=TYPE:VALUE``, or several with commas between, to keys and values."""
    overrides = []
    for part in re.split(r",(?=[^,=]+=(?:int|float|bool|str):)", argument):
        match = re.fullmatch(r"([^=]+)=(int|float|bool|str):(.*)", part, re.DOTALL)
        if match is None:
            raise ValueError(
                f"{part!r} is not of the form KEY=TYPE:VALUE with the type int, float, bool or str"
            )
        overrides.append((match[1], _CONVERT[match[2]](match[3])))
    try:
        check_metadata(overrides)
    except InvalidRequestError as error:
        raise ValueError(str(error)) from None
    return tuple(overrides)


def tensors(argument: str) -> tuple[tuple[str, str], ...]:
    """Convert ``PATTERN=BUFFER_TYPE``, or several with commas between, to pairs of them."""
    overrides = []
    for part in argument.split(","):
        pattern, equals, name = part.rpartition("=")
        if not (equals and pattern and name):
            raise ValueError(f"{part!r} is not of the form PATTERN=BUFFER_TYPE")
        overrides.append((pattern, name))
    return tuple(overrides)


def _of_first_layers(names: str) -> Callable[[str], tuple[tuple[str, str], ...]]:
    """Return the converter of a number of layers, to tensors of theirs that stay with the CPU."""

    def convert(argument: str) -> tuple[tuple[str, str], ...]:
        return tuple((rf"blk\.{i}\.{names}", "CPU") for i in range(integer(0, 10_000)(argument)))

    return convert


OVERRIDES: Final = (
    Option(
        flags=("--override-kv",),
        name="loading.metadata_overrides",
        group="Common",
        help="metadata in the place of the file's; types are int, float, bool and str; may be given again",
        metavar="KEY=TYPE:VALUE,...",
        convert=metadata,
        shown_default="none",
        repeatable=True,
    ),
    Option(
        flags=("-ot", "--override-tensor"),
        name="loading.tensor_overrides",
        group="Common",
        help="where tensors go whose names a regular expression matches, for example CPU; may be given again",
        metavar="PATTERN=BUFFER_TYPE,...",
        convert=tensors,
        shown_default="none",
        env="LLAMA_ARG_OVERRIDE_TENSOR",
        repeatable=True,
    ),
    Option(
        flags=("-cmoe", "--cpu-moe"),
        name="loading.tensor_overrides",
        group="Common",
        help="keep the experts of all layers with the CPU",
        constant=((rf"\.{_EXPERTS}", "CPU"),),
        env="LLAMA_ARG_CPU_MOE",
        repeatable=True,
    ),
    Option(
        flags=("-ncmoe", "--n-cpu-moe"),
        name="loading.tensor_overrides",
        group="Common",
        help="keep the experts of the first N layers with the CPU",
        metavar="N",
        convert=_of_first_layers(_EXPERTS),
        shown_default="0",
        env="LLAMA_ARG_N_CPU_MOE",
        repeatable=True,
    ),
    Option(
        flags=("-ncffn", "--n-cpu-ffn"),
        name="loading.tensor_overrides",
        group="Common",
        help="keep the dense feed-forward weights of the first N layers with the CPU",
        metavar="N",
        convert=_of_first_layers(_DENSE),
        shown_default="0",
        env="LLAMA_ARG_N_CPU_FFN",
        repeatable=True,
    ),
)
"""The options, in the order of the help."""
