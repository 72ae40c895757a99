"""The command ``build_native.py``: from a command line to the folder of a finished build."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from native.builder.backends import check_backend, choose_backend
from native.builder.compile import Compilation
from native.builder.errors import BuilderError, CompileError, Interrupted, MissingToolError
from native.builder.options import BuildOptions, parse_arguments
from native.builder.plan import Plan
from native.builder.process import stop_on_signals
from native.builder.progress import NinjaProgress, say
from native.builder.source import Source, git_source, local_source, pinned_source
from native.builder.store import BuildStore, open_store
from native.builder.toolchain import find_cmake, find_compilers, find_ninja
from native.builder.upstream import read_upstream

NATIVE = Path(__file__).resolve().parents[1]


def main(argv: list[str], native: Path = NATIVE) -> int:
    """Run the command, and return its exit status.

    Args:
        argv: the arguments, without the program's name.
        native: the folder with ``upstream.toml``, ``CMakeLists.txt`` and ``abi_probe.c``.
    """
    arguments = parse_arguments(argv)
    try:
        with stop_on_signals():
            return _run(arguments, native)
    except BuilderError as error:
        _tell(f"build_native.py: error: {error}")
        return error.exit_status
    except OSError as error:
        _tell(f"build_native.py: error: {error}")
        return 1
    except Interrupted as interruption:
        _tell("build_native.py: stopped, nothing is left behind")
        return interruption.exit_status


def _run(arguments: argparse.Namespace, native: Path) -> int:
    store = open_store()
    options = BuildOptions(
        backend=choose_backend(arguments.backend),
        portable=arguments.portable,
        rpc=arguments.rpc,
        llama_server=arguments.with_llama_server,
    )
    if arguments.clean:
        return _clean(store, options)
    plan = _make_plan(options, _choose_source(arguments, native, store), native)
    build = store.find(plan.satisfying_folder_names)
    if arguments.print_dir:
        say(str(build or store.builds / plan.folder_name), sys.stdout)
        return 0 if build else 1
    if build is None:
        with store.lock(on_wait=lambda: _tell("Waiting for another build to finish")):
            # The process that held the lock may have made just this build.
            build = store.find(plan.satisfying_folder_names) or _build(plan, store, arguments.jobs)
    store.mark_as_wanted(build)
    say(str(build), sys.stdout)
    return 0


def _choose_source(arguments: argparse.Namespace, native: Path, store: BuildStore) -> Source:
    if arguments.source is not None:
        return local_source(arguments.source)
    upstream = read_upstream(native / "upstream.toml")
    if arguments.git is not None:
        return git_source(upstream, arguments.git, store.sources)
    return pinned_source(upstream, store.sources, store.builds / "download.log", _tell)


def _make_plan(options: BuildOptions, source: Source, native: Path) -> Plan:
    if not (native / "abi_probe.c").exists():
        raise MissingToolError("no native/abi_probe.c: run `python -m native.generate_ctypes --source DIR`")
    backend_tools = check_backend(options.backend, portable=options.portable)
    c_compiler, cxx_compiler = find_compilers()
    return Plan(source, options, c_compiler, cxx_compiler, backend_tools, native)


def _build(plan: Plan, store: BuildStore, n_jobs: int) -> Path:
    cmake, ninja = find_cmake(), find_ninja()
    _tell(
        f"Building llama.cpp {plan.source.commit} for {plan.options.backend} with "
        f"{plan.cxx_compiler.name}, {n_jobs} at once"
    )
    progress = NinjaProgress(sys.stderr)
    with store.workspace() as workspace:
        compilation = Compilation(plan, cmake, ninja, workspace)
        try:
            result = compilation.run(n_jobs, progress)
        except CompileError as error:
            progress.close()
            for line in error.tail:
                _tell(f"  {line}")
            log = store.keep_log(compilation.log, plan.folder_name)
            raise CompileError(f"{error}; full log: {log}") from error
        finally:
            progress.close()
        return store.publish(result, plan.folder_name)


def _clean(store: BuildStore, options: BuildOptions) -> int:
    with store.lock(on_wait=lambda: _tell("Waiting for another build to finish")):
        store.remove_leftovers()
        store.remove_sources_and_logs()
        for build in store.remove_builds(options):
            _tell(f"Removed {build}")
    return 0


def _tell(text: str) -> None:
    say(text, sys.stderr)
