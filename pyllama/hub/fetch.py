"""Brings a model here, whole, and says where it is."""

from __future__ import annotations

import logging
from pathlib import Path

from pyllama.errors import ModelDownloadError
from pyllama.hub.download import Downloader
from pyllama.hub.file_choice import choose_file, missing_parts
from pyllama.hub.places import url_path
from pyllama.hub.progress import ProgressCallback
from pyllama.hub.remote_model import RemoteModel
from pyllama.hub.repository import Repository
from pyllama.hub.split_name import parts_of

logger = logging.getLogger(__name__)


def fetch_model(model: RemoteModel, progress: ProgressCallback = lambda _: None) -> Path:
    """Fetch a model, unless it is there and has not changed. Blocks.

    All parts of a split model are fetched. Where the server cannot be asked, what was fetched before will do.

    Args:
        model: which one.
        progress: called on this thread; what it raises ends the download. What has come is kept, and the next
            call goes on from there.

    Returns:
        Where it is; of a split model, the first part.

    Raises:
        ModelDownloadError: it cannot be fetched, and was not before.
    """
    downloader = Downloader(progress=progress, token=model.token, offline=model.offline)
    if model.repo is None:
        return _fetch_url(model.url or "", model.path, downloader)
    return _fetch_from_repository(model, downloader)


def _fetch_url(url: str, path: str | None, downloader: Downloader) -> Path:
    """Fetch what a URL names; parts of a split model keep their names, in the folder of ``path``."""
    before, question, query = url.partition("?")
    folder, _, name = before.rpartition("/")
    urls = [f"{folder}/{part}{question}{query}" for part in parts_of(name)]
    places = [url_path(url) for url in urls]
    if path is not None:
        places = [Path(path).with_name(part) for part in parts_of(name)] if len(urls) > 1 else [Path(path)]
    for each, place in zip(urls, places, strict=True):
        downloader.fetch(each, place)
    return places[0]


def _fetch_from_repository(model: RemoteModel, downloader: Downloader) -> Path:
    repository, paths = _find(model)
    for path in paths:
        place, file = repository.place_of(path), repository.file(path)
        if not place.exists():
            downloader.fetch(file.url, repository.blob_of(file), sha256=file.sha256)
            try:
                repository.link(file)
            except OSError as error:
                reason = f"cannot store it as {place}: {error.strerror}"
                raise ModelDownloadError(model.name, reason) from error
    repository.note_newest()
    return repository.place_of(paths[0])


def _find(model: RemoteModel) -> tuple[Repository, list[str]]:
    """Return the state of the repository to use, and the paths of the files that are wanted of it."""
    cached = Repository.cached(model.repo_id)
    if model.offline:
        if cached is None:
            raise ModelDownloadError(model.name, "nothing of it is in the cache, and this is offline")
        return cached, _choose(cached, model)
    try:
        newest = Repository.ask(model.repo_id, model.token)
    except ModelDownloadError as error:
        if cached is None:
            raise
        logger.warning("using what the cache has of %s: %s", model.name, error)
        return cached, _choose(cached, model)
    return newest, _choose(newest, model)


def _choose(repository: Repository, model: RemoteModel) -> list[str]:
    """Return the paths of the files that are wanted of a repository.

    Raises:
        ModelDownloadError: it does not have them.
    """
    paths = repository.paths
    if model.file is not None:
        chosen = model.file if model.file in paths else None
    else:
        chosen = choose_file(paths, model.quant)
    if chosen is None:
        wanted = model.file or (f"model with {model.quant} in its name" if model.quant else "model")
        models = ", ".join(path for path in paths if path.endswith(".gguf")) or "no GGUF files"
        raise ModelDownloadError(model.name, f"it has no {wanted}; it has {models}")
    if missing := missing_parts(paths, chosen):
        raise ModelDownloadError(
            model.name, f"it lacks {', '.join(missing[:3])}, which is a part of the model"
        )
    return parts_of(chosen)
