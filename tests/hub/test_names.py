"""What names of models, files and places say."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyllama.errors import InvalidRequestError
from pyllama.hub import RemoteModel
from pyllama.hub.file_choice import choose_file, missing_parts
from pyllama.hub.places import endpoint, hub_cache, url_path
from pyllama.hub.split_name import SplitName, parts_of


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({}, "file"),
        ({"file": "m.gguf"}, "file"),
        ({"url": "https://example.org/m.gguf", "repo": "a/b"}, "url"),
        ({"url": "https://example.org/m.gguf", "file": "m.gguf"}, "file"),
        ({"url": "ftp://example.org/m.gguf"}, "url"),
        ({"url": "file:///etc/passwd"}, "url"),
        ({"url": "example.org/m.gguf"}, "url"),
        ({"url": "https:///m.gguf"}, "url"),
        ({"url": "https://example.org:x/m.gguf"}, "url"),
        ({"url": "https://[::1/m.gguf"}, "url"),
        ({"url": "https://example.org/m m.gguf"}, "url"),
        ({"url": "https://example.org/m.gguf\r\nX: y"}, "url"),
        ({"repo": "model"}, "repo"),
        ({"repo": "a/b/c"}, "repo"),
        ({"repo": "../b"}, "repo"),
        ({"repo": "a/.."}, "repo"),
        ({"repo": "a/b:"}, "repo"),
        ({"repo": "a/b:c/d"}, "repo"),
        ({"repo": "a/b", "file": "../m.gguf"}, "file"),
        ({"repo": "a/b", "file": "/m.gguf"}, "file"),
        ({"repo": "a/b", "file": "c:m.gguf"}, "file"),
        ({"repo": "a/b", "token": "two words"}, "token"),
        ({"repo": "a/b", "token": ""}, "token"),
    ],
)
def test_what_names_no_model(fields: dict[str, Any], param: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        RemoteModel(**fields)
    assert caught.value.param == param


def test_what_a_model_is_called() -> None:
    model = RemoteModel(repo="some-one/Model_1.5-GGUF:q4_k_m", token="secret")
    assert (model.name, model.repo_id, model.quant) == (model.repo, "some-one/Model_1.5-GGUF", "q4_k_m")
    assert "secret" not in repr(model)
    assert RemoteModel(repo="a/b").quant is None
    assert RemoteModel(url="https://example.org/x/m.gguf?download=true").name == "m.gguf"
    assert RemoteModel(url="https://example.org").name == "model"


FILES = [
    ".gitattributes",
    "BF16/m-BF16-00001-of-00002.gguf",
    "BF16/m-BF16-00002-of-00002.gguf",
    "m-IQ4_K_M.gguf",
    "m-Q4_0.gguf",
    "m-Q4_K_M.gguf",
    "m-Q8_0-00001-of-00002.gguf",
    "m-Q8_0-00002-of-00002.gguf",
    "m-imatrix.gguf",
    "mmproj-m-F16.gguf",
    "mtp-m-Q2_K.gguf",
]


@pytest.mark.parametrize(
    ("quant", "chosen"),
    [
        (None, "m-Q4_K_M.gguf"),
        ("q4_k_m", "m-Q4_K_M.gguf"),
        ("Q4_0", "m-Q4_0.gguf"),
        ("Q8_0", "m-Q8_0-00001-of-00002.gguf"),
        ("bf16", "BF16/m-BF16-00001-of-00002.gguf"),
        ("F16", None),
        ("Q2_K", None),
        ("Q4.0", None),
    ],
)
def test_the_file_of_a_quantization(quant: str | None, chosen: str | None) -> None:
    assert choose_file(FILES, quant) == chosen


def test_the_file_where_none_is_wanted() -> None:
    assert choose_file(["b-Q8_0.gguf", "a.gguf"]) == "b-Q8_0.gguf"
    assert choose_file(["README.md", "b.gguf", "a.gguf"]) == "b.gguf"
    assert choose_file(["b-00002-of-00002.gguf", "b-00001-of-00002.gguf"]) == "b-00001-of-00002.gguf"
    assert choose_file(["README.md", "mmproj-x.gguf"]) is None


def test_parts() -> None:
    assert SplitName.parse("a/m-00002-of-00003.gguf") == SplitName("a/m", 2, 3)
    assert parts_of("m-00002-of-00002.gguf") == ["m-00001-of-00002.gguf", "m-00002-of-00002.gguf"]
    for whole in ("m.gguf", "m-00003-of-00002.gguf", "m-00000-of-00002.gguf", "m-1-of-2.gguf"):
        assert parts_of(whole) == [whole]
    assert missing_parts(["m-00001-of-00002.gguf"], "m-00001-of-00002.gguf") == ["m-00002-of-00002.gguf"]


@given(st.text(st.characters(codec="ascii"), max_size=300), st.text(max_size=300))
def test_no_url_leads_out_of_the_cache(path: str, query: str) -> None:
    place = url_path(f"https://example.org/{path}?{query}")
    assert place.parent == url_path("https://example.org/m.gguf").parent
    assert PurePosixPath(place.name) != PurePosixPath("..")
    assert len(place.name.encode()) < 200
    assert set(place.name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


def test_each_url_has_its_own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLAMA_CACHE", str(tmp_path))
    urls = [
        f"https://{host}/{folder}/m.gguf{query}" for host in "ab" for folder in "cd" for query in ("", "?e")
    ]
    places = {url_path(url) for url in urls}
    assert len(places) == len(urls)
    assert {(place.parent, place.name[12:]) for place in places} == {(tmp_path, "-m.gguf")}
    parts = [url_path(f"https://example.org/m-0000{i}-of-00002.gguf").name for i in (1, 2)]
    assert parts_of(parts[0]) == parts


@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"LLAMA_CACHE": "/l", "HF_HOME": "/h"}, "/l"),
        ({"HF_HUB_CACHE": "/c", "HF_HOME": "/h"}, "/c"),
        ({"HF_HOME": "/h", "XDG_CACHE_HOME": "/x"}, "/h/hub"),
        ({"XDG_CACHE_HOME": "/x"}, "/x/huggingface/hub"),
        ({"HOME": "/home/me"}, "/home/me/.cache/huggingface/hub"),
    ],
)
def test_where_repositories_are_kept(
    variables: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LLAMA_CACHE", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert hub_cache() == Path(folder)


def test_where_repositories_come_from(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HF_ENDPOINT", "MODEL_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    assert endpoint() == "https://huggingface.co"
    monkeypatch.setenv("HF_ENDPOINT", "https://a.example/")
    assert endpoint() == "https://a.example"
    monkeypatch.setenv("MODEL_ENDPOINT", "https://b.example")
    assert endpoint() == "https://b.example"
