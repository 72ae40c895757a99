"""Generates ``pyllama/ctypes_api`` and ``native/abi_probe.c`` from upstream's public headers.

Run as ``python -m native.generate_ctypes``; with ``--check`` it writes nothing and says what differs.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from native.builder.errors import BuilderError
from native.builder.source import pinned_source
from native.builder.store import open_store
from native.builder.upstream import Upstream, read_upstream
from native.generator.emit import COMMAND, facade_text, heading, module_text
from native.generator.model import AnyDeclaration
from native.generator.parse import parse_headers
from native.generator.probe import probe_text
from native.generator.sections import FACADES, PREFIXES, PUBLIC_HEADERS, TYPE_HEADERS, assign_modules

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "pyllama" / "ctypes_api"
PROBE = ROOT / "native" / "abi_probe.c"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--source",
        type=Path,
        help="upstream's tree (default: the pinned one, from the cache folder or downloaded)",
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is not current")
    parser.add_argument(
        "--record-defaults",
        action="store_true",
        help="only record version and default parameters of the library in use, after a change of the pin",
    )
    options = parser.parse_args(arguments)
    if options.record_defaults:
        return _record_defaults()
    upstream = read_upstream(ROOT / "native" / "upstream.toml")
    try:
        source = options.source or _pinned_tree(upstream)
    except BuilderError as error:
        _tell(f"error: {error}")
        return error.exit_status
    files = generate(source, upstream.commit)
    stale = [path for path in existing() if path not in files]
    changed = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
    if options.check:
        for path in sorted([*changed, *stale]):
            _tell(f"not current: {path.relative_to(ROOT)}; run `{COMMAND}`")
        return 1 if changed or stale else 0
    for path in stale:
        path.unlink()
    for path in changed:
        path.write_text(files[path], "utf-8", newline="\n")
    print(f"{len(files)} files, {len(changed)} changed, {len(stale)} removed")
    return 0


def _pinned_tree(upstream: Upstream) -> Path:
    store = open_store()
    return pinned_source(upstream, store.sources, store.builds / "download.log", _tell).provide()


def _tell(line: str) -> None:
    print(line, file=sys.stderr)


def _record_defaults() -> int:
    # Importing the declarations is possible only once they are there.
    from native.generator.defaults import defaults_text  # noqa: PLC0415

    (OUTPUT / "_defaults.py").write_text(defaults_text(), "utf-8", newline="\n")
    return 0


def generate(source: Path, commit: str) -> dict[Path, str]:
    """Return the text of every generated file."""
    declarations = _reachable(parse_headers(source))
    modules = assign_modules(declarations)
    homes = {d.name: module for module, contents in modules.items() for d in contents}
    files = {OUTPUT / f"{name}.py": module_text(modules[name], homes, commit) for name in modules}
    for facade in FACADES:
        parts = sorted(name for name in modules if name.partition("_")[0] == facade)
        headers = ", ".join(header for header in PUBLIC_HEADERS if PREFIXES[header].startswith(facade))
        files[OUTPUT / f"{facade}.py"] = facade_text(parts, headers, commit)
    files[OUTPUT / "_upstream.py"] = (
        f'# {heading("native/upstream.toml", commit)}.\n\nUPSTREAM_COMMIT = "{commit}"\n'
    )
    files[PROBE] = probe_text(declarations, commit)
    return files


def existing() -> list[Path]:
    """Return the generated files that are there now."""
    paths = [*OUTPUT.glob("*.py"), *([PROBE] if PROBE.exists() else [])]
    return [path for path in paths if "Generated from" in path.read_text("utf-8").partition("\n")[0]]


def _reachable(declarations: list[AnyDeclaration]) -> list[AnyDeclaration]:
    """Leave out what the headers that only lend types declare and no public one uses."""
    # The order of C is: first declared, then used.
    used: set[str] = set()
    kept = []
    for declaration in reversed(declarations):
        if declaration.header not in TYPE_HEADERS or declaration.name in used:
            used |= set(re.findall(r"\w+", repr(declaration)))
            kept.append(declaration)
    return kept[::-1]


if __name__ == "__main__":
    sys.exit(main())
