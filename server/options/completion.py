"""The script that lets bash complete options."""

from __future__ import annotations

from typing import Final

from server.options.table import OPTIONS

_SCRIPT: Final = """\
_pyllama_server() {{
    local word=${{COMP_WORDS[COMP_CWORD]}}
    if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "{flags}" -- "$word"))
    else
        COMPREPLY=($(compgen -f -- "$word"))
    fi
}}
complete -o filenames -F _pyllama_server pyllama-server
"""


def bash_script() -> str:
    """Return a script for bash to source; what is no option it completes as a file."""
    return _SCRIPT.format(flags=" ".join(flag for option in OPTIONS for flag in option.flags))
