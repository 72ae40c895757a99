"""What answers say, made of deltas without an engine."""

from __future__ import annotations

import logging
from array import array

import pytest

from pyllama.chat.kept_thoughts import LegacyParser, PrefixedParser
from pyllama.chat.parsers import ParseOptions, ReasoningTags, format_of
from pyllama.engine import Delta, Finished, TextDelta
from pyllama.engine.request import PromptProgress
from pyllama.token_probs import TokenProbs
from server.formats.chat_answer import AnswerDelta, AnswerReader, whole_answer

TEMPLATE = "<tool_call></tool_call><think></think>"
FORMAT = format_of(TEMPLATE)
CALL = '<tool_call>\n{"name": "f", "arguments": {"a": 1}}\n</tool_call>'


def reader(*, reasoning: bool = True, inside: bool = False) -> AnswerReader:
    options = ParseOptions(
        tools={"f": {}}, parse_tool_calls=True, reasoning=reasoning, starts_in_reasoning=inside
    )
    return AnswerReader(FORMAT.parser(options), FORMAT.markers)


def probs(token: int) -> TokenProbs:
    return TokenProbs(token=token, logprob=-0.5, top_tokens=array("i"), top_logprobs=array("d"))


def deltas(*texts: str, stop: str = "eos") -> list[Delta]:
    """A delta with a token for each text, and one more token that ends them."""
    result: list[Delta] = [TextDelta(text, (i,), i + 1, 0, probs=(probs(i),)) for i, text in enumerate(texts)]
    n = len(texts)
    end = Finished(
        text="",
        tokens=(n,),
        stop_type=stop,  # type: ignore[arg-type]  # one of its words
        stopping_word="",
        truncated=False,
        has_new_line=False,
        n_prompt_tokens=1,
        n_cached_tokens=0,
        n_decoded=n + 1,
        n_past=n + 1,
        id_slot=0,
        prompt_ms=1.0,
        predicted_ms=1.0,
        probs=(probs(n),),
    )
    return [*result, end]


def steps(*texts: str, stop: str = "eos") -> list[AnswerDelta]:
    read = reader()
    return [step for delta in deltas(*texts, stop=stop) for step in read.read(delta)]


def test_thoughts_text_and_calls() -> None:
    answer = whole_answer(reader(), deltas("<think>", "Hm.", "</think>", "So:", *CALL))
    assert (answer.reasoning, answer.content, answer.end) == ("Hm.", "So:", "tool_calls")
    (call,) = answer.calls
    assert (call.name, call.arguments) == ("f", '{"a": 1}')
    assert call.id.startswith("call_")
    assert len(answer.tokens) == 5 + len(CALL)


def test_each_call_has_its_own_id() -> None:
    answer = whole_answer(reader(), deltas(CALL, "\n", CALL))
    assert len({call.id for call in answer.calls}) == 2


def test_a_limit_within_a_call() -> None:
    answer = whole_answer(reader(), deltas(CALL[:40], stop="limit"))
    assert answer.end == "length"
    assert answer.calls[0].arguments in '{"a": 1}'


def test_only_the_content_has_probabilities() -> None:
    answer = whole_answer(reader(), deltas("<think>", "Hm.", "</think>", "A", "B"))
    assert [item.token for item in answer.probs] == [3, 4, 5]
    called = whole_answer(reader(), deltas("A", "B", CALL))
    assert [item.token for item in called.probs] == [0, 1]


def test_tokens_come_with_what_they_say() -> None:
    found = steps("A", "<", "b", "<tool", "_call>", "x")
    assert [(step.reply.content, step.tokens) for step in found] == [
        ("A", (0,)),
        ("<b", (1, 2)),
        ("<tool_call>x", (3, 4, 5)),
        ("", (6,)),
    ]
    assert [token for step in found for token in step.tokens] == list(range(7))
    assert [step.end for step in found][-1] == "stop"
    assert all(step.end is None for step in found[:-1])


def test_how_far_the_prompt_is() -> None:
    progress = PromptProgress(10, 2, 5, 1.0)
    (step,) = reader().read(TextDelta("", (), 0, 0, prompt=progress))
    assert step.prompt is progress


def test_a_call_that_cannot_be_read_is_content_and_noted(caplog: pytest.LogCaptureFixture) -> None:
    broken = "<tool_call>\n{'name': f}"
    with caplog.at_level(logging.DEBUG, "server.formats.chat_answer"):
        answer = whole_answer(reader(), deltas(*broken))
    assert (answer.content, answer.calls, answer.end) == (broken, (), "stop")
    assert "no call could be read after <tool_call>" in caplog.text


def test_thoughts_that_stay_in_the_content() -> None:
    def parser(*, reasoning: bool) -> PrefixedParser | LegacyParser:
        plain = FORMAT.parser(ParseOptions(starts_in_reasoning=True))
        prefixed = PrefixedParser(plain, "<think>\n")
        if not reasoning:
            return prefixed
        return LegacyParser(prefixed, FORMAT.parser(ParseOptions(reasoning=True, starts_in_reasoning=True)))

    text = "Hm.</think>\n\nSo."
    none = whole_answer(AnswerReader(parser(reasoning=False)), deltas(*text))
    assert (none.content, none.reasoning) == (f"<think>\n{text}", "")
    both = whole_answer(AnswerReader(parser(reasoning=True)), deltas(*text))
    assert (both.content, both.reasoning) == (f"<think>\n{text}", "Hm.")


def test_an_answer_without_an_end_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="not finished"):
        whole_answer(reader(), deltas("A")[:1])


def test_the_format_of_these_tests_thinks() -> None:
    assert FORMAT.reasoning == ReasoningTags("<think>", "</think>")
