"""Many clients that use one server in every way at once, for a while; then nothing is left behind.

``PYLLAMA_SOAK_S`` says how long, in seconds.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
import trio

from tests.server.client import request
from tests.server.serving import ServerProcess, server_process
from tests.server.soak_clients import SoakClient

SOAK_S = float(os.environ.get("PYLLAMA_SOAK_S", "6"))
N_CLIENTS = 32
N_PARTS = 4
SLACK_BYTES = 2**24
EQUAL = ("-c", "2048", "-np", "8", "--cache-ram", "4")
CROWDED = ("-c", "512", "-np", "4", "--kv-unified", "--cache-ram", "1", "--context-shift", "-b", "64")


@dataclass(frozen=True)
class Resources:
    """What a process uses."""

    n_files: int
    n_bytes: int

    @classmethod
    def of(cls, process_id: int) -> Resources:
        folder = Path(f"/proc/{process_id}")
        n_pages = int((folder / "statm").read_text(encoding="ascii").split()[1])
        return cls(n_files=len(os.listdir(folder / "fd")), n_bytes=4096 * n_pages)  # noqa: PTH208  # names only


async def audit(server: ServerProcess) -> Any:
    response = await request(server.port, "GET", "/audit")
    assert response.status == 200
    return response.json


async def settled(server: ServerProcess, before: dict[str, Any], n_files: int) -> Any:
    """Wait until everything that belongs to requests is gone; return the last audit.

    A process of its own has no event for that.
    """
    with trio.move_on_after(15):
        while True:
            now = await audit(server)
            is_empty = not any(now["left"].values()) and now["n_tasks"] == before["n_tasks"]
            if is_empty and Resources.of(server.process.pid).n_files == n_files:
                return now
            await trio.sleep(0.05)
    raise AssertionError((now, before, n_files, Resources.of(server.process.pid)))


async def soak(server: ServerProcess, seed: int, seconds: float, n_ctx: int) -> Counter[str]:
    """Let many clients use a server until all go away at once; return what they did."""
    clients = [SoakClient(server.port, Random(seed + i), n_ctx) for i in range(N_CLIENTS)]
    with trio.move_on_after(seconds):
        async with trio.open_nursery() as nursery:
            for client in clients:
                nursery.start_soon(client.run)
    done: Counter[str] = Counter()
    for client in clients:
        done.update(client.done)
    return done


async def outgrow(server: ServerProcess, n_ctx: int) -> None:
    """Ask for a text that is longer than its context, however many others ask, until it is there."""
    body = {"prompt": "Once upon a time", "n_predict": n_ctx, "ignore_eos": True}
    status = 0
    while status != 200:
        status = (await request(server.port, "POST", "/completion", body)).status
        assert status in {200, 429}


@pytest.mark.parametrize(("arguments", "n_ctx"), [(EQUAL, 256), (CROWDED, 512)], ids=["equal", "crowded"])
async def test_nothing_is_left_behind(decoder_path: Path, arguments: tuple[str, ...], n_ctx: int) -> None:
    program = ("-m", "tests.server.audited")
    with server_process("-m", str(decoder_path), *arguments, program=program) as server:
        before = await audit(server)
        n_files = Resources.of(server.process.pid).n_files
        used: list[Resources] = []
        done: Counter[str] = Counter()
        for part in range(N_PARTS):
            async with trio.open_nursery() as nursery:
                if arguments is CROWDED and part == 0:
                    nursery.start_soon(outgrow, server, n_ctx)
                done += await soak(server, 1000 * part, SOAK_S / 2 / N_PARTS, n_ctx)
            now = await settled(server, before, n_files)
            used.append(Resources.of(server.process.pid))
        assert used[-1].n_bytes - used[N_PARTS // 2].n_bytes < SLACK_BYTES, used
        assert done["200"] > N_CLIENTS
        assert now["done"]["cancelled"] > 0
        assert arguments is EQUAL or min(now["done"]["parkings"], now["done"]["shifts"]) > 0
        assert server.stop() == 0
        seen = server.rest()
    assert not [line for line in seen if " ERROR " in line or "Traceback" in line], seen
