"""``/lora-adapters`` and the adapters of single requests."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from server.config import configure
from server.options import OptionError, parse
from tests.server.serving import server_process, serving
from tests.support.tiny_adapters import write_control_vector, write_lora

PROMPT = "Once upon a time there was"
FIRST = [{"id": 0, "scale": 1.0}]
SECOND = [{"id": 1, "scale": 1.0}]
BOTH = [*FIRST, *SECOND]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    metadata = {"adapter.lora.task_name": "rhymes", "adapter.lora.prompt_prefix": "rhyme: "}
    return [
        str(write_lora(tmp_path / "first.gguf", seed=1, metadata=metadata)),
        str(write_lora(tmp_path / "second.gguf", seed=2)),
    ]


async def test_each_way_to_choose_adapters_gives_the_same_texts(decoder_path: Path, files: list[str]) -> None:
    async with serving(decoder_path, "--lora", ",".join(files), "--lora-init-without-apply") as served:
        sets: list[list[dict[str, Any]]] = [FIRST, SECOND, BOTH]
        plain = (await served.complete(prompt=PROMPT))["content"]
        texts = [(await served.complete(prompt=PROMPT, lora=lora))["content"] for lora in sets]
        assert len({plain, *texts}) == 4
        for lora, text in zip(sets, texts, strict=True):
            response = await served.post("/lora-adapters", lora)
            assert (response.status, response.json) == (200, {"success": True})
            shown = (await served.get("/lora-adapters")).json
            assert [{"id": a["id"], "scale": a["scale"]} for a in shown if a["scale"]] == lora
            assert (await served.complete(prompt=PROMPT))["content"] == text
            assert (await served.complete(prompt=PROMPT, lora=FIRST))["content"] == texts[0]
        response = await served.post("/lora-adapters", [])
        assert response.status == 200
        assert (await served.complete(prompt=PROMPT))["content"] == plain
        result = await served.complete(prompt=PROMPT, lora=[])
        assert (result["content"], result["generation_settings"]["lora"]) == (plain, [])


async def test_what_there_is_can_be_read_and_sent_back(decoder_path: Path, files: list[str]) -> None:
    async with serving(decoder_path, "--lora", files[0], "--lora-scaled", f"{files[1]}:0.5") as served:
        shown = (await served.get("/lora-adapters")).json
        assert shown == [
            {"id": 0, "path": files[0], "scale": 1.0, "task_name": "rhymes", "prompt_prefix": "rhyme: "},
            {"id": 1, "path": files[1], "scale": 0.5, "task_name": "", "prompt_prefix": ""},
        ]
        assert (await served.post("/lora-adapters", shown)).status == 200
        assert (await served.get("/lora-adapters")).json == shown


async def test_all_endpoints_of_texts_take_adapters(decoder_path: Path, files: list[str]) -> None:
    async with serving(decoder_path, "--lora", files[0], "--lora", files[1]) as served:
        common = {"max_tokens": 12, "temperature": 0}
        prompts: dict[str, dict[str, Any]] = {
            "/v1/completions": {"prompt": PROMPT},
            "/v1/chat/completions": {"messages": [{"role": "user", "content": PROMPT}]},
        }
        for path, prompt in prompts.items():
            found = set()
            for lora in ([], FIRST, SECOND):
                response = await served.post(path, common | prompt | {"lora": lora})
                assert response.status == 200, response.body
                choice = response.json["choices"][0]
                found.add(choice["text"] if "text" in choice else choice["message"]["content"])
            assert len(found) == 3


async def test_settings_show_what_was_asked_for(decoder_path: Path, files: list[str]) -> None:
    async with serving(decoder_path, "--lora", files[0], "--lora", files[1]) as served:
        result = await served.complete(prompt=PROMPT, lora=SECOND)
        assert result["generation_settings"]["lora"] == SECOND
        async with await served.begin_stream(lora=FIRST):
            (slot,) = (await served.get("/slots")).json
            assert slot["params"]["lora"] == FIRST


@pytest.mark.parametrize(
    ("lora", "param"),
    [
        ([{"id": 2, "scale": 1}], "[0].id"),
        ([*FIRST, {"id": -1, "scale": 1}], "[1].id"),
        ([*FIRST, *FIRST], "[1].id"),
        ([{"id": 0, "scale": 1e9}], "[0].scale"),
        ([{"id": 0}], "[0].scale"),
        ([{"scale": 1}], "[0].id"),
        ([{"id": "0", "scale": 1}], "[0].id"),
        ([{"id": 0, "scale": 1, "weight": 2}], "[0].weight"),
        ({"id": 0, "scale": 1}, ""),
    ],
)
async def test_what_is_wrong_is_named(decoder_path: Path, files: list[str], lora: object, param: str) -> None:
    async with serving(decoder_path, "--lora", files[0], "--lora", files[1]) as served:
        response = await served.post("/lora-adapters", lora)
        assert (response.status, response.json["error"].get("param", "")) == (400, param)
        response = await served.post("/completion", {"prompt": PROMPT, "lora": lora})
        assert (response.status, response.json["error"]["param"]) == (400, f"lora{param}")
        assert [a["scale"] for a in (await served.get("/lora-adapters")).json] == [1.0, 1.0]


async def test_a_saved_slot_is_of_use_with_its_adapters_only(
    decoder_path: Path, files: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "slots"
    folder.mkdir()
    saving = ("--slot-save-path", str(folder))
    async with serving(decoder_path, "--lora", ",".join(files), *saving) as served:
        await served.complete(prompt=PROMPT, lora=SECOND)
        assert (await served.post("/slots/0?action=save", {"filename": "x"})).status == 200
    async with serving(decoder_path, "--lora", ",".join(files[::-1]), *saving) as served:
        assert (await served.post("/slots/0?action=restore", {"filename": "x"})).status == 200
        # It has another number now, and is the same adapter.
        assert (await served.complete(prompt=PROMPT, lora=SECOND))["tokens_cached"] > 0
        assert (await served.post("/slots/0?action=restore", {"filename": "x"})).status == 200
        result = await served.complete(prompt=PROMPT, lora=FIRST)
        assert result["timings"]["cache_n"] > 0
    async with serving(decoder_path, "--lora", files[0], *saving) as served:
        response = await served.post("/slots/0?action=restore", {"filename": "x"})
        assert response.status == 400
        assert "adapters that are not loaded" in response.json["error"]["message"]


async def test_without_adapters_there_is_an_empty_list(decoder_path: Path) -> None:
    async with serving(decoder_path) as served:
        assert (await served.get("/lora-adapters")).json == []
        assert (await served.post("/lora-adapters", [])).status == 200
        response = await served.post("/completion", {"prompt": PROMPT, "lora": FIRST})
        assert (response.status, response.json["error"]["param"]) == (400, "lora[0].id")


# --------------------------------------------------------------------------- options


def adapters(*arguments: str) -> Any:
    return configure(parse(["--model", "m", *arguments], {})).adapters


def test_adapters_are_numbered_in_the_order_of_the_command_line() -> None:
    params = adapters(
        *("--lora", "a,b", "--lora-scaled", "c", "0.5", "--lora-scaled", "d:2,e:-1e-1"),
        *("--lora", '"f,g"', "--lora-scaled", "my file.gguf", ".25", "--lora-scaled=C:\\h:3"),
    )
    assert params.lora == (
        *(("a", 1.0), ("b", 1.0), ("c", 0.5), ("d", 2.0), ("e", -0.1)),
        *(("f,g", 1.0), ("my file.gguf", 0.25), ("C:\\h", 3.0)),
    )
    assert adapters("--lora", "a", "--lora-scaled", "b", "2", "--lora-init-without-apply").lora == (
        ("a", 0.0),
        ("b", 0.0),
    )


def test_control_vectors_have_scales_and_a_range() -> None:
    params = adapters(
        *("--control-vector", "a", "--control-vector-scaled", "b", "0.5", "--control-vector-scaled", "c:-1"),
        *("--control-vector-layer-range", "3", "7"),
    )
    assert params.control_vectors == (("a", 1.0), ("b", 0.5), ("c", -1.0))
    assert params.control_vector_layers == (3, 7)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--lora", ""), "empty file name"),
        (("--lora", "a,,b"), "empty file name"),
        (("--lora-scaled", "a"), "not of the form"),
        (("--lora-scaled", "a", "--port"), "not of the form"),
        (("--lora-scaled", "a", "x"), "not of the form"),
        (("--lora-scaled", "a:1,b"), "not of the form"),
        (("--lora-scaled", "a:101"), "between -100 and 100"),
        (("--lora-scaled", ":1"), "empty file name"),
        (("--control-vector-layer-range", "1"), "not an integer"),
        (("--control-vector", "a", "--control-vector-layer-range", "2", "1"), "ends before it begins"),
        (("--control-vector-layer-range", "1", "2"), "only with --control-vector"),
        (("--lora-init-without-apply",), "only with --lora"),
        (("--lora", "a", "--embedding"), "--lora does not go with --embedding"),
    ],
)
def test_options_that_are_wrong(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(OptionError, match=re.escape(message)):
        adapters(*arguments)


def test_a_file_that_is_no_adapter_ends_the_server(decoder_path: Path, tmp_path: Path) -> None:
    vector = str(write_control_vector(tmp_path / "v.gguf"))
    for arguments, status, line in (
        (("--lora", str(decoder_path)), 1, "not a LoRA adapter"),
        (("--lora", str(tmp_path / "missing")), 1, "cannot load .*missing"),
        (("--control-vector", str(decoder_path)), 1, "is not the direction of a layer"),
        (("--control-vector", vector, "--control-vector-scaled", vector, "1"), None, "is ready"),
    ):
        with server_process("--model", str(decoder_path), "-c", "256", *arguments, ready=False) as server:
            server.wait_for(line)
            if status is not None:
                assert server.process.wait(timeout=10) == status
