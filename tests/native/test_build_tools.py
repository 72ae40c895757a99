"""The checks of compilers, build tools and what each backend needs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from native.builder import toolchain
from native.builder.backends import check_backend, check_vulkan_headers, choose_backend
from native.builder.errors import MissingToolError, RequestError
from native.builder.host import linux_cpu_features
from native.builder.toolchain import Compiler, find_cmake, find_compilers, find_ninja

FakeTool = Callable[[str, str], Path]


@pytest.mark.parametrize(
    ("banner", "name"),
    [
        ("c++ (Debian 12.2.0-14+deb12u1) 12.2.0", "gcc 12.2.0"),
        ("gcc (Ubuntu 13.3.0-6ubuntu2~24.04) 13.3.0", "gcc 13.3.0"),
        ("Debian clang version 14.0.6", "clang 14.0.6"),
        ("Apple clang version 15.0.0 (clang-1500.3.9.4)", "clang 15.0.0"),
        ("Microsoft (R) C/C++ Optimizing Compiler Version 19.40.33811 for x64", "msvc 19.40.33811"),
        ("a compiler without a version", "gcc unknown"),
    ],
)
def test_compiler_name(banner: str, name: str) -> None:
    assert Compiler(("cc",), banner).name == name


def test_compiler_that_the_environment_names(fake_tool: FakeTool, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_tool("cc", "cc (Mini) 1.0")
    fake_tool("c++", "c++ (Mini) 1.0")
    fake_tool("wrapper", "cc (Wrapped) 2.0")
    monkeypatch.setenv("CC", "wrapper --fast")
    c_compiler, cxx_compiler = find_compilers()
    assert (c_compiler.command, c_compiler.name) == (("wrapper", "--fast"), "gcc 2.0")
    assert cxx_compiler.name == "gcc 1.0"
    monkeypatch.setenv("CXX", "absent++")
    with pytest.raises(MissingToolError, match="CXX names absent"):
        find_compilers()


def test_compiler_that_does_not_run(fake_tool: FakeTool) -> None:
    fake_tool("cc", "").write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(MissingToolError, match="does not run"):
        find_compilers()


@pytest.mark.parametrize(("find", "program"), [(find_cmake, "cmake"), (find_ninja, "ninja")])
def test_build_tool_is_missing_or_too_old(
    find: Callable[[], toolchain.BuildTool],
    program: str,
    fake_tool: FakeTool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sysconfig.get_path", lambda _name: "")
    with pytest.raises(MissingToolError, match=rf"pip install {program}`"):
        find()
    fake_tool(program, f"{program} version 1.2.3")
    with pytest.raises(MissingToolError, match=r"1\.2\.3 is too old, .* is needed"):
        find()
    path = fake_tool(program, f"{program} version 99.1.2.git")
    assert find() == toolchain.BuildTool(str(path), "99.1.2.git")


def test_cuda_without_nvcc(fake_tool: FakeTool) -> None:
    with pytest.raises(MissingToolError, match="no nvcc: install the CUDA toolkit"):
        check_backend("cuda", portable=False)


def test_cuda_with_nvcc_and_driver(fake_tool: FakeTool) -> None:
    nvcc = fake_tool("nvcc", "release 12.4")
    fake_tool("nvidia-smi", "9.0")
    tools = check_backend("cuda", portable=False)
    assert tools.environment == {"CUDACXX": str(nvcc)}
    assert "release 12.4" in tools.identity
    assert "9.0" in tools.identity
    assert "9.0" not in check_backend("cuda", portable=True).identity
    assert choose_backend("auto") == "cuda"


def test_vulkan_without_shader_compiler(fake_tool: FakeTool) -> None:
    with pytest.raises(MissingToolError, match="no glslc: install it"):
        check_backend("vulkan", portable=False)


def test_vulkan_sdk(fake_tool: FakeTool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_tool("glslc", "shaderc v2023.8")
    _write_vulkan_headers(tmp_path, patch=309, structs="struct LayerSettingEXT\n{\n};\n")
    monkeypatch.setenv("VULKAN_SDK", str(tmp_path))
    identity = check_backend("vulkan", portable=False).identity
    assert "v2023.8" in identity
    assert "1.3.309" in identity


def test_vulkan_headers_are_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingToolError, match="no Vulkan headers"):
        check_vulkan_headers([tmp_path])


def test_vulkan_headers_are_too_old(tmp_path: Path) -> None:
    _write_vulkan_headers(tmp_path, patch=239, structs="struct LayerProperties\n{\n};\n")
    with pytest.raises(MissingToolError, match=r"\(1\.3\.239\) are too old for vk::LayerSettingEXT"):
        check_vulkan_headers([tmp_path / "absent", tmp_path / "include"])


def test_metal_is_refused_elsewhere() -> None:
    with pytest.raises(RequestError, match="Metal exists on macOS only"):
        check_backend("metal", portable=False)


def test_auto_means_cpu_without_tools(fake_tool: FakeTool) -> None:
    assert choose_backend("auto") == "cpu"
    assert choose_backend("vulkan") == "vulkan"


@pytest.mark.parametrize("name", ["flags\t\t", "Features\t", "isa", "cpu"])
def test_cpu_features_are_those_of_the_first_cpu(name: str) -> None:
    cpuinfo = f"processor : 0\ncpu MHz : 2100.5\n{name}: sse4_2 avx2 fma\n\nprocessor : 1\n{name}: other\n"
    assert linux_cpu_features(cpuinfo) == "avx2 fma sse4_2"


def test_cpu_features_are_unknown() -> None:
    assert linux_cpu_features("processor : 0\ncpu MHz : 2100.5\n") == ""


def _write_vulkan_headers(sdk: Path, *, patch: int, structs: str) -> None:
    folder = sdk / "include" / "vulkan"
    folder.mkdir(parents=True)
    (folder / "vulkan.hpp").write_text('#include "vulkan_structs.hpp"\n')
    (folder / "vulkan_structs.hpp").write_text(structs)
    (folder / "vulkan_core.h").write_text(
        f"#define VK_HEADER_VERSION {patch}\n"
        "#define VK_HEADER_VERSION_COMPLETE VK_MAKE_API_VERSION(0, 1, 3, VK_HEADER_VERSION)\n"
    )
