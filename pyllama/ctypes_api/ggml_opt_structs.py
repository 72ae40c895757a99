# Generated from ggml-opt.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from collections.abc import Callable
from ctypes import Structure, c_bool, c_float, c_int64, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._types import CDECL, FunctionPointer
from pyllama.ctypes_api.ggml_handles import ggml_opt_context_t, ggml_opt_dataset_t, ggml_opt_result_t


class _ggml_opt_optimizer_params_adamw(Structure):
    alpha: float
    beta1: float
    beta2: float
    eps: float
    wd: float
    _fields_ = (("alpha", c_float), ("beta1", c_float), ("beta2", c_float), ("eps", c_float), ("wd", c_float))


class _ggml_opt_optimizer_params_sgd(Structure):
    alpha: float
    wd: float
    _fields_ = (("alpha", c_float), ("wd", c_float))


class ggml_opt_optimizer_params(Structure):
    adamw: _ggml_opt_optimizer_params_adamw
    sgd: _ggml_opt_optimizer_params_sgd
    _fields_ = (("adamw", _ggml_opt_optimizer_params_adamw), ("sgd", _ggml_opt_optimizer_params_sgd))


# struct ggml_opt_optimizer_params (*)(void *)
class ggml_opt_get_optimizer_params(FunctionPointer):
    _flags_ = CDECL
    _restype_ = ggml_opt_optimizer_params
    _argtypes_ = (c_void_p,)
    if TYPE_CHECKING:

        def __init__(
            self, function: Callable[[int | None], ggml_opt_optimizer_params] | int = ..., /
        ) -> None: ...


# void (*)(bool, ggml_opt_context_t, ggml_opt_dataset_t, ggml_opt_result_t, int64_t, int64_t, int64_t)
class ggml_opt_epoch_callback(FunctionPointer):
    _flags_ = CDECL
    _restype_ = None
    _argtypes_ = (
        c_bool,
        ggml_opt_context_t,
        ggml_opt_dataset_t,
        ggml_opt_result_t,
        c_int64,
        c_int64,
        c_int64,
    )
    if TYPE_CHECKING:

        def __init__(
            self,
            function: Callable[
                [bool, ggml_opt_context_t, ggml_opt_dataset_t, ggml_opt_result_t, int, int, int], None
            ]
            | int = ...,
            /,
        ) -> None: ...
