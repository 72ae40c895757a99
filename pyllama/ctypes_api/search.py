"""Where the native libraries may be, in order of preference."""

from __future__ import annotations

import ctypes.util
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyllama import paths
from pyllama.ctypes_api import UPSTREAM_COMMIT
from pyllama.ctypes_api.build_info import BUILD_FILE, read_build_info
from pyllama.errors import LibraryLoadError

LIBRARY_VARIABLE = "PYLLAMA_LIBRARY_DIR"
PACKAGE_FOLDER = Path(__file__).resolve().parent.parent / "lib"
ADVICE = "run `python build_native.py`"

_FORMATS = {"win32": "{}.dll", "darwin": "lib{}.dylib"}


@dataclass(frozen=True, slots=True)
class Place:
    """A place to look into.

    Attributes:
        description: what to call it in a message.
        folder: the folder; ``None`` where there is none to look into.
    """

    description: str
    folder: Path | None


def file_name(library: str) -> str:
    """Return the file name of a library on this platform, for example ``"libllama.so"``."""
    return _FORMATS.get(sys.platform, "lib{}.so").format(library)


def library_path(folder: Path, library: str) -> Path | None:
    """Return a library's file in a folder; one that has only a versioned name counts too."""
    return min(folder.glob(f"{file_name(library)}*"), default=None)


def system_name(library: str) -> str:
    """Return the name by which the system's own loader is asked for a library."""
    return ctypes.util.find_library(library) or file_name(library)


def find_folder() -> Path | None:
    """Return the folder of the libraries to use, or ``None`` for the system's.

    Raises:
        LibraryLoadError: ``PYLLAMA_LIBRARY_DIR`` names a folder without them.
    """
    for place in places():
        if place.folder is not None and library_path(place.folder, "llama") is not None:
            return place.folder
        if place.description == LIBRARY_VARIABLE and place.folder is not None:
            # Using another library than the one asked for would be a surprise.
            raise LibraryLoadError(
                f"{LIBRARY_VARIABLE} is {place.folder}, but there is no {file_name('llama')} in it; unset it, or {ADVICE}",
                library="llama",
                searched=[place.folder],
            )
    return None


def places() -> Iterator[Place]:
    """Yield every place but the system's, in order."""
    override = os.environ.get(LIBRARY_VARIABLE)
    yield Place(LIBRARY_VARIABLE, Path(override).resolve() if override else None)
    yield Place("inside the package", PACKAGE_FOLDER)
    yield Place(f"builds of {UPSTREAM_COMMIT} in {paths.native_builds_dir()}", newest_build())


def newest_build() -> Path | None:
    """Return the build of the pinned commit that was made or asked for last."""
    builds: list[tuple[float, Path]] = []
    # A name that starts with a dot is a build in progress.
    for build_file in paths.native_builds_dir().glob(f"[!.]*/{BUILD_FILE}"):
        try:
            info = read_build_info(build_file.parent)
            modified = build_file.stat().st_mtime
        except (OSError, ValueError):
            continue  # being removed, or not ours
        if info is not None and info.commit == UPSTREAM_COMMIT:
            builds.append((modified, build_file.parent))
    return max(builds, default=(0.0, None))[1]


def not_found(library: str, reason: str) -> LibraryLoadError:
    """Return the error that says where a library was looked for.

    Args:
        library: its name without prefix and suffix.
        reason: why the system's loader did not find it.
    """
    looked = list(places())
    lines = [f"  {place.description}: {place.folder or 'none'}" for place in looked]
    message = "\n".join(
        [
            f"there is no native library {file_name(library)}; looked into",
            *lines,
            f"  the system: {reason}",
            ADVICE,
        ],
    )
    searched = [place.folder for place in looked if place.folder is not None]
    return LibraryLoadError(message, library=library, searched=searched)
