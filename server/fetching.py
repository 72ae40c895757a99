"""Fetches the model before it is loaded, and shows how far that is."""

from __future__ import annotations

import sys

import trio

from pyllama.hub import DownloadProgress, fetch_model
from server.config import ServerConfig
from server.download_display import DownloadDisplay


async def model_path(config: ServerConfig) -> str:
    """Return the path of the model, which is fetched first if it has to be.

    Cancelling: the download ends, and the next one goes on from there.

    Raises:
        ModelDownloadError: it cannot be fetched.
    """
    remote = config.remote
    if remote is None:
        return config.model
    logs = config.logs
    is_shown = logs.format == "plain" and not logs.disabled and logs.verbosity >= 3
    display = DownloadDisplay(sys.stderr if is_shown and sys.stderr.isatty() else None)

    def progress(state: DownloadProgress | None) -> None:
        trio.from_thread.check_cancelled()
        display(state)

    # A thread that waits for the network cannot be interrupted, and what it does is safe to leave.
    path = await trio.to_thread.run_sync(fetch_model, remote, progress, abandon_on_cancel=True)
    return str(path)
