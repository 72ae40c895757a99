"""Reads files again that may change while the server runs."""

from __future__ import annotations

import logging
import signal

import trio

from server.api_keys import ApiKeys, ApiKeysError
from server.tls import Tls, TlsError

logger = logging.getLogger(__name__)


async def reload_on_hangup(
    keys: ApiKeys,
    tls: Tls | None,
    task_status: trio.TaskStatus[None] = trio.TASK_STATUS_IGNORED,
) -> None:
    """Read API keys and the certificate again upon each SIGHUP; what is wrong then leaves all as it was."""
    if not hasattr(signal, "SIGHUP"):
        task_status.started()
        return
    with trio.open_signal_receiver(signal.SIGHUP) as signals:
        task_status.started()
        async for _ in signals:
            # The files are small, and a context that changes must not be in use on another thread.
            try:
                keys.reload()
                if tls is not None:
                    tls.reload()
            except (ApiKeysError, TlsError) as error:
                logger.error("SIGHUP: %s", error)  # noqa: TRY400  # the message says it all
            else:
                logger.info("SIGHUP: %d API keys%s", len(keys), "" if tls is None else ", a new certificate")
