"""Encryption of connections."""

from __future__ import annotations

import ssl

from server.config import ServerConfig


class TlsError(Exception):
    """Key and certificate cannot be used; the message is one line."""


class Tls:
    """The server's certificate and its key.

    Args:
        key_file: path of the private key, PEM.
        cert_file: path of the certificate, PEM, with those between it and the root after it.

    Attributes:
        context: encrypts connections.

    Raises:
        TlsError: a file cannot be read, or the two do not belong together.
    """

    def __init__(self, key_file: str, cert_file: str) -> None:
        self._key_file = key_file
        self._cert_file = cert_file
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        self.context.set_alpn_protocols(["http/1.1"])
        self.reload()

    def reload(self) -> None:
        """Read the files again, for connections to come. After an error all is as before.

        Raises:
            TlsError: a file cannot be read, or the two do not belong together.
        """
        # What cannot be loaded would leave a context half changed.
        self._load(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
        self._load(self.context)

    def _load(self, context: ssl.SSLContext) -> None:
        names = f"{self._cert_file!r} and {self._key_file!r}"
        try:
            context.load_cert_chain(self._cert_file, self._key_file, password=_no_password)
        except ssl.SSLError as error:
            raise TlsError(f"{names} are not a certificate and its key: {error.reason or error}") from None
        except OSError as error:
            raise TlsError(f"cannot read {names}: {error.strerror}") from None
        except ValueError as error:
            raise TlsError(f"{self._key_file!r}: {error}") from None


def _no_password() -> str:
    # Without this, OpenSSL would ask on the terminal.
    raise ValueError("the key is encrypted")


def open_tls(config: ServerConfig) -> Tls | None:
    """Return what encrypts the server's connections; ``None`` if nothing is to.

    Raises:
        TlsError: a file cannot be read, or the two do not belong together.
    """
    if config.ssl_key_file is None or config.ssl_cert_file is None:
        return None
    return Tls(config.ssl_key_file, config.ssl_cert_file)
