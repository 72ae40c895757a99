# Generated from gguf.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from pyllama.ctypes_api._types import Handle


class gguf_context_p(Handle): ...
