"""Keeps finished builds in the cache folder: finds, publishes and removes them.

The layout::

    native/.lock                        held by the one process that builds or removes
    native/.building-…/                 a build in progress, or what a killed one left
    native/<commit>-<backend>-<key>/    a finished build; it was renamed to this when it was complete
    native/<…>.log                      the full log of a build that failed
    sources/                            downloaded archives and unpacked sources
"""

from __future__ import annotations

import json
import os
import runpy
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from native.builder.errors import MissingToolError
from native.builder.lock import exclusive
from native.builder.options import BuildOptions

RECORD = "build.json"
LOG = "build.log"
_IN_PROGRESS = ".building-"


class BuildStore:
    """The builds in one cache folder.

    Attributes:
        builds: the folder with one folder for each build.
        sources: the folder for archives and unpacked sources.
    """

    def __init__(self, builds: Path, sources: Path) -> None:
        self.builds = builds
        self.sources = sources

    def find(self, names: Iterable[str]) -> Path | None:
        """Return the first of some builds that is finished, or ``None``."""
        return next((self.builds / name for name in names if (self.builds / name / RECORD).exists()), None)

    def mark_as_wanted(self, build: Path) -> None:
        """Make a build the one that the library loader takes: that with the youngest record."""
        os.utime(build / RECORD)

    def lock(self, on_wait: Callable[[], None]) -> AbstractContextManager[None]:
        """Hold the right to build and to remove; ``on_wait`` is called if another process has it."""
        return exclusive(self.builds / ".lock", on_wait)

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """Give an empty folder that is gone afterwards. Only for the holder of the lock.

        What killed builds left is removed first: no other build can be running.
        """
        self.remove_leftovers()
        with tempfile.TemporaryDirectory(prefix=_IN_PROGRESS, dir=self.builds) as name:
            yield Path(name)

    def publish(self, result: Path, name: str) -> Path:
        """Make a complete folder a finished build, in one step, and return its new place."""
        build = self.builds / name
        shutil.rmtree(build, ignore_errors=True)  # at most a folder without a record, which is no build
        (self.builds / f"{name}.log").unlink(missing_ok=True)
        return result.rename(build)

    def keep_log(self, log: Path, name: str) -> Path:
        """Keep the log of a build that failed, and return its new place."""
        return log.replace(self.builds / f"{name}.log")

    def remove_leftovers(self) -> None:
        """Remove what killed builds left. Only for the holder of the lock."""
        for leftover in (*self.builds.glob(f"{_IN_PROGRESS}*"), *self.sources.glob(".*")):
            shutil.rmtree(leftover, ignore_errors=True)

    def remove_sources_and_logs(self) -> None:
        """Remove unpacked sources, but not archives, and logs. Only for the holder of the lock."""
        for log in self.builds.glob("*.log"):
            log.unlink()
        for entry in self.sources.glob("*"):
            if entry.is_dir():
                shutil.rmtree(entry)

    def remove_builds(self, options: BuildOptions) -> list[Path]:
        """Remove the builds that were made with these options, and return where they were.

        A build with upstream's server is among them even if the options do not ask for it.
        """
        removed = [
            record.parent for record in self.builds.glob(f"*/{RECORD}") if _was_made_with(record, options)
        ]
        for build in removed:
            (build / RECORD).unlink()  # first, so that a killed removal leaves no build
            shutil.rmtree(build)
        return removed


def open_store() -> BuildStore:
    """Return the store in the user's cache folder.

    Raises:
        MissingToolError: the package that knows the platform's cache folder is missing.
    """
    # Only this file: importing the package would need everything that it needs to run models.
    paths_file = Path(__file__).resolve().parents[2] / "pyllama" / "paths.py"
    try:
        paths = runpy.run_path(str(paths_file))
    except ModuleNotFoundError as error:
        raise MissingToolError(
            f"no Python package {error.name}: run `{sys.executable} -m pip install {error.name}`"
        ) from error
    builds: Path = paths["native_builds_dir"]()
    cache: Path = paths["cache_dir"]()
    return BuildStore(builds.resolve(), cache.resolve() / "sources")


def _was_made_with(record: Path, options: BuildOptions) -> bool:
    try:
        build = json.loads(record.read_text("utf-8"))
    except ValueError:
        return False
    wanted = {"portable": options.portable, "rpc": options.rpc}
    same = build.get("backend") == options.backend and build.get("options") == wanted
    return same and (build.get("has_llama_server") is True or not options.llama_server)
