"""Prompts of well-known models are those of Hugging Face's renderer, which their templates are made for."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from typing import Any

import pytest

from pyllama import ChatTemplate
from pyllama.chat.jinja_template import JinjaTemplate
from pyllama.chat.renderer import Renderer
from pyllama.chat.text_ends import TextEnds
from pyllama.errors import ChatTemplateError
from tests.chat.conversations import CASES, Case
from tests.chat.well_known import well_known_templates

BOS, EOS = "<s>", "</s>"

NO_TOOLS = {
    "HuggingFaceTB-SmolLM3-3B",
    "deepseek-ai-DeepSeek-R1-Distill-Llama-8B",
    "deepseek-ai-DeepSeek-R1-Distill-Qwen-32B",
    "deepseek-ai-DeepSeek-V3.1",
    "google-gemma-2-2b-it",
    "llama-cpp-rwkv-world",
    "microsoft-Phi-3.5-mini-instruct",
}
"""They would drop the tools; here they are described to the model."""

NO_PARTS = {
    "CohereForAI-c4ai-command-r7b-12-2024-tool_use",
    "GigaChat3-10B-A1.8B",
    "GigaChat3.1-10B-A1.8B",
    "HuggingFaceTB-SmolLM3-3B",
    "LFM2-8B-A1B",
    "LFM2.5-Instruct",
    "NVIDIA-Nemotron-3-Nano-30B-A3B-BF16",
    "deepseek-ai-DeepSeek-V4",
    "deepseek-ai-DeepSeek-V4-Flash-0731",
    "google-gemma-2-2b-it",
    "llama-cpp-rwkv-world",
    "meta-llama-Llama-3.1-8B-Instruct",
    "meta-llama-Llama-3.2-3B-Instruct",
    "meta-llama-Llama-3.3-70B-Instruct",
    "openbmb-MiniCPM5-1B",
    "poolside-Laguna-S-2.1",
    "poolside-Laguna-XS-2.1",
    "poolside-Laguna-XS.2",
}
"""They would drop content in parts, or write it as a Python list; here it becomes one text."""

NO_CALLS = {"LFM2-8B-A1B", "LFM2.5-Instruct", "ibm-granite-granite-3.3-2B-Instruct"}
"""They would drop calls; here they are written as text."""

ONE_CALL = {"GigaChat3-10B-A1.8B", "GigaChat3.1-10B-A1.8B", "openai-gpt-oss-120b"}
"""They would drop all calls but the first; here each has a message of its own."""

DIFFERENT: dict[str, set[str]] = {
    "parts": NO_PARTS,
    "tools": NO_TOOLS,
    "system and tools": NO_TOOLS,
    "result": NO_TOOLS | NO_CALLS,
    "after a result": NO_TOOLS | NO_CALLS,
    "parallel calls": NO_TOOLS | NO_CALLS | ONE_CALL,
}

Prompts = dict[str, dict[str, tuple[str, str]]]
"""By case and model: the prompt of Hugging Face's renderer, and ours."""


@pytest.fixture(scope="module")
def prompts() -> Prompts:
    result: Prompts = {name: {} for name in CASES}
    ends = TextEnds(bos=BOS, eos=EOS)
    with closing(Renderer()) as renderer:
        for model, source in well_known_templates().items():
            template = ChatTemplate(JinjaTemplate(source, ends, renderer))
            for name, case in CASES.items():
                expected = _of_hugging_face(source, case)
                if expected is not None:
                    result[name][model] = expected, _render(template, case)
    return result


@pytest.mark.parametrize("name", CASES)
def test_prompts_are_those_of_hugging_face(name: str, prompts: Prompts) -> None:
    different = {model for model, (expected, prompt) in prompts[name].items() if prompt != expected}
    assert len(prompts[name]) >= 40
    assert different == DIFFERENT.get(name, set()) & set(prompts[name])


def _render(template: ChatTemplate, case: Case) -> str:
    try:
        return template.render(
            case.conversation,
            add_generation_prompt=case.add_generation_prompt,
            continue_final_message=case.continue_final_message,
            variables=case.variables,
        )
    except ChatTemplateError as error:
        return str(error)


def _of_hugging_face(source: str, case: Case) -> str | None:
    """What Hugging Face's renderer gives; ``None`` if the template refuses or fails."""
    from transformers.utils.chat_template_utils import render_jinja_template

    now = datetime.now()  # noqa: DTZ005
    variables: dict[str, Any] = {
        "bos_token": BOS,
        "eos_token": EOS,
        "date_string": f"{now:%d %b %Y}",
        "datetime": f"{now:%b %d %Y}",
        **case.variables,
    }
    try:
        rendered: Any = render_jinja_template(
            [case.plain],
            tools=list(case.tools) or None,
            chat_template=source,
            add_generation_prompt=case.add_generation_prompt and not case.continue_final_message,
            continue_final_message=case.continue_final_message,
            **variables,
        )
    except Exception:  # noqa: BLE001
        return None
    return str(rendered[0][0])
