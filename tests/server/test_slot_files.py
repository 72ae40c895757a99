"""``POST /slots/{id}``: what slots remember, and files of it."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.server.client import Connection
from tests.server.serving import ServerProcess, server_process, serving
from tests.support import tiny_models

PROMPT = "Once upon a time there was a little dog"
BODY = {"prompt": PROMPT, "temperature": 0, "n_predict": 8}
EXACT = ("-fa", "off", "-ctk", "f32", "-ctv", "f32")


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_saving_restoring_and_erasing(decoder_path: Path, tmp_path: Path) -> None:
    async with serving(decoder_path, "-np", "2", "--slot-save-path", str(tmp_path)) as server:
        first = await server.complete(**BODY | {"id_slot": 0})
        n = first["tokens_cached"]
        saved = (await server.post("/slots/0?action=save", {"filename": "dog.bin"})).json
        restored = (await server.post("/slots/1?action=restore", {"filename": "dog.bin"})).json
        assert server.statistics.slots[1].n_past == n
        erased = [(await server.post(f"/slots/{i}?action=erase", None)).json for i in (0, 1, 1)]
        forgotten = await server.complete(**BODY)
    n_bytes = (tmp_path / "dog.bin").stat().st_size
    assert saved.pop("timings")["save_ms"] > 0
    assert saved == {"id_slot": 0, "filename": "dog.bin", "n_saved": n, "n_written": n_bytes}
    assert restored.pop("timings")["restore_ms"] > 0
    assert restored == {"id_slot": 1, "filename": "dog.bin", "n_restored": n, "n_read": n_bytes}
    assert [(e["id_slot"], e["n_erased"]) for e in erased] == [(0, n), (1, n), (1, 0)]
    assert forgotten["timings"]["cache_n"] == 0


@pytest.mark.parametrize("options", [(), ("-kvu",), ("-no-kvu",)])
async def test_a_saved_slot_outlives_the_server(
    decoder_path: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    arguments = ("-np", "2", "--slot-save-path", str(tmp_path), *options)
    async with serving(decoder_path, *arguments) as server:
        before = await server.complete(**BODY | {"n_predict": 32})
        saved = (await server.post(f"/slots/{before['id_slot']}?action=save", {"filename": "dog"})).json
    async with serving(decoder_path, *arguments) as server:
        restored = (await server.post("/slots/1?action=restore", {"filename": "dog"})).json
        after = await server.complete(**BODY | {"n_predict": 32})
    assert restored["n_restored"] == saved["n_saved"] == before["tokens_cached"]
    assert after["id_slot"] == 1
    assert after["timings"]["cache_n"] == before["tokens_evaluated"] - 1
    assert after["content"] == before["content"]


async def test_a_saved_slot_outlives_the_process(decoder_path: Path, tmp_path: Path) -> None:
    options = ("-m", str(decoder_path), "-c", "512", "-np", "2", "-kvu", "--slot-save-path", str(tmp_path))
    save = ("/slots/0?action=save", {"filename": "dog"})
    restore = ("/slots/0?action=restore", {"filename": "dog"})
    complete = ("/completion", BODY | {"id_slot": 0})

    async def run(*requests: tuple[str, object]) -> list[Any]:
        with server_process(*options, *EXACT) as process:
            async with await Connection.open(process.port) as connection:
                slots = (await connection.request("GET", "/slots")).json
                responses = [await connection.request("POST", *request) for request in requests]
        assert [slot["n_ctx"] for slot in slots] == [512, 512]
        assert {response.status for response in responses} == {200}
        return [response.json for response in responses]

    before, _ = await run(complete, save)
    _, after = await run(restore, complete)
    assert after["timings"]["cache_n"] == before["tokens_evaluated"] - 1
    assert after["content"] == before["content"]


async def test_a_recurrent_state_is_restored_as_a_whole(recurrent_path: Path, tmp_path: Path) -> None:
    arguments = ("-np", "1", "--slot-save-path", str(tmp_path), "-cram", "0")
    async with serving(recurrent_path, *arguments) as server:
        first = await server.complete(**BODY | {"return_tokens": True})
        saved = (await server.post("/slots/0?action=save", {"filename": "state"})).json
    async with serving(recurrent_path, *arguments) as server:
        tokens = server.state.engine.model.vocab.tokenize(PROMPT)
        longer = {"prompt": [*tokens, *first["tokens"], 300, 301]}
        fresh = await server.complete(**BODY | longer)
        await server.post("/slots/0?action=restore", {"filename": "state"})
        reused = await server.complete(**BODY | longer)
    assert fresh["timings"]["cache_n"] == 0
    assert reused["timings"]["cache_n"] == saved["n_saved"]
    assert reused["content"] == fresh["content"]


async def test_an_empty_slot_can_be_saved_and_restored(decoder_path: Path, tmp_path: Path) -> None:
    async with serving(decoder_path, "--slot-save-path", str(tmp_path)) as server:
        saved = await server.post("/slots/0?action=save", {"filename": "nothing"})
        await server.complete(**BODY)
        restored = await server.post("/slots/0?action=restore", {"filename": "nothing"})
        assert server.statistics.slots[0].n_past == 0
        assert (await server.complete(**BODY))["tokens_predicted"] == 8
    assert (saved.status, saved.json["n_saved"]) == (200, 0)
    assert (restored.status, restored.json["n_restored"]) == (200, 0)


async def test_an_action_waits_for_its_slot(decoder_path: Path, tmp_path: Path) -> None:
    async with serving(decoder_path, "-c", "16384", "--slot-save-path", str(tmp_path)) as server:
        async with await server.begin_stream(), await server.connect() as connection:
            await connection.send("POST", "/slots/0?action=save", {"filename": "dog"})
            # An answer that came too early would be there before this one.
            assert (await server.get("/health")).status == 200
            assert names(tmp_path) == []
            assert server.statistics.slots[0].is_processing
            await connection.stream.aclose()
        async with await server.begin_stream() as stream, await server.connect() as connection:
            await connection.send("POST", "/slots/0?action=save", {"filename": "dog"})
            await stream.stream.aclose()
            response = await connection.response()
    assert response.json["n_saved"] > 0


# --------------------------------------------------------------------------- mistakes


@pytest.fixture(scope="module")
def saving(decoder_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    folder = tmp_path_factory.mktemp("slots")
    with server_process("-m", str(decoder_path), "-np", "2", "--slot-save-path", str(folder)) as server:
        yield server


@pytest.mark.parametrize(
    ("path", "body", "param"),
    [
        ("/slots/2?action=erase", None, "id_slot"),
        ("/slots/-1?action=erase", None, "id_slot"),
        ("/slots/x?action=erase", None, "id_slot"),
        ("/slots/1_0?action=erase", None, "id_slot"),
        (f"/slots/{'9' * 5000}?action=erase", None, "id_slot"),
        ("/slots/7?action=save", {"filename": "a"}, "id_slot"),
        ("/slots/0", {"filename": "a"}, "action"),
        ("/slots/0?action=", {"filename": "a"}, "action"),
        ("/slots/0?action=copy", {"filename": "a"}, "action"),
        ("/slots/0?action=save", None, None),
        ("/slots/0?action=save", b"{", None),
        ("/slots/0?action=save", {}, "filename"),
        ("/slots/0?action=save", {"filename": 5}, "filename"),
        ("/slots/0?action=save", {"filename": "a", "filepath": "b"}, "filepath"),
        ("/slots/0?action=restore", {}, "filename"),
        ("/slots/0?action=restore", {"filename": "nothing"}, "filename"),
        *(
            (f"/slots/0?action={action}", {"filename": name}, "filename")
            for action in ("save", "restore")
            for name in ("", ".", "..", "../a", "a/b", "/etc/passwd", "a\\b", "a\0", ".a", "a" * 256)
        ),
    ],
)
async def test_a_wrong_action(saving: ServerProcess, path: str, body: Any, param: str | None) -> None:
    async with await Connection.open(saving.port) as connection:
        response = await connection.request("POST", path, body)
    assert response.status == 400
    assert response.json["error"]["type"] == "invalid_request_error"
    assert response.json["error"].get("param") == param


@pytest.mark.parametrize("action", ["save", "restore"])
async def test_without_a_folder_nothing_is_saved(decoder_path: Path, action: str) -> None:
    async with serving(decoder_path) as server:
        response = await server.post(f"/slots/0?action={action}", {"filename": "a"})
    assert response.status == 501
    assert response.json["error"] == {
        "code": 501,
        "message": "this server does not support saving and restoring slots; start it with --slot-save-path",
        "type": "not_supported_error",
    }


async def test_a_file_that_cannot_be_used_changes_nothing(decoder_path: Path, tmp_path: Path) -> None:
    async with serving(decoder_path, "--slot-save-path", str(tmp_path)) as server:
        await server.complete(**BODY)
        await server.post("/slots/0?action=save", {"filename": "good"})
        good = (tmp_path / "good").read_bytes()
        (tmp_path / "garbage").write_bytes(b"GGUF" * 1000)
        (tmp_path / "empty").write_bytes(b"")
        (tmp_path / "cut").write_bytes(good[: len(good) // 2])
        (tmp_path / "damaged").write_bytes(good[:-40] + bytes([good[-40] ^ 1]) + good[-39:])
        (tmp_path / "folder").mkdir()
        (tmp_path / "link").symlink_to(tmp_path / "good")
        for name in ("garbage", "empty", "cut", "damaged", "folder", "link"):
            response = await server.post("/slots/0?action=restore", {"filename": name})
            assert (response.status, response.json["error"]["param"]) == (400, "filename"), name
        assert (await server.complete(**BODY))["timings"]["prompt_n"] == 1


@pytest.mark.parametrize("options", [("-ctk", "q8_0"), ("other model",)])
async def test_a_slot_of_another_model_is_refused(
    decoder_path: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    async with serving(decoder_path, "--slot-save-path", str(tmp_path)) as server:
        await server.complete(**BODY)
        assert (await server.post("/slots/0?action=save", {"filename": "dog"})).status == 200
    model = decoder_path
    if options == ("other model",):
        # Its metadata and its size are the same.
        model, options = tiny_models.write_decoder(tmp_path / "other.gguf", seed=99), ()
    async with serving(model, "--slot-save-path", str(tmp_path), *options) as server:
        response = await server.post("/slots/0?action=restore", {"filename": "dog"})
    assert response.status == 400
    assert response.json["error"]["message"] == "state file 'dog' was written with another model"


async def test_a_slot_that_does_not_fit(decoder_path: Path, tmp_path: Path) -> None:
    async with serving(decoder_path, "-c", "512", "--slot-save-path", str(tmp_path)) as server:
        await server.complete(**BODY | {"n_predict": 300})
        await server.post("/slots/0?action=save", {"filename": "long"})
    async with serving(decoder_path, "-c", "256", "--slot-save-path", str(tmp_path)) as server:
        response = await server.post("/slots/0?action=restore", {"filename": "long"})
    assert response.status == 400
    assert "is too large" in response.json["error"]["message"]


async def test_a_slot_for_which_there_is_no_room_now(decoder_path: Path, tmp_path: Path) -> None:
    options = ("-c", "512", "-np", "2", "-kvu", "--context-shift", "--slot-save-path", str(tmp_path))
    async with serving(decoder_path, *options) as server:
        await server.complete(**BODY | {"n_predict": 300, "id_slot": 1})
        await server.post("/slots/1?action=save", {"filename": "long"})
        # It never ends, and never has less than it began with.
        async with await server.begin_stream(prompt=[300] * 400, n_discard=1, id_slot=0):
            response = await server.post("/slots/1?action=restore", {"filename": "long"})
        await server.until(lambda s: not s.slots[0].is_processing)
        assert (await server.post("/slots/1?action=restore", {"filename": "long"})).status == 200
    assert response.status == 503
    assert "no room" in response.json["error"]["message"]


@contextmanager
def file_size_limit(n_bytes: int) -> Iterator[None]:
    """Make the system refuse to let any file grow beyond a size."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_save_that_fails_half_way_leaves_the_older_file(decoder_path: Path, tmp_path: Path) -> None:
    async with serving(decoder_path, "--slot-save-path", str(tmp_path)) as server:
        await server.complete(**BODY)
        await server.post("/slots/0?action=save", {"filename": "dog"})
        before = (tmp_path / "dog").read_bytes()
        await server.complete(**BODY | {"n_predict": 64})
        with file_size_limit(len(before)):
            response = await server.post("/slots/0?action=save", {"filename": "dog"})
        assert response.status == 500
        assert response.json["error"] == {"code": 500, "message": "internal error", "type": "server_error"}
        assert names(tmp_path) == ["dog"]
        assert (tmp_path / "dog").read_bytes() == before
        assert (await server.post("/slots/0?action=restore", {"filename": "dog"})).status == 200
