"""``GET /slots``: what slots do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server.serving import serving

PROMPT = "Once upon a time there was a little dog"


async def test_idle_slots(decoder_path: Path) -> None:
    async with serving(decoder_path, "-c", "512", "-np", "2", "--temp", "0.5") as server:
        slots = (await server.get("/slots")).json
        defaults = (await server.get("/props")).json["default_generation_settings"]["params"]
    assert [slot.pop("id") for slot in slots] == [0, 1]
    for slot in slots:
        params = slot.pop("params")
        assert params["temperature"] == 0.5
        assert params.items() < defaults.items()
        assert slot == {
            "id_task": -1,
            "n_ctx": 256,
            "speculative": False,
            "is_processing": False,
            "n_prompt_tokens": 0,
            "n_prompt_tokens_processed": 0,
            "n_prompt_tokens_cache": 0,
            "next_token": {"has_next_token": False, "n_remain": -1, "n_decoded": 0},
        }


async def test_a_slot_at_work(decoder_path: Path) -> None:
    body = {"n_predict": 15_000, "n_keep": 5, "top_k": 3, "stop": ["a secret"], "id_slot": 1}
    async with serving(decoder_path, "-c", "32768", "-np", "2") as server:
        n_prompt = (await server.complete(prompt=PROMPT, id_slot=1))["tokens_evaluated"]
        async with await server.begin_stream(prompt=PROMPT, **body):
            response = await server.get("/slots")
            idle, busy = response.json
        await server.until(lambda s: not s.slots[1].is_processing)
        _, ended = (await server.get("/slots")).json
    assert (idle["is_processing"], idle["id_task"]) == (False, -1)
    assert (busy["is_processing"], busy["id_task"]) == (True, 1)
    assert (busy["n_prompt_tokens_processed"], busy["n_prompt_tokens_cache"]) == (1, n_prompt - 1)
    n_decoded = busy["next_token"]["n_decoded"]
    assert n_decoded > 0
    assert busy["n_prompt_tokens"] == n_prompt + n_decoded - 1
    assert busy["next_token"]["n_remain"] == 15_000 - n_decoded
    assert busy["next_token"]["has_next_token"] is True
    settings = {"n_predict": 15_000, "n_keep": 5, "top_k": 3, "stream": True, "temperature": 0}
    assert {name: busy["params"][name] for name in settings} == settings
    # Nobody else's business.
    assert b"secret" not in response.body
    assert b"dog" not in response.body
    assert (ended["is_processing"], ended["id_task"]) == (False, -1)
    # The newest token is not in the memory yet.
    assert ended["n_prompt_tokens"] >= n_prompt
    assert server.state.settings == {}


@pytest.mark.parametrize("n_slots", [1, 2])
async def test_whether_a_slot_is_free(decoder_path: Path, n_slots: int) -> None:
    async with serving(decoder_path, "-c", "32768", "-np", str(n_slots)) as server:
        assert (await server.get("/slots?fail_on_no_slot=1")).status == 200
        async with await server.begin_stream():
            response = await server.get("/slots?fail_on_no_slot=1")
            for query in ("", "?fail_on_no_slot=", "?fail_on_no_slot=0"):
                assert (await server.get(f"/slots{query}")).status == 200
    if n_slots == 2:
        assert response.status == 200
    else:
        error = {"code": 503, "message": "no slot available", "type": "unavailable_error"}
        assert (response.status, response.json) == (503, {"error": error})


async def test_the_endpoint_may_be_off(decoder_path: Path) -> None:
    async with serving(decoder_path, "--no-slots") as server:
        response = await server.get("/slots")
        props = (await server.get("/props")).json
    assert response.status == 501
    assert (response.json["error"]["code"], response.json["error"]["type"]) == (501, "not_supported_error")
    assert props["endpoint_slots"] is False
