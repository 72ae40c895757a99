"""Fetches one GGUF file: goes on where it was cut, checks what has come, and puts it in place at once."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyllama.errors import ModelDownloadError
from pyllama.hub.file_identity import FileIdentity, read_record, record_of, write_record
from pyllama.hub.file_lock import exclusive
from pyllama.hub.http_file import HttpFile, open_url, shown_url
from pyllama.hub.progress import DownloadProgress, ProgressCallback

logger = logging.getLogger(__name__)

_MAGIC: Final = b"GGUF"
_PIECE: Final = 1 << 20
_POLL_S: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloader:
    """How files are fetched.

    Attributes:
        progress: is told how far each is; what it raises ends the download, and what has come is kept.
        token: gives access to the endpoint of repositories.
        offline: ask no server.
        retry_delays_s: seconds to wait before further attempts, after each one that has brought nothing.
    """

    progress: ProgressCallback
    token: str | None = None
    offline: bool = False
    retry_delays_s: tuple[float, ...] = (1.0, 2.0, 4.0)

    def fetch(self, url: str, path: Path, *, sha256: str | None = None) -> None:
        """Bring a file to a path, or see that it is there and has not changed.

        What has come of it lies beside, as ``NAME.part``, and ``NAME.download`` says what it is and locks it.
        A file that is there without such a record is taken as it is. Where the server cannot be asked, what
        was fetched before will do.

        Args:
            url: where it is.
            path: where it goes.
            sha256: hash of its content, if that is known; else that of the server counts, if it gives one.

        Raises:
            ModelDownloadError: it cannot be fetched, is not a GGUF, or cannot be stored.
        """
        fetching = _Fetching(self, url, path, sha256)
        with _errors_of_disk(url, path):
            if path.exists() and (self.offline or read_record(fetching.record) is None):
                return
            if self.offline:
                raise ModelDownloadError(shown_url(url), f"it is not in {path.parent}, and this is offline")
            path.parent.mkdir(parents=True, exist_ok=True)
            with exclusive(fetching.record, on_wait=fetching.say_waiting, check=fetching.check):
                fetching.update()


@dataclass(frozen=True, slots=True)
class _Fetching:
    """One file that is fetched."""

    how: Downloader
    url: str
    path: Path
    sha256: str | None

    @property
    def part(self) -> Path:
        return self.path.with_name(f"{self.path.name}.part")

    @property
    def record(self) -> Path:
        return record_of(self.path)

    def say_waiting(self) -> None:
        logger.info("waiting for somebody else who fetches %s", self.path.name)

    def check(self) -> None:
        self.how.progress(None)

    def update(self) -> None:
        """Fetch it, unless what is there is current, or has to do."""
        try:
            if not self._is_current():
                self._run()
        except ModelDownloadError as error:
            if not self.path.exists():
                raise
            logger.warning("using %s as it is: %s", self.path, error)

    def _is_current(self) -> bool:
        if self.part.exists() or not self.path.exists():
            return False
        with open_url(self.url, token=self.how.token) as remote:
            return read_record(self.record) == self._identity(remote)

    def _run(self) -> None:
        """Fetch it, in as many attempts as it needs."""
        logger.info("fetching %s", shown_url(self.url))
        delays = iter(self.how.retry_delays_s)
        while True:
            n_before = self._n_bytes()
            try:
                self._attempt()
            except ModelDownloadError as error:
                if self._n_bytes() > n_before:
                    delays = iter(self.how.retry_delays_s)
                delay = next(delays, None)
                if not error.may_pass or delay is None:
                    raise
                self.check()
                logger.warning("%s; trying again in %g s", error, delay)
                self._wait(delay)
            else:
                return

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.check()
            time.sleep(min(left, _POLL_S))

    def _attempt(self) -> None:
        """Fetch what is missing."""
        saved = read_record(self.record) if self.part.exists() else None
        n_bytes = self._n_bytes() if saved is not None and saved.can_go_on(self._n_bytes()) else 0
        if saved is None or n_bytes != saved.size_bytes:
            version = None if saved is None else saved.version
            with open_url(self.url, token=self.how.token, offset=n_bytes, version=version) as remote:
                identity = self._identity(remote)
                if remote.offset and (remote.offset != n_bytes or identity != saved):
                    self.part.unlink(missing_ok=True)
                    raise self._error("the server sent another part than was asked for", may_pass=True)
                self._receive(remote, identity)
            saved = identity
        self._verify(saved)
        self.part.replace(self.path)
        logger.info("fetched %s", self.path)

    def _receive(self, remote: HttpFile, identity: FileIdentity) -> None:
        if identity.size_bytes is not None:
            self._check_room(identity.size_bytes - remote.offset)
        if remote.offset == 0:
            magic = remote.read(len(_MAGIC))
            if magic != _MAGIC:
                raise self._error(f"the server sent {remote.content_type}, which is not a GGUF file")
            self.part.unlink(missing_ok=True)
            write_record(self.record, identity)
            self.part.write_bytes(magic)
        with self.part.open("ab") as file:
            n_bytes = file.tell()
            while piece := remote.read_some(_PIECE):
                file.write(piece)
                # So that it is kept however this process ends.
                file.flush()
                n_bytes += len(piece)
                self.how.progress(DownloadProgress(self.path.name, n_bytes, identity.size_bytes))
            os.fsync(file.fileno())

    def _verify(self, identity: FileIdentity) -> None:
        """Refuse what is not what the server has."""
        n_bytes = self._n_bytes()
        if identity.size_bytes is not None and n_bytes != identity.size_bytes:
            if n_bytes > identity.size_bytes:
                self.part.unlink()
            reason = f"the connection ended after {n_bytes} of {identity.size_bytes} bytes"
            raise self._error(reason, may_pass=True)
        if identity.sha256 is not None and self._hash() != identity.sha256:
            self.part.unlink()
            raise self._error("what has come has another hash than it should; it was deleted")

    def _hash(self) -> str:
        digest = hashlib.sha256()
        with self.part.open("rb") as file:
            while piece := file.read(_PIECE):
                self.check()
                digest.update(piece)
        return digest.hexdigest()

    def _check_room(self, n_bytes: int) -> None:
        n_free = shutil.disk_usage(self.path.parent).free
        if n_bytes > n_free:
            raise self._error(
                f"it needs {n_bytes >> 20} MiB, and {self.path.parent} has {n_free >> 20} MiB left"
            )

    def _identity(self, remote: HttpFile) -> FileIdentity:
        return remote.identity if self.sha256 is None else remote.identity.with_hash(self.sha256)

    def _n_bytes(self) -> int:
        return self.part.stat().st_size if self.part.exists() else 0

    def _error(self, reason: str, *, may_pass: bool = False) -> ModelDownloadError:
        return ModelDownloadError(shown_url(self.url), reason, may_pass=may_pass)


@contextmanager
def _errors_of_disk(url: str, path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
        raise ModelDownloadError(shown_url(url), f"cannot store it as {path}: {reason}") from error
