# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_int64, c_void_p
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_opt_dataset_t, ggml_opt_result_t
from pyllama.ctypes_api.ggml_opt_structs import ggml_opt_epoch_callback
from pyllama.ctypes_api.ggml_structs import ggml_tensor
from pyllama.ctypes_api.llama_handles import llama_context_p, llama_model_p
from pyllama.ctypes_api.llama_params import llama_opt_params

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Address, Ref


# bool llama_opt_param_filter_all(const struct ggml_tensor *tensor, void *userdata)
@native("llama", c_bool, POINTER(ggml_tensor), c_void_p)
def llama_opt_param_filter_all(tensor: Ref[ggml_tensor], userdata: Address, /) -> bool: ...


@native("llama", None, llama_context_p, llama_model_p, llama_opt_params)
def llama_opt_init(lctx: llama_context_p, model: llama_model_p, lopt_params: llama_opt_params, /) -> None: ...


@native(
    "llama",
    None,
    llama_context_p,
    ggml_opt_dataset_t,
    ggml_opt_result_t,
    ggml_opt_result_t,
    c_int64,
    ggml_opt_epoch_callback,
    ggml_opt_epoch_callback,
)
def llama_opt_epoch(
    lctx: llama_context_p,
    dataset: ggml_opt_dataset_t,
    result_train: ggml_opt_result_t,
    result_eval: ggml_opt_result_t,
    idata_split: int,
    callback_train: ggml_opt_epoch_callback,
    callback_eval: ggml_opt_epoch_callback,
    /,
) -> None: ...
