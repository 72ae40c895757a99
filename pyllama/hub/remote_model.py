"""Which model is fetched, and from where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from pyllama.errors import InvalidRequestError

_REPO_PART: Final = r"[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*"
_REPO: Final = re.compile(rf"({_REPO_PART}/{_REPO_PART})(?::([A-Za-z0-9_.-]+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteModel:
    """A model that is fetched. It is named by ``url`` or by ``repo``.

    Attributes:
        url: where its file is; of a split model, that of any part.
        repo: a repository of Hugging Face, ``user/name`` or ``user/name:quant``.
        file: the file in the repository, instead of one that fits ``quant``.
        path: where the file of a URL goes; ``None`` keeps it in a cache.
        token: gives access to the repository; it is sent nowhere else.
        offline: use nothing but what has been fetched before.

    Raises:
        InvalidRequestError: a field has not the form that it needs, or does not go with the others.
    """

    url: str | None = None
    repo: str | None = None
    file: str | None = None
    path: str | None = None
    token: str | None = field(default=None, repr=False)
    offline: bool = False

    def __post_init__(self) -> None:
        if self.url is not None and self.repo is not None:
            raise InvalidRequestError("a model comes from a URL or from a repository, not both", param="url")
        if self.url is None and self.repo is None:
            raise InvalidRequestError("names a file of a repository, but no repository", param="file")
        if self.url is not None:
            _check_url(self.url)
        if self.repo is not None and _REPO.fullmatch(self.repo) is None:
            raise InvalidRequestError(
                f"{self.repo!r} is not of the form USER/NAME or USER/NAME:QUANT", param="repo"
            )
        if self.file is not None and (self.url is not None or not is_inner_path(self.file)):
            raise InvalidRequestError(
                f"{self.file!r} is not the path of a file in a repository", param="file"
            )
        if self.token is not None and re.fullmatch(r"[!-~]+", self.token) is None:
            raise InvalidRequestError("the token has characters that no token has", param="token")

    @property
    def name(self) -> str:
        """What the model is called where no other name is given: the repository, or the URL's last part."""
        if self.repo is not None:
            return self.repo
        return urlsplit(self.url or "").path.rpartition("/")[2] or "model"

    @property
    def repo_id(self) -> str:
        """The repository without ``:quant``."""
        return (self.repo or "").partition(":")[0]

    @property
    def quant(self) -> str | None:
        """What stands behind the repository's name, if anything does."""
        return (self.repo or "").partition(":")[2] or None


def is_inner_path(path: str) -> bool:
    """Whether a path of a repository stays within it, on any system."""
    parts = path.split("/")
    return not re.search(r"[\\:\x00-\x1f]", path) and all(part not in {"", ".", ".."} for part in parts)


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        is_known = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_known = False
    if not is_known or re.search(r"[^!-~]", url):
        raise InvalidRequestError(f"{url!r} is not a URL that begins with http:// or https://", param="url")
