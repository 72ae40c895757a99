"""``GET /slots`` and ``POST /slots/{id}``: what slots do, and what they remember."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Literal

import msgspec
import trio
from quart import Blueprint, request
from quart_trio.wrappers import TrioResponse

from pyllama.errors import InvalidRequestError, StateError, StateFileError, UnavailableError
from server.errors import EndpointDisabledError
from server.formats.generation_settings import default_settings
from server.formats.slots import (
    ErasedSlot,
    RestoredSlot,
    SavedSlot,
    Slot,
    erase_response,
    restore_response,
    save_response,
    slots_response,
)
from server.openapi import Operation, Parameter
from server.responses import json_response
from server.schemas.slots import SlotFileBody, parse_filename, parse_id_slot
from server.slot_files import SlotFiles
from server.state import ServerState

_IdSlot = Annotated[int, msgspec.Meta(ge=0)]


def slot_routes(state: ServerState) -> Blueprint:
    """Return the endpoints."""
    routes = Blueprint("slots", __name__)

    @routes.get("/slots")
    @Operation(
        summary="What the slots do",
        tag="Slots",
        response=(list[Slot],),
        parameters=(Parameter(name="fail_on_no_slot", about="1: answer 503 if all are at work"),),
        errors=(HTTPStatus.NOT_IMPLEMENTED,),
    )
    async def slots() -> TrioResponse:
        if not state.config.endpoint_slots:
            raise EndpointDisabledError("the slots endpoint", "--slots")
        engine = state.engine
        statistics = engine.statistics().slots
        needs_free = request.args.get("fail_on_no_slot", "") not in {"", "0"}
        if needs_free and all(slot.is_processing for slot in statistics):
            raise UnavailableError("no slot available")
        response = slots_response(
            statistics,
            n_ctx=engine.n_ctx_slot,
            settings=state.settings,
            default_settings=default_settings(state.config),
        )
        return json_response(response)

    @routes.post("/slots/<id_slot>")
    @Operation(
        summary="Save or restore what a slot remembers, or erase it",
        tag="Slots",
        body=(SlotFileBody,),
        needs_body=False,
        response=(SavedSlot, RestoredSlot, ErasedSlot),
        parameters=(
            Parameter(name="id_slot", about="number of the slot", type=_IdSlot, place="path"),
            Parameter(
                name="action",
                about="what to do; erase needs no body",
                type=Literal["save", "restore", "erase"],
                is_required=True,
            ),
        ),
        errors=(HTTPStatus.NOT_IMPLEMENTED,),
    )
    async def slot_action(id_slot: str) -> TrioResponse:
        number = parse_id_slot(id_slot, state.engine.n_slots)
        action = request.args.get("action", "")
        if action == "erase":
            return json_response(erase_response(number, await state.engine.erase_slot(number)))
        if action not in {"save", "restore"}:
            message = f"action must be save, restore or erase, not {action[:20]!r}"
            raise InvalidRequestError(message, param="action")
        files = _files(state)
        filename = parse_filename(await request.get_data(cache=False, as_text=False, parse_form_data=False))
        act = _save if action == "save" else _restore
        return json_response(await act(state, files, number, filename))

    return routes


def _files(state: ServerState) -> SlotFiles:
    if state.slot_files is None:
        raise EndpointDisabledError("saving and restoring slots", "--slot-save-path")
    return state.slot_files


async def _save(state: ServerState, files: SlotFiles, id_slot: int, filename: str) -> SavedSlot:
    files.check_name(filename)
    started = trio.current_time()
    saved = await state.engine.save_slot(id_slot)
    await files.write(filename, saved)
    return save_response(id_slot, filename, saved, 1e3 * (trio.current_time() - started))


async def _restore(state: ServerState, files: SlotFiles, id_slot: int, filename: str) -> RestoredSlot:
    started = trio.current_time()
    saved = await files.read(filename)
    try:
        await state.engine.restore_slot(id_slot, saved)
    except StateError as error:
        raise StateFileError(filename, f"cannot be restored: {error}") from error
    return restore_response(id_slot, filename, saved, 1e3 * (trio.current_time() - started))
