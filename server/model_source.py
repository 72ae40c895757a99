"""Where the model comes from, as options say it."""

from __future__ import annotations

from pyllama.errors import InvalidRequestError
from pyllama.hub import RemoteModel
from server.options import OptionError, Parsed


def remote_model(parsed: Parsed) -> RemoteModel | None:
    """Return what is to be fetched, or ``None`` where the model is a file of this machine.

    A token, or ``--offline``, alone names nothing.

    Raises:
        OptionError: options name two models, or something is wrong with a value.
    """
    values = parsed.fields("remote")
    if not {"url", "repo", "file"} & set(values):
        return None
    path = parsed.values.get("model")
    if path is not None and "repo" in values:
        raise OptionError(f"{parsed.sources['model']} and {parsed.sources['remote.repo']} both name a model")
    try:
        return RemoteModel(path=None if path is None else str(path), **values)
    except InvalidRequestError as error:
        raise OptionError(f"{parsed.sources.get(f'remote.{error.param}', error.param)}: {error}") from None
