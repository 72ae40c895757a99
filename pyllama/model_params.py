"""How a model is loaded."""

from __future__ import annotations

import math
from ctypes import POINTER, c_float, cast
from dataclasses import dataclass
from typing import Literal

from pyllama.checks import check_choices, check_ranges
from pyllama.ctypes_api import ggml
from pyllama.ctypes_api import llama as C
from pyllama.errors import InvalidRequestError
from pyllama.model_overrides import MetadataValue, check_metadata, metadata_array, tensor_array

SplitMode = Literal["none", "layer", "row", "tensor"]
LoadMode = Literal["auto", "none", "mmap", "mlock", "mmap+mlock", "dio"]
LazyMode = Literal["off", "auto", "on"]

_SPLIT_MODES = {"none": 0, "layer": 1, "row": 2, "tensor": 3}
_LOAD_MODES = {"auto": -1, "none": 0, "mmap": 1, "mlock": 2, "mmap+mlock": 3, "dio": 4}
_LAZY_MODES = {"off": 0, "auto": 1, "on": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelParams:
    """How a model is loaded.

    Attributes:
        n_gpu_layers: layers to keep on GPUs; -1 is all of them.
        split_mode: how several GPUs share the model.
        main_gpu: index of the GPU to use with ``split_mode="none"``.
        tensor_split: share of the model for each GPU, in any unit; empty for an equal split.
        devices: names of the devices to use, as ``Backend.devices`` gives them; ``None`` for all, empty for
            the CPU alone.
        load_mode: how the weights come into memory: read (``none``), mapped, or read past the system's cache
            (``dio``); ``mlock`` keeps them there. ``auto`` maps them where all devices can.
        lazy_mode: whether rows of large tables are read when they are needed; ``auto`` for those over 4 GiB.
        repack: arrange weights as the CPU computes fastest.
        no_host: keep weights out of the memory that a GPU shares with the host.
        metadata_overrides: keys and values that replace those of the file.
        tensor_overrides: regular expressions for names of tensors, and the buffer type, such as ``"CPU"``,
            for those that match; the first match counts.
        check_tensors: look for invalid numbers in the weights; slow.
        vocab_only: load the vocabulary and metadata only.

    Raises:
        InvalidRequestError: a value is out of its range; ``param`` names the field.
    """

    n_gpu_layers: int = -1
    split_mode: SplitMode = "layer"
    main_gpu: int = 0
    tensor_split: tuple[float, ...] = ()
    devices: tuple[str, ...] | None = None
    load_mode: LoadMode = "auto"
    lazy_mode: LazyMode = "auto"
    repack: bool = True
    no_host: bool = False
    metadata_overrides: tuple[tuple[str, MetadataValue], ...] = ()
    tensor_overrides: tuple[tuple[str, str], ...] = ()
    check_tensors: bool = False
    vocab_only: bool = False

    def __post_init__(self) -> None:
        check_ranges(self, {"n_gpu_layers": (-1, 2**31 - 1), "main_gpu": (0, 2**31 - 1)})
        check_choices(self, {"split_mode": _SPLIT_MODES, "load_mode": _LOAD_MODES, "lazy_mode": _LAZY_MODES})
        check_metadata(self.metadata_overrides)
        if any("\0" in pattern for pattern, _ in self.tensor_overrides):
            raise InvalidRequestError("a pattern contains a NUL", param="tensor_overrides")
        if not all(0 <= share < math.inf for share in self.tensor_split):
            raise InvalidRequestError("the shares of tensor_split must be 0 or more", param="tensor_split")


class NativeModelParams:
    """The native struct for some parameters, and what its pointers point to.

    Keep the object while the struct is in use.

    Raises:
        InvalidRequestError: a device or a buffer type does not exist, or there are more shares than devices.
    """

    def __init__(self, params: ModelParams) -> None:
        self.struct = C.llama_model_default_params()
        self.struct.n_gpu_layers = params.n_gpu_layers
        self.struct.split_mode = _SPLIT_MODES[params.split_mode]
        self.struct.main_gpu = params.main_gpu
        self.struct.load_mode = _LOAD_MODES[params.load_mode]
        self.struct.lazy_mode = _LAZY_MODES[params.lazy_mode]
        self.struct.use_extra_bufts = params.repack
        self.struct.no_host = params.no_host
        self.struct.check_tensors = params.check_tensors
        self.struct.vocab_only = params.vocab_only
        if params.tensor_split:
            self._set_tensor_split(params.tensor_split)
        if params.devices is not None:
            self._set_devices(params.devices)
        if params.metadata_overrides:
            self._metadata = metadata_array(params.metadata_overrides)
            self.struct.kv_overrides = cast(self._metadata, POINTER(C.llama_model_kv_override))
        if params.tensor_overrides:
            self._tensors = tensor_array(params.tensor_overrides)
            self.struct.tensor_buft_overrides = cast(
                self._tensors, POINTER(C.llama_model_tensor_buft_override)
            )

    def _set_tensor_split(self, shares: tuple[float, ...]) -> None:
        n_max = C.llama_max_devices()
        if len(shares) > n_max:
            message = f"tensor_split has {len(shares)} shares, but there can be {n_max} devices"
            raise InvalidRequestError(message, param="tensor_split")
        self._shares = (c_float * n_max)(*shares)
        self.struct.tensor_split = cast(self._shares, POINTER(c_float))

    def _set_devices(self, names: tuple[str, ...]) -> None:
        # The native list ends with NULL, which the array's last element is.
        self._devices = (ggml.ggml_backend_dev_t * (len(names) + 1))(*map(_device_by_name, names))
        self.struct.devices = cast(self._devices, POINTER(ggml.ggml_backend_dev_t))


def _device_by_name(name: str) -> ggml.ggml_backend_dev_t:
    device = ggml.ggml_backend_dev_by_name(name.encode())
    if not device:
        handles = (ggml.ggml_backend_dev_get(i) for i in range(ggml.ggml_backend_dev_count()))
        known = ", ".join((ggml.ggml_backend_dev_name(handle) or b"").decode() for handle in handles)
        raise InvalidRequestError(f"unknown device {name!r}; known are {known}", param="devices")
    return device
