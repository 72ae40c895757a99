"""Generates ``pyllama/ctypes_api`` and ``native/abi_probe.c`` from upstream's public headers.

Run as ``python -m native.generate_ctypes``; with ``--check`` it writes nothing and says what differs.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

from native.generator.emit import facade_text, headers_of, heading, module_text
from native.generator.model import AnyDeclaration
from native.generator.parse import parse_headers
from native.generator.probe import probe_text
from native.generator.sections import FACADES, TYPE_HEADERS, assign_modules

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "pyllama" / "ctypes_api"
PROBE = ROOT / "native" / "abi_probe.c"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--source", type=Path, required=True, help="unpacked upstream tree")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is not current")
    options = parser.parse_args(arguments)
    files = generate(options.source, upstream_commit())
    stale = [path for path in existing() if path not in files]
    changed = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
    if options.check:
        for path in sorted([*changed, *stale]):
            print(f"not current: {path.relative_to(ROOT)}", file=sys.stderr)
        return 1 if changed or stale else 0
    for path in stale:
        path.unlink()
    for path in changed:
        path.write_text(files[path], "utf-8", newline="\n")
    print(f"{len(files)} files, {len(changed)} changed, {len(stale)} removed")
    return 0


def upstream_commit() -> str:
    """Return the pinned commit."""
    pins = tomllib.loads((ROOT / "native" / "upstream.toml").read_text("utf-8"))
    commit = pins["commit"]
    if not isinstance(commit, str):
        raise TypeError("native/upstream.toml: commit is not a string")
    return commit


def generate(source: Path, commit: str) -> dict[Path, str]:
    """Return the text of every generated file."""
    declarations = _reachable(parse_headers(source))
    modules = assign_modules(declarations)
    homes = {d.name: module for module, contents in modules.items() for d in contents}
    files = {OUTPUT / f"{name}.py": module_text(modules[name], homes, commit) for name in modules}
    for facade in FACADES:
        parts = {name: modules[name] for name in sorted(modules) if name.split("_")[0] == facade}
        files[OUTPUT / f"{facade}.py"] = facade_text(parts, headers_of(parts), commit)
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
    kept = [d for d in declarations if d.header not in TYPE_HEADERS]
    lent = [d for d in declarations if d.header in TYPE_HEADERS]
    while True:
        text = repr(kept)
        used = [d for d in lent if f"'{d.name}'" in text or f"({d.name}" in text or f"[{d.name}" in text]
        if not used:
            return [d for d in declarations if d in kept]
        kept += used
        lent = [d for d in lent if d not in used]


if __name__ == "__main__":
    sys.exit(main())
