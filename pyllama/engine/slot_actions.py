"""What users do with an idle slot: save what it remembers, restore it, erase it. For the loop's thread."""

from __future__ import annotations

from pyllama.engine.runner import Runner
from pyllama.engine.scheduler import Scheduler
from pyllama.engine.state_file import SavedSequence
from pyllama.errors import StateError, UnavailableError


def save_slot(scheduler: Scheduler, runner: Runner, id_slot: int) -> SavedSequence:
    """Return what a slot remembers; no tokens if that is nothing, or was pushed out of the memory."""
    tokens, lora, seq_id = scheduler.placement.lend(id_slot)
    runner.apply(scheduler.take_ops())
    return SavedSequence(tuple(tokens), b"" if seq_id is None else runner.save(seq_id), lora)


def restore_slot(scheduler: Scheduler, runner: Runner, id_slot: int, saved: SavedSequence) -> None:
    """Let a slot remember what was saved, in place of what it does.

    Raises:
        StateError: the state does not fit; the slot remembers nothing then.
        UnavailableError: there is no room for it now; the slot remembers nothing then.
    """
    tokens = list(saved.tokens)
    seq_id = scheduler.placement.receive(id_slot, tokens, saved.lora)
    runner.apply(scheduler.take_ops())
    if seq_id is None:
        raise UnavailableError(f"there is no room for {len(tokens)} tokens now")
    try:
        if tokens:
            runner.load(seq_id, saved.state, len(tokens))
    except StateError:
        tokens = []
        raise
    finally:
        scheduler.placement.settle(id_slot, seq_id, tokens, saved.lora)
        runner.apply(scheduler.take_ops())


def erase_slot(scheduler: Scheduler, runner: Runner, id_slot: int) -> int:
    """Forget what a slot remembers; return how many tokens it was."""
    n_tokens = scheduler.placement.erase(id_slot)
    runner.apply(scheduler.take_ops())
    return n_tokens
