from __future__ import annotations

from pathlib import Path

from pyllama import SamplingParams
from tests.server.serving import serving


async def test_models(decoder_path: Path) -> None:
    async with serving(decoder_path, "-c", "512", "-np", "2", "-a", "tiny") as server:
        response = await server.get("/v1/models")
        alias = await server.get("/models")
    assert response.json == alias.json
    assert response.json["object"] == "list"
    (data,) = response.json["data"]
    assert data["id"] == "tiny"
    assert data["object"] == "model"
    assert data["meta"] | {"n_params": 0, "size": 0} == {
        "vocab_type": 1,
        "n_vocab": 512,
        "n_ctx": 256,
        "n_ctx_train": 2048,
        "n_embd": 64,
        "n_params": 0,
        "size": 0,
        "ftype": "all F32",
    }
    assert response.json["models"][0]["capabilities"] == ["completion"]


async def test_props(bpe_decoder_path: Path) -> None:
    async with serving(bpe_decoder_path, "-c", "512", "-np", "2", "-n", "9", "--temp", "0.5") as server:
        props = (await server.get("/props")).json
    settings = props["default_generation_settings"]
    assert settings["n_ctx"] == 256
    assert settings["params"]["temperature"] == 0.5
    assert settings["params"]["n_predict"] == 9
    assert settings["params"]["samplers"] == list(SamplingParams().samplers)
    assert settings["params"]["seed"] == 2**32 - 1
    assert props["total_slots"] == 2
    assert props["model_path"] == props["model_alias"] == str(bpe_decoder_path)
    assert "<|im_start|>" in props["chat_template"]
    assert props["build_info"].startswith("b0-")
    assert props["endpoint_slots"] is True
    assert props["modalities"] == {"vision": False, "video": False, "audio": False}


async def test_a_model_without_a_template_has_an_empty_one(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        props = (await server.get("/props")).json
    assert props["chat_template"] == ""
    assert (props["bos_token"], props["eos_token"]) == ("<s>", "</s>")


async def test_properties_can_be_changed_only_where_allowed(decoder_path: Path) -> None:
    async with serving(decoder_path) as server:
        refused = await server.post("/props", {})
        assert (await server.get("/props")).json["endpoint_props"] is False
    async with serving(decoder_path, "--props") as server:
        changed = await server.post("/props", {})
        unknown = await server.post("/props", {"temperature": 1})
        assert (await server.get("/props")).json["endpoint_props"] is True
    assert refused.status == 501
    assert "--props" in refused.json["error"]["message"]
    assert changed.json == {"success": True}
    assert (unknown.status, unknown.json["error"]["param"]) == (400, "temperature")
