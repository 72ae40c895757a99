from __future__ import annotations

import ctypes
import re
from _ctypes import FUNCFLAG_PYTHONAPI

import pytest

from pyllama.ctypes_api import ggml, gguf, llama, llama_backend, mtmd
from pyllama.ctypes_api._binding import DeclaredFunction, native
from pyllama.ctypes_api._types import FunctionPointer
from pyllama.errors import AbiMismatchError

FACADES = (llama, ggml, gguf, mtmd)


def test_every_declared_function_is_in_the_library() -> None:
    declared = [f for facade in FACADES for f in vars(facade).values() if isinstance(f, DeclaredFunction)]
    for function in declared:
        function.bind()
    still_declared = [
        f for facade in FACADES for f in vars(facade).values() if isinstance(f, DeclaredFunction)
    ]
    assert len(declared) > 500
    assert still_declared == []


def test_the_first_call_puts_the_native_function_in_place_everywhere() -> None:
    assert llama.llama_max_devices() > 0
    assert isinstance(llama.llama_max_devices, FunctionPointer)
    assert llama_backend.llama_max_devices is llama.llama_max_devices


def test_a_function_that_was_imported_before_keeps_working() -> None:
    @native("llama", ctypes.c_size_t)
    def llama_max_devices() -> int:
        raise NotImplementedError

    assert llama_max_devices() == llama_max_devices() == llama.llama_max_devices()


def test_a_function_named_like_an_enum_ends_in_an_underscore() -> None:
    assert llama.llama_vocab_type["LLAMA_VOCAB_TYPE_SPM"] == 1
    with pytest.raises(ctypes.ArgumentError):
        llama.llama_vocab_type_(llama.llama_model_p())  # type: ignore[arg-type]


def test_another_handle_class_is_refused() -> None:
    with pytest.raises(ctypes.ArgumentError, match="wrong type"):
        llama.llama_vocab_n_tokens(llama.llama_model_p())  # type: ignore[arg-type]


def test_a_missing_function_is_an_error_that_names_it() -> None:
    @native("llama", None)
    def llama_no_such_function() -> None: ...

    with pytest.raises(AbiMismatchError, match="llama_no_such_function is missing") as caught:
        llama_no_such_function()
    assert caught.value.struct == "llama_no_such_function"


@pytest.mark.parametrize("name", ["llama_vocab_is_eog", "llama_token_to_piece", "llama_memory_seq_rm"])
def test_short_calls_keep_the_interpreter_lock(name: str) -> None:
    assert _keeps_gil(name)


@pytest.mark.parametrize(
    "name", ["llama_decode", "llama_get_logits_ith", "llama_sampler_sample", "llama_tokenize"]
)
def test_long_calls_release_the_interpreter_lock(name: str) -> None:
    assert not _keeps_gil(name)


def _keeps_gil(name: str) -> bool:
    declared = vars(llama)[name]
    function = declared.bind() if isinstance(declared, DeclaredFunction) else declared
    return bool(vars(type(function))["_flags_"] & FUNCFLAG_PYTHONAPI)


def test_results_have_the_declared_types() -> None:
    version = llama.llama_version()
    assert version is not None
    assert re.match(rb"\d+\.\d+", version)
    assert type(llama.llama_supports_mmap()) is bool
    assert isinstance(llama.llama_model_default_params(), llama.llama_model_params)
    assert isinstance(ggml.ggml_backend_dev_get(0), ggml.ggml_backend_dev_t)
    no_device = ggml.ggml_backend_dev_by_name(b"no such device")
    assert isinstance(no_device, ggml.ggml_backend_dev_t)
    assert not no_device
