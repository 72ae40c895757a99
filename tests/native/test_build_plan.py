"""What makes another build, and what does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from native.builder import plan as plan_module
from native.builder.backends import BackendTools
from native.builder.options import BuildOptions
from native.builder.plan import Plan
from native.builder.source import Source
from native.builder.toolchain import Compiler


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """A plan for a host with fixed CPU features."""
    (tmp_path / "CMakeLists.txt").write_text("recipe")
    (tmp_path / "abi_probe.c").write_text("probe")
    monkeypatch.setattr(plan_module, "cpu_features", lambda: "avx2")
    monkeypatch.delenv("CFLAGS", raising=False)
    return Plan(
        source=Source("0123456789", {"sha256": "00"}, lambda: tmp_path),
        options=BuildOptions(backend="cpu", portable=False, rpc=False, llama_server=False),
        c_compiler=Compiler(("cc",), "gcc 1.0"),
        cxx_compiler=Compiler(("c++",), "g++ 1.0"),
        backend_tools=BackendTools(),
        native=tmp_path,
    )


def test_name_is_commit_backend_and_twelve_digits(plan: Plan) -> None:
    commit, backend, key = plan.folder_name.split("-")
    assert (commit, backend, len(key)) == ("0123456789", "cpu", 12)
    assert int(key, 16) >= 0
    assert plan.folder_name == replace(plan).folder_name


@pytest.mark.parametrize(
    "change",
    [
        lambda p: replace(p, source=Source("0123456789", {"sha256": "01"}, Path)),
        lambda p: replace(p, options=replace(p.options, backend="vulkan")),
        lambda p: replace(p, options=replace(p.options, portable=True)),
        lambda p: replace(p, options=replace(p.options, rpc=True)),
        lambda p: replace(p, options=replace(p.options, llama_server=True)),
        lambda p: replace(p, c_compiler=Compiler(("cc",), "gcc 2.0")),
        lambda p: replace(p, cxx_compiler=Compiler(("c++",), "g++ 2.0")),
        lambda p: replace(p, backend_tools=BackendTools("nvcc 12")),
    ],
)
def test_every_choice_makes_another_build(plan: Plan, change: Callable[[Plan], Plan]) -> None:
    assert change(plan).folder_name != plan.folder_name


@pytest.mark.parametrize("name", ["CMakeLists.txt", "abi_probe.c"])
def test_changed_recipe_makes_another_build(plan: Plan, name: str) -> None:
    before = plan.folder_name
    (plan.native / name).write_text("changed")
    assert plan.folder_name != before


def test_compiler_flags_make_another_build(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    before = plan.folder_name
    monkeypatch.setenv("CFLAGS", "-O1")
    assert plan.folder_name != before


def test_other_cpu_makes_another_build_unless_it_is_portable(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    portable = replace(plan, options=replace(plan.options, portable=True))
    native_before, portable_before = plan.folder_name, portable.folder_name
    monkeypatch.setattr(plan_module, "cpu_features", lambda: "avx2 avx512f")
    assert plan.folder_name != native_before
    assert portable.folder_name == portable_before


def test_compilers_path_does_not_matter(plan: Plan) -> None:
    assert replace(plan, c_compiler=Compiler(("/usr/bin/cc",), "gcc 1.0")).folder_name == plan.folder_name


def test_build_with_server_satisfies_but_not_the_other_way(plan: Plan) -> None:
    with_server = replace(plan, options=replace(plan.options, llama_server=True))
    assert plan.satisfying_folder_names == (plan.folder_name, with_server.folder_name)
    assert with_server.satisfying_folder_names == (with_server.folder_name,)
