"""Judge a model by examples that are not in its corpus, through the project's own engine. Prints a table."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import trio

import pyllama
from tools.builtin_model.chat_template import render
from tools.builtin_model.example import Conversation, Example, Skill
from tools.builtin_model.skills import SKILLS
from tools.builtin_model.skills.json_answers.examples import parses

SEED: Final = 2
N_EXAMPLES: Final = 200
MAX_TOKENS: Final = 400
N_SLOTS: Final = 8
# As in ``network``, which cannot be imported without PyTorch.
N_CTX: Final = 2048


@dataclass(frozen=True)
class Answer:
    """What a model wrote for an example.

    Attributes:
        skill: what the example is about.
        example: what was asked.
        prompt: what the model read.
        thinking: what it wrote before the answer; ``None`` if it was not asked to think.
        text: the answer that it wrote.
        ended: whether it ended by itself, with the end token that fits.
        right: whether the judge of the example passes the text.
    """

    skill: Skill
    example: Example
    prompt: str
    thinking: str | None
    text: str
    ended: bool
    right: bool


@dataclass(frozen=True)
class Row:
    """One line of the table: how many of how many, and the share that is asked for."""

    name: str
    criterion: str
    n_right: int
    n_all: int
    goal: float | None

    @property
    def share(self) -> float:
        """How much of all is right, from 0 to 1."""
        return self.n_right / self.n_all

    @property
    def reached(self) -> bool:
        """Whether the share is at least the goal."""
        return self.goal is None or self.share >= self.goal


def prompt_of(example: Example, *, enable_thinking: bool = False) -> str:
    """Return the text that a model has to go on with."""
    if isinstance(example, Conversation):
        messages, tools = example.messages[:-1], example.tools
        return render(messages, tools, add_generation_prompt=True, enable_thinking=enable_thinking)
    return example.prompt


async def answers(
    engine: pyllama.Engine,
    skills: Iterable[Skill],
    n_examples: int,
    *,
    enable_thinking: bool = False,
    seed: int = SEED,
) -> list[Answer]:
    """Let a model go on with held-out examples, greedily.

    Args:
        engine: has the model.
        skills: what to ask for.
        n_examples: of each skill.
        enable_thinking: ask for thinking before each answer.
        seed: of the examples.
    """
    examples = []
    for skill in skills:
        random = Random(f"{seed}/{skill.name}")
        examples += [(skill, skill.make(random, "held_out")) for _ in range(n_examples)]
    found: dict[int, Answer] = {}
    waiting = iter(enumerate(examples))

    async def work() -> None:
        for index, (skill, example) in waiting:
            found[index] = await _answer(engine, skill, example, enable_thinking=enable_thinking)

    async with trio.open_nursery() as nursery:
        for _ in range(N_SLOTS):
            nursery.start_soon(work)
    return [found[index] for index in range(len(examples))]


async def _answer(engine: pyllama.Engine, skill: Skill, example: Example, *, enable_thinking: bool) -> Answer:
    prompt = prompt_of(example, enable_thinking=enable_thinking)
    greedy = pyllama.SamplingParams(temperature=0.0)
    completion = await engine.generate(prompt, max_tokens=MAX_TOKENS, sampling=greedy).complete()
    thinking, text = None, completion.text
    if enable_thinking:
        thinking, _, text = text.partition("</think>")
    end = b"<|im_end|>" if isinstance(example, Conversation) else b"<|endoftext|>"
    ended = engine.model.vocab.piece(completion.tokens[-1], special=True) == end
    return Answer(skill, example, prompt, thinking, text, ended, example.judge(text))


def table(found: Sequence[Answer]) -> list[Row]:
    """Return a line for each skill, with and without thinking, then what is asked of several of them."""
    groups: dict[tuple[Skill, bool], list[bool]] = {}
    for answer in found:
        groups.setdefault((answer.skill, answer.thinking is not None), []).append(answer.right)
    rows = [
        _row(
            skill.name, skill.criterion + ", after thinking" * thought, None if thought else skill.goal, right
        )
        for (skill, thought), right in groups.items()
    ]
    if objects := [answer for answer in found if answer.skill.name == "json"]:
        rows.append(_row("json", "parses", 0.98, [parses(answer.text) for answer in objects]))
    if chats := [answer for answer in found if isinstance(answer.example, Conversation)]:
        rows.append(_row("all chats", "end with <|im_end|>", 0.99, [answer.ended for answer in chats]))
    return rows


def _row(name: str, criterion: str, goal: float | None, right: Sequence[bool]) -> Row:
    return Row(name, criterion, sum(right), len(right), goal)


def agreement(draft: Path, found: Sequence[Answer]) -> Row:
    """Return at how many positions of the answers the draft's greedy token is the one that was written.

    Args:
        draft: a GGUF with the same vocabulary.
        found: greedy answers of the large model.
    """
    n_right = n_all = 0
    with (
        pyllama.Model.load(draft) as model,
        pyllama.Context(model, pyllama.ContextParams(n_ctx=N_CTX, n_batch=N_CTX)) as context,
        pyllama.Batch(N_CTX) as batch,
    ):
        for answer in found:
            prompt = model.vocab.tokenize(answer.prompt)
            written = model.vocab.tokenize(answer.text, add_special=False)
            tokens = [*prompt, *written][:N_CTX]
            batch.clear()
            for position, token in enumerate(tokens):
                batch.add(token, position, 0, output=position >= len(prompt) - 1)
            context.memory.clear()
            context.decode(batch)
            for position in range(len(prompt), len(tokens)):
                n_right += int(context.logits(position - 1).argmax()) == tokens[position]
                n_all += 1
    return Row("draft", "agrees with the large model", n_right, n_all, 0.60)


def main() -> int:
    """Judge the built-in model and its draft; return 1 if a goal is missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", type=Path, default=None, help="default: the built-in one")
    arguments.add_argument("--draft", type=Path, default=None, help="compare its greedy tokens, too")
    names = [skill.name for skill in SKILLS]
    arguments.add_argument("--skill", action="append", choices=names, help="only this one; can be repeated")
    arguments.add_argument(
        "--examples", type=int, default=N_EXAMPLES, help=f"of each (default: {N_EXAMPLES})"
    )
    arguments.add_argument(
        "--show-wrong", type=int, default=0, metavar="N", help="print up to N failures of each"
    )
    options = arguments.parse_args()
    if options.examples < 1:
        arguments.error("--examples must be at least 1")
    for path in filter(None, (options.model, options.draft)):
        if not path.is_file():
            arguments.error(f"{path} is missing: export.py makes it")
    skills = [skill for skill in SKILLS if not options.skill or skill.name in options.skill]
    found = trio.run(_run, options.model or pyllama.builtin_model(), skills, options.examples)
    rows = table(found)
    if options.draft:
        rows.append(agreement(options.draft, [answer for answer in found if answer.thinking is None]))
    print(_text(rows))
    for skill in skills:
        wrong = [answer for answer in found if answer.skill is skill and not (answer.right and answer.ended)]
        for answer in wrong[: options.show_wrong]:
            end = "" if answer.ended else " (not ended)"
            print(f"\n--- {skill.name}\n{answer.prompt}[[{answer.text}]]{end}")
            print(f"    expected: {expected(answer.example)}")
    return 0 if all(row.reached for row in rows) else 1


def expected(example: Example) -> str:
    """Return the text that the corpus would have had."""
    if isinstance(example, Conversation):
        last = {key: value for key, value in example.messages[-1].items() if key != "reasoning_content"}
        whole = render((*example.messages[:-1], last), example.tools)
        return whole[len(prompt_of(example)) :].removesuffix("<|im_end|>\n")
    return example.completion


async def _run(path: Path, skills: Sequence[Skill], n_examples: int) -> list[Answer]:
    async with pyllama.Engine.open(path, n_slots=N_SLOTS, n_ctx=N_SLOTS * N_CTX) as engine:
        found = await answers(engine, skills, n_examples)
        sums = [skill for skill in skills if skill.name == "arithmetic"]
        return found + await answers(engine, sums, n_examples, enable_thinking=True)


def _text(rows: Sequence[Row]) -> str:
    lines = ["| examples | asked | right | of | share | goal |", "|---|---|---:|---:|---:|---:|"]
    lines += [
        f"| {row.name} | {row.criterion} | {row.n_right:,} | {row.n_all:,} | {row.share:.1%} | "
        + ("" if row.goal is None else f"{row.goal:.0%}{'' if row.reached else ' MISSED'}")
        + " |"
        for row in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
