"""The adapters of an engine: which ones there are, and which of them requests use that do not say it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from pyllama.context import Context
from pyllama.control_vector import ControlVector
from pyllama.engine.lora_scales import LoraScales, check_scales, in_use
from pyllama.lora_adapter import LoraAdapter

File = tuple[str | os.PathLike[str], float]
"""A GGUF file and the scale of what is in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterParams:
    """What is loaded beside a model.

    Attributes:
        lora: LoRA adapters, each with the scale for requests that do not say one, from -100 to 100.
        control_vectors: control vectors, which are added up.
        control_vector_layers: the first and the last layer that they are added to, counted from 0; ``None``
            is all. Layer 0 never gets one.
    """

    lora: tuple[File, ...] = ()
    control_vectors: tuple[File, ...] = ()
    control_vector_layers: tuple[int, int] | None = None


class Adapters:
    """LoRA adapters by their numbers, which begin at 0, and their present scales. For the Trio thread.

    Args:
        loaded: the adapters.
        scales: the scale of each.

    Attributes:
        loaded: the adapters.
        scales: the scale of each, for requests that do not say it.
    """

    def __init__(self, loaded: Sequence[LoraAdapter] = (), scales: Sequence[float] = ()) -> None:
        self.loaded = tuple(loaded)
        self.scales = tuple(scales)

    @classmethod
    def load(cls, context: Context, params: AdapterParams) -> Adapters:
        """Load adapters, and let a context use the control vectors. Blocks.

        Raises:
            ModelLoadError: a file cannot be used with the model.
            InvalidRequestError: a scale or a layer is out of its range, or a control vector is for another
                model.
        """
        scales = tuple(scale for _, scale in params.lora)
        check_scales(tuple(enumerate(scales)), len(scales))
        if params.control_vectors:
            vector = ControlVector.load(params.control_vectors)
            context.set_control_vector(vector, params.control_vector_layers)
        return cls([LoraAdapter(context.model, path) for path, _ in params.lora], scales)

    def set(self, scales: LoraScales, *, path: str = "lora") -> None:
        """Set all scales, for requests that come later; adapters that are not named get 0.

        Args:
            scales: number and scale of adapters.
            path: how errors call them.

        Raises:
            InvalidRequestError: an adapter does not exist or is named twice, or a scale is out of its range.
        """
        check_scales(scales, len(self.loaded), path=path)
        named = dict(scales)
        self.scales = tuple(named.get(i, 0.0) for i in range(len(self.loaded)))

    def check(self, scales: LoraScales | None) -> None:
        """Check what a request says.

        Raises: as ``set``.
        """
        check_scales(scales or (), len(self.loaded))

    def used_by(self, scales: LoraScales | None) -> LoraScales:
        """Return what a request uses that says this; ``None`` takes the present scales."""
        return in_use(enumerate(self.scales) if scales is None else scales)
