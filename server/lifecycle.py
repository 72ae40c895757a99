"""The life of the process: listen, load, serve, stop."""

from __future__ import annotations

import gc
import logging
import os
import shlex
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Final

import trio

from pyllama import Backend, Engine, EngineCrashedError, InvalidRequestError, PyllamaError
from pyllama.model import ProgressCallback
from server.api_keys import ApiKeysError
from server.app import create_app
from server.chat_prompting import ChatPrompting
from server.config import ServerConfig
from server.fetching import model_path
from server.http_server import HttpServer
from server.listener import ListenError, open_listener
from server.logs import set_up_logging
from server.opening import open_model
from server.reloading import reload_on_hangup
from server.slot_files import SlotFiles
from server.state import ServerState
from server.tls import TlsError, open_tls

logger = logging.getLogger(__name__)

DRAIN_S: Final = 1.0
"""Seconds that running requests have to finish by themselves after a signal."""

CLOSE_S: Final = 1.0
"""Seconds that clients have to read the end of their responses, which were then cut short."""

EXIT_S: Final = 4.5
"""Seconds after a signal when the process ends in any case."""

_PROGRESS_S: Final = 2.0


def run(config: ServerConfig) -> int:
    """Run the server until a signal or an error ends it.

    Returns:
        The exit status: 0 after a signal, 1 after an error, 2 if an option does not fit the model.
    """
    try:
        set_up_logging(config.logs)
    except OSError as error:
        sys.stderr.write(f"error: --log-file: {config.logs.file}: {error.strerror}\n")
        return 1
    for warning in config.warnings:
        logger.warning("%s", warning)
    if config.is_builtin:
        logger.info(
            "No model named: serving the built-in demonstration model."
            " For a real one: %s --model path/to/model.gguf",
            _command(),
        )
    return trio.run(_serve, config)


async def _serve(config: ServerConfig) -> int:
    try:
        tls = open_tls(config)
        state = ServerState(config)
        listener = open_listener(config.host, config.port, config.timeout_s, "https" if tls else "http")
    except (TlsError, ApiKeysError, ListenError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    http = HttpServer(
        create_app(state),
        trio.SocketListener(trio.socket.from_stdlib_socket(listener.socket)),
        tls=None if tls is None else tls.context,
        timeout_s=config.timeout_s,
    )
    async with trio.open_nursery() as nursery:
        loading = trio.CancelScope()
        await nursery.start(_stop_on_signal, state, loading)
        if tls is not None or config.api_key_file is not None:
            await nursery.start(reload_on_hangup, state.keys, tls)
        nursery.start_soon(http.serve)
        logger.info("listening on %s", listener.url)
        if not (listener.is_local or state.keys):
            logger.warning("other machines can reach this server, and it asks for no key; see --api-key")
        status = await _run_model(config, state, http, loading)
        state.stopping.set()
        await http.close(CLOSE_S)
        listener.remove()
        nursery.cancel_scope.cancel()
    return status


async def _run_model(
    config: ServerConfig,
    state: ServerState,
    http: HttpServer,
    loading: trio.CancelScope,
) -> int:
    """Fetch and load the model, and serve until the server is to stop; return the exit status."""
    try:
        if config.numa is not None:
            with Backend() as backend:
                backend.use_numa(config.numa)
        with loading:
            path = await model_path(config)
            async with (
                open_model(config, path, _log_progress(path)) as computing,
                ChatPrompting.open(computing.model, config.chat) as chat,
            ):
                files = await SlotFiles.open(config, computing) if isinstance(computing, Engine) else None
                state.set_loaded(computing, chat, files)
                # What is there now stays: the collector need not look at it again and again.
                gc.collect()
                gc.freeze()
                logger.info("%s is ready", config.alias)
                await state.stopping.wait()
                await http.drain(DRAIN_S)
    except EngineCrashedError as error:
        logger.exception("the engine has crashed", exc_info=error.__cause__)
        return 1
    except InvalidRequestError as error:
        # Nothing but options was given, so one of them is wrong for this model.
        sys.stderr.write(f"error: {error}\n")
        return 2
    except PyllamaError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


async def _stop_on_signal(
    state: ServerState,
    loading: trio.CancelScope,
    task_status: trio.TaskStatus[None] = trio.TASK_STATUS_IGNORED,
) -> None:
    with trio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
        task_status.started()
        number = await anext(aiter(signals))
    # The next signal ends the process at once.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _exit_in_any_case()
    logger.info("%s: shutting down", signal.Signals(number).name)
    if not state.is_loaded:
        loading.cancel()
    state.stopping.set()


def _exit_in_any_case() -> None:
    # A call of native code cannot be interrupted, and one step of a large model may take longer than this.
    timer = threading.Timer(EXIT_S, os._exit, (0,))
    timer.daemon = True
    timer.start()


def _log_progress(path: str) -> ProgressCallback:
    """Return a callback that logs how far a long loading is, now and then."""
    logged_at = time.monotonic()

    def progress(share: float) -> bool:
        nonlocal logged_at
        if time.monotonic() - logged_at >= _PROGRESS_S:
            logged_at = time.monotonic()
            logger.info("loading %s: %.0f %%", path, 100 * share)
        return True

    return progress


def _command() -> str:
    """Return the command that has started this process, without its arguments."""
    script = sys.argv[0]
    if Path(script).stem == "pyllama-server":
        return shlex.quote(script)
    return f"{shlex.quote(sys.orig_argv[0])} -m server"
