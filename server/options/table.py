"""The table of options. The parser, ``--help``, the configuration and ``docs/cli.md`` all come from it.

Each group of options is a module of its own.
"""

from __future__ import annotations

from typing import Final

from server.options.adapters import ADAPTER_SCALES, ADAPTERS
from server.options.chat import CHAT
from server.options.constraints import CONSTRAINTS
from server.options.context import CONTEXT
from server.options.downloads import DOWNLOADS
from server.options.embeddings import EMBEDDINGS
from server.options.endpoints import ENDPOINTS
from server.options.general import GENERAL
from server.options.generation import GENERATION
from server.options.listening import LISTENING
from server.options.loading import LOADING
from server.options.logs import LOGS
from server.options.overrides import OVERRIDES
from server.options.positions import POSITIONS
from server.options.reasoning import REASONING
from server.options.sampling import SAMPLING
from server.options.security import SECURITY
from server.options.sharing import SHARING, SLOTS
from server.options.threads import THREADS
from server.options.web import WEB

OPTIONS: Final = (
    *GENERAL,
    *LOGS,
    *LOADING,
    *DOWNLOADS,
    *OVERRIDES,
    *ADAPTERS,
    *CONTEXT,
    *POSITIONS,
    *THREADS,
    *SHARING,
    *GENERATION,
    *SAMPLING,
    *CHAT,
    *REASONING,
    *CONSTRAINTS,
    *ENDPOINTS,
    *WEB,
    *EMBEDDINGS,
    *LISTENING,
    *SECURITY,
    *SLOTS,
    *ADAPTER_SCALES,
)
"""Every option, in the order of the help."""

BY_FLAG: Final = {flag: option for option in OPTIONS for flag in option.flags}
"""The option that each spelling belongs to."""
