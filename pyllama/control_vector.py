"""Control vectors: what is added to the output of a model's layers, to push its texts in a direction."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from pyllama.ctypes_api import ggml
from pyllama.errors import InvalidRequestError, ModelLoadError
from pyllama.gguf_file import GgufFile, GgufTensor

_MAX_LAYERS = 4096


@dataclass(frozen=True, slots=True, eq=False)
class ControlVector:
    """What is added to the output of each layer.

    Attributes:
        directions: float32, shape ``(n_directions, n_embd)``; the first row is for layer 1, as layer 0 gets
            none.
    """

    directions: npt.NDArray[np.float32]

    @classmethod
    def load(cls, files: Sequence[tuple[str | os.PathLike[str], float]]) -> Self:
        """Read files, and add them up.

        Args:
            files: GGUF files with tensors ``direction.1``, ``direction.2`` and so on, each with its scale; at
                least one.

        Raises:
            ModelLoadError: a file cannot be read, or is no control vector.
            InvalidRequestError: two are for models of different width.

        Native: gguf_init_from_file.
        """
        read = [(Path(path), scale, _read(Path(path))) for path, scale in files]
        n_embd = next(iter(read[0][2].values())).size
        n_directions = max(max(directions) for _, _, directions in read)
        total = np.zeros((n_directions, n_embd), np.float32)
        for path, scale, directions in read:
            for layer, direction in directions.items():
                if direction.size != n_embd:
                    message = f"{path} has directions of {direction.size} values, {read[0][0]} of {n_embd}"
                    raise InvalidRequestError(message, param="files")
                total[layer - 1] += np.float32(scale) * direction
        return cls(total)

    def check_fits(self, *, n_embd: int, n_layer: int) -> None:
        """Check that a model can use it.

        Raises:
            InvalidRequestError: the model has another width, or fewer layers.
        """
        n_directions, width = self.directions.shape
        if width != n_embd:
            message = f"the control vector is for a model of width {width}, not {n_embd}"
            raise InvalidRequestError(message, param="vector")
        if n_directions > n_layer:
            message = f"the control vector is for a model of {n_directions} layers, not {n_layer}"
            raise InvalidRequestError(message, param="vector")


def _read(path: Path) -> dict[int, npt.NDArray[np.float32]]:
    """Return the directions of a file, by their layers."""
    try:
        with GgufFile(path) as file, path.open("rb") as data:
            directions: dict[int, npt.NDArray[np.float32]] = {}
            for tensor in file.tensors():
                layer = _layer(path, tensor)
                data.seek(tensor.offset)
                values = np.frombuffer(data.read(tensor.n_bytes), np.float32)
                if values.size != tensor.shape[0]:
                    raise ModelLoadError(path, f"{tensor.name} is cut short")
                directions[layer] = values
    except OSError as error:
        raise ModelLoadError(path, error.strerror or str(error)) from None
    if not directions:
        raise ModelLoadError(path, "it has no directions")
    if len({direction.size for direction in directions.values()}) > 1:
        raise ModelLoadError(path, "its directions differ in their width")
    return directions


def _layer(path: Path, tensor: GgufTensor) -> int:
    match = re.fullmatch(r"direction\.([1-9][0-9]{0,3})", tensor.name)
    if match is None or int(match[1]) > _MAX_LAYERS:
        raise ModelLoadError(path, f"{tensor.name!r} is not the direction of a layer")
    if tensor.dtype != ggml.ggml_type.GGML_TYPE_F32 or len(tensor.shape) != 1:
        raise ModelLoadError(path, f"{tensor.name} is not a vector of float32 values")
    return int(match[1])
