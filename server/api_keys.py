"""Who may use the server: API keys, of which only digests are kept."""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path


class ApiKeysError(Exception):
    """A file of keys cannot be used; the message is one line."""


class ApiKeys:
    """The keys that open the server. Without any, it is open to everybody.

    Args:
        keys: keys, as they were given on the command line.
        file: a file with more of them, one on each line; empty lines and those that begin with ``#`` count
            for nothing.

    Raises:
        ApiKeysError: the file cannot be read, or has no key.
    """

    def __init__(self, keys: Iterable[str] = (), file: str | None = None) -> None:
        self._keys = tuple(keys)
        self._file = file
        # Digests of another process, or of a list that somebody has computed before, are then of no use.
        self._salt = secrets.token_bytes(32)
        self._digests: tuple[bytes, ...] = ()
        self.reload()

    def __len__(self) -> int:
        """How many keys there are."""
        return len(self._digests)

    def reload(self) -> None:
        """Read the file again. After an error the keys are those of before.

        Raises:
            ApiKeysError: the file cannot be read, or has no key.
        """
        keys = map(os.fsencode, self._keys)
        from_file = () if self._file is None else read_keys(self._file)
        self._digests = tuple({self._digest(key): None for key in (*keys, *from_file)})

    def tenant(self, key: bytes) -> str | None:
        """Return the name under which requests with a key share the engine; ``None`` if it is not valid.

        The time that it takes does not depend on the key.
        """
        digest = self._digest(key)
        matches = [hmac.compare_digest(digest, known) for known in self._digests]
        return digest.hex() if any(matches) else None

    def _digest(self, key: bytes) -> bytes:
        return blake2b(key, digest_size=16, key=self._salt).digest()


def read_keys(file: str) -> list[bytes]:
    """Return the keys in a file.

    Raises:
        ApiKeysError: it cannot be read, or has no key.
    """
    try:
        lines = Path(file).read_bytes().splitlines()
    except OSError as error:
        raise ApiKeysError(f"{file!r}: {error.strerror}") from None
    keys = [line.strip() for line in lines]
    keys = [key for key in keys if key and not key.startswith(b"#")]
    if not keys:
        raise ApiKeysError(f"{file!r} has no key")
    return keys
