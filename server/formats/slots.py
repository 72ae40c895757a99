"""The response objects of ``GET /slots`` and ``POST /slots/{id}``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

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


class NextToken(msgspec.Struct, frozen=True, kw_only=True):
    """How far a generation is."""

    has_next_token: bool
    n_remain: int
    n_decoded: int


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """What a slot does.

    Attributes:
        id: its number.
        id_task: the generation in it, -1 for none.
        n_ctx: size of its context in tokens.
        speculative: whether a draft model helps.
        is_processing: whether a generation is in it.
        n_prompt_tokens: tokens in the context.
        n_prompt_tokens_processed: tokens of the prompt that were evaluated.
        n_prompt_tokens_cache: tokens of the prompt that did not have to be.
        next_token: how far the generation is.
        params: what it is made with, without any text.
    """

    id: int
    id_task: int
    n_ctx: int
    speculative: bool = False
    is_processing: bool
    n_prompt_tokens: int
    n_prompt_tokens_processed: int
    n_prompt_tokens_cache: int
    next_token: NextToken
    params: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET


class SaveTimings(msgspec.Struct, frozen=True):
    """How long it took, in milliseconds."""

    save_ms: float


class SavedSlot(msgspec.Struct, frozen=True, kw_only=True):
    """What was saved: tokens, and bytes of the file."""

    id_slot: int
    filename: str
    n_saved: int
    n_written: int
    timings: SaveTimings


class RestoreTimings(msgspec.Struct, frozen=True):
    """How long it took, in milliseconds."""

    restore_ms: float


class RestoredSlot(msgspec.Struct, frozen=True, kw_only=True):
    """What was restored: tokens, and bytes of the file."""

    id_slot: int
    filename: str
    n_restored: int
    n_read: int
    timings: RestoreTimings


class ErasedSlot(msgspec.Struct, frozen=True, kw_only=True):
    """How many tokens were erased."""

    id_slot: int
    n_erased: int


def slots_response(
    slots: Iterable[SlotStatistics],
    *,
    n_ctx: int,
    settings: Mapping[int, dict[str, Any]],
    default_settings: dict[str, Any],
) -> list[Slot]:
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


def save_response(id_slot: int, filename: str, saved: SavedSequence, save_ms: float) -> SavedSlot:
    """Return what was saved."""
    return SavedSlot(
        id_slot=id_slot,
        filename=filename,
        n_saved=len(saved.tokens),
        n_written=saved.file_bytes,
        timings=SaveTimings(save_ms),
    )


def restore_response(id_slot: int, filename: str, saved: SavedSequence, restore_ms: float) -> RestoredSlot:
    """Return what was restored."""
    return RestoredSlot(
        id_slot=id_slot,
        filename=filename,
        n_restored=len(saved.tokens),
        n_read=saved.file_bytes,
        timings=RestoreTimings(restore_ms),
    )


def erase_response(id_slot: int, n_erased: int) -> ErasedSlot:
    """Return what was erased."""
    return ErasedSlot(id_slot=id_slot, n_erased=n_erased)


def _slot(slot: SlotStatistics, n_ctx: int, settings: dict[str, Any] | None) -> Slot:
    # A generation whose client has just left may still be in its slot.
    shown = {name: value for name, value in (settings or {}).items() if name not in _TEXTS}
    return Slot(
        id=slot.id_slot,
        id_task=slot.id_request,
        n_ctx=n_ctx,
        is_processing=slot.is_processing,
        n_prompt_tokens=slot.n_past,
        n_prompt_tokens_processed=_n_evaluated(slot),
        n_prompt_tokens_cache=slot.n_cached,
        next_token=NextToken(
            has_next_token=slot.is_processing, n_remain=_n_remain(slot), n_decoded=slot.n_decoded
        ),
        params=shown or msgspec.UNSET,
    )


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
