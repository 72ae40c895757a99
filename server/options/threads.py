"""Options that say how many threads compute, and how: each for generating, and again for prompts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, get_args

from pyllama.errors import RequestError
from pyllama.thread_params import ThreadParams, ThreadPriority, check_cpus
from server.options.option import Convert, Option, Value, choice, cpu_mask, cpu_range, integer

_DEFAULTS: Final = ThreadParams()
_PRIORITIES: Final = {str(n): word for n, word in enumerate(get_args(ThreadPriority), start=-1)}


def _existing(convert: Callable[[str], frozenset[int]]) -> Convert:
    """Return the converter, made to refuse CPUs that threads cannot be bound to."""

    def convert_existing(text: str) -> Value:
        cpus = convert(text)
        try:
            check_cpus(cpus)
        except RequestError as error:
            raise ValueError(f"{text!r}: {error}") from None
        return cpus

    return convert_existing


def _count(text: str) -> Value:
    return max(integer(-1, 512)(text), 0)


def _strict(text: str) -> bool:
    return integer(0, 1)(text) == 1


def _option(
    flags: str,
    field: str,
    help: str,  # noqa: A002  # the name of the column
    convert: Convert,
    *,
    metavar: str,
    shown_default: str,
) -> Option:
    """Return an option for a field of ``ThreadParams``."""
    return Option(
        flags=tuple(flags.split()),
        name=f"threads.{field}",
        group="Common",
        help=help,
        metavar=metavar,
        convert=convert,
        shown_default=shown_default,
        repeatable=field == "cpus",
    )


_GENERATING: Final = (
    _option(
        "-C --cpu-mask",
        "cpus",
        "CPUs that threads may use, as a hexadecimal mask; adds to --cpu-range, 0 is any",
        _existing(cpu_mask),
        metavar="M",
        shown_default="any",
    ),
    _option(
        "-Cr --cpu-range",
        "cpus",
        "CPUs that threads may use, first and last one; may be given again, adds to --cpu-mask",
        _existing(cpu_range),
        metavar="LO-HI",
        shown_default="any",
    ),
    _option(
        "--cpu-strict",
        "strict",
        "1 binds each thread to one of these CPUs, 0 all threads to all of them",
        _strict,
        metavar="<0|1>",
        shown_default=str(int(_DEFAULTS.strict)),
    ),
    _option(
        "--prio",
        "priority",
        "priority of the threads: -1 low, 0 normal, 1 medium, 2 high, 3 realtime; above 0 needs a permission",
        choice(*_PRIORITIES.values(), **_PRIORITIES),
        metavar="N",
        shown_default="0",
    ),
    _option(
        "--poll",
        "poll",
        "how long threads look for work before they sleep; 0 lets them sleep at once",
        integer(0, 100),
        metavar="<0...100>",
        shown_default=str(_DEFAULTS.poll),
    ),
)


def _for_prompts(option: Option) -> Option:
    """Return the option that sets the same of threads that compute prompts."""
    return replace(
        option,
        flags=tuple(flag + ("-batch" if flag.startswith("--") else "b") for flag in option.flags),
        name=option.name.replace("threads.", "threads_batch."),
        help=f"as {option.title}, but while evaluating prompts",
        shown_default=f"that of {option.title}",
    )


THREADS: Final = (
    Option(
        flags=("-t", "--threads"),
        name="context.n_threads",
        group="Common",
        help="threads while generating; -1 takes one for each core",
        metavar="N",
        convert=_count,
        shown_default="-1",
        env="LLAMA_ARG_THREADS",
    ),
    Option(
        flags=("-tb", "--threads-batch"),
        name="context.n_threads_batch",
        group="Common",
        help="threads while evaluating prompts; -1 takes as many as --threads",
        metavar="N",
        convert=_count,
        shown_default="-1",
        env="LLAMA_ARG_THREADS_BATCH",
    ),
    *_GENERATING,
    *map(_for_prompts, _GENERATING),
)
"""The options, in the order of the help."""
