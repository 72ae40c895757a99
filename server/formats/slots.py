"""The response objects of ``GET /slots`` and ``POST /slots/{id}``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pyllama.engine import SlotStatistics
from pyllama.engine.state_file import SavedSequence

_TEXTS: Final = frozenset(
    {
        "dry_sequence_breakers",
        "grammar",
        "grammar_lazy",
        "grammar_triggers",
        "logit_bias",
        "preserved_tokens",
        "stop",
    }
)
"""Settings that would tell everybody what somebody writes about."""


def slots_response(
    slots: Iterable[SlotStatistics],
    *,
    n_ctx: int,
    settings: Mapping[int, dict[str, Any]],
    default_settings: dict[str, Any],
) -> list[dict[str, Any]]:
    """Return what each slot does, but no text of its request.

    Args:
        slots: the slots.
        n_ctx: size of each slot's context in tokens.
        settings: what running generations were made with, by ``id_request``.
        default_settings: what an idle slot shows.
    """
    return [
        _slot(slot, n_ctx, settings.get(slot.id_request) if slot.is_processing else default_settings)
        for slot in slots
    ]


def save_response(id_slot: int, filename: str, saved: SavedSequence, save_ms: float) -> dict[str, Any]:
    """Return what was saved."""
    return {
        "id_slot": id_slot,
        "filename": filename,
        "n_saved": len(saved.tokens),
        "n_written": saved.file_bytes,
        "timings": {"save_ms": save_ms},
    }


def restore_response(id_slot: int, filename: str, saved: SavedSequence, restore_ms: float) -> dict[str, Any]:
    """Return what was restored."""
    return {
        "id_slot": id_slot,
        "filename": filename,
        "n_restored": len(saved.tokens),
        "n_read": saved.file_bytes,
        "timings": {"restore_ms": restore_ms},
    }


def erase_response(id_slot: int, n_erased: int) -> dict[str, Any]:
    """Return what was erased."""
    return {"id_slot": id_slot, "n_erased": n_erased}


def _slot(slot: SlotStatistics, n_ctx: int, settings: dict[str, Any] | None) -> dict[str, Any]:
    response = {
        "id": slot.id_slot,
        "id_task": slot.id_request,
        "n_ctx": n_ctx,
        "speculative": False,
        "is_processing": slot.is_processing,
        "n_prompt_tokens": slot.n_past,
        "n_prompt_tokens_processed": _n_evaluated(slot),
        "n_prompt_tokens_cache": slot.n_cached,
        "next_token": {
            "has_next_token": slot.is_processing,
            "n_remain": _n_remain(slot),
            "n_decoded": slot.n_decoded,
        },
    }
    # A generation whose client has just left may still be in its slot.
    if settings is not None:
        response["params"] = {name: value for name, value in settings.items() if name not in _TEXTS}
    return response


def _n_evaluated(slot: SlotStatistics) -> int:
    """Return how many tokens of the prompt have been evaluated so far."""
    if slot.request is None:
        return 0
    # A context shift may have dropped some of them, when all had been evaluated.
    n_prompt = len(slot.request.prompt)
    n_past = n_prompt if slot.n_decoded > 0 else min(slot.n_past, n_prompt)
    return n_past - slot.n_cached


def _n_remain(slot: SlotStatistics) -> int:
    """Return how many tokens may follow, -1 where only the context is a limit."""
    if slot.request is None or slot.request.max_tokens < 0:
        return -1
    return slot.request.max_tokens - slot.n_decoded
