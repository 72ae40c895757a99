from __future__ import annotations

import dataclasses
from ctypes import sizeof
from pathlib import Path

import pytest

from pyllama.ctypes_api import llama, loader
from pyllama.ctypes_api.abi import check_layouts, declared_layout, declared_structs
from pyllama.ctypes_api.build_info import BuildInfo, Layout
from pyllama.errors import AbiMismatchError

FOLDER = Path("some/build")


@pytest.fixture(scope="module")
def build() -> BuildInfo:
    info = loader.build_info()
    assert info is not None, "the tests need a build made by build_native.py"
    return info


def test_all_declared_layouts_are_what_the_compiler_made(build: BuildInfo) -> None:
    declared = {name: declared_layout(struct) for name, struct in declared_structs().items()}
    assert declared == build.abi
    assert len(declared) > 40


def test_the_members_of_an_anonymous_union_are_compared() -> None:
    fields = declared_layout(llama.llama_model_kv_override).fields
    assert fields["val_i64"] == fields["val_str"] > fields["key"]


def test_a_changed_size_is_refused(build: BuildInfo) -> None:
    layout = build.abi["llama_context_params"]
    abi = {**build.abi, "llama_context_params": Layout(layout.size + 8, layout.fields)}
    size = sizeof(llama.llama_context_params)
    with pytest.raises(AbiMismatchError, match=f"llama_context_params is {size + 8} bytes, expected {size}"):
        check_layouts(abi, FOLDER)


def test_a_moved_field_is_refused(build: BuildInfo) -> None:
    layout = build.abi["llama_batch"]
    abi = {**build.abi, "llama_batch": dataclasses.replace(layout, fields={**layout.fields, "pos": 48})}
    with pytest.raises(
        AbiMismatchError, match="llama_batch is laid out with pos at byte 48, expected byte 24"
    ) as caught:
        check_layouts(abi, FOLDER)
    assert (caught.value.struct, caught.value.path) == ("llama_batch", FOLDER)


def test_a_missing_struct_is_refused(build: BuildInfo) -> None:
    abi = {name: layout for name, layout in build.abi.items() if name != "gguf_init_params"}
    with pytest.raises(AbiMismatchError, match="gguf_init_params is missing"):
        check_layouts(abi, FOLDER)
