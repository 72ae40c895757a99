"""Topics of small conversations: what users say, what is answered, and what an answer has to hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tools.builtin_model.words import phrases

SLOTS: Final = {
    "daytime": phrases("morning | afternoon | evening | day"),
    "bot": phrases("""ChatGPT | GPT-4 | GPT | Claude | Gemini | Siri | Alexa | Copilot | Mistral | DeepSeek
        | Grok | Bard"""),
    "language": phrases("""German | French | Spanish | Italian | Russian | Chinese | Japanese | Polish | Dutch
        | Turkish | Swedish | Arabic | Greek | Czech | Korean | Hindi | Latin | Portuguese | Danish | Finnish"""),
    "thing": phrases("""colour | animal | food | book | song | film | number | city | drink | fruit | game
        | sport"""),
    "machine": phrases("GPU | graphics card | big computer | server in the cloud | supercomputer"),
}
"""What may stand in the slots of topics."""


@dataclass(frozen=True)
class Topic:
    """Something to talk about.

    Attributes:
        name: part of the key of a question.
        questions: what the user says, the commonest first; may hold a slot such as ``{language}``.
        answers: what the assistant says; all of them mean the same.
        thought: a line of thinking that leads there.
        wanted: what a right answer holds, in lower case: one of the alternatives of each entry.
    """

    name: str
    questions: tuple[str, ...]
    answers: tuple[str, ...]
    thought: str
    wanted: tuple[tuple[str, ...], ...]


def topics(text: str) -> tuple[Topic, ...]:
    """Read topics that empty lines separate.

    The first line is ``name: wanted, wanted / alternative``; then come parts that begin with ``?`` for the
    questions, ``=`` for the answers and ``~`` for the thought, at the start of a line.
    """
    found = []
    for block in re.split(r"\n\s*\n", text.strip()):
        head, questions, answers, thought = re.split(r"\n\s*[?=~] ", block.strip())
        name, _, wanted = head.partition(":")
        entries = tuple(tuple(word.strip() for word in entry.split(" / ")) for entry in wanted.split(","))
        found.append(Topic(name, phrases(questions), phrases(answers), thought.strip(), entries))
    return tuple(found)
