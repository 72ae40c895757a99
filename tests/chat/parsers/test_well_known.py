"""Well-known models: each template has its format, and calls that it writes are read as they were."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import closing

import pytest

from pyllama import ChatTemplate, Conversation, Message, ToolCall
from pyllama.chat.jinja_template import JinjaTemplate
from pyllama.chat.parsers import format_of
from pyllama.chat.renderer import Renderer
from pyllama.chat.text_ends import TextEnds
from tests.chat.parsers.reading import read
from tests.chat.well_known import well_known_templates

FORMATS = {
    "Apertus-8B-Instruct": "apertus",
    "Apriel-1.6-15b-Thinker-fixed": "apriel",
    "Bielik-11B-v3.0-Instruct": "hermes",
    "ByteDance-Seed-OSS": "seed-oss",
    "Cohere2MoE": "command-r7b",
    "CohereForAI-c4ai-command-r-plus-tool_use": "command-r-plus",
    "CohereForAI-c4ai-command-r7b-12-2024-tool_use": "command-r7b",
    "GLM-4.6": "glm-4",
    "GLM-4.7-Flash": "glm-4",
    "GigaChat3-10B-A1.8B": "gigachat-role",
    "GigaChat3.1-10B-A1.8B": "gigachat",
    "HuggingFaceTB-SmolLM3-3B": "generic",
    "Kimi-K2-Instruct": "kimi-k2",
    "Kimi-K2-Thinking": "kimi-k2",
    "Kimi-K3": "kimi-k3",
    "LFM2-8B-A1B": "lfm2",
    "LFM2.5-8B-A1B": "lfm2",
    "LFM2.5-Instruct": "lfm2",
    "MiMo-VL": "hermes",
    "MiniMax-M1": "minimax-m1",
    "MiniMax-M2": "minimax-m2",
    "MiniMax-M3": "minimax-m3",
    "Mistral-Small-3.2-24B-Instruct-2506": "mistral",
    "NVIDIA-Nemotron-3-Nano-30B-A3B-BF16": "qwen3-coder",
    "NVIDIA-Nemotron-Nano-v2": "nemotron",
    "NousResearch-Hermes-2-Pro-Llama-3-8B-tool_use": "hermes",
    "NousResearch-Hermes-3-Llama-3.1-8B-tool_use": "hermes",
    "Qwen-QwQ-32B": "hermes",
    "Qwen-Qwen2.5-7B-Instruct": "hermes",
    "Qwen-Qwen3-0.6B": "hermes",
    "Qwen3-Coder": "qwen3-coder",
    "Qwen3.5-4B": "qwen3-coder",
    "Reka-Edge": "hermes",
    "Spark2.5": "glm-4",
    "StepFun3.5-Flash": "qwen3-coder",
    "deepseek-ai-DeepSeek-R1-Distill-Llama-8B": "generic",
    "deepseek-ai-DeepSeek-R1-Distill-Qwen-32B": "generic",
    "deepseek-ai-DeepSeek-V3.1": "generic",
    "deepseek-ai-DeepSeek-V3.2": "deepseek-v3.2",
    "deepseek-ai-DeepSeek-V4": "deepseek-v4",
    "deepseek-ai-DeepSeek-V4-Flash-0731": "deepseek-v4",
    "fireworks-ai-llama-3-firefunction-v2": "firefunction-v2",
    "google-gemma-2-2b-it": "generic",
    "google-gemma-4-31B-it": "gemma-4",
    "google-gemma-4-31B-it-interleaved": "gemma-4",
    "ibm-granite-granite-3.3-2B-Instruct": "granite",
    "ibm-granite-granite-4.0": "hermes",
    "ibm-granite-granite-4.1": "hermes",
    "inclusionai-ling-3.0-flash": "glm-4",
    "llama-cpp-deepseek-r1": "deepseek-v3",
    "llama-cpp-rwkv-world": "generic",
    "meetkai-functionary-medium-v3.1": "functionary-v3.1",
    "meetkai-functionary-medium-v3.2": "functionary-v3.2",
    "meta-llama-Llama-3.1-8B-Instruct": "llama-3",
    "meta-llama-Llama-3.2-3B-Instruct": "llama-3",
    "meta-llama-Llama-3.3-70B-Instruct": "llama-3",
    "microsoft-Phi-3.5-mini-instruct": "generic",
    "mistralai-Ministral-3-14B-Reasoning-2512": "mistral",
    "mistralai-Mistral-Nemo-Instruct-2407": "mistral-list",
    "moonshotai-Kimi-K2": "kimi-k2",
    "muse-glimmer": "generic",
    "openai-gpt-oss-120b": "harmony",
    "openbmb-MiniCPM5-1B": "minicpm-5",
    "poolside-Laguna-S-2.1": "glm-4",
    "poolside-Laguna-XS-2.1": "glm-4",
    "poolside-Laguna-XS.2": "glm-4",
    "tencent-Hy3": "hunyuan-3",
    "unsloth-Apriel-1.5": "apriel",
    "unsloth-mistral-Devstral-Small-2507": "mistral",
    "upstage-Solar-Open-100B": "solar-open",
}

UNREAD = {"muse-glimmer"}
"""They write calls in ways of their own, which come back as content."""

NO_CALLS = {
    "llama-cpp-deepseek-r1",  # drops the calls
    "openai-gpt-oss-120b",  # does not write content beside a call
}

CALLS = (
    ToolCall(
        name="weather", arguments='{"city": "Köln \\"Süd\\"", "days": 2, "hours": [1, 2]}', id="abcdefgh1"
    ),
    ToolCall(name="now", arguments="{}", id="abcdefgh2"),
)
ASK = Message(role="user", content="How is it?")


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with closing(Renderer()) as renderer:
        yield renderer


def test_each_template_has_its_format(renderer: Renderer) -> None:
    found = {}
    for name, source in well_known_templates().items():
        template = JinjaTemplate(source, TextEnds(), renderer)
        found[name] = format_of(source, describes_tools=template.capabilities.tools).name
    assert found == FORMATS


@pytest.mark.parametrize(
    ("name", "tags"),
    [
        ("Qwen-Qwen3-0.6B", ("<think>", "</think>")),
        ("Apriel-1.6-15b-Thinker-fixed", ("Here are my reasoning steps:", "[BEGIN FINAL RESPONSE]")),
        ("mistralai-Ministral-3-14B-Reasoning-2512", ("[THINK]", "[/THINK]")),
        ("ByteDance-Seed-OSS", ("<seed:think>", "</seed:think>")),
        ("CohereForAI-c4ai-command-r7b-12-2024-tool_use", ("<|START_THINKING|>", "<|END_THINKING|>")),
        ("openai-gpt-oss-120b", ("<|channel|>analysis<|message|>", "<|end|>")),
        ("Qwen-Qwen2.5-7B-Instruct", None),
    ],
)
def test_thoughts_have_the_tags_of_the_template(name: str, tags: tuple[str, str] | None) -> None:
    found = format_of(well_known_templates()[name])
    assert (found.reasoning and (found.reasoning.open, found.reasoning.close)) == tags
    assert set(tags or ()) <= set(found.kept_tokens)


CITY = {"type": "string", "description": "a city"}
DESCRIBED = [
    ("weather", {"city": CITY, "days": {**CITY, "type": "integer"}, "hours": {**CITY, "type": "array"}}),
    ("now", {}),
]
DESCRIBED_TOOLS = tuple(
    {
        "type": "function",
        "function": {
            "name": name,
            "description": name,
            "parameters": {"type": "object", "properties": properties},
        },
    }
    for name, properties in DESCRIBED
)


def answer(template: ChatTemplate, message: Message) -> str:
    """Return what a template writes of an answer, and what ends it, without what is in the prompt already."""
    prompt = template.render(Conversation(messages=(ASK,), tools=DESCRIBED_TOOLS))
    answered = Conversation(messages=(ASK, message), tools=DESCRIBED_TOOLS)
    text = template.render(answered, add_generation_prompt=False)
    # A prompt can end with the beginning of the answer, or with empty thoughts.
    common = os.path.commonprefix([prompt, text])  # noqa: RUF071  # of texts, that is what it is for
    return text[len(re.sub(r"<[^>]*$", "", common)) :]


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in UNREAD | NO_CALLS])
def test_calls_that_a_template_writes_are_read_as_they_were(renderer: Renderer, name: str) -> None:
    source = well_known_templates()[name]
    template = ChatTemplate(JinjaTemplate(source, TextEnds(bos="<s>", eos="</s>"), renderer))
    capabilities = template.tool_use.capabilities
    calls = CALLS if capabilities.parallel_tool_calls or not capabilities.tools else CALLS[:1]
    text = answer(template, Message(role="assistant", content="Let me look.", tool_calls=calls))
    natively = capabilities.tools and capabilities.tool_calls
    reply = read(format_of(source, describes_tools=natively), [text])
    assert [(call, json.loads(arguments)) for call, arguments in reply.calls] == [
        (call.name, json.loads(call.arguments)) for call in calls
    ]
    # What ends the turn is no text for the parser: the engine never shows it.
    assert re.match(r"(<think></think>|</think>|\s)*(Let me look\.)?", reply.content)
