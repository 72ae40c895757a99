"""Fetches the pinned source archive with the user's own pip: its index, proxy and credentials apply."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from native.builder.archive import sha256_of
from native.builder.errors import MissingToolError, SourceError
from native.builder.process import output_of, run_logged
from native.builder.upstream import Sdist


def fetch_sdist(sdist: Sdist, folder: Path, log: Path, tell: Callable[[str], None]) -> Path:
    """Return the verified archive in a folder, downloading it if it is not there.

    Args:
        sdist: what to fetch.
        folder: where archives are kept.
        log: gets pip's output.
        tell: called with a line for the user before a download.

    Raises:
        SourceError: it cannot be downloaded, or its hash is wrong.
        MissingToolError: this Python has no pip.
    """
    archive = folder / sdist.file
    if not archive.exists():
        tell(f"Downloading {sdist.name} {sdist.version} with pip")
        _download(sdist, archive, log)
    actual = sha256_of(archive)
    if actual != sdist.sha256:
        raise SourceError(f"wrong hash: {archive} has SHA-256 {actual}, expected {sdist.sha256}; delete it")
    return archive


def _download(sdist: Sdist, archive: Path, log: Path) -> None:
    if output_of([sys.executable, "-m", "pip", "--version"]) is None:
        raise MissingToolError(
            f"no pip in {sys.executable}: run `{sys.executable} -m ensurepip`, or give --source DIR"
        )
    with tempfile.TemporaryDirectory(prefix=".downloading-", dir=archive.parent) as name:
        folder = Path(name)
        # pip runs an archive's build backend to learn its name. With the hash in the requirement it
        # verifies the archive before that.
        requirements = folder / "requirements.txt"
        requirements.write_text(f"{sdist.name}=={sdist.version} --hash=sha256:{sdist.sha256}\n", "utf-8")
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", sdist.name]
        command += ["--progress-bar", "off", "--disable-pip-version-check"]
        command += ["--dest", str(folder), "--requirement", str(requirements)]
        lines: list[str] = []
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("w", encoding="utf-8") as file:
            status = run_logged(command, file, on_line=lines.append)
        downloaded = folder / sdist.file
        if status != 0 or not downloaded.exists():
            raise SourceError(_explain_failure(sdist, "\n".join(lines), archive, log))
        downloaded.replace(archive)


def _explain_failure(sdist: Sdist, output: str, archive: Path, log: Path) -> str:
    if "DO NOT MATCH THE HASHES" in output:
        return f"wrong hash: pip found another {sdist.name} {sdist.version} than the pinned one; log: {log}"
    return (
        f"pip cannot download {sdist.name} {sdist.version}: check the network and pip's settings, "
        f"or put {sdist.file} into {archive.parent}; log: {log}"
    )
