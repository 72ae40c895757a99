"""``POST /apply-template``: all forms of a conversation, the options, and templates that mean no good."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import trio

from pyllama import ChatTemplate, InvalidRequestError, Model, builtin_model
from pyllama.chat.jinja_template import JinjaTemplate
from pyllama.chat.renderer import Renderer
from pyllama.chat.text_ends import TextEnds
from server.chat_params import ChatParams
from server.chat_prompting import ChatPrompting
from server.config import configure
from server.options import OptionError, parse
from tests.server.client import Response
from tests.server.serving import Served, serving
from tests.support import tiny_models

PATH = "/apply-template"
ASK = {"role": "user", "content": "Hi"}
TOOL = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}
CALL = {"type": "function", "id": "1", "function": {"name": "f", "arguments": '{"a": 1}'}}
LOOP = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
SHOW = (
    "{% for m in messages %}{{ m | tojson }}\n{% endfor %}{{ tools | tojson if tools }}"
    "{{ '->' if add_generation_prompt }}{{ x }}"
)


async def applied(server: Served, *messages: Any, **body: Any) -> str:
    response = await server.post(PATH, {"messages": messages or (ASK,), **body})
    assert response.status == 200, response.body
    assert list(response.json) == ["prompt"]
    return str(response.json["prompt"])


async def refused(server: Served, *messages: Any, **body: Any) -> tuple[int, str | None, str]:
    response = await server.post(PATH, {"messages": messages or (ASK,), **body})
    error = response.json["error"]
    return response.status, error.get("param"), error["message"]


# --------------------------------------------------------------------------- forms of conversations


@pytest.mark.parametrize(
    ("message", "turn"),
    [
        (ASK, "user\nHi"),
        ({"role": "user", "content": ""}, "user\n"),
        (
            {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
            "user\na\nb",
        ),
        ({"role": "user", "content": []}, "user\n"),
        ({"role": "user", "content": "ü\n\t\0\U0001f600", "name": "me"}, "user\nü\n\t\0\U0001f600"),
        ({"role": "system", "content": "Be."}, "system\nBe."),
        ({"role": "developer", "content": "Be."}, "system\nBe."),
        (
            {"role": "assistant", "content": None, "tool_calls": [CALL]},
            'assistant\n<tool_call>\n{"name": "f", "arguments": {"a": 1}}\n</tool_call>',
        ),
        (
            {
                "role": "assistant",
                "content": "See:",
                "tool_calls": [CALL | {"index": 0, "function": {"name": "f", "arguments": {}}}],
                "refusal": None,
                "annotations": [],
            },
            'assistant\nSee:\n<tool_call>\n{"name": "f", "arguments": {}}\n</tool_call>',
        ),
        ({"role": "tool", "content": "3", "tool_call_id": "1"}, "user\n<tool_response>\n3\n</tool_response>"),
    ],
)
async def test_forms_of_a_message(message: dict[str, Any], turn: str, bpe_decoder_path: Path) -> None:
    async with serving(bpe_decoder_path) as server:
        prompt = await applied(server, message, add_generation_prompt=False)
    assert prompt == f"<|im_start|>{turn}<|im_end|>\n"


async def test_how_a_prompt_ends(bpe_decoder_path: Path) -> None:
    asked, begun = "<|im_start|>user\nHi<|im_end|>\n", {"role": "assistant", "content": "Hel"}
    answer = "<|im_start|>assistant\n"
    async with serving(bpe_decoder_path) as server:
        assert await applied(server) == asked + answer
        assert await applied(server, add_generation_prompt=False) == asked
        assert await applied(server, ASK, begun) == f"{asked}{answer}Hel"
        assert await applied(server, ASK, begun, continue_final_message=True) == f"{asked}{answer}Hel"
        whole = f"{asked}{answer}Hel<|im_end|>\n"
        assert await applied(server, ASK, begun, continue_final_message=False) == whole + answer
        assert await applied(server, ASK, begun, add_generation_prompt=False) == whole
    async with serving(bpe_decoder_path, "--no-prefill-assistant") as server:
        assert await applied(server, ASK, begun) == whole + answer
        assert await applied(server, ASK, begun, continue_final_message=True) == f"{asked}{answer}Hel"


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"messages": []}, "messages"),
        ({"messages": None}, "messages"),
        ({"messages": [{"role": "user"}]}, "messages[0].content"),
        ({"messages": [ASK, {"role": "assistant", "content": None}]}, "messages[1].content"),
        ({"messages": [{"role": "user", "content": [{"type": "text"}]}]}, "messages[0].content[0].text"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, "messages[0].content[0].type"),
        ({"messages": [ASK | {"tool_calls": [CALL]}]}, "messages[0].tool_calls"),
        (
            {"messages": [{"role": "assistant", "tool_calls": [CALL | {"type": "x"}]}]},
            "messages[0].tool_calls[0].type",
        ),
        (
            {"messages": [ASK, {"role": "assistant", "content": "a"}, {"role": "assistant", "content": "b"}]},
            "messages",
        ),
        ({"continue_final_message": True}, "continue_final_message"),
        ({"continue_final_message": True, "add_generation_prompt": True}, "add_generation_prompt"),
        ({"chat_template_kwargs": {"messages": []}}, "chat_template_kwargs.messages"),
        ({"chat_template_kwargs": 3}, "chat_template_kwargs"),
        ({"chat_template": "x"}, "chat_template"),
    ],
)
async def test_conversations_that_are_none(body: dict[str, Any], param: str, bpe_decoder_path: Path) -> None:
    async with serving(bpe_decoder_path) as server:
        response = await server.post(PATH, {"messages": [ASK]} | body)
    assert (response.status, response.json["error"]["param"]) == (400, param)


# --------------------------------------------------------------------------- options


async def test_a_template_of_ones_own(bpe_decoder_path: Path, tmp_path: Path) -> None:
    file = tmp_path / "t.jinja"
    file.write_text("{{ messages[0].content }}{{ x }}!")
    async with serving(bpe_decoder_path, "--chat-template-file", str(file)) as server:
        assert await applied(server) == "Hi!"
    async with serving(bpe_decoder_path, "--chat-template", "gemma") as server:
        assert await applied(server) == "<start_of_turn>user\nHi<end_of_turn>\n<start_of_turn>model\n"


async def test_variables_of_a_template(bpe_decoder_path: Path) -> None:
    variables = ("--chat-template-kwargs", '{"x": "x", "y": "y"}')
    async with serving(bpe_decoder_path, "--chat-template", "{{ x }}{{ y }}{{ z }}", *variables) as server:
        assert await applied(server) == "xy"
        assert await applied(server, chat_template_kwargs={"y": 2, "z": None}) == "x2None"


async def test_without_jinja(bpe_decoder_path: Path) -> None:
    async with serving(bpe_decoder_path, "--no-jinja") as server:
        assert await applied(server) == "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"
        assert (await refused(server, tools=[TOOL]))[:2] == (400, "tools")
        assert (await refused(server, documents=[{"a": "b"}]))[:2] == (400, "documents")
        assert (await refused(server, chat_template_kwargs={"a": 1}))[:2] == (400, "chat_template_kwargs")
        assert (await refused(server, {"role": "user", "content": "\0"}))[:2] == (400, "messages[0].content")


async def test_what_a_template_gets(bpe_decoder_path: Path) -> None:
    async with serving(bpe_decoder_path, "--chat-template", SHOW) as server:
        assert await applied(server) == '{"role": "user", "content": "Hi"}\n->'
        shown = await applied(server, tools=[TOOL], tool_choice="none", chat_template_kwargs={"x": 1})
        assert shown == '{"role": "user", "content": "Hi"}\n->1'
        assert '"name": "f"' in await applied(server, tools=[TOOL])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--chat-template", ""), "--chat-template: '' is empty"),
        (
            ("--chat-template-file", "/no/such/file"),
            "--chat-template-file: '/no/such/file' cannot be read: No such",
        ),
        (("--chat-template-kwargs", "[]"), "--chat-template-kwargs: '[]' is not a JSON object"),
        (("--chat-template-kwargs", '{"a": "\\ud800"}'), "--chat-template-kwargs: "),
        (("--chat-template-kwargs", "{"), "--chat-template-kwargs: '{' is not a JSON object"),
    ],
)
def test_options_that_are_wrong(arguments: tuple[str, str], message: str) -> None:
    with pytest.raises(OptionError) as caught:
        configure(parse(arguments, {}))
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--chat-template", "{% for %}"), "the chat template failed: Expected an expression"),
        (("--chat-template", "{{ 'x' * 10**10 }}"), "the chat template failed: it needs too much memory"),
        (
            ("--chat-template", "{{ x }}", "--no-jinja"),
            "this chat template is not one of those that are known",
        ),
    ],
)
async def test_a_template_that_cannot_be_used_ends_the_start(
    arguments: tuple[str, ...], message: str, bpe_decoder: Model
) -> None:
    params = configure(parse(arguments, {})).chat
    with pytest.raises(InvalidRequestError, match=rf"--chat-template: {re.escape(message)}"):
        async with ChatPrompting.open(bpe_decoder, params):
            pass


async def test_a_template_of_the_model_that_cannot_be_used(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # The rest of the server is of use all the same.
    path = tiny_models.write_bpe_decoder(tmp_path / "m.gguf", chat_templates={"default": "{% for %}"})
    async with serving(path) as server:
        assert "the chat template failed: Expected an expression" in caplog.text
        assert (await refused(server))[0] == 400
        assert (await server.complete(prompt="Hi", n_predict=2))["tokens_predicted"] == 2


# --------------------------------------------------------------------------- templates that mean no good


def serve_with(server: Served, source: str, renderer: Renderer) -> None:
    """Let a server use a template, with a renderer that does not wait as long as usual."""
    template = ChatTemplate(JinjaTemplate(source, TextEnds(), renderer))
    server.state._chat = ChatPrompting(template, ChatParams())


@pytest.mark.parametrize(
    ("trap", "reason"),
    [
        (LOOP, "it takes longer than 0.5 seconds"),
        ("{{ 'x' * 10**10 }}", "it needs too much memory"),
        ("{% macro f(n) %}{{ f(n) }}{% endmacro %}{{ f(0) }}", "it nests too deeply (line 1)"),
        ("{{ cycler.__init__ }}{{ cycler.__init__.__globals__ }}", "SecurityError: access to attribute"),
    ],
)
async def test_one_request_that_springs_a_trap(trap: str, reason: str, bpe_decoder_path: Path) -> None:
    source = "{% if messages[0].content == 'trap' %}" + trap + "{% endif %}{{ messages[0].content }}"
    async with serving(bpe_decoder_path) as server:
        with closing(Renderer(timeout_s=0.5)) as renderer:
            serve_with(server, source, renderer)
            for path in (PATH, "/v1/chat/completions"):
                body = {"messages": [{"role": "user", "content": "trap"}], "max_tokens": 1}
                response = await server.post(path, body)
                assert (response.status, response.json["error"]["param"]) == (400, "messages")
                assert reason in response.json["error"]["message"]
                assert await applied(server) == "Hi"


async def test_a_template_that_loops_holds_up_nobody_else(bpe_decoder_path: Path) -> None:
    source = "{% if messages[0].content == 'trap' %}" + LOOP + "{% endif %}{{ messages[0].content }}"
    responses: list[Response] = []

    async def spring() -> None:
        responses.append(await server.post(PATH, {"messages": [{"role": "user", "content": "trap"}]}))

    async with serving(bpe_decoder_path) as server:
        with closing(Renderer(timeout_s=2)) as renderer:
            serve_with(server, source, renderer)
            assert await applied(server) == "Hi"
            async with trio.open_nursery() as nursery:
                nursery.start_soon(spring)
                while not renderer._lock.locked():
                    await trio.lowlevel.checkpoint()
                assert (await server.complete(prompt="Hi", n_predict=2))["tokens_predicted"] == 2
                assert (await server.get("/health")).status == 200
                # All of that while the template was looping.
                assert responses == []
                assert renderer._lock.locked()
            assert [response.status for response in responses] == [400]


async def test_the_builtin_model_has_a_template_of_its_own() -> None:
    async with serving(builtin_model()) as server:
        assert "Hi" in await applied(server)
