"""The templates of a model: which one is taken, and how prompts end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pyllama import ChatTemplate, Conversation, Message, Model
from pyllama.chat.capabilities import Capabilities
from pyllama.chat.jinja_template import JinjaTemplate
from pyllama.chat.renderer import Renderer
from pyllama.chat.text_ends import TextEnds
from pyllama.errors import (
    ChatTemplateError,
    ClosedError,
    InvalidRequestError,
    RequestError,
    UnsupportedFeatureError,
)
from tests.chat.conversations import ANSWER, ASK, CALL, SYSTEM, TOOL
from tests.support import tiny_models

PLAIN = "{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}"
PLAIN_ENDING = PLAIN + "{% if add_generation_prompt %}[assistant]{% endif %}"
HELLO = Conversation(messages=(ASK,))


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with closing(Renderer()) as renderer:
        yield renderer


def jinja(source: str, renderer: Renderer, ends: TextEnds | None = None) -> ChatTemplate:
    return ChatTemplate(JinjaTemplate(source, ends or TextEnds(), renderer), ends=ends)


# --------------------------------------------------------------------------- which template


def test_the_template_of_the_model(bpe_decoder: Model) -> None:
    with closing(ChatTemplate.of_model(bpe_decoder)) as template:
        assert (
            template.render(HELLO)
            == "<|im_start|>user\nHow is it in Köln?<|im_end|>\n<|im_start|>assistant\n"
        )


def test_a_model_without_one_gets_chatml(decoder: Model) -> None:
    with closing(ChatTemplate.of_model(decoder)) as template:
        assert template.default.source == "chatml"
        assert (
            template.render(HELLO)
            == "<|im_start|>user\nHow is it in Köln?<|im_end|>\n<|im_start|>assistant\n"
        )


@pytest.mark.parametrize("use_jinja", [True, False])
def test_a_template_by_its_name(use_jinja: bool, bpe_decoder: Model) -> None:
    with closing(ChatTemplate.of_model(bpe_decoder, source="llama3", use_jinja=use_jinja)) as template:
        prompt = template.render(Conversation(messages=(SYSTEM, ASK)), add_generation_prompt=False)
    assert prompt == (
        "<|start_header_id|>system<|end_header_id|>\n\nBe <brief>.<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\nHow is it in Köln?<|eot_id|>"
    )


def written(path: Path, templates: Mapping[str, str]) -> tuple[str, str]:
    """The prompts of a model with these templates: without tools, and with one."""
    tiny_models.write_bpe_decoder(path, chat_templates=templates)
    with Model.load(path) as model, closing(ChatTemplate.of_model(model)) as template:
        with_tools = Conversation(messages=(ASK,), tools=(TOOL,))
        return template.render(HELLO), template.render(with_tools)


def test_a_model_with_a_template_for_tools(tmp_path: Path) -> None:
    tools = "{{ tools[0].function.name }}:{{ messages[0].content }}"
    templates = {"default": PLAIN, "tool_use": "{{ tools[0].function.name }}:{{ messages[0].content }}"}
    assert written(tmp_path / "m.gguf", templates) == (
        "[user]How is it in Köln?",
        "weather:How is it in Köln?",
    )
    # Where it is the only one, it writes all.
    only = {"tool_use": "{% if tools %}" + tools + "{% else %}" + PLAIN + "{% endif %}"}
    assert written(tmp_path / "n.gguf", only) == ("[user]How is it in Köln?", "weather:How is it in Köln?")


def test_a_template_that_is_given_counts_for_tools_too(tmp_path: Path) -> None:
    path = tiny_models.write_bpe_decoder(tmp_path / "m.gguf", chat_templates={"tool_use": "x"})
    with Model.load(path) as model, closing(ChatTemplate.of_model(model, source=PLAIN)) as template:
        assert template.tool_use is template.default


def test_the_tokenizer_adds_the_ends(renderer: Renderer) -> None:
    source = "{{ bos_token }}" + PLAIN + "{{ eos_token }}"
    added = TextEnds(bos="<s>", eos="</s>", adds_bos=True, adds_eos=True)
    assert jinja(source, renderer, added).render(HELLO) == "[user]How is it in Köln?"
    kept = TextEnds(bos="<s>", eos="</s>")
    assert jinja(source, renderer, kept).render(HELLO) == "<s>[user]How is it in Köln?</s>"


# --------------------------------------------------------------------------- native templates


def test_a_native_template_is_recognized(bpe_decoder: Model) -> None:
    with closing(ChatTemplate.of_model(bpe_decoder, use_jinja=False)) as template:
        assert template.render(Conversation(messages=(SYSTEM, ASK, ANSWER))) == (
            "<|im_start|>system\nBe <brief>.<|im_end|>\n<|im_start|>user\nHow is it in Köln?<|im_end|>\n"
            "<|im_start|>assistant\nFine.<|im_end|>\n<|im_start|>assistant\n"
        )


def test_a_native_template_that_is_unknown(bpe_decoder: Model) -> None:
    with pytest.raises(InvalidRequestError, match="not one of those that are known without Jinja"):
        ChatTemplate.of_model(bpe_decoder, source=PLAIN, use_jinja=False)


@pytest.mark.parametrize(
    ("conversation", "variables", "param"),
    [
        (HELLO, {"enable_thinking": False}, "chat_template_kwargs"),
        (Conversation(messages=(ASK,), documents=({"title": "x"},)), {}, "documents"),
    ],
)
def test_what_a_native_template_cannot_use(
    conversation: Conversation, variables: dict[str, Any], param: str, bpe_decoder: Model
) -> None:
    with closing(ChatTemplate.of_model(bpe_decoder, use_jinja=False)) as template:
        with pytest.raises(UnsupportedFeatureError) as caught:
            template.render(conversation, variables=variables)
        assert caught.value.param == param


def test_a_native_template_ends_texts_at_no_nul(bpe_decoder: Model) -> None:
    with closing(ChatTemplate.of_model(bpe_decoder, use_jinja=False)) as template:
        with pytest.raises(InvalidRequestError) as caught:
            template.render(Conversation(messages=(SYSTEM, Message(role="user", content="a\0b"))))
        assert caught.value.param == "messages[1].content"


def test_a_native_template_writes_long_texts(bpe_decoder: Model) -> None:
    with closing(ChatTemplate.of_model(bpe_decoder, use_jinja=False)) as template:
        text = "ü" * 100_000
        assert (
            template.render(Conversation(messages=(Message(role="user", content=text),))).count("ü")
            == 100_000
        )


def test_a_native_template_without_a_system(bpe_decoder: Model) -> None:
    with closing(ChatTemplate.of_model(bpe_decoder, source="mistral-v1")) as template:
        prompt = template.render(Conversation(messages=(SYSTEM, ASK)))
    assert prompt.count("Be <brief>.") == prompt.count("How is it in Köln?") == 1


# --------------------------------------------------------------------------- what templates can write


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (PLAIN, {}),
        (
            "{% if messages[0].role != 'user' %}{{ raise_exception('No.') }}{% endif %}" + PLAIN,
            {"system_role": False},
        ),
        ("{% for m in messages if m.role != 'system' %}{{ m.content }}{% endfor %}", {"system_role": False}),
        (
            (
                "{% for m in messages %}{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}"
                "{{ raise_exception('Turns.') }}{% endif %}{{ m.content }}{% endfor %}"
            ),
            {"adjacent_roles": False, "system_role": False},
        ),
        (
            "{% for m in messages %}{% for part in m.content %}{{ part.text }}{% endfor %}{% endfor %}",
            {"typed_content": True, "text_content": False},
        ),
        ("{{ tools | tojson if tools }}" + PLAIN, {"tools": True}),
        ("{{ raise_exception('Never.') }}", {"system_role": False}),
        ("nothing at all", {"system_role": False}),
    ],
)
def test_capabilities_are_found_out(source: str, expected: dict[str, Any], renderer: Renderer) -> None:
    assert jinja(source, renderer).default.capabilities == Capabilities(**expected)


CALLING = (
    "{% for m in messages %}[{{ m.role }}]{{ m.content if m.content }}"
    "{% for call in m.tool_calls or [] %}{{ call.function.name }}({{ ARGUMENTS }}){% endfor %}{% endfor %}"
    "{{ tools | tojson if tools }}"
)


@pytest.mark.parametrize(
    ("arguments", "as_object", "parallel"),
    [
        ("call.function.arguments.bird", True, True),
        ("call.function.arguments | tojson", True, True),
        ("call.function.arguments + ''", False, True),
        ("call.function.arguments.bird if loop.first", True, False),
    ],
)
def test_the_form_of_calls_is_found_out(
    arguments: str, as_object: bool, parallel: bool, renderer: Renderer
) -> None:
    capabilities = jinja(CALLING.replace("ARGUMENTS", arguments), renderer).default.capabilities
    assert capabilities.tool_calls
    assert (capabilities.object_arguments, capabilities.parallel_tool_calls) == (as_object, parallel)


@pytest.mark.parametrize(
    ("empty", "test"), [("absent", "is defined"), ("empty", "!= ''"), ("null", "is not none")]
)
def test_a_message_without_content_is_written_as_the_template_wants(
    empty: str, test: str, renderer: Renderer
) -> None:
    refuse = (
        f"{{% for m in messages if m.tool_calls and m.content {test} %}}{{{{ raise_exception('No.') }}}}"
        "{% endfor %}"
    )
    calling = CALLING.replace("ARGUMENTS", "call.function.arguments.city or call.function.arguments.bird")
    template = jinja(refuse + calling, renderer)
    assert template.default.capabilities.empty_content == empty
    assert "weather(Köln)" in template.render(Conversation(messages=(ASK, CALL), tools=(TOOL,)))


# --------------------------------------------------------------------------- going on


def begun(content: str | None, **fields: Any) -> Conversation:
    return Conversation(messages=(ASK, Message(role="assistant", content=content, **fields)))


@pytest.mark.parametrize(
    ("source", "prompt"),
    [
        (PLAIN_ENDING + "</s>", "[user]How is it in Köln?[assistant]It is "),
        # Trims: so the blank at the end goes, as in the model's training.
        (PLAIN.replace("m.content", "m.content | trim") + "</s>", "[user]How is it in Köln?[assistant]It is"),
        # Does not write it: so it is put behind the beginning of an answer.
        (
            (
                "{% for m in messages if m.role == 'user' %}[{{ m.content }}]{% endfor %}"
                "{% if add_generation_prompt %}->{% endif %}"
            ),
            "[How is it in Köln?]->It is ",
        ),
        (
            "{% if messages[-1].role == 'assistant' %}{{ raise_exception('No.') }}{% endif %}" + PLAIN_ENDING,
            "[user]How is it in Köln?[assistant]It is ",
        ),
    ],
)
def test_going_on_with_an_answer(source: str, prompt: str, renderer: Renderer) -> None:
    assert jinja(source, renderer).render(begun("It is "), continue_final_message=True) == prompt


def test_going_on_with_thoughts(renderer: Renderer) -> None:
    source = "{% for m in messages %}<{{ m.reasoning_content }}>{{ m.content }}|{% endfor %}"
    prompt = jinja(source, renderer).render(begun(None, reasoning="Well,"), continue_final_message=True)
    assert prompt == "<>How is it in Köln?|<Well,"


@pytest.mark.parametrize(
    "conversation", [HELLO, Conversation(messages=(ASK, CALL)), Conversation(messages=())]
)
def test_there_must_be_something_to_go_on_with(conversation: Conversation, renderer: Renderer) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        jinja(PLAIN, renderer).render(conversation, continue_final_message=True)
    assert caught.value.param == "continue_final_message"


def test_a_template_that_takes_too_long_is_not_asked_twice() -> None:
    loop = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
    source = "{% if not add_generation_prompt %}" + loop + "{% endif %}" + PLAIN
    with closing(Renderer(timeout_s=0.5)) as hasty:
        template = jinja(source, hasty)
        with pytest.raises(ChatTemplateError) as caught:
            template.render(begun("It is"), continue_final_message=True)
        assert caught.value.kind == "time"
        assert template.render(HELLO) == "[user]How is it in Köln?"


# --------------------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("source", "kind"),
    [("{% for %}", "syntax"), ("{{ 'x' * 10**10 }}", "memory")],
)
def test_a_template_that_is_of_no_use_is_told_by_a_check(source: str, kind: str, renderer: Renderer) -> None:
    template = jinja(source, renderer)
    for use in (template.check, lambda: template.render(HELLO)):
        with pytest.raises(ChatTemplateError) as caught:
            use()
        assert caught.value.kind == kind


def test_the_words_of_a_template_that_refuses(renderer: Renderer) -> None:
    source = "{% if messages | length > 1 %}{{ raise_exception('One message, please.') }}{% endif %}" + PLAIN
    with pytest.raises(RequestError) as caught:
        jinja(source, renderer).render(Conversation(messages=(ASK, ANSWER, ASK)))
    assert str(caught.value) == "the chat template refuses the conversation: One message, please. (line 1)"
    assert caught.value.param == "messages"


def test_a_template_that_is_closed(bpe_decoder: Model) -> None:
    template = ChatTemplate.of_model(bpe_decoder)
    template.close()
    template.close()
    with pytest.raises(ClosedError):
        template.render(HELLO)
