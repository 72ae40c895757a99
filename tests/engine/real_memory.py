"""What the native memory of an engine really holds, compared with the engine's books."""

from __future__ import annotations

import struct
from collections import defaultdict

from pyllama import Context
from pyllama.engine.cache.kv_cache import KVCache
from pyllama.engine.cache.slot_cache import SlotCache
from pyllama.engine.runner import Runner
from pyllama.engine.scheduler import Scheduler


def holders_of_cells(context: Context) -> list[tuple[int, tuple[int, ...]]]:
    """Return position and holders of every cell in use, read from the saved state of a unified KV buffer."""
    state = context.save_state()
    (n_architecture,) = struct.unpack_from("<I", state)
    n_streams, n_cells = struct.unpack_from("<II", state, offset := 4 + n_architecture)
    assert n_streams == 1
    offset += 8
    # For each cell: its position, how many holders it has, and these. The values come behind all of them.
    numbers = memoryview(state[offset : len(state) - (len(state) - offset) % 4]).cast("i")
    cells, i = [], 0
    for _ in range(n_cells):
        end = i + 2 + numbers[i + 1]
        cells.append((numbers[i], tuple(numbers[i + 2 : end])))
        i = end
    return cells


def check_memory(scheduler: Scheduler, runner: Runner, *, stranger: int = -1) -> int:
    """Check between two steps that the memory is as the books say; return how many cells are in use.

    Args:
        scheduler: keeps the books.
        runner: has the memory.
        stranger: a sequence that is not in the books; its cells are not counted.
    """
    runner.apply(scheduler.take_ops())
    cache, context = scheduler._cache, runner._context
    if isinstance(cache, SlotCache):
        for seq_id, tokens in enumerate(cache._retained):
            live = cache._live.get(seq_id)
            assert context.memory.pos_max(seq_id) + 1 == (live.n_past if live else len(tokens))
        return cache.n_used
    assert isinstance(cache, KVCache)
    cache.check_integrity()
    positions: defaultdict[int, list[int]] = defaultdict(list)
    cells = [cell for cell in holders_of_cells(context) if cell[1] != (stranger,)]
    for pos, holders in cells:
        for seq_id in holders:
            positions[seq_id].append(pos)
    lengths = {seq_id: cache._tree.n_held(seq_id) for seq_id in cache._retained}
    lengths |= {seq_id: sequence.n_past for seq_id, sequence in cache._live.items()}
    for seq_id, n in lengths.items():
        assert sorted(positions.pop(seq_id, [])) == list(range(n)), seq_id
    assert not positions
    assert len(cells) == cache.n_used
    return len(cells)


def check_nothing_is_left(scheduler: Scheduler, runner: Runner) -> int:
    """Check that nothing is kept for those who are gone; return how many cells are in use."""
    cache = scheduler._cache
    n_cells = check_memory(scheduler, runner)
    assert runner._chooser._choosing == {}
    assert all(key > 0 for key in runner._states)
    assert sum(map(len, runner._states.values())) <= cache._host._params.limit_bytes  # type: ignore[attr-defined]
    assert not cache._live  # type: ignore[attr-defined]
    if isinstance(cache, KVCache):
        retained = {tuple(cache._tree.tokens(seq_id)) for seq_id in cache._retained}
        beginnings = {tokens[:n] for tokens in retained for n in range(1, len(tokens) + 1)}
        assert n_cells == len(beginnings)
    return n_cells
