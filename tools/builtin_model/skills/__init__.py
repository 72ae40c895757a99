"""All that the model learns, and how much of the corpus each part is."""

from __future__ import annotations

from typing import Final

from tools.builtin_model.example import Skill
from tools.builtin_model.skills.arithmetic import arithmetic
from tools.builtin_model.skills.chat.chitchat import greeting, identity, untold
from tools.builtin_model.skills.chat.copying import repeat
from tools.builtin_model.skills.chat.unknown_questions import unknown
from tools.builtin_model.skills.facts.examples import fact
from tools.builtin_model.skills.function_calls.examples import tool_answer, tool_call
from tools.builtin_model.skills.json_answers.examples import json_answer
from tools.builtin_model.skills.python_code.code_chat import code_chat
from tools.builtin_model.skills.python_code.fill_in_middle import fill_in_middle
from tools.builtin_model.skills.stories.examples import chat_story, raw_story

SKILLS: Final = (
    Skill("greeting", greeting, 5, "answers, and remembers what it was told", None),
    Skill("untold", untold, 1.5, "says that it was not told", None),
    Skill("identity", identity, 5, "says what it is", None),
    Skill("unknown", unknown, 4, "says that it does not know", None),
    Skill("repeat", repeat, 6, "the same words", None),
    Skill("fact", fact, 15, "right", 0.95),
    Skill("arithmetic", arithmetic, 28, "right", 0.95),
    Skill("story", chat_story, 5, "keeps the names", 0.90),
    Skill("raw story", raw_story, 5, "keeps the names", 0.90),
    Skill("json", json_answer, 10, "the object asked for", 0.90),
    Skill("tool call", tool_call, 11, "the right function and arguments", 0.95),
    Skill("tool answer", tool_answer, 3, "tells the result", None),
    Skill("fill in the middle", fill_in_middle, 9, "compiles", 0.90),
    Skill("code", code_chat, 2, "the function asked for", 0.90),
)
