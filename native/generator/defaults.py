"""Records what the library says about itself, to recognise builds that were made elsewhere.

A header tells neither the version nor the default parameters, so these are read from the library in use;
its layout is known to be right when its ``build.json`` was compared.
"""

from __future__ import annotations

from native.generator.emit import COMMAND, formatted
from pyllama.ctypes_api import UPSTREAM_COMMIT, foreign
from pyllama.ctypes_api import llama as C

_PARAMETERS = (
    C.llama_model_default_params,
    C.llama_context_default_params,
    C.llama_model_quantize_default_params,
)


def defaults_text() -> str:
    """Return the source of ``pyllama.ctypes_api._defaults``.

    Raises:
        LibraryLoadError: no library was found.
    """
    version = (C.llama_version() or b"").decode()
    structs = [function() for function in _PARAMETERS]
    defaults = {
        type(struct).__name__: {
            field[0]: foreign.plain_value(getattr(struct, field[0])) for field in struct._fields_
        }
        for struct in structs
    }
    return formatted(
        f"# Recorded from a library of llama.cpp {UPSTREAM_COMMIT} by `{COMMAND} --record-defaults`.\n\n"
        "from __future__ import annotations\n\n"
        f'LLAMA_VERSION = "{version}"\n\n'
        "# The fields of the structs that the library passes by value; None is NULL. Left out is\n"
        "# llama_sampler_chain_params, one truth value, which C returns in a register.\n"
        f"DEFAULTS: dict[str, dict[str, float | None]] = {defaults!r}\n",
    )
