from __future__ import annotations

import platform
from ctypes import CDLL
from pathlib import Path

import pytest

from pyllama.ctypes_api import foreign, llama, search
from pyllama.ctypes_api._defaults import DEFAULTS, LLAMA_VERSION
from pyllama.ctypes_api.abi import declared_layout
from pyllama.errors import AbiMismatchError
from tests.ctypes_api.conftest import CompileLibrary

# What each function returns, as bytes; a test changes what it is about.
Images = dict[str, bytes]

SIZES_ARE_SEEN = platform.machine().lower() in {"x86_64", "amd64"}


@pytest.fixture
def images() -> Images:
    return {
        "llama_model_default_params": bytes(llama.llama_model_default_params()),
        "llama_context_default_params": bytes(llama.llama_context_default_params()),
        "llama_model_quantize_default_params": bytes(llama.llama_model_quantize_default_params()),
    }


def c_library(images: Images, version: str = LLAMA_VERSION) -> str:
    lines = [f'const char * llama_version(void) {{ return "{version}"; }}']
    for function, image in images.items():
        values = ", ".join(map(str, image))
        lines.append(f"struct of_{function} {{ unsigned char bytes[{len(image)}]; }};")
        lines.append(f"struct of_{function} {function}(void) {{")
        lines.append(f"    struct of_{function} result = {{{{{values}}}}};\n    return result;\n}}")
    return "\n".join(lines)


def check(folder: Path) -> None:
    foreign.check_foreign(CDLL(str(folder / search.file_name("llama"))), folder)


def test_the_library_in_use_agrees_with_what_was_recorded() -> None:
    version = llama.llama_version()
    assert version == LLAMA_VERSION.encode()
    for name, defaults in DEFAULTS.items():
        params = getattr(llama, name.replace("_params", "_default_params"))()
        values = {field: foreign.plain_value(getattr(params, field)) for field, *_ in type(params)._fields_}
        assert values == defaults


def test_a_library_with_the_same_structs_is_accepted(compile_library: CompileLibrary, images: Images) -> None:
    check(compile_library(c_library(images)))


def test_another_version_is_refused(compile_library: CompileLibrary, images: Images) -> None:
    folder = compile_library(c_library(images, version="0.4.9"))
    with pytest.raises(AbiMismatchError, match=f"llama_version is 0.4.9, expected {LLAMA_VERSION}"):
        check(folder)


def test_a_library_without_a_version_is_refused(compile_library: CompileLibrary) -> None:
    folder = compile_library("int llama_something_else(void) { return 1; }")
    with pytest.raises(AbiMismatchError, match="llama_version is missing"):
        check(folder)


def test_a_struct_with_one_more_field_is_refused(compile_library: CompileLibrary, images: Images) -> None:
    image = images["llama_context_default_params"]
    offset = declared_layout(llama.llama_context_params).fields["n_seq_max"]
    images["llama_context_default_params"] = image[:offset] + b"\x07\0\0\0" + image[offset:]
    folder = compile_library(c_library(images))
    with pytest.raises(AbiMismatchError) as caught:
        check(folder)
    assert (caught.value.struct, caught.value.path) == ("llama_context_params", folder)


def test_a_field_at_the_end_is_seen_where_the_memory_can_be_prepared(
    compile_library: CompileLibrary, images: Images
) -> None:
    images["llama_model_quantize_default_params"] += bytes(8)
    folder = compile_library(c_library(images))
    if SIZES_ARE_SEEN:
        with pytest.raises(AbiMismatchError, match="llama_model_quantize_params is at least"):
            check(folder)
    else:
        check(folder)


def test_a_struct_that_lost_its_last_field_is_refused(
    compile_library: CompileLibrary, images: Images
) -> None:
    images["llama_model_quantize_default_params"] = images["llama_model_quantize_default_params"][:-8]
    folder = compile_library(c_library(images))
    with pytest.raises(AbiMismatchError, match="llama_model_quantize_params is returned with max_buf_size"):
        check(folder)


def test_a_struct_larger_than_any_expected_one_is_refused(
    compile_library: CompileLibrary, images: Images
) -> None:
    images["llama_model_default_params"] = bytes(3000)
    folder = compile_library(c_library(images))
    with pytest.raises(AbiMismatchError) as caught:
        check(folder)
    assert caught.value.struct == "llama_model_params"
