"""Chooses a backend, and checks what each one needs before anything is compiled."""

from __future__ import annotations

import os
import platform
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from native.builder.errors import MissingToolError, RequestError
from native.builder.options import Backend
from native.builder.process import output_of

USUAL_CUDA_TOOLKIT = "/usr/local/cuda"
"""Where the toolkit's own installer puts it, which is rarely on the PATH."""

_VULKAN_HINT = "install the Vulkan SDK and set VULKAN_SDK, or a distribution's newer libvulkan-dev"


@dataclass(frozen=True)
class BackendTools:
    """What was found for a backend.

    Attributes:
        identity: what of it decides the result of a build, as text.
        environment: variables that make CMake find the same.
    """

    identity: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)


def choose_backend(requested: str) -> Backend:
    """Return the backend that a value of ``--backend`` means on this machine."""
    match requested:
        case "cpu" | "cuda" | "vulkan" | "metal":
            return requested
        case _:
            if _is_apple_silicon():
                return "metal"
            return "cuda" if find_nvcc() and has_nvidia_driver() else "cpu"


def check_backend(backend: Backend, *, portable: bool) -> BackendTools:
    """Find what a backend needs.

    Raises:
        RequestError: this system cannot have the backend.
        MissingToolError: something has to be installed first.
    """
    match backend:
        case "cpu":
            return BackendTools()
        case "metal":
            return _check_metal()
        case "cuda":
            return _check_cuda(portable=portable)
        case "vulkan":
            return _check_vulkan()


def find_nvcc() -> str | None:
    """Return CUDA's compiler, from the PATH, the toolkit that the environment names, or its usual place."""
    toolkits = [os.environ.get("CUDA_HOME"), os.environ.get("CUDA_PATH"), USUAL_CUDA_TOOLKIT]
    folders = os.pathsep.join(str(Path(toolkit) / "bin") for toolkit in toolkits if toolkit)
    return shutil.which("nvcc") or shutil.which("nvcc", path=folders)


def has_nvidia_driver() -> bool:
    """Tell whether the kernel has an NVIDIA driver (Linux), or its tool is installed (elsewhere)."""
    return Path("/proc/driver/nvidia/version").exists() or shutil.which("nvidia-smi") is not None


def _is_apple_silicon() -> bool:
    return platform.system() == "Darwin" and platform.machine() == "arm64"


def _check_metal() -> BackendTools:
    if platform.system() != "Darwin":
        raise RequestError("Metal exists on macOS only: choose --backend cpu, cuda or vulkan")
    return BackendTools()


def _check_cuda(*, portable: bool) -> BackendTools:
    nvcc = find_nvcc()
    if nvcc is None:
        raise MissingToolError("no nvcc: install the CUDA toolkit and put its bin folder on the PATH")
    if not portable and not has_nvidia_driver():
        raise MissingToolError(
            "no NVIDIA driver, so the GPU to compile for is unknown: install it, or add --portable"
        )
    identity = output_of([nvcc, "--version"]) or nvcc
    if not portable:
        query = ["nvidia-smi", "--query-gpu=compute_cap", "--format=csv,noheader"]
        capabilities = output_of(query) or ""
        identity += " ".join(sorted(set(capabilities.split())))
    return BackendTools(identity, {"CUDACXX": nvcc})


def _check_vulkan() -> BackendTools:
    sdk = os.environ.get("VULKAN_SDK")
    glslc = shutil.which("glslc") or (shutil.which("glslc", path=str(Path(sdk) / "bin")) if sdk else None)
    if glslc is None:
        raise MissingToolError("no glslc: install it (`apt install glslc libvulkan-dev spirv-headers`)")
    folders = [Path(sdk) / "include"] if sdk else []
    folders += [Path("/usr/include"), Path("/usr/local/include"), Path("/opt/homebrew/include")]
    return BackendTools(f"{output_of([glslc, '--version'])} headers {check_vulkan_headers(folders)}")


def check_vulkan_headers(folders: Iterable[Path]) -> str:
    """Return the version of the first C++ Vulkan headers in some include folders.

    Raises:
        MissingToolError: there are none, or they are too old for ``vk::LayerSettingEXT``.
    """
    headers = next((f / "vulkan" for f in folders if (f / "vulkan" / "vulkan.hpp").exists()), None)
    if headers is None:
        raise MissingToolError(f"no Vulkan headers (vulkan/vulkan.hpp): {_VULKAN_HINT}")
    version = _vulkan_header_version(headers)
    # Distributions patch their headers, so the name itself says more than the version number.
    candidates = (headers / "vulkan_structs.hpp", headers / "vulkan.hpp")
    if not any(
        c.exists() and re.search(r"\bstruct LayerSettingEXT\b", c.read_text("utf-8")) for c in candidates
    ):
        raise MissingToolError(
            f"the Vulkan headers in {headers.parent} ({version}) are too old for vk::LayerSettingEXT: "
            f"{_VULKAN_HINT}"
        )
    return version


def _vulkan_header_version(headers: Path) -> str:
    core = headers / "vulkan_core.h"
    text = core.read_text("utf-8") if core.exists() else ""
    patch = re.search(r"#define VK_HEADER_VERSION (\d+)", text)
    complete = re.search(r"#define VK_HEADER_VERSION_COMPLETE VK_MAKE_API_VERSION\(\d+, (\d+), (\d+)", text)
    if patch is None:
        return "unknown"
    return f"{complete[1]}.{complete[2]}.{patch[1]}" if complete else patch[1]
