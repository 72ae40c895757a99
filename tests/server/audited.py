"""The server with one more endpoint, ``GET /audit``, which tells what is kept for requests.

As a module it is a program with the options of the server.
"""

from __future__ import annotations

import sys
from typing import Any

import trio
from hypercorn.typing import ASGIFramework
from quart_trio import QuartTrio

from pyllama.engine.runner import Runner
from pyllama.engine.scheduler import Scheduler
from server import lifecycle
from server.__main__ import main
from server.app import create_app
from server.asgi import RequestGuard
from server.state import ServerState
from tests.engine.real_memory import check_nothing_is_left


def create_audited_app(state: ServerState) -> ASGIFramework:
    """Return the application, with the endpoint."""
    guard = create_app(state)
    assert isinstance(guard, RequestGuard)
    app = guard._app
    assert isinstance(app, QuartTrio)

    @app.get("/audit")
    async def audit() -> dict[str, Any]:
        """Return counts of what only requests need. What contradicts the books ends the server."""
        engine = state.engine
        is_idle = await engine._call_slot(0, check_if_idle)
        statistics = engine.statistics()
        return {
            "n_tasks": n_tasks(),
            "left": {
                "memory": not is_idle,
                "generations": len(engine._readers),
                "admitted": engine._readers.admission.n_waiting + len(engine._readers.admission._running),
                "slot_calls": len(engine._slot_calls),
                "settings": len(state.settings),
                "waiting": statistics.n_waiting,
                "parked": statistics.n_parked,
                "busy": sum(slot.is_processing for slot in statistics.slots),
            },
            "done": {
                "finished": statistics.n_finished,
                "cancelled": statistics.n_cancelled,
                "failed": statistics.n_failed,
                "parkings": statistics.n_parkings,
                "shifts": statistics.n_shifts,
                "cached_tokens": statistics.n_cached_tokens,
                "decoded_tokens": statistics.n_decoded_tokens,
            },
        }

    return guard


def check_if_idle(scheduler: Scheduler, runner: Runner) -> bool:
    """Check that nothing is kept in the memory if nobody runs or waits; return whether that is so."""
    if scheduler.is_idle:
        check_nothing_is_left(scheduler, runner)
    return scheduler.is_idle


def n_tasks() -> int:
    """Return how many tasks Trio has."""
    root = trio.lowlevel.current_root_task()
    tasks = [root] if root else []
    n = 0
    while tasks:
        n += 1
        for nursery in tasks.pop().child_nurseries:
            tasks.extend(nursery.child_tasks)
    return n


if __name__ == "__main__":
    lifecycle.create_app = create_audited_app  # type: ignore[attr-defined]  # it is imported there
    sys.exit(main())
