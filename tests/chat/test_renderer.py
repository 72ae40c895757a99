"""Templates are programs of strangers: they end in time, take no more memory than they may, reach nothing."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pyllama.chat.renderer import Renderer
from pyllama.errors import ChatTemplateError, ClosedError

LOOP = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"


@pytest.fixture(scope="module")
def shared() -> Iterator[Renderer]:
    with closing(Renderer()) as renderer:
        yield renderer


@pytest.fixture
def renderer(shared: Renderer) -> Iterator[Renderer]:
    """A renderer that must still work after the test."""
    yield shared
    assert shared.render("{{ a }}", {"a": 1}) == "1"


def failure(renderer: Renderer, source: str, **variables: Any) -> ChatTemplateError:
    with pytest.raises(ChatTemplateError) as caught:
        renderer.render(source, variables)
    return caught.value


@pytest.mark.parametrize(
    "source",
    [
        LOOP,
        "{% set ns = namespace(n=3) %}{% for i in range(99) %}{% set ns.n = ns.n ** 3 %}{% endfor %}",
    ],
)
def test_a_template_that_goes_on_for_ever(source: str) -> None:
    with closing(Renderer(timeout_s=0.5)) as renderer:
        error = failure(renderer, source)
        assert (error.kind, error.reason) == ("time", "it takes longer than 0.5 seconds")
        assert renderer.render("{{ a }}", {"a": 1}) == "1"


def test_a_template_that_goes_on_for_ever_and_needs_ever_more_memory() -> None:
    with closing(Renderer(timeout_s=0.5)) as renderer:
        # What is over first depends on the machine.
        assert failure(renderer, "{{ lipsum(n=99999) }}").kind in ("time", "memory")
        assert renderer.render("{{ a }}", {"a": 1}) == "1"


@pytest.mark.skipif(sys.platform == "darwin", reason="the system does not limit the memory of a process")
@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{{ 'x' * 10**10 }}", "it needs too much memory"),
        ("{{ [0] * 10**10 }}", "it needs too much memory"),
        ("{{ 'x'.ljust(10**10) }}", "it needs too much memory"),
        ("{{ ('a' * 50000) | replace('', 'b' * 50000) }}", "it needs too much memory"),
        ("{{ 'x' * 70000000 }}", "it writes more than 67108864 characters"),
    ],
)
def test_a_template_that_wants_all_memory(source: str, reason: str, renderer: Renderer) -> None:
    error = failure(renderer, source)
    assert (error.kind, error.reason) == ("memory", reason)


@pytest.mark.parametrize(
    "source",
    [
        "{% macro f(n) %}{{ f(n + 1) }}{% endmacro %}{{ f(0) }}",
        "{{ " + "(" * 9999 + "1" + ")" * 9999 + " }}",
        "{{ " + "-" * 99999 + "1 }}",
        "{% if 1 %}" * 9999,
        "{% for i in a %}" * 99 + "{% endfor %}" * 99,
        "{% set x = [] %}{% set _ = x.append(x) %}{{ x | tojson }}",
    ],
)
def test_a_template_that_recurses_for_ever(source: str, renderer: Renderer) -> None:
    assert failure(renderer, source, a=[]).kind == "error"


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum.__globals__['os'] }}",
        "{{ namespace(__class__=1) }}",
        "{{ namespace({'__init__': 1}) }}",
        "{% set ns = namespace() %}{% set ns.__class__ = 1 %}",
        "{{ dict.__subclasses__() }}",
        "{{ dict.mro() }}",
        "{{ messages.append.__self__.__class__.__name__ }}",
        "{{ (messages | attr('__class__')).__name__ }}",
        "{{ '{0.__class__.__mro__[1]}'.format(messages) or 1 / 0 }}",
        "{{ self.__init__.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends '/etc/passwd' %}",
        "{{ open('/etc/passwd') }}",
        "{{ range(10**9) }}",
    ],
)
def test_a_template_that_wants_out(source: str, renderer: Renderer) -> None:
    assert failure(renderer, source, messages=[]).kind == "error"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_there_is_nothing_to_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    with closing(Renderer()) as renderer:
        renderer.render("", {})
        assert renderer._process is not None
        environment = Path(f"/proc/{renderer._process.pid}/environ").read_bytes()
    assert b"secret" not in environment


@pytest.mark.parametrize(
    ("source", "kind", "line", "reason"),
    [
        ("{{ 1 }}\n{{ raise_exception('No system.') }}", "refused", 2, "No system."),
        ("a\nb\n{% for %}", "syntax", 3, "Expected an expression, got 'end of statement block'"),
        ("\n{{ a.b.c }}", "error", 2, "UndefinedError: 'int object' has no attribute 'b'"),
        ("{{ 1 / 0 }}", "error", 1, "ZeroDivisionError: division by zero"),
        ("{{ '\\ud800' }}", "error", None, "UnicodeEncodeError: "),
        ("{{ 5 | nothing }}", "syntax", 1, "No filter named 'nothing'."),
    ],
)
def test_what_is_wrong_and_where(
    source: str, kind: str, line: int | None, reason: str, renderer: Renderer
) -> None:
    error = failure(renderer, source, a=1)
    assert (error.kind, error.line) == (kind, line)
    assert error.reason.startswith(reason)


def test_variables_that_cannot_be_told(renderer: Renderer) -> None:
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    assert failure(renderer, "", a=deep).reason == "what it is given nests too deeply"
    assert failure(renderer, "", a="\ud800").reason == "what it is given is not valid text"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_process_that_is_killed(renderer: Renderer) -> None:
    renderer.render("", {})
    process = renderer._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert failure(renderer, "").kind == "memory"


def test_closing_ends_what_runs() -> None:
    renderer = Renderer(timeout_s=1000)
    renderer.render("", {})
    with ThreadPoolExecutor() as threads:
        looping = threads.submit(renderer.render, LOOP, {})
        waiting = threads.submit(renderer.render, "", {})
        while not renderer._lock.locked():
            pass
        renderer.close()
        for result in (looping, waiting):
            assert isinstance(result.exception(10), ClosedError)
    renderer.close()
    with pytest.raises(ClosedError):
        renderer.render("", {})


def test_many_threads_get_their_own_texts(renderer: Renderer) -> None:
    with ThreadPoolExecutor(8) as threads:
        texts = list(threads.map(lambda i: renderer.render("{{ i }}", {"i": i}), range(100)))
    assert texts == [str(i) for i in range(100)]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ a | tojson }}", '{"b": "<ü> & \'"}'),
        ("{{ a | tojson(true) }}", '{"b": "<\\u00fc> & \'"}'),
        ("{{ a | tojson(indent=2) }}", '{\n  "b": "<ü> & \'"\n}'),
        ("{{ a | tojson(separators=(',', ':')) }}", '{"b":"<ü> & \'"}'),
        ("{{ [2, 1] | map('string') | tojson }}", '["2", "1"]'),
        ("  {% if a %}\n  x\n  {% endif %}\ny", "  x\ny"),
        ("{% for i in [1, 2, 3] %}{% if i == 2 %}{% break %}{% endif %}{{ i }}{% endfor %}", "1"),
        ("{% generation %}x{% endgeneration %}", "x"),
        ("{{ dict(b=1, **a).keys() | list }}", None),
        ("{{ dict(c=1, **a).keys() | list }}", "['c', 'b']"),
        (
            "{% set ns = namespace(n=1) %}{% for i in [1, 2] %}{% set ns.n = i %}{% endfor %}{{ ns.n }}",
            "2",
        ),
        ("{{ strftime_now('%Y') }}", str(datetime.now().year)),  # noqa: DTZ005
        ("{{ a.b.startswith('<') }}", "True"),
        ("{{ missing }}{{ missing is defined }}", "False"),
    ],
)
def test_what_templates_rely_on(source: str, text: str | None, renderer: Renderer) -> None:
    a = {"b": "<ü> & '"}
    if text is None:
        assert failure(renderer, source, a=a).kind == "error"
    else:
        assert renderer.render(source, {"a": a}) == text


def test_one_request_leaves_nothing_for_the_next(renderer: Renderer) -> None:
    source = "{{ messages.append(1) or messages | length }}"
    assert [renderer.render(source, {"messages": [0]}) for _ in range(2)] == ["2", "2"]
    assert renderer.render("{% set x = 1 %}", {}) == ""
    assert renderer.render("{{ x is defined }}", {}) == "False"


def test_any_text_comes_back_as_it_is(renderer: Renderer) -> None:
    text = "".join(map(chr, (*range(0x20), 0x7F, 0x85, 0x2028, 0xFFFF, 0x1F600)))
    assert renderer.render("{{ a }}", {"a": text}) == text
    assert json.loads(renderer.render("{{ a | tojson }}", {"a": text})) == text
